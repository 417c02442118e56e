"""Is nothing used before its day or after the pack's end: requirements, tables, rows."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from sinople.law.packs.models import Pack
from sinople.law.packs.parts import Requirements
from sinople.law.packs.tables import Table


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault with the file it stands in and its place there."""

    message: str
    file: str
    place: tuple[Hashable, ...]
    values: dict[str, object]


def faults_of(pack: Pack) -> Iterator[Fault]:
    """Yield everything that is used before its day or after its end."""
    tables = {table.edition: table for table in pack.tables}
    for part in pack.requirements:
        yield from _within(pack, part)
        for count, row in enumerate(part.tables):
            if row.edition in tables:
                yield from _table(part, tables[row.edition], count)


def _within(pack: Pack, part: Requirements) -> Iterator[Fault]:
    effective, end, file = pack.document.effective, pack.document.ends_on, f"requirements/{part.code}.yaml"
    if effective.is_given and part.begins < effective.day:
        message = "The requirements begin on %(day)s, before the pack takes effect on %(limit)s; mend one of the days."
        yield Fault(message, file, ("begins",), {"day": part.begins, "limit": effective.day})
    if end.is_given and part.ends > end.day:
        message = "The requirements end on %(day)s, after the pack has ended on %(limit)s; mend one of the days."
        yield Fault(message, file, ("ends",), {"day": part.ends, "limit": end.day})


def _table(part: Requirements, table: Table, count: int) -> Iterator[Fault]:
    file, place = f"requirements/{part.code}.yaml", ("tables", count, "edition")
    if table.since is not None and table.since > part.begins:
        message = "The table %(edition)s is of %(since)s, but these requirements begin on %(day)s; name an older table, or begin later."
        yield Fault(message, file, place, {"edition": table.edition, "since": table.since, "day": part.begins})
    if table.until is not None and table.until < part.ends:
        message = "The table %(edition)s ended on %(until)s, but these requirements run until %(day)s; name a newer table, or end earlier."
        yield Fault(message, file, place, {"edition": table.edition, "until": table.until, "day": part.ends})
    for number, row in enumerate(table.indicators):
        if row.since is not None and row.since > part.ends:
            message = "The row %(code)s rests on a text of %(since)s, after the requirements %(requirements)s have ended; leave it to later ones."
            values: dict[str, object] = {"code": row.code, "since": row.since, "requirements": part.code}
            yield Fault(message, f"tables/{table.edition}.yaml", ("indicators", number), values)
