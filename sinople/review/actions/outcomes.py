"""What every stage does with a case: its clock, its verdict, letters, refusal, and what rooms above tell."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sinople.applications import actions as applications
from sinople.applications import queries as application_queries
from sinople.applications.models import Application
from sinople.audit.actions import move
from sinople.deadlines import actions as deadlines
from sinople.evaluation import queries as evaluation
from sinople.kernel.acting import Acting, Role
from sinople.kernel.refused import Ground
from sinople.letters import actions as letters
from sinople.people import queries as people
from sinople.review.models import Case, Verdict
from sinople.review.states import CLOCK_OF, CaseState, CaseVerb
from sinople.schemes import actions as scheme_actions
from sinople.schemes import queries as schemes


def announce(*, case: Case, by: Acting, at: datetime, notice: str) -> Case:
    """Note that the case is on public notice; told by the room of notices."""
    return move(case, CaseVerb.ANNOUNCE, by=by, at=at, notice=notice)


def grant(*, case: Case, by: Acting, at: datetime, grant_key: str) -> Case:
    """Note that the title was granted; told by the room of titles."""
    applications.close(application=case.application, by=by, at=at, outcome="granted")
    return move(case, CaseVerb.GRANT, by=by, at=at, grant=grant_key)


def remember(case: Case, *, granted: bool, at: datetime) -> None:
    """Keep a decided case as it stood, so that later rules can be tried on it."""
    application = case.application
    engagement = evaluation.engagement_of(application)
    entry = evaluation.verified_entry(engagement) if engagement else application_queries.declared_entry(application)
    decided = scheme_actions.Decided(case.key, application.organisation.name, application.site.name, case.district, granted)
    scheme_actions.remember_case(call=application.call, table=application_queries.table_of(application), entry=entry, decided=decided, at=at)


def about(case: Case) -> tuple[str, str]:
    return (Application.kind(), case.application.key)


def start_clock(case: Case, *, by: Acting, at: datetime) -> None:
    rule = schemes.pack_of(case.application.pack_digest).clock(CLOCK_OF[CaseState(case.state)])
    deadlines.start(rule=rule, about=about(case), by=by, at=at, district=case.district)


def judge(case: Case, verb: CaseVerb, *, words: str, checks: Mapping[str, str], by: Acting, at: datetime, **facts: int | str) -> Case:
    stage = case.state
    move(case, verb, by=by, at=at, words=words, **facts)
    Verdict.objects.create(case=case, stage=stage, verb=verb, words=words, checks=dict(checks), person_id=by.person_id, at=at)
    deadlines.meet(about=about(case), by=by, at=at)
    start_clock(case, by=by, at=at)
    return case


def tell_officers(case: Case, message: str, *, at: datetime) -> None:
    role = Role.DISTRICT_OFFICER if case.state == CaseState.DISTRICT else Role.CITY_OFFICER
    to = people.people_in(role, at, district=case.district if role is Role.DISTRICT_OFFICER else "")
    letters.write(
        to=to, message=message, about=(Case.kind(), case.key), at=at, organisation=case.application.organisation.name, site=case.application.site.name
    )


def tell_applicant(case: Case, message: str, *, at: datetime, grounds: Sequence[Ground] = (), begins: str = "", **values: str | int) -> None:
    to = people.holders_of(case.application.organisation_id, at)
    letters.write(
        to=to, message=message, about=about(case), at=at, grounds=grounds, once=f"{message[:50]}{at.isoformat()}", begins=begins,
        site=case.application.site.name, **values,
    )  # fmt: skip
