"""The life of an edition: a table changed in a draft, sealed by another person, in force from its day."""

from collections.abc import Mapping
from datetime import date, datetime

from sinople.audit.actions import move, record
from sinople.audit.permissions import demand
from sinople.kernel.acting import CLOCK, Acting
from sinople.kernel.refused import Refused
from sinople.law.clocks import SHANGHAI
from sinople.law.editions import with_rows
from sinople.law.packs.digests import canonical, digest_of
from sinople.reference import permissions, queries
from sinople.reference.models import Edition
from sinople.reference.states import EditionState, EditionVerb


def change_table(*, table: str, rows: Mapping[int, Mapping[str, str]], base: str, source: str, effective_on: date, by: Acting, at: datetime) -> Edition:
    """Write other rows into a table; the result is the next draft. `base` is the key of the edition that was changed: nobody overwrites what they have not seen."""
    demand(permissions.may_fill, by)
    if not source.strip():
        raise Refused("Please name the source of the change: a document with its number, or who said it and when.", field="source")
    _demand_day(effective_on, at)
    latest = queries.latest()
    if (latest.key if latest else "") != base:
        raise Refused("Somebody else has just changed the tables; reload the page to build on what stands now.")
    standing = queries.at_digest(latest.digest) if latest else queries.shipped()
    made = with_rows(standing, table, rows)
    if made == standing:
        raise Refused("Nothing is different yet; change a value first.")
    if latest is not None and latest.state == EditionState.DRAFT:
        move(latest, EditionVerb.SET_ASIDE, by=by, at=at)
    version = Edition.objects.count() + 1
    edition, is_new = Edition.objects.get_or_create(
        version=version,
        defaults={
            "digest": digest_of(made), "content": canonical(made), "table": table, "source": source, "effective_on": effective_on, "made_at": at,
            "made_by_id": by.person_id, "changes": latest, "state": EditionState.DRAFT, "moved_at": at,
        },
    )  # fmt: skip
    if not is_new:
        raise Refused("Somebody else has just changed the tables; reload the page to build on what stands now.")
    record("change_table", edition, by=by, at=at, table=table, source=source, digest=edition.digest, effective_on=effective_on.isoformat())
    return edition


def seal_edition(*, row: Edition, by: Acting, at: datetime) -> Edition:
    """Seal an edition: refused to whoever had a hand in it, and once its day has passed."""
    demand(permissions.may_seal_edition, by, row)
    if queries.hands_on(row, by.person_id):
        raise Refused("Whoever changed the tables cannot seal them: a second person does.")
    _demand_day(row.effective_on, at)
    return move(row, EditionVerb.SEAL, by=by, at=at, digest=row.digest, effective_on=row.effective_on.isoformat())


def follow_calendar(*, on: date, at: datetime) -> list[Edition]:
    """Let sealed editions enter by their day; one that enters replaces the one before."""
    entered = queries.editions_due(on)
    for row in entered:
        for old in queries.others_in_force(row):
            move(old, EditionVerb.REPLACE, by=CLOCK, at=at, version=row.version)
        move(row, EditionVerb.ENTER, by=CLOCK, at=at, digest=row.digest)
    queries.forget()
    return entered


def _demand_day(day: date, at: datetime) -> None:
    """Refuse a day that has passed, or one before that of an edition sealed already."""
    if day < at.astimezone(SHANGHAI).date():
        raise Refused("The day of effect has passed; tables take effect today or later.", field="effective_on")
    sealed = queries.last_sealed_day()
    if sealed and day < sealed:
        raise Refused("An edition is sealed for %(day)s already; this one cannot take effect before it.", field="effective_on", day=sealed)
