"""Objections: accepting or refusing them, deciding them, and looking at who objected."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from sinople.audit import queries as audit
from sinople.deadlines import queries as deadlines
from sinople.notices import actions, permissions, queries
from sinople.web.answers import answer
from sinople.web.city.forms import ReasonForm
from sinople.web.requests import Request, bind
from sinople.web.things import story_rows

VERBS = {"refuse": actions.refuse, "uphold": actions.uphold, "reject": actions.reject}


@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: Request, key: str) -> HttpResponse:
    """Show an objection without its author; accept, refuse, uphold or reject it."""
    found = queries.objection_for(request.acting, key)
    if request.method == "POST":
        _decide(request, found)
        return redirect("city:objection", key=key)
    return answer(
        request, "city/objection.html", objection=found, clock=deadlines.clock_of("notices.objection", found.key, request.moment), form=bind(ReasonForm, request),
        may_accept=permissions.may_accept(request.acting, found), may_decide=permissions.may_decide(request.acting, found), may_look=permissions.may_look(request.acting),
        story=story_rows(audit.story_of(found)),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def objector(request: Request, key: str) -> HttpResponse:
    """Ask why the officer needs to know, write it down, then show who objected."""
    found = queries.objection_for(request.acting, key)
    who = None
    if request.method == "POST":
        who = actions.look_at_objector(objection=found, reason=request.POST.get("reason", ""), by=request.acting, at=request.moment)
    return answer(request, "city/objector.html", objection=found, who=who, form=bind(ReasonForm, request))


def _decide(request: Request, found: queries.Objection) -> None:
    verb = request.POST.get("verb", "")
    if verb == "accept":
        actions.accept(objection=found, by=request.acting, at=request.moment)
    elif verb in VERBS:
        VERBS[verb](objection=found, reason=request.POST.get("reason", ""), by=request.acting, at=request.moment)
    else:
        raise Http404
