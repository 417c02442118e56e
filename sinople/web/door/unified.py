"""Acting for an organisation on the word of the province's unified identity, instead of papers."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sinople.kernel.acting import Role
from sinople.people import actions
from sinople.web import identity
from sinople.web.answers import answer
from sinople.web.door.forms import IdentityForm
from sinople.web.requests import Request, bind

TYPED, KEPT = "identity_typed", "identity_kept"


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: Request) -> HttpResponse:
    """Ask what the unified identity does not know, then show the way there."""
    if not identity.is_there():
        raise Http404
    form = bind(IdentityForm, request)
    way = ""
    if request.method == "POST" and form.is_valid():
        way, kept = identity.begin(request.build_absolute_uri(reverse("door:identity_return")))
        founded = form.cleaned_data["founded_on"]
        request.session[TYPED] = {**form.cleaned_data, "founded_on": founded.isoformat() if founded else None}
        request.session[KEPT] = kept
    return answer(request, "door/identity.html", form=form, way=way)


@require_http_methods(["GET", "HEAD", "POST"])
def back(request: Request) -> HttpResponse:
    """Come back from there: the page asks once more, its button checks what the service says and gives the post."""
    if not identity.is_there():
        raise Http404
    if request.method == "POST":
        _act(request)
        return redirect("door:desks")
    brought = {name: request.GET.get(name, "") for name in ("code", "state", "error")}
    return answer(request, "door/identity_return.html", brought=brought, is_begun=KEPT in request.session)


def _act(request: Request) -> None:
    kept, typed = request.session.pop(KEPT, None), request.session.get(TYPED, {})
    sent = request.POST
    known = identity.finish(code=sent.get("code", ""), state=sent.get("state", ""), said=sent.get("error", "")[:100], kept=kept)
    made = actions.register(
        credit_code=known.credit_code, name=known.name, kind=typed["kind"], district=typed["district"], industry=typed["industry"], address=typed["address"],
        legal_representative=typed["legal_representative"], founded_on=typed["founded_on"], by=request.acting, at=request.moment,
    )  # fmt: skip
    actions.prove_by_identity(
        organisation=made, role=Role(typed["role"]), identity_number=known.identity_number, token=known.token, by=request.acting, at=request.moment
    )
