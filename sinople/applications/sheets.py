"""The filled-in workbook of answers: what stands in which cell, and everything that is wrong with it. Plain Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from sinople.files.sheets import Cell, Sheet
from sinople.kernel.refused import Ground, Refused
from sinople.law.marking import N_
from sinople.law.packs import Table
from sinople.law.scoring import Answer, check_answer
from sinople.law.units import parse_number

MARK, EDITION = "sinople-answers", "1"
FIRST_ROW, MOST_ROWS = 5, 2000  # rows as a spreadsheet counts them
CODE, NAME, HOLDS, DEGREE, STATED, UNIT, TICKS, AWAY, REASON, VERSION = range(10)
COLUMNS = "ABCDEFGHIJ"
YES, NO = frozenset({"是", "符合", "yes", "true"}), frozenset({"否", "不符合", "no", "false"})
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Typed:
    """One answer of the workbook, by its row, with the version that it was typed over."""

    n: int
    answer: Answer
    version: int


def workbook_faults(sheets: Sequence[Sheet], *, application: str, edition: str) -> list[Ground]:
    """Return why this is not the workbook of the application; empty when it is."""
    rows = sheets[0].rows if sheets else ()
    head = [_text(cell) for cell in rows[1][:4]] if len(rows) > 1 else []
    if not head or head[0] != MARK:
        return [Ground(N_("A2: this is not a workbook of answers. Download the workbook of this application and fill it in."))]
    faults = []
    if len(head) < 4 or head[2] != application:
        faults.append(Ground(N_("C2: the workbook belongs to another application. Download the workbook of this one.")))
    elif head[1] != EDITION or head[3] != edition:
        faults.append(Ground(N_("D2: the workbook was made for another table (%(given)s). Download it anew."), values={"given": head[3][:40]}))
    if len(rows) > MOST_ROWS:
        faults.append(Ground(N_("The sheet has more than %(most)s rows. Delete the empty ones below the figures."), values={"most": MOST_ROWS}))
    return faults


def typed_answers(sheet: Sheet, table: Table, standing: Mapping[str, Answer]) -> tuple[list[Typed], list[Ground]]:
    """Return every answer that is not what stands, and every fault by its cell."""
    found, faults, seen = list[Typed](), list[Ground](), dict[str, int]()
    known = {row.code for rows in (table.vetoes, table.choices, table.indicators) for row in rows}
    for n, row in enumerate(sheet.rows[FIRST_ROW - 1 :], start=FIRST_ROW):
        code = _text(_at(row, CODE))
        if not code and all(_at(row, column) is None for column in range(HOLDS, VERSION)):
            continue
        try:
            typed = _row(n, row, code, known, seen)
            check_answer(table, typed.answer)
        except Refused as refusal:
            faults.append(_by_cell(n, refusal))
            continue
        if typed.answer != _bare(standing.get(code, Answer(code))):
            found.append(typed)
    return found, faults


def _bare(stands: Answer) -> Answer:
    """Return a standing answer as a workbook says it: no ticks is an empty cell, and spaces at the ends do not count."""
    return replace(stands, ticks=stands.ticks or None, reason=stands.reason.strip())


def _row(n: int, row: Sequence[Cell], code: str, known: set[str], seen: dict[str, int]) -> Typed:
    if code not in known:
        raise Refused("%(cell)s: the code %(code)s is not one of this table. Leave the column of codes as it was.", cell=f"A{n}", code=code[:40])
    if code in seen:
        raise Refused("%(cell)s: the code %(code)s stands in row %(row)s already.", cell=f"A{n}", code=code, row=seen[code])
    seen[code] = n
    ticks = _text(_at(row, TICKS))
    answer = Answer(
        code, _yes_or_no(n, HOLDS, row), _degree(n, row), _stated(n, row), bool(_yes_or_no(n, AWAY, row)), _reason(n, row),
        tuple(one.strip() for one in ticks.replace("，", "、").replace(",", "、").split("、") if one.strip()) if ticks else None,
    )  # fmt: skip
    version = _text(_at(row, VERSION))
    return Typed(n, answer, int(version) if version.isdecimal() else 0)


def _by_cell(n: int, refusal: Refused) -> Ground:
    if "cell" in refusal.values:
        return Ground(refusal.message, values=refusal.values)
    return Ground(N_("%(cell)s: %(why)s"), values={"cell": f"A{n}", "why": str(refusal)})


def _yes_or_no(n: int, column: int, row: Sequence[Cell]) -> bool | None:
    cell = _at(row, column)
    said = _text(cell).lower() if not isinstance(cell, bool) else str(cell).lower()
    if not said:
        return None
    if said not in YES | NO:
        raise Refused("%(cell)s: choose yes or no of the list.", cell=f"{COLUMNS[column]}{n}")
    return said in YES


def _degree(n: int, row: Sequence[Cell]) -> Decimal | None:
    said = _text(_at(row, DEGREE)).rstrip("%％ ")
    if not said:
        return None
    try:
        return (Decimal(said) / 100).normalize()
    except InvalidOperation:
        raise Refused("%(cell)s: choose a share in per cent of the list.", cell=f"{COLUMNS[DEGREE]}{n}") from None


def _stated(n: int, row: Sequence[Cell]) -> Decimal | None:
    said = _text(_at(row, STATED))
    return parse_number(said, what=f"{COLUMNS[STATED]}{n}").normalize() if said else None


def _reason(n: int, row: Sequence[Cell]) -> str:
    said = _text(_at(row, REASON))
    if len(said) > LONGEST:
        raise Refused("%(cell)s: at most %(most)s characters fit here.", cell=f"{COLUMNS[REASON]}{n}", most=LONGEST)
    return said


def _at(row: Sequence[Cell], column: int) -> Cell:
    cell = row[column] if column < len(row) else None
    return None if isinstance(cell, str) and not cell.strip() else cell


def _text(cell: Cell) -> str:
    return "" if cell is None else f"{cell:f}" if isinstance(cell, Decimal) else str(cell).strip()
