"""What every stage does with a case: its clock, its verdict, letters, refusal, and what rooms above tell."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sinople.applications import actions as applications
from sinople.applications import queries as application_queries
from sinople.applications.models import Application
from sinople.audit.actions import move
from sinople.deadlines import actions as deadlines
from sinople.kernel.acting import Acting, Role
from sinople.kernel.refused import Ground
from sinople.law.marking import N_
from sinople.letters import actions as letters
from sinople.people import queries as people
from sinople.review import papers, queries
from sinople.review.models import Case, Verdict
from sinople.review.rules import grounds_of_sheet
from sinople.review.states import CLOCK_OF, CaseState, CaseVerb
from sinople.schemes import queries as schemes


def announce(*, case: Case, by: Acting, at: datetime, notice: str) -> Case:
    """Note that the case is on public notice; told by the room of notices."""
    return move(case, CaseVerb.ANNOUNCE, by=by, at=at, notice=notice)


def grant(*, case: Case, by: Acting, at: datetime, grant_key: str) -> Case:
    """Note that the title was granted; told by the room of titles."""
    applications.close(application=case.application, by=by, at=at, outcome="granted")
    return move(case, CaseVerb.GRANT, by=by, at=at, grant=grant_key)


def drop(*, case: Case, grounds: Sequence[Ground], by: Acting, at: datetime) -> Case:
    """Refuse a case on notice after an objection was upheld; told by the room of notices."""
    refuse_with(case, grounds, stage="notice", by=by, at=at, checks={})
    return case


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


def refuse_with(case: Case, grounds: Sequence[Ground], *, stage: str, by: Acting, at: datetime, checks: Mapping[str, str]) -> None:
    whole = [*grounds, *grounds_of_sheet(queries.sheet_of(case))]
    move(case, CaseVerb.REFUSE, by=by, at=at, grounds=[g.message % g.values for g in grounds])
    kept = [{"message": g.message, "anchor": g.anchor, "values": letters.stored_values(g.values)} for g in whole]
    Verdict.objects.create(case=case, stage=stage, verb="refuse", grounds=kept, checks=dict(checks), person_id=by.person_id, at=at)
    applications.close(application=case.application, by=by, at=at, outcome="refused")
    _write_refusal(case, whole, stage=stage, by=by, at=at)


def _write_refusal(case: Case, grounds: Sequence[Ground], *, stage: str, by: Acting, at: datetime) -> None:
    application = case.application
    year = at.year
    number = letters.number(series="refusal", year=year, words="深工信绿评函〔%(year)s〕%(n)s号", about=(Case.kind(), case.key), by=by, at=at)
    pack = schemes.pack_of(application.pack_digest)
    content = papers.refusal_of(
        number=number, organisation=application.organisation.name, site=application.site.name, title=application_queries.title_of(application).name.zh,
        application_number=application.number, stage=stage, grounds=grounds, pack=pack, on=at,
    )  # fmt: skip
    letters.keep_paper(kind="refusal", about=about(case), name=f"refusal-{application.number}.pdf", content=content, at=at, number=number)
    tell_applicant(case, N_("Your application for %(site)s was not approved; the letter gives every ground and what you can do next."), at=at, grounds=grounds)


def tell_officers(case: Case, message: str, *, at: datetime) -> None:
    role = Role.DISTRICT_OFFICER if case.state == CaseState.DISTRICT else Role.CITY_OFFICER
    to = people.people_in(role, at, district=case.district if role is Role.DISTRICT_OFFICER else "")
    letters.write(
        to=to, message=message, about=(Case.kind(), case.key), at=at, organisation=case.application.organisation.name, site=case.application.site.name
    )


def tell_applicant(case: Case, message: str, *, at: datetime, grounds: Sequence[Ground] = (), **values: str | int) -> None:
    to = people.holders_of(case.application.organisation_id, at)
    letters.write(
        to=to, message=message, about=about(case), at=at, grounds=grounds, once=f"{message[:50]}{at.isoformat()}", site=case.application.site.name, **values
    )
