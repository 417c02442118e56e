"""Receiving an application, reviewing it in the district and formally."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sinople.applications import actions as applications
from sinople.applications import queries as application_queries
from sinople.applications.models import Application
from sinople.applications.states import State
from sinople.audit.actions import hold, record
from sinople.audit.permissions import demand
from sinople.deadlines import actions as deadlines
from sinople.evaluation import queries as evaluation
from sinople.kernel.acting import Acting
from sinople.kernel.refused import Refused
from sinople.law.marking import N_
from sinople.review import permissions, queries
from sinople.review.actions.outcomes import about, judge, start_clock, tell_applicant, tell_officers
from sinople.review.models import Case, Verdict
from sinople.review.states import CLOCK_OF, CaseState, CaseVerb
from sinople.schemes import queries as schemes


def hand_in(*, application: Application, confirmed: bool, statement_key: str, by: Acting, at: datetime) -> Case:
    """Hand in, and open the case with the district's clock; after a correction the clock that was paused goes on."""
    again = application.state == State.RETURNED
    if application.state == State.DECLARED and (engagement := evaluation.engagement_of(application)) and engagement.is_standing:
        raise Refused("An evaluator is engaged. Wait for a report on what is declared now, or end the engagement, then hand in.")
    applications.hand_in(application=application, confirmed=confirmed, statement_key=statement_key, by=by, at=at)
    if again:
        case = Case.objects.get(application=application)
        deadlines.meet(about=about(case), by=by, at=at, code="correction")
        deadlines.resume(about=about(case), code=CLOCK_OF[CaseState(case.state)], by=by, at=at)
        return case
    case = Case.objects.create(application=application, district=application.district, state=CaseState.DISTRICT, opened_at=at, moved_at=at)
    record("open", case, by=by, at=at, application=application.key)
    start_clock(case, by=by, at=at)
    tell_officers(case, N_("An application was handed in: %(organisation)s, %(site)s."), at=at)
    return case


def send_back(*, case: Case, points: Sequence[tuple[str, str]], by: Acting, at: datetime) -> Case:
    """Return the application for correction, once at each stage; its clock pauses, the applicant's begins."""
    demand(permissions.may_review, by, case)
    said = [(code, words.strip()) for code, words in points if words.strip()]
    if not said:
        raise Refused("List at least one point that has to be corrected.", field="points")
    if application_queries.was_returned(case.application, case.state):
        raise Refused("This stage has returned the application once already; now decide.")
    applications.send_back(application=case.application, stage=case.state, points=said, by=by, at=at)
    deadlines.pause(about=about(case), code=CLOCK_OF[CaseState(case.state)], why="correction", by=by, at=at)
    rule = schemes.pack_of(case.application.pack_digest).clock("correction")
    clock = deadlines.start(rule=rule, about=about(case), by=by, at=at, district=case.district)
    Verdict.objects.create(case=case, stage=case.state, verb="send_back", grounds=[words for _, words in said], person_id=by.person_id, at=at)
    record("send_back", case, by=by, at=at, points=[words for _, words in said])
    tell_applicant(case, N_("Please correct your application for %(site)s: %(count)s points."), at=at, begins=clock.key, count=len(said))
    return case


def recommend(*, case: Case, words: str, checks: Mapping[str, str], by: Acting, at: datetime, position: int | None = None) -> Case:
    """Recommend the application to the city, in the district's order."""
    demand(permissions.may_review_in_district, by, case)
    _refuse_if_unmet(checks)
    hold(case.application.call)
    place = position or queries.next_position(case)
    Case.objects.filter(pk=case.pk).update(position=place)
    judge(case, CaseVerb.RECOMMEND, words=words, checks=checks, by=by, at=at, position=place)
    tell_officers(case, N_("A district recommends %(organisation)s, %(site)s."), at=at)
    return case


def pass_formally(*, case: Case, words: str, checks: Mapping[str, str], by: Acting, at: datetime) -> Case:
    """Pass the formal review: complete, and no veto."""
    demand(permissions.may_review_formally, by, case)
    _refuse_if_unmet(checks)
    return judge(case, CaseVerb.PASS, words=words, checks=checks, by=by, at=at)


def _refuse_if_unmet(checks: Mapping[str, str]) -> None:
    unmet = [code for code, said in checks.items() if said == "unmet"]
    if unmet:
        raise Refused("The checklist says that not everything holds (%(codes)s): return it for correction, or refuse it with grounds.", codes="、".join(unmet))
