"""Expert panels: committing to a draw, drawing, seats; the pool."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sinople.audit import queries as audit
from sinople.deadlines import queries as deadlines
from sinople.experts import actions, permissions, queries
from sinople.people import queries as people
from sinople.review import queries as review
from sinople.schemes import queries as schemes
from sinople.web.acts import acts_on
from sinople.web.answers import answer
from sinople.web.city.forms import PanelForm
from sinople.web.requests import Request, bind
from sinople.web.things import story_rows


def specialities() -> list[tuple[str, str]]:
    """Return the specialities in words."""
    return [
        ("energy", _("Energy")), ("environment", _("Environment")), ("materials", _("Materials")), ("systems", _("Management systems")),
        ("electronics", _("Electronics")), ("machinery", _("Machinery")),
    ]  # fmt: skip


@require_safe
def panels(request: Request) -> HttpResponse:
    """Show the panels, and the calls whose cases wait for one."""
    return answer(
        request, "city/panels.html", rows=queries.panels_seen(), waiting=review.calls_in_expert_review(), may_compose=permissions.may_compose(request.acting)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: Request) -> HttpResponse:
    """Choose the cases of a panel, its seats and specialities, and commit to the draw."""
    call = schemes.call_for(request.acting, request.GET.get("call", ""))
    cases = review.cases_for_panels(call)
    form = bind(PanelForm, request, specialities=specialities(), initial={"seats": 5, "name": call.name})
    chosen = (request.POST if request.method == "POST" else request.typed or request.POST).getlist("case")
    if request.method == "POST" and form.is_valid():
        picked = [case.application for case in cases if case.key in chosen]
        made = actions.commit(
            call=call, applications=picked, name=form.cleaned_data["name"], seats=form.cleaned_data["seats"], specialities=form.cleaned_data["specialities"],
            by=request.acting, at=request.moment,
        )  # fmt: skip
        return redirect("city:panel", key=made.key)
    return answer(request, "city/panel_draft.html", form=form, call=call, cases=review.case_rows(cases), chosen=chosen or [case.key for case in cases])


@require_safe
def panel(request: Request, key: str) -> HttpResponse:
    """Show a panel: the list before the draw, why each stands aside, the order, the seats."""
    found = queries.panel_for(request.acting, key)
    seats = queries.seats_of(found)
    return answer(
        request, "city/panel.html", panel=found, seats=seats, undelivered=deadlines.waiting("experts.seat", [seat.key for seat in seats]),
        may_compose=permissions.may_compose(request.acting), ranking=queries.ranking_of(found), reasons=queries.reasons_of(found),
        names=queries.names_by_code(), cases=review.case_rows(review.cases_of_panel(found)), may_draw=permissions.may_draw(request.acting, found),
        is_preparer=found.prepared_by_id == request.acting.person_id, words=dict(specialities()), story=story_rows(audit.story_of(found)),
    )  # fmt: skip


@require_safe
def seat(request: Request, key: str) -> HttpResponse:
    """Lead from a seat to its panel."""
    return redirect("city:panel", key=queries.panel_of_seat(key).key)


@acts_on(panel)
def draw(request: Request, key: str) -> HttpResponse:
    """Draw the panel."""
    actions.draw_panel(panel=queries.panel_for(request.acting, key), by=request.acting, at=request.moment)
    return redirect("city:panel", key=key)


@require_http_methods(["GET", "HEAD", "POST"])
def pool(request: Request) -> HttpResponse:
    """Show the pool; its keeper may let an expert leave."""
    if request.method == "POST":
        expert = queries.expert_by_key(request.POST.get("expert", ""))
        actions.leave(expert=expert, reason=request.POST.get("reason", "")[:300], by=request.acting, at=request.moment)
        return redirect("city:pool")
    return answer(
        request,
        "city/pool.html",
        rows=queries.pool(),
        words=dict(specialities()),
        may_keep=permissions.may_keep_pool(request.acting),
        bureau=people.city_bureau(),
    )
