"""Plans that enterprises of the district have shared."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from sinople.databook import queries
from sinople.web.answers import answer
from sinople.web.requests import Request
from sinople.web.things.planning import plan_paper, plan_shown


@require_safe
def plans(request: Request) -> HttpResponse:
    """Show the plans shared with the district, latest first."""
    return answer(request, "district/plans.html", rows=queries.plans_seen(request.acting))


@require_safe
def plan(request: Request, key: str) -> HttpResponse:
    """Show a plan that was shared."""
    return answer(request, "district/plan.html", **plan_shown(queries.plan_for(request.acting, key)))


@require_safe
def paper(request: Request, key: str) -> HttpResponse:
    """Give out a shared plan as PDF."""
    return plan_paper(queries.plan_for(request.acting, key))
