"""A refusal on its way: grounds, sign-off, the office's steps, and once more when it was sent back."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from sinople.audit import queries as audit
from sinople.letters.rules import living_grounds
from sinople.review import actions, permissions, queries
from sinople.seals import permissions as seal_permissions
from sinople.seals import queries as seals
from sinople.web.acts import acts_on
from sinople.web.answers import answer
from sinople.web.requests import Request
from sinople.web.reviewing import refusal_typed
from sinople.web.things import story_rows


@require_http_methods(["GET", "HEAD", "POST"])
def refusal(request: Request, key: str) -> HttpResponse:
    """Show a refusal with its grounds and its sign-off; lay a letter that was sent back before the signers again."""
    found = queries.refusal_for(request.acting, key)
    if request.method == "POST":
        actions.lay_refusal(refusal=found, grounds=refusal_typed(request), by=request.acting, at=request.moment)
        return redirect("city:refusal", key=key)
    sign_off = seals.sign_off_of("review.refusal", key)
    return answer(
        request, "city/refusal.html", refusal=found, application=found.case.application, grounds=living_grounds(found.grounds), sign_off=seals.shown(sign_off) if sign_off else None,
        next_step=seals.next_office_step(sign_off) if sign_off else "", may_lay=permissions.may_lay_refusal(request.acting, found),
        may_office=sign_off is not None and seal_permissions.may_do_office_steps(request.acting, sign_off), story=story_rows(audit.story_of(found)),
    )  # fmt: skip


@acts_on(refusal)
def office(request: Request, key: str) -> HttpResponse:
    """Number, stamp or send the signed letter."""
    found = queries.refusal_for(request.acting, key)
    sign_off = seals.sign_off_of("review.refusal", key)
    if sign_off is None:
        raise Http404
    step = request.POST.get("step", "")
    if step == "numbering":
        actions.number_refusal(refusal=found, sign_off=sign_off, by=request.acting, at=request.moment)
    elif step == "stamping":
        actions.stamp_refusal(sign_off=sign_off, by=request.acting, at=request.moment)
    else:
        actions.send_refusal(refusal=found, sign_off=sign_off, by=request.acting, at=request.moment)
    return redirect("city:refusal", key=key)
