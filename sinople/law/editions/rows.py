"""The rows of a table as text, and text as rows: every fault with its row and column."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from pydantic import ValidationError

from sinople.kernel.refused import Ground, Refused
from sinople.kernel.text import Text
from sinople.law.editions.kinds import VALUES, Cells, TableKind, kind_of
from sinople.law.editions.models import Reference
from sinople.law.marking import N_
from sinople.law.packs.values import Row, Value

MOST_ROWS = 5_000
AnyRow = TypeVar("AnyRow", bound=Row)
MISSING = N_("Row %(row)s, column %(column)s: a figure is missing.")
BELOW = N_("Row %(row)s, column %(column)s: the figure is below nought.")
NO_YEAR = N_("Row %(row)s, column %(column)s: the year is before 2000 or after 2100.")
OTHER = N_("Row %(row)s, column %(column)s: this cannot be read; write it as in the other rows.")
# What pydantic and the readers of values say, and the sentence for a person.
WHYS = (
    ("is not a number", N_("Row %(row)s, column %(column)s: this is no number; write digits and a point.")),
    ("int_", N_("Row %(row)s, column %(column)s: this is no whole number.")),
    ("date", N_("Row %(row)s, column %(column)s: write the day as year-month-day, like 2022-08-01.")),
    ("year-month-day", N_("Row %(row)s, column %(column)s: write the day as year-month-day, like 2022-08-01.")),
    ("both languages", N_("Row %(row)s, column %(column)s: the words have to be there in Chinese and in English.")),
    ("a code holds", N_("Row %(row)s, column %(column)s: a code holds letters, digits, points, hyphens and underscores only.")),
    ("literal", N_("Row %(row)s, column %(column)s: this word is not known here; use one of those in the other rows.")),
)


def rows_of(reference: Reference, table: str) -> list[dict[str, str]]:
    """Return the rows of a table as text, column by column, those of provenance too."""
    return [_cells(row) for row in getattr(reference, kind_of(table).code)]


def with_rows(reference: Reference, table: str, rows: Mapping[int, Cells]) -> Reference:
    """Return the edition with these rows in the table, by their numbers; raise Refused with every fault, each with its row and column."""
    kind = kind_of(table)
    if len(rows) > MOST_ROWS:
        raise Refused("A table holds at most %(most)s rows; this one has %(count)s.", most=MOST_ROWS, count=len(rows))
    standing = {kind.key_of(found): (found, row) for row in getattr(reference, table) if (found := _cells(row))}
    made, grounds = list[Row](), list(_doubled(kind, rows))
    for number, cells in rows.items():
        before, row = standing.get(kind.key_of(cells), ({}, None))
        try:
            made.append(row if row is not None and before == {**dict.fromkeys(before, ""), **cells} else _row(kind, cells))
        except ValidationError as fault:
            grounds += list(_faults(number, fault))
    grounds = grounds or list(_wrong(kind, rows))
    if grounds:
        raise Refused("The table cannot be taken over; nothing was changed. Mend what is named.", grounds=grounds)
    # Not a copy: what the old edition worked out from its tables would come with it.
    return Reference(**{name: getattr(reference, name) for name in Reference.model_fields} | {table: in_order(kind, made)})


def in_order(kind: TableKind, rows: Sequence[AnyRow]) -> tuple[AnyRow, ...]:
    """Return the rows as they stand in the table: days by date, others as they were given."""
    return tuple(sorted(rows, key=lambda row: str(getattr(row, "day", "")))) if kind.keys == ("day",) else tuple(rows)


def _cells(row: Row) -> dict[str, str]:
    found: dict[str, str] = {}
    stands_on: Row = row
    for name in type(row).model_fields:
        said = getattr(row, name)
        if name in Row.model_fields:
            continue
        if isinstance(said, Text):
            found |= {f"{name}.zh": said.zh, f"{name}.en": said.en}
        elif isinstance(said, Value) or type(row).model_fields[name].annotation == Value | None:
            found |= {name: (said.value or "") if said else "", f"{name}.unit": said.unit if said else ""}
            stands_on = said if stands_on is row and said else stands_on  # a figure's own source is nearer than that of its row
        else:
            found[name] = str(said)
    source = {"source.zh": stands_on.source.zh, "source.en": stands_on.source.en}
    return {**found, "since": str(stands_on.since or ""), "authority": stands_on.authority, "mark": stands_on.mark, **source}


def _row(kind: TableKind, cells: Cells) -> Row:
    said = {name: words.strip() for name, words in cells.items()}
    stands_on = {
        "since": said.get("since") or None, "authority": said.get("authority", ""), "mark": said.get("mark", ""),
        "source": {"zh": said.get("source.zh", ""), "en": said.get("source.en", "")},
    }  # fmt: skip
    return kind.row.model_validate({**stands_on, **dict(_contents(kind, said, stands_on))})


def _contents(kind: TableKind, said: Cells, stands_on: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for name, field in kind.row.model_fields.items():
        if name in Row.model_fields:
            continue
        if field.annotation is Text:
            yield name, {"zh": said.get(f"{name}.zh", ""), "en": said.get(f"{name}.en", "")}
        elif field.annotation in VALUES:
            given = said.get(name, "")
            value = {"code": name, "value": given or None, "unit": said.get(f"{name}.unit", ""), **stands_on}
            yield name, value if given or field.is_required() else None
        else:
            yield name, said.get(name, "")


def _doubled(kind: TableKind, rows: Mapping[int, Cells]) -> Iterator[Ground]:
    seen: set[str] = set()
    for number, cells in rows.items():
        key = kind.key_of(cells)
        if key in seen:
            yield Ground("Row %(row)s: %(key)s stands there twice; keep one.", code="doubled", values={"row": number, "key": key})
        seen.add(key)


def _wrong(kind: TableKind, rows: Mapping[int, Cells]) -> Iterator[Ground]:
    """Name what is well written and cannot be: a factor that nobody gave or that is below nought, a year out of all reason."""
    for number, cells in rows.items():
        for name, field in kind.row.model_fields.items():
            said = cells.get(name, "").strip()
            if field.annotation is Value and not said:
                yield _ground(number, name, MISSING)
            elif field.annotation in VALUES and said.startswith("-"):
                yield _ground(number, name, BELOW)
            elif name in {"day", "year"} and not "2000" <= said[:4] <= "2100":
                yield _ground(number, name, NO_YEAR)


def _faults(row: int, fault: ValidationError) -> Iterator[Ground]:
    """Name each column once: what a row stands on is handed down to its figures, and a fault in it with it."""
    found = {_column_of(error["loc"]): _why(error["type"], error["msg"]) for error in fault.errors()}
    return (_ground(row, column, message) for column, message in found.items())


def _column_of(place: Sequence[int | str]) -> str:
    steps = [str(step) for step in place if step != "value"]
    return steps[-1] if steps[-1] in Row.model_fields else ".".join(steps)


def _why(kind: str, said: str) -> str:
    known = next((message for word, message in WHYS if word in kind or word in said), "")
    return known or OTHER


def _ground(row: int, column: str, message: str) -> Ground:
    return Ground(message, code="cell", values={"row": row, "column": column})
