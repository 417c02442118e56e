"""What differs between two editions, row by row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sinople.law.editions.kinds import PROVENANCE, TABLES, Cells, TableKind
from sinople.law.editions.models import Reference
from sinople.law.editions.rows import rows_of


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that came, went or says something else: the columns that differ, before and after."""

    table: str
    key: str
    what: Literal["added", "removed", "changed"]
    cells: tuple[tuple[str, str, str], ...]


def differences(before: Reference, after: Reference) -> list[RowChange]:
    """Return the rows that differ between two editions, table by table."""
    return [change for table in TABLES for change in _changes(TABLES[table], rows_of(before, table), rows_of(after, table))]


def _changes(kind: TableKind, before: Sequence[Cells], after: Sequence[Cells]) -> Iterator[RowChange]:
    old, new = ({kind.key_of(cells): cells for cells in rows} for rows in (before, after))
    for key in [*new, *(key for key in old if key not in new)]:
        was, now = dict(old.get(key, {})), dict(new.get(key, {}))
        cells = tuple((name, was.get(name, ""), now.get(name, "")) for name in kind.columns + PROVENANCE if was.get(name, "") != now.get(name, ""))
        if cells:
            yield RowChange(kind.code, key, "changed" if was and now else "added" if now else "removed", cells)
