"""A plan: its page, its paper, sharing it with the district and taking it back."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from sinople.databook import actions, permissions, queries
from sinople.web.acts import acts_on
from sinople.web.answers import answer
from sinople.web.requests import Request
from sinople.web.things.planning import plan_paper, plan_shown


@require_safe
def plan(request: Request, key: str) -> HttpResponse:
    """Show a plan as it was worked out."""
    found = queries.plan_for(request.acting, key)
    return answer(
        request, "applicant/readiness_plan.html", **plan_shown(found), may_share=permissions.may_share(request.acting, found),
        may_take_back=permissions.may_take_back(request.acting, found),
    )  # fmt: skip


@acts_on(plan)
def share(request: Request, key: str) -> HttpResponse:
    """Let the district see the plan."""
    actions.share_plan(plan=queries.plan_for(request.acting, key), by=request.acting, at=request.moment)
    return redirect("applicant:readiness_plan", key=key)


@acts_on(plan)
def take_back(request: Request, key: str) -> HttpResponse:
    """Let the district see the plan no longer."""
    actions.take_back_plan(plan=queries.plan_for(request.acting, key), by=request.acting, at=request.moment)
    return redirect("applicant:readiness_plan", key=key)


@require_safe
def paper(request: Request, key: str) -> HttpResponse:
    """Give out the plan as PDF."""
    return plan_paper(queries.plan_for(request.acting, key))
