"""Keeping a self-check, saving a plan, sharing it with the district."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from sinople.audit.actions import record
from sinople.audit.permissions import demand
from sinople.databook import permissions
from sinople.databook.actions.books import note_use
from sinople.databook.models import Databook, ReadinessPlan, SelfCheck
from sinople.databook.rules.readiness import Frozen, answers_to_json, step_to_json
from sinople.kernel.acting import Acting
from sinople.kernel.refused import Refused
from sinople.law.marking import N_
from sinople.law.packs import Table
from sinople.law.readiness import Step
from sinople.law.scoring import Answer, check_answer
from sinople.people.models import Site

FASTER = N_("Somebody else has just changed this self-check. Reload the page to see theirs; yours was kept in the form.")


def keep_check(
    *, site: Site, title_code: str, year: int, table: Table, answers: Mapping[str, Answer], by: Acting, at: datetime, version: int = 0
) -> SelfCheck:  # fmt: skip
    """Keep the answers of a site to a title's table, as a whole; refused when a second editor was faster."""
    demand(permissions.may_check, by, site)
    for answer in answers.values():
        check_answer(table, answer)
    facts = {"answers": answers_to_json(answers), "person_id": by.person_id, "at": at}
    made = _write(site, title_code, year, facts, version)
    _note_use(made, at)
    record("keep_check", made, by=by, at=at, title=title_code, year=year, answers=len(answers), version=made.version)
    return made


def _note_use(made: SelfCheck | ReadinessPlan, at: datetime) -> None:
    """Register with the book of the figures, if there is one: whoever changes a reading sees what stands on it."""
    book = Databook.objects.filter(site_id=made.site_id, year=made.year).first()
    if book is not None:
        note_use(databook=book, about=(made._meta.label_lower, made.key), at=at)


def _write(site: Site, title_code: str, year: int, facts: Mapping[str, object], version: int) -> SelfCheck:
    if version == 0:
        try:
            with transaction.atomic():
                return SelfCheck.objects.create(site=site, title_code=title_code, year=year, **facts)
        except IntegrityError:
            raise Refused(FASTER) from None
    rows = SelfCheck.objects.filter(site=site, title_code=title_code, year=year)
    if not rows.filter(version=version).update(**facts, version=version + 1):
        raise Refused(FASTER)
    return rows.get()


def save_plan(
    *,
    site: Site,
    title_code: str,
    year: int,
    pack_digest: str,
    edition: str,
    points: tuple[Decimal, Decimal, Decimal],
    goal: Decimal | None,
    steps: Sequence[Step],
    effort: int,
    target_on: date,
    words: str,
    by: Acting,
    at: datetime,
) -> ReadinessPlan:
    """Save a plan as it was worked out; `points` are those now, those then, and the most there are."""
    demand(permissions.may_check, by, site)
    if not steps:
        raise Refused("There is nothing to plan: no change is asked for. Set a goal first.", field="goal")
    if target_on < at.date():
        raise Refused("The day of the plan has passed already; choose a later one.", field="target_on")
    frozen: list[Frozen] = [step_to_json(step) for step in steps]
    now, then, most = points
    made = ReadinessPlan.objects.create(
        site=site, title_code=title_code, year=year, pack_digest=pack_digest, edition=edition, points_now=now, points_then=then, points_most=most, goal=goal,
        effort=effort, steps=frozen, target_on=target_on, words=words.strip(), person_id=by.person_id, at=at,
    )  # fmt: skip
    _note_use(made, at)
    record("save_plan", made, by=by, at=at, title=title_code, steps=len(frozen), effort=effort, target_on=target_on)
    return made


def share_plan(*, plan: ReadinessPlan, by: Acting, at: datetime) -> None:
    """Let the district see the plan."""
    demand(permissions.may_share, by, plan)
    _show(plan, "share_plan", at, by=by, at=at)


def take_back_plan(*, plan: ReadinessPlan, by: Acting, at: datetime) -> None:
    """Let the district see the plan no longer."""
    demand(permissions.may_take_back, by, plan)
    _show(plan, "take_back_plan", None, by=by, at=at)


def _show(plan: ReadinessPlan, verb: str, shared_at: datetime | None, *, by: Acting, at: datetime) -> None:
    if not ReadinessPlan.objects.filter(pk=plan.pk, shared_at=plan.shared_at).update(shared_at=shared_at):
        raise Refused("Somebody else has just changed this. Reload the page to see where it stands.")
    plan.shared_at = shared_at
    record(verb, plan, by=by, at=at)
