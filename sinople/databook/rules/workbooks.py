"""The filled-in template of a data book: what stands in which cell, and everything that is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sinople.files.sheets import Cell, Sheet
from sinople.kernel.refused import Ground, Refused
from sinople.law.marking import N_
from sinople.law.units import ALIASES, Unit, parse_number, unit_of

MARK, EDITION = "sinople-databook", "1"
FIRST_ROW = 5  # the first row of figures, counted as a spreadsheet counts
MOST_ROWS = 5000
CODE, NAME, PRODUCT, FIGURE, UNIT, BOUNDARY, BEFORE = range(7)
COLUMNS = "ABCDEFG"
LONGEST_BOUNDARY = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What may be filled in: a quantity with the units that it can be typed in."""

    code: str
    product: int
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """One figure of the template, by its cell."""

    cell: str
    code: str
    product: int
    typed: str
    unit: str
    boundary: str


Line = tuple[Cell, ...]


def template_faults(sheets: Sequence[Sheet], *, site: str, year: int) -> list[Ground]:
    """Return why this is not the template of the site and year; empty when it is."""
    rows = sheets[0].rows if sheets else ()
    head = [_text(_at(rows[1], n)) for n in range(4)] if len(rows) > 1 else []
    if not head or head[0] != MARK:
        return [Ground(N_("A2: this is not a template of the data book. Download the template of this book and fill it in."))]
    faults = []
    if head[1] != EDITION:
        faults.append(
            Ground(
                N_("B2: the template has the edition %(given)s, the present one is %(wanted)s. Download it anew."), values={"given": head[1], "wanted": EDITION}
            )
        )
    if head[2] != site:
        faults.append(Ground(N_("C2: the template belongs to another site. Download the template of this book.")))
    if head[3] != str(year):
        faults.append(Ground(N_("D2: the template is of the year %(given)s, this book is of %(wanted)s."), values={"given": head[3], "wanted": str(year)}))
    if len(rows) > MOST_ROWS + FIRST_ROW - 1:
        faults.append(Ground(N_("The sheet has more than %(most)s rows. Delete the empty ones below the figures."), values={"most": MOST_ROWS}))
    return faults


def typed_rows(sheet: Sheet, asked: Iterable[Asked]) -> tuple[list[Typed], list[Ground]]:
    """Return every figure that is filled in, and every fault by its cell."""
    known = {(one.code, one.product): one for one in asked}
    found, faults, seen = list[Typed](), list[Ground](), dict[tuple[str, int], int]()
    for n, row in enumerate(sheet.rows[FIRST_ROW - 1 :], start=FIRST_ROW):
        if all(_at(row, column) is None for column in (CODE, FIGURE)):
            continue
        try:
            typed = _row(n, row, known, seen)
        except Refused as refusal:
            faults.append(Ground(refusal.message, values=refusal.values))
            continue
        if typed is not None:
            found.append(typed)
    return found, faults


def _row(n: int, row: Line, known: Mapping[tuple[str, int], Asked], seen: dict[tuple[str, int], int]) -> Typed | None:
    code, product = _text(_at(row, CODE)), _text(_at(row, PRODUCT)) or "0"
    place = (code, int(product) if product.isdecimal() and len(product) == 1 else -1)
    if place not in known:
        raise Refused("%(cell)s: the code %(code)s is not one of this book. Leave the column of codes as it was.", cell=_cell(CODE, n), code=code[:40])
    if place in seen:
        raise Refused("%(cell)s: the code %(code)s stands in row %(row)s already.", cell=_cell(CODE, n), code=code, row=seen[place])
    seen[place] = n
    if _at(row, FIGURE) is None:
        return None
    typed = _figure(n, _at(row, FIGURE))
    return Typed(_cell(FIGURE, n), *place, typed, _unit(n, _at(row, UNIT), known[place]), _boundary(n, _at(row, BOUNDARY)))


def _figure(n: int, cell: Cell) -> str:
    if not isinstance(cell, str | Decimal) or isinstance(cell, bool):
        raise Refused("%(cell)s: this is a date or a yes and no; type a number.", cell=_cell(FIGURE, n))
    typed = cell.strip() if isinstance(cell, str) else f"{cell:f}"
    parse_number(typed, what=_cell(FIGURE, n))
    return typed


def _unit(n: int, cell: Cell, asked: Asked) -> str:
    written = _text(cell)
    unit = ALIASES.get(written, written) if written else asked.units[0]
    fits = {unit_of(one) for one in asked.units}
    if unit not in asked.units and not _is_one_of(unit, fits):
        raise Refused(
            "%(cell)s: the unit %(unit)s does not fit; choose one of %(units)s.", cell=_cell(UNIT, n), unit=written[:20], units=", ".join(asked.units)
        )
    return unit


def _is_one_of(unit: str, fits: set[Unit]) -> bool:
    try:
        return unit_of(unit) in fits
    except Refused:
        return False


def _boundary(n: int, cell: Cell) -> str:
    boundary = _text(cell)
    if len(boundary) > LONGEST_BOUNDARY:
        raise Refused("%(cell)s: the boundary is longer than %(most)s characters.", cell=_cell(BOUNDARY, n), most=LONGEST_BOUNDARY)
    return boundary


def _at(row: Line, column: int) -> Cell:
    cell = row[column] if column < len(row) else None
    return None if isinstance(cell, str) and not cell.strip() else cell


def _text(cell: Cell) -> str:
    return "" if cell is None else f"{cell:f}" if isinstance(cell, Decimal) else str(cell).strip()


def _cell(column: int, n: int) -> str:
    return f"{COLUMNS[column]}{n}"
