"""What a reading touches: rows of the tables in force by their formulas, their titles, and whoever has registered as a user of the book."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sinople.databook.models import Databook
from sinople.databook.queries.asked import carrier_of, pack_on
from sinople.databook.queries.books import users_of
from sinople.kernel.text import Text
from sinople.law.energy import CARBON, TCE
from sinople.law.packs import Pack, Table

NAMES = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
WORDS = frozenset({"name", "note", "source", "zh", "en", "authority", "mark", "since"})


@dataclass(frozen=True, slots=True)
class TouchedRow:
    """One row of a table that stands on the reading, and the titles that use the table."""

    edition: str
    code: str
    name: Text
    titles: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Touched:
    """Everything that a reading touches."""

    rows: tuple[TouchedRow, ...]
    titles: tuple[Text, ...]
    users: tuple[tuple[str, str], ...]


def touched_by(book: Databook, codes: Iterable[str], day: date) -> Touched:
    """Return the rows, titles and users that the readings touch."""
    pack, wanted = pack_on(day), _with_worked_out(frozenset(codes))
    rows = tuple(_rows(pack, wanted)) if pack else ()
    titles = dict.fromkeys(title for row in rows for title in row.titles)
    return Touched(rows, tuple(titles), tuple(users_of(book)))


def _with_worked_out(codes: frozenset[str]) -> frozenset[str]:
    return codes | {TCE, CARBON} if any(carrier_of(code) for code in codes) else codes


def _rows(pack: Pack, codes: frozenset[str]) -> Iterator[TouchedRow]:
    for table in pack.tables:
        reached = _following(table, codes)
        titles = _titles(pack, table.edition)
        for row in table.indicators:
            rules = [rule.model_dump(mode="json") for rule in (row.must, row.optional) if rule is not None]
            if reached & set(NAMES.findall(" ".join([row.formula, *_strings(rules)]))):
                yield TouchedRow(table.edition, row.code, row.name, titles)


def _following(table: Table, codes: frozenset[str]) -> frozenset[str]:
    """Return the quantities with all that follow from them by formula or over years."""
    reached = codes
    while True:
        fresh = {
            q.code for q in table.quantities if q.code not in reached and (reached & set(NAMES.findall(q.formula)) or (q.over and q.over.quantity in reached))
        }
        if not fresh:
            return reached
        reached |= fresh


def _titles(pack: Pack, edition: str) -> tuple[Text, ...]:
    codes = dict.fromkeys(entry.title for requirements in pack.requirements for entry in requirements.tables if entry.edition == edition)
    return tuple(pack.title(code).name for code in codes)


def _strings(dumped: object) -> Iterator[str]:
    if isinstance(dumped, str):
        yield dumped
    elif isinstance(dumped, dict):
        for name, inner in dumped.items():
            if name not in WORDS:
                yield from _strings(inner)
    elif isinstance(dumped, list | tuple):
        for inner in dumped:
            yield from _strings(inner)
