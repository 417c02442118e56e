"""Invitations and seats, the pledge, the expert's own profile."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from sinople.deadlines import queries as deadlines
from sinople.experts import actions, permissions, queries
from sinople.review import actions as review
from sinople.review import queries as review_queries
from sinople.web import addresses
from sinople.web.answers import answer
from sinople.web.expert.forms import RelationshipForm
from sinople.web.items import Item
from sinople.web.requests import Request, bind

OPEN = {"invited": (_("please accept or decline"), "wait"), "accepted": (_("please sign the pledge"), "wait"), "pledged": (_("to be scored"), "wait")}


@require_safe
def desk(request: Request) -> HttpResponse:
    """Show what waits for the expert."""
    seats = [seat for seat in queries.seats_held_by(request.acting) if seat.state in OPEN and seat.panel.state != "finished"]
    due = deadlines.due_dates("experts.seat", [seat.key for seat in seats])
    items = [
        Item(
            seat.panel.name,
            addresses.address_of(request.acting, "experts.seat", seat.key),
            OPEN[seat.state][0],
            due=due.get(seat.key),
            tone=OPEN[seat.state][1],
            detail=seat.panel.call.name,
        )
        for seat in seats
    ]
    return answer(request, "expert/desk.html", items=items)


@require_safe
def reviews(request: Request) -> HttpResponse:
    """Show every seat the expert has held."""
    return answer(request, "expert/reviews.html", rows=queries.seats_held_by(request.acting))


@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: Request, key: str) -> HttpResponse:
    """Show a seat: accept, decline, pledge; then the cases to score."""
    found = queries.seat_for(request.acting, key)
    if request.method == "POST":
        _reply(request, found)
        return redirect("expert:seat", key=key)
    pledged = found.state == "pledged"
    return answer(
        request, "expert/seat.html", seat=found, clock=deadlines.clock_of("experts.seat", found.key, request.moment), may_reply=permissions.may_reply(request.acting, found),
        may_pledge=permissions.may_pledge(request.acting, found), cases=review_queries.case_rows(review_queries.cases_of_panel(found.panel)) if pledged else [],
        names=[case.application.organisation.name for case in review_queries.cases_of_panel(found.panel)], opinions=review_queries.opinions_by(found),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: Request) -> HttpResponse:
    """Show what the pool knows of the expert; declare a relationship."""
    found = queries.expert_of(request.acting)
    form = bind(RelationshipForm, request)
    if request.method == "POST" and form.is_valid():
        actions.declare_relationship(expert=found, by=request.acting, at=request.moment, **form.cleaned_data)
        return redirect("expert:profile")
    return answer(request, "expert/profile.html", expert=found, form=form)


def _reply(request: Request, found: queries.Seat) -> None:
    verb = request.POST.get("verb", "")
    if verb == "accept":
        actions.accept(seat=found, by=request.acting, at=request.moment)
    elif verb == "decline":
        actions.decline(seat=found, reason=request.POST.get("reason", "")[:300], by=request.acting, at=request.moment)
    elif verb == "pledge":
        review.pledge(seat=found, by=request.acting, at=request.moment)
    else:
        raise Http404
