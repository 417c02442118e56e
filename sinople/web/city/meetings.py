"""Decision meetings: the batch, its proposals, its consequences."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from sinople.audit import queries as audit
from sinople.letters import queries as letters
from sinople.review import actions, permissions, queries
from sinople.seals import queries as seals
from sinople.web.acts import acts_on
from sinople.web.answers import answer
from sinople.web.city.forms import MeetingForm
from sinople.web.requests import Request, bind
from sinople.web.things import story_rows


@require_safe
def meetings(request: Request) -> HttpResponse:
    """Show the meetings, and the calls whose cases wait for one."""
    may = permissions.may_prepare_meeting(request.acting)
    return answer(request, "city/meetings.html", rows=queries.meetings_seen(), waiting=queries.calls_with_cases_to_decide(), may_prepare=may)


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: Request) -> HttpResponse:
    """Prepare a meeting with all candidates of a call, best result first."""
    calls = {call.key: call for call in queries.calls_with_cases_to_decide()}
    form = bind(MeetingForm, request, calls=[(key, call.name) for key, call in calls.items()], initial={"call": request.GET.get("call", "")})
    if request.method == "POST" and form.is_valid():
        call = calls[form.cleaned_data["call"]]
        made = actions.prepare_meeting(
            call=call,
            cases=queries.cases_to_decide(call),
            name=form.cleaned_data["name"],
            held_on=form.cleaned_data["held_on"],
            by=request.acting,
            at=request.moment,
        )
        return redirect("city:meeting", key=made.key)
    return answer(request, "city/meeting_draft.html", form=form, has_calls=bool(calls))


@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: Request, key: str) -> HttpResponse:
    """Show the batch: rows left, consequences right, seal at the top; save the proposals."""
    found = queries.meeting_for(request.acting, key)
    if request.method == "POST":
        actions.propose(meeting=found, proposals=_typed(request), by=request.acting, at=request.moment)
        return redirect("city:meeting", key=key)
    return answer(request, "city/meeting.html", **_page(request, found))


@acts_on(meeting)
def submission(request: Request, key: str) -> HttpResponse:
    """Lay the batch before the signers."""
    actions.lay_meeting(meeting=queries.meeting_for(request.acting, key), by=request.acting, at=request.moment)
    return redirect("city:meeting", key=key)


def _page(request: Request, found: queries.Meeting) -> dict[str, Any]:
    lines = queries.lines_of(found)
    sign_off = seals.sign_off_of("review.meeting", found.key)
    return {
        "meeting": found,
        "lines": lines,
        "consequences": queries.consequences_of(found, lines),
        "digest": actions.digest_of(found),
        "sign_off": seals.shown(sign_off) if sign_off else None,
        "minutes": letters.paper("minutes", "review.meeting", found.key),
        "may_propose": permissions.may_propose(request.acting, found),
        "typed": _typed_lines(request),
        "story": story_rows(audit.story_of(found)),
    }


def _typed(request: Request) -> dict[str, tuple[str, str]]:
    keys = [name.partition(":")[2] for name in request.POST if name.startswith("proposal:")]
    return {key: (request.POST[f"proposal:{key}"], request.POST.get(f"reason:{key}", "")[:400]) for key in keys}


def _typed_lines(request: Request) -> dict[str, tuple[str, str]]:
    if request.typed is None:
        return {}
    keys = [name.partition(":")[2] for name in request.typed if name.startswith("proposal:")]
    return {key: (str(request.typed[f"proposal:{key}"]), str(request.typed.get(f"reason:{key}", ""))) for key in keys}
