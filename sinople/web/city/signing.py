"""Sign-offs: what is laid before the signers, with its consequences; signing, sending back, a scan instead of a click, the printed page."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from sinople.files import actions as files
from sinople.kernel.acting import Role
from sinople.letters import queries as letters
from sinople.people import queries as people
from sinople.review import actions as review
from sinople.review import queries as review_queries
from sinople.seals import actions, permissions, queries
from sinople.web import addresses
from sinople.web.answers import answer
from sinople.web.city.forms import OpinionForm, ReasonForm, ScanForm
from sinople.web.requests import Request, bind
from sinople.web.signing import SEND_BACK, SIGN


@require_safe
def sign_off(request: Request, key: str) -> HttpResponse:
    """Show what is laid before the signers, and what signing it would do."""
    found = queries.sign_off_for(request.acting, key)
    return answer(
        request, "city/sign_off.html", sign_off=queries.shown(found), scans=queries.scans_of(found), about=addresses.address_of(request.acting, found.about_kind, found.about_key),
        may_sign=permissions.may_sign(request.acting, found), may_send_back=permissions.may_send_back(request.acting, found),
        may_scan=permissions.may_register_scan(request.acting, found) and found.about_kind == "review.meeting",
        is_preparer=found.prepared_by_id == request.acting.person_id, form=bind(OpinionForm, request), back_form=bind(ReasonForm, request),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def signature(request: Request, key: str) -> HttpResponse:
    """Sign; the last signature applies what was prepared, all of it or nothing."""
    found = queries.sign_off_for(request.acting, key)
    if request.method == "POST":
        SIGN[found.about_kind](found, request.acting, request.moment, request.POST.get("opinion", "")[:400])
        return redirect("city:sign_off", key=key)
    return sign_off(request, key)


@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: Request, key: str) -> HttpResponse:
    """Send it back to whoever prepared it, with the reason."""
    found = queries.sign_off_for(request.acting, key)
    if request.method == "POST":
        SEND_BACK[found.about_kind](found, request.POST.get("reason", ""), request.acting, request.moment)
        return redirect("city:desk")
    return sign_off(request, key)


@require_http_methods(["GET", "HEAD", "POST"])
def scan(request: Request, key: str) -> HttpResponse:
    """Register the scan of a page that a leader signed by hand."""
    found = queries.sign_off_for(request.acting, key)
    leaders = {str(pk): name for pk, name in people.names_of(people.people_in(Role.LEADER, request.moment)).items()}
    form = bind(ScanForm, request, signers=list(leaders.items()))
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["scan"]
        kept = files.keep(name=upload.name, data=upload.read(), by=request.acting, at=request.moment, organisation_id=0, about=("seals.signoff", found.key))
        files.let_read(evidence=kept, audience="city")
        signer = people.person_by_id(int(form.cleaned_data["signer"]))
        actions.register_scan(sign_off=found, signer=signer, evidence_key=kept.key, by=request.acting, at=request.moment)
        return redirect("city:sign_off", key=key)
    return answer(request, "city/scan.html", sign_off=queries.shown(found), form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def scan_confirmation(request: Request, key: str) -> HttpResponse:
    """Confirm a registered scan; it counts as the signature."""
    found = queries.scan_for(request.acting, key)
    if request.method != "POST":
        return sign_off(request, found.sign_off.key)
    meeting = review_queries.meeting_for(request.acting, found.sign_off.about_key)
    review.confirm_meeting_scan(meeting=meeting, scan=found, by=request.acting, at=request.moment)
    return redirect("city:sign_off", key=found.sign_off.key)


@require_safe
def memo(request: Request, key: str) -> HttpResponse:
    """Give out the one-page memo to print and sign by hand."""
    found = queries.sign_off_for(request.acting, key)
    paper = letters.paper("memo", found.kind(), found.key)
    if paper is None:
        raise Http404
    return HttpResponse(bytes(paper.content), content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{paper.name}"'})
