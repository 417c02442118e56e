"""Language, look, choice of desk, one's posts and proofs of authority."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sinople.files import actions as files
from sinople.kernel.acting import Role
from sinople.letters import queries as letters
from sinople.people import actions, queries
from sinople.web import addresses, identity
from sinople.web.answers import answer
from sinople.web.door.forms import OrganisationForm
from sinople.web.requests import Request, account_of, bind

YEAR = 365 * 24 * 3600


@require_POST
def language(request: Request) -> HttpResponse:
    """Change the language, remember it, and stay on the page."""
    wanted = request.POST.get("language", "")
    response = HttpResponseRedirect(_back(request))
    if wanted in dict(settings.LANGUAGES):
        response.set_cookie("language", wanted, max_age=YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE)
        if request.user.is_authenticated:
            actions.choose_language(user=account_of(request), language=wanted)
    return response


@require_POST
def appearance(request: Request) -> HttpResponse:
    """Remember light, dark, or large print."""
    response = HttpResponseRedirect(_back(request))
    for name, known in (("theme", {"light", "dark", ""}), ("size", {"large", ""})):
        if request.POST.get(name, "-") in known:
            response.set_cookie(name, request.POST[name], max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    return response


@require_safe
def go(request: Request) -> HttpResponse:
    """Lead to one's own desk."""
    return redirect(addresses.home_of(request.acting))


@require_safe
def go_to(request: Request, kind: str, key: str) -> HttpResponse:
    """Lead to a thing on one's own desk; letters link here."""
    return redirect(addresses.address_of(request.acting, kind, key) or addresses.home_of(request.acting))


@require_safe
def desks(request: Request) -> HttpResponse:
    """Show one's posts, to choose the desk."""
    return answer(request, "door/desks.html", held=request.posts)


@require_POST
def post(request: Request, key: str) -> HttpResponse:
    """Sit down at another desk."""
    chosen = next((held for held in request.posts if held.key == key), None)
    if chosen is None:
        return redirect("door:desks")
    actions.choose_post(user=account_of(request), membership=chosen)
    return redirect(addresses.home_of(chosen.acting()))


@require_safe
def profile(request: Request) -> HttpResponse:
    """Show one's account: posts, proofs asked for, sign-ins, second factor."""
    reach = letters.preference_of(request.acting.person_id)
    return answer(
        request, "door/profile.html", held=request.posts, proofs=queries.proofs_of(request.acting.person_id), mail=reach.mail, feed=addresses.calendar_of(reach.feed)
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: Request) -> HttpResponse:
    """Register an organisation by its credit code and ask to act for it, with licence and power of attorney."""
    form = bind(OrganisationForm, request)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        made = actions.register(
            credit_code=typed["credit_code"], name=typed["name"], kind=typed["kind"], district=typed["district"], industry=typed["industry"], address=typed["address"],
            legal_representative=typed["legal_representative"], founded_on=typed["founded_on"], by=request.acting, at=request.moment,
        )  # fmt: skip
        keys = [_keep(request, typed[name], made.district) for name in ("licence", "attorney")]
        actions.ask(organisation=made, role=Role(typed["role"]), licence_key=keys[0], attorney_key=keys[1], by=request.acting, at=request.moment)
        return redirect("door:profile")
    return answer(request, "door/organisation.html", form=form, has_identity=identity.is_there())


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say what was done for accessibility, and whom to tell of a barrier."""
    return answer(request, "door/accessibility.html")


def _keep(request: Request, upload: object, district: str) -> str:
    kept = files.keep(name=upload.name, data=upload.read(), by=request.acting, at=request.moment, organisation_id=0, about=("people.proofofauthority", ""))  # type: ignore[attr-defined]
    files.let_read(evidence=kept, audience="district", ref=district)
    files.let_read(evidence=kept, audience="person", ref=str(request.acting.person_id))
    return kept.key


def _back(request: Request) -> str:
    back = urlsplit(request.POST.get("next") or request.headers.get("referer", ""))
    path = back.path + (f"?{back.query}" if back.query else "")
    return path if path and url_has_allowed_host_and_scheme(path, allowed_hosts=None) else reverse("public:home")
