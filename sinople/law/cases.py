"""Golden cases that lie beside a pack: inputs, and what must come out."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from sinople.law.expressions import compile_expression
from sinople.law.packs.models import Pack
from sinople.law.packs.reading import read_list, read_tree
from sinople.law.packs.tables import Table
from sinople.law.packs.values import Frozen
from sinople.law.scoring.score import score
from sinople.law.scoring.sheets import Answer, Reference, References, Sheet


class GivenAnswer(Frozen):
    """An answer of a case."""

    holds: bool | None = None
    degree: Decimal | None = None
    stated: Decimal | None = None
    not_applicable: bool = False
    reason: str = ""


class GivenReference(Frozen):
    """An industry's figures, invented for the case."""

    row: str
    industry: str
    average: Decimal | None = None
    top20: Decimal | None = None
    top5: Decimal | None = None


class ExpectedRow(Frozen):
    """What must come out for a row; `figure` is compared at its own number of places."""

    figure: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    verdict: str = ""


class Expected(Frozen):
    """What must come out for the sheet, or for a bare formula."""

    figure: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    decided: bool | None = None
    passed: bool | None = None
    passed_is_open: bool = False
    rows: dict[str, ExpectedRow] = {}


class Case(Frozen):
    """One golden case. `edition` names the table; without one the case is a bare `formula`. `others_hold` says yes to every row not answered."""

    name: str
    basis: str
    edition: str = ""
    formula: str = ""
    industry: str = ""
    others_hold: bool = False
    answers: dict[str, GivenAnswer] = {}
    readings: dict[str, Decimal] = {}
    references: tuple[GivenReference, ...] = ()
    expect: Expected


def load_cases(folder: Path) -> tuple[Case, ...]:
    """Return the cases kept in a pack's folder."""
    return tuple(case for path in sorted((folder / "cases").glob("*.yaml")) for case in read_list(read_tree(path), "cases", Case))


def differences(pack: Pack, case: Case) -> list[str]:
    """Return every point in which the case comes out otherwise than it must."""
    if not case.edition:
        found = compile_expression(case.formula).evaluate(case.readings).value
        return _compare("figure", case.expect.figure, found)
    table = pack.table(case.edition)
    sheet = score(table, _answers(table, case), case.readings, industry=case.industry, reference=_references(case))
    return _sheet_differences(case.expect, sheet)


def _answers(table: Table, case: Case) -> dict[str, Answer]:
    answers = {code: Answer(code, **given.model_dump()) for code, given in case.answers.items()}
    if case.others_hold:
        for code in (*(veto.code for veto in table.vetoes), *(row.code for row in table.indicators)):
            answers.setdefault(code, Answer(code, holds=True))
    return answers


def _references(case: Case) -> References:
    found: Mapping[tuple[str, str], Reference] = {(given.row, given.industry): (given.average, given.top20, given.top5) for given in case.references}
    return found


def _sheet_differences(expect: Expected, sheet: Sheet) -> list[str]:
    found = [*_compare("low", expect.low, sheet.low), *_compare("high", expect.high, sheet.high)]
    for name in ("decided", "passed"):
        wanted = getattr(expect, name)
        if (wanted is not None and wanted is not getattr(sheet, name)) or (name == "passed" and expect.passed_is_open and sheet.passed is not None):
            found.append(f"{name}: {getattr(sheet, name)} instead of {wanted}")
    rows = {row.code: row for row in sheet.rows}
    for code, wanted in expect.rows.items():
        row = rows[code]
        found += _compare(f"{code} figure", wanted.figure, row.value)
        found += _compare(f"{code} low", wanted.low, row.low)
        found += _compare(f"{code} high", wanted.high, row.high)
        if wanted.verdict and wanted.verdict != row.verdict:
            found.append(f"{code}: {row.verdict} instead of {wanted.verdict}")
    return found


def _compare(what: str, wanted: Decimal | None, found: Decimal | None) -> list[str]:
    if wanted is None:
        return []
    shown = found.quantize(Decimal(1).scaleb(int(wanted.as_tuple().exponent)), rounding=ROUND_HALF_UP) if found is not None else None
    return [] if shown == wanted else [f"{what}: {shown} instead of {wanted}"]
