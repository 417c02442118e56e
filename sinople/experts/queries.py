"""The pool, panels, seats, and who must stand aside."""

import json
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404

from sinople.applications.models import Application
from sinople.evaluation.models import Engagement
from sinople.evaluation.states import EngagementState
from sinople.experts.drawing import Candidate, Ranked
from sinople.experts.models import Expert, Panel, Seat
from sinople.experts.rules import Concerned, Ties, grounds_for_recusal, grounds_of_load
from sinople.experts.states import ExpertState, PanelState, SeatState
from sinople.kernel.acting import CITY_ROLES, Acting
from sinople.kernel.refused import Ground
from sinople.people import queries as people


def pool() -> list[Expert]:
    """Return everyone in the pool, with their relationships."""
    return list(Expert.objects.filter(state=ExpertState.IN_POOL).select_related("person").prefetch_related("relationships").order_by("code"))


def expert_by_key(key: str) -> Expert:
    """Return an expert by public key."""
    return get_object_or_404(Expert.objects.select_related("person"), key=key)


def expert_of(acting: Acting) -> Expert:
    """Return the expert that this person is."""
    return get_object_or_404(Expert.objects.select_related("person").prefetch_related("relationships"), person_id=acting.person_id or -1)


def panel_for(acting: Acting, key: str) -> Panel:
    """Return a panel that an officer of the city may see."""
    rows = Panel.objects.all() if acting.role in CITY_ROLES else Panel.objects.none()
    return get_object_or_404(rows.select_related("call__pack", "prepared_by").defer("call__pack__content"), key=key)


def drawn_panel(key: str) -> Panel:
    """Return a panel whose draw everyone may recompute: committed or drawn."""
    return get_object_or_404(Panel.objects.select_related("call"), key=key)


def panels_of(call_id: int) -> list[Panel]:
    """Return the panels of a call."""
    return list(Panel.objects.filter(call_id=call_id).prefetch_related("seats__expert__person").order_by("committed_at", "pk"))


def panels_seen(*, limit: int = 50) -> list[Panel]:
    """Return the latest panels."""
    return list(Panel.objects.select_related("call").annotate(count=Count("applications", distinct=True)).order_by("-committed_at", "-pk")[:limit])


def seats_of(panel: Panel) -> list[Seat]:
    """Return the seats of a panel with their experts."""
    return list(Seat.objects.filter(panel=panel).select_related("expert__person").order_by("rank", "pk"))


def sitting(panel: Panel) -> list[Seat]:
    """Return the seats that were pledged."""
    return [seat for seat in seats_of(panel) if seat.state == SeatState.PLEDGED]


def seat_for(acting: Acting, key: str) -> Seat:
    """Return one's own seat."""
    rows = Seat.objects.filter(expert__person_id=acting.person_id or -1)
    return get_object_or_404(rows.select_related("panel__call__pack", "expert__person").defer("panel__call__pack__content"), key=key)


def panel_of_seat(key: str) -> Panel:
    """Return the panel to which a seat belongs."""
    return get_object_or_404(Panel, seats__key=key)


def seats_held_by(acting: Acting) -> list[Seat]:
    """Return one's own seats, latest first."""
    rows = Seat.objects.filter(expert__person_id=acting.person_id or -1).select_related("panel__call", "expert")
    return list(rows.order_by("-moved_at", "-pk")[:50])


def panel_of(application: Application) -> Panel | None:
    """Return the panel that judges an application."""
    return Panel.objects.filter(applications=application).order_by("-pk").first()


def ranking_of(panel: Panel) -> list[Ranked]:
    """Return the order of the draw."""
    return [Ranked(**row) for row in panel.ranking]


def reasons_of(panel: Panel) -> dict[str, list[Ground]]:
    """Return for each expert of the list why they stood aside."""
    return {code: [Ground(g["message"], code=g["code"], values=g["values"]) for g in grounds] for code, grounds in panel.reasons.items()}


def names_by_code() -> dict[str, str]:
    """Return the names of experts by their codes."""
    return dict(Expert.objects.values_list("code", "person__name").order_by("code"))


def candidates_for(applications: Sequence[Application], *, at: datetime, limit: int | None) -> tuple[list[Candidate], dict[str, list[Ground]]]:
    """Return the pool as candidates, and for each who stands aside every reason."""
    concerned = concerned_by(applications, at)
    held = dict(
        Seat.objects.exclude(state=SeatState.DECLINED)
        .filter(panel__committed_at__year=at.year)
        .values_list("expert_id")
        .annotate(n=Count("pk"))
        .order_by()
        .values_list("expert_id", "n")
    )
    candidates, reasons = [], {}
    for expert in pool():
        grounds = [*grounds_for_recusal(ties_of(expert), concerned), *grounds_of_load(held.get(expert.pk, 0), limit)]
        candidates.append(Candidate(expert.code, tuple(expert.specialities), tuple(g.code for g in grounds)))
        if grounds:
            reasons[expert.code] = grounds
    return candidates, reasons


def ties_of(expert: Expert) -> Ties:
    """Return what ties an expert to others."""
    return Ties(expert.person_id, expert.employer_code, {r.credit_code: r.kind for r in expert.relationships.all()})


def concerned_by(applications: Sequence[Application], at: datetime) -> Concerned:
    """Return whom a panel over these applications judges."""
    engaged = Engagement.objects.filter(application__in=applications, state=EngagementState.SIGNED).select_related("evaluator")
    bodies = {a.organisation.credit_code: a.organisation for a in applications} | {e.evaluator.credit_code: e.evaluator for e in engaged}
    persons = {m.person_id for body in bodies.values() for m in people.members_of(body.pk, at)}
    return Concerned({code: body.name for code, body in bodies.items()}, persons)


def waiting_panels() -> list[Panel]:
    """Return panels that are committed and not drawn, or drawn and not complete."""
    return list(Panel.objects.filter(state__in=[PanelState.COMMITTED, PanelState.DRAWN]).select_related("call").order_by("committed_at", "pk"))


def is_busy(expert: Expert) -> bool:
    """Say whether the expert sits on a panel that is not finished."""
    return Seat.objects.filter(~Q(state=SeatState.DECLINED), expert=expert).exclude(panel__state=PanelState.FINISHED).exists()


def published_draw(panel: Panel) -> str:
    """Return the draw as a file that a stranger can recompute: the list, the commitment, and the key once drawn."""
    said = {
        "panel": panel.key,
        "seats": panel.seats_wanted,
        "specialities": panel.specialities,
        "commitment": panel.commitment,
        "listed": panel.listed.split("\n"),
    }
    if panel.state != PanelState.COMMITTED:
        said |= {"key": panel.secret, "ranking": panel.ranking}
    return json.dumps(said, ensure_ascii=False, indent=1)
