"""What happens by itself: what is due leads to an action, a job's name to its task. Safe to run twice and from two places at once."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from sinople.applications import queries as applications
from sinople.applications.models import Application
from sinople.audit import actions as audit
from sinople.cultivation import actions as cultivation
from sinople.cultivation import queries as cultivation_queries
from sinople.deadlines import actions as deadlines
from sinople.deadlines import queries as due
from sinople.deadlines.models import Deadline
from sinople.evaluation.models import Engagement
from sinople.experts.models import Seat
from sinople.files import actions as files
from sinople.jobs.actions import Task, Work
from sinople.kernel.acting import Role
from sinople.kernel.refused import Refused
from sinople.law.clocks import SHANGHAI
from sinople.law.marking import N_
from sinople.letters import actions as letters
from sinople.notices import actions as notices
from sinople.notices import queries as notice_queries
from sinople.people import actions as accounts
from sinople.people import queries as people
from sinople.posts import actions as posts
from sinople.reference import actions as reference
from sinople.reference import queries as reference_queries
from sinople.schemes import actions as schemes
from sinople.schemes import queries as scheme_queries
from sinople.titles import actions as titles
from sinople.titles import queries as title_queries

REMIND_BEFORE = timedelta(days=2)


def _mark_overdue(deadline: Deadline, at: datetime) -> None:
    """Mark it, and tell those whose turn it is: the law attaches no consequence that the system could draw by itself."""
    deadlines.miss(deadline=deadline, at=at)
    _tell(deadline, N_("Overdue since %(due)s: %(clock)s."), at=at)


def _end_notice(deadline: Deadline, at: datetime) -> None:
    found = [notice for notice in notice_queries.notices_to_end(at) if notice.key == deadline.about_key]
    for notice in found:
        notices.end(notice=notice, at=at)


# Each clock of the packs and what happens when it runs out.
AT_DUE: Mapping[str, Callable[[Deadline, datetime], None]] = {
    "district_review": _mark_overdue,
    "correction": _mark_overdue,
    "formal_review": _mark_overdue,
    "expert_invitation": _mark_overdue,
    "invitation_answer": _mark_overdue,
    "publication": _mark_overdue,
    "expert_scoring": _mark_overdue,
    "decision": _mark_overdue,
    "objection_acceptance": _mark_overdue,
    "objection_answer": _mark_overdue,
    "public_notice": _end_notice,
}


def run(at: datetime) -> dict[str, int]:
    """Do everything that is due at a moment; each thing in a transaction of its own, so that one refusal does not hold up the rest."""
    with reference_queries.asked_once():
        return _run(at, at.astimezone(SHANGHAI).date())


def _run(at: datetime, today: date) -> dict[str, int]:
    done = {
        "editions": _in_one(lambda: len(reference.follow_calendar(on=today, at=at))) or 0,
        "packs": _in_one(lambda: len(schemes.follow_calendar(on=today, at=at))) or 0,
        "calls": _each(scheme_queries.calls_to_close(at), lambda call: schemes.close(call=call, at=at)),
        "due": _each(due.due_by(at), lambda row: AT_DUE[row.code](row, at)),
        "reminders": _each(due.due_before(at + REMIND_BEFORE), lambda row: _remind(row, at)),
        "lapsed": _each(title_queries.grants_to_lapse(), lambda found: titles.lapse(grant=found[0], replaced_by=found[1], at=at)),
        "milestones": _each(cultivation_queries.to_remind(today), lambda row: cultivation.remind(milestone=row, at=at)),
        "stays": _each(cultivation_queries.to_lapse(today), lambda row: cultivation.lapse(candidate=row, at=at)),
        "expired": _each(title_queries.grants_to_expire(today), lambda grant: titles.expire(grant=grant, at=at)),
        "firm": _in_one(deadlines.count_again) or 0,
        "swept": files.sweep(),
    }
    _in_one(lambda: posts.tidy(at=at))
    _in_one(lambda: accounts.forget_sign_ins(at=at))
    _in_one(lambda: audit.checkpoint(at=at))
    return done


def _run_as_job(work: Work) -> None:
    run(work.at)


def _each(rows: list, act: Callable) -> int:
    return sum(_in_one(lambda row=row: act(row) or True) is not None for row in rows)


def _in_one(act: Callable) -> Any:
    """Do one act in its own transaction; what another worker was faster with is left alone."""
    try:
        with transaction.atomic():
            return act()
    except Refused:
        return None


def _remind(row: Deadline, at: datetime) -> None:
    if deadlines.note_reminder(deadline=row, at=at):
        _tell(row, N_("%(clock)s is due on %(due)s."), at=at)


def _tell(row: Deadline, message: str, *, at: datetime) -> None:
    clock = due.shown(row, at)
    letters.write(
        to=_whose_turn(row, at),
        message=message,
        about=(row.about_kind, row.about_key),
        at=at,
        once=f"{row.key}{message[:12]}",
        clock=clock.name,
        due=row.due_at,
    )


def _whose_turn(row: Deadline, at: datetime) -> list[int]:
    if row.about_kind == Seat.kind():
        return list(Seat.objects.filter(key=row.about_key).values_list("expert__person_id", flat=True))
    if row.about_kind == Engagement.kind():
        found = Engagement.objects.filter(key=row.about_key).values_list("evaluator_id", flat=True)
        return [person for body in found for person in people.people_in(Role.EVALUATOR_SIGNER, at, organisation_id=body)]
    if row.code == "correction":
        application = applications.application_by_key(row.about_key)
        return people.holders_of(application.organisation_id, at)
    if row.code == "district_review" and row.about_kind == Application.kind():
        return people.people_in(Role.DISTRICT_OFFICER, at, district=row.district)
    return people.people_in(Role.CITY_OFFICER, at)


def _dry_run(work: Work) -> None:
    from sinople.schemes.tasks import dry_run  # columns of figures are loaded by a worker that needs them, never by the web

    dry_run(work)


def _make_paper(work: Work) -> None:
    from sinople.review.tasks import make_paper  # what sets, writes and binds papers is loaded by a worker only

    make_paper(work)


# Names of jobs and their tasks; rooms below enqueue by name.
HANDLERS: Mapping[str, Task] = {"run_daily": _run_as_job, "dry_run": _dry_run, "make_paper": _make_paper}
