"""Experts: pledge, sheets, and the conclusion by the pack's rule."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError
from django.db.models import F

from sinople.applications import actions as applications
from sinople.audit.actions import hold, move, record
from sinople.audit.permissions import demand
from sinople.deadlines import actions as deadlines
from sinople.experts import actions as experts
from sinople.experts import queries as expert_queries
from sinople.experts.models import Seat
from sinople.experts.states import PanelVerb
from sinople.files import actions as files
from sinople.files import queries as file_queries
from sinople.kernel.acting import Acting
from sinople.kernel.refused import Ground, Refused
from sinople.review import permissions, queries
from sinople.review.actions.outcomes import about, start_clock
from sinople.review.models import Case, Opinion
from sinople.review.rules import grounds_against_points
from sinople.review.states import CaseState, CaseVerb, OpinionState, OpinionVerb


def pledge(*, seat: Seat, by: Acting, at: datetime) -> Seat:
    """Sign the pledge; when the panel is complete its experts may read the evidence."""
    experts.pledge(seat=seat, by=by, at=at)
    let_experts_read(panel_key=seat.panel.key)
    return seat


def let_experts_read(*, panel_key: str) -> None:
    """Let the experts who have pledged read the evidence of their cases."""
    panel = expert_queries.drawn_panel(panel_key)
    people_seated = [seat.expert.person_id for seat in expert_queries.sitting(panel)]
    for case in queries.cases_of_panel(panel):
        for evidence in file_queries.evidence_by_keys(applications.evidence_keys_of(case.application)):
            for person_id in people_seated:
                files.let_read(evidence=evidence, audience="person", ref=str(person_id))


def save_opinion(
    *, seat: Seat, case: Case, points: Mapping[str, Decimal], remarks: Mapping[str, str], recommends: bool | None, by: Acting, at: datetime, version: int = 0
) -> Opinion:
    """Save an expert's points and remarks; open until signed."""
    demand(permissions.may_score, by, seat, case)
    facts = {"points": {code: str(value) for code, value in points.items()}, "remarks": dict(remarks), "recommends": recommends}
    if version == 0:
        try:
            made = Opinion.objects.create(case=case, seat=seat, state=OpinionState.OPEN, moved_at=at, **facts)
        except IntegrityError:
            raise Refused("This sheet was begun in another window; reload it. What you typed was kept in the form.") from None
    else:
        if not Opinion.objects.filter(case=case, seat=seat, version=version, state=OpinionState.OPEN).update(**facts, version=F("version") + 1):
            raise Refused("This sheet was changed in another window, or is signed; reload it. What you typed was kept in the form.")
        made = Opinion.objects.get(case=case, seat=seat)
    record("save_opinion", made, by=by, at=at, **facts)  # type: ignore[arg-type]
    return made


def sign_opinion(*, opinion: Opinion, by: Acting, at: datetime) -> Opinion:
    """Sign an opinion; with the last one of the panel the case is concluded by the pack's rule."""
    demand(permissions.may_sign_opinion, by, opinion)
    points = queries.points_of(opinion)
    maxima = {group.code: group.max for group in queries.sheet_of(opinion.case).groups}
    grounds = grounds_against_points(points, maxima)
    if opinion.recommends is None:
        grounds.append(Ground("Please say whether you recommend the application.", code="recommends"))
    if grounds:
        raise Refused("The sheet is not complete yet.", grounds=grounds)
    hold(opinion.case)
    move(opinion, OpinionVerb.SIGN_OPINION, by=by, at=at, points=dict(opinion.points), recommends=opinion.recommends)
    _conclude_if_complete(opinion.case, by=by, at=at)
    return opinion


def _conclude_if_complete(case: Case, *, by: Acting, at: datetime) -> None:
    found = queries.panel_result(case)
    if found is None:
        return
    Case.objects.filter(pk=case.pk).update(result=found.result, spread=found.spread)
    case.refresh_from_db(fields=["state"])
    move(case, CaseVerb.CONCLUDE, by=by, at=at, result=found.result, spread=found.spread, rule=found.rule)
    deadlines.meet(about=about(case), by=by, at=at)
    start_clock(case, by=by, at=at)
    panel = expert_queries.panel_of(case.application)
    if panel is not None:
        hold(panel)
    if panel is not None and panel.allows(PanelVerb.FINISH) and all(c.state != CaseState.EXPERT for c in queries.cases_of_panel(panel)):
        experts.finish(panel=panel, by=by, at=at)
