"""Keeping decided cases as they stood, and trying other rules on them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sinople.audit.actions import record
from sinople.audit.permissions import demand
from sinople.jobs.actions import enqueue
from sinople.kernel.acting import Acting
from sinople.kernel.ids import new_key
from sinople.law.packs import Table
from sinople.law.scoring.entries import Entry, entry_to_json, packed
from sinople.schemes import permissions, queries
from sinople.schemes.models import Call, DryRun, DryRunLine, EnactedPack, PastCase


@dataclass(frozen=True, slots=True)
class Decided:
    """A decided case as the room that decided it hands it over."""

    case_key: str
    organisation: str
    site: str
    district: str
    granted: bool


def remember_case(*, call: Call, table: Table, entry: Entry, decided: Decided, at: datetime) -> PastCase:
    """Keep a decided case for later trials; it never changes again."""
    made, _ = PastCase.objects.get_or_create(
        case_key=decided.case_key,
        defaults={
            "title_code": call.title_code, "edition": table.edition, "pack": call.pack, "year": call.plan.year, "organisation": decided.organisation,
            "site": decided.site, "industry": entry.industry, "district": decided.district, "size": queries.sizes().of(entry.readings), "entry": entry_to_json(entry),
            "packed": packed(table, entry), "granted": decided.granted, "decided_at": at,
        },
    )  # fmt: skip
    return made


def begin_dry_run(*, row: EnactedPack, requirements_code: str, title_code: str, by: Acting, at: datetime) -> DryRun:
    """Begin to try a pack's table on the past cases of its title; the work is done by the worker."""
    demand(permissions.may_try, by)
    queries.pack_of(row.digest).table_for(requirements_code, title_code)
    key = new_key()
    job = enqueue(name="dry_run", once_key=f"dry_run:{key}", arguments={"run": key}, at=at, person_id=by.person_id)
    made = DryRun.objects.create(
        key=key, pack=row, requirements_code=requirements_code, title_code=title_code, job_key=job.key, begun_by_id=by.person_id, begun_at=at
    )
    record("begin_dry_run", made, by=by, at=at, pack=row.digest, requirements=requirements_code, title=title_code)
    return made


def finish_dry_run(*, run: DryRun, lines: Iterable[DryRunLine], outcomes: dict[str, int], exact: int, at: datetime) -> DryRun:
    """Keep what a dry run found, all of it or nothing; done a second time it changes nothing."""
    if run.finished_at is None:
        DryRunLine.objects.bulk_create(lines, batch_size=2000)
        run.outcomes, run.exact, run.tried, run.finished_at = outcomes, exact, sum(outcomes.values()), at
        run.save(update_fields=["outcomes", "exact", "tried", "finished_at"])
    return run
