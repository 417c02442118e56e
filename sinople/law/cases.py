"""Golden cases that lie beside a pack: inputs, and what must come out."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Literal

from sinople.law.expressions import compile_expression
from sinople.law.packs.confirming import target_of
from sinople.law.packs.models import Pack
from sinople.law.packs.reading import read_list, read_tree
from sinople.law.packs.tables import Table
from sinople.law.packs.values import Frozen
from sinople.law.scoring.checking import check_answer
from sinople.law.scoring.score import score
from sinople.law.scoring.sheets import Answer, Context, Product, Reference, References, Sheet


class GivenAnswer(Frozen):
    """An answer of a case."""

    holds: bool | None = None
    degree: Decimal | None = None
    stated: Decimal | None = None
    not_applicable: bool = False
    reason: str = ""
    ticks: tuple[str, ...] | None = None


class GivenProduct(Frozen):
    """A main product of a case."""

    name: str
    kind: str = ""
    readings: dict[str, Decimal] = {}


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
    outcome: int | None = None
    bonus: Decimal | None = None
    years: dict[int, Decimal] = {}
    rows: dict[str, ExpectedRow] = {}


class Given(Frozen):
    """What is scored: answers, readings and their context. `others_hold` says yes to every row not answered."""

    industry: str = ""
    others_hold: bool = False
    answers: dict[str, GivenAnswer] = {}
    readings: dict[str, Decimal] = {}
    year: int | None = None
    years: dict[int, dict[str, Decimal]] = {}
    products: tuple[GivenProduct, ...] = ()
    holdings: tuple[str, ...] | None = None
    region: str = ""
    references: tuple[GivenReference, ...] = ()
    settings: dict[str, str] = {}  # values of the table that the case fills in or changes, by their places


class Case(Given):
    """One golden case. `edition` names the table; without one the case is a bare `formula`.

    `title` names the title that it is a case of; `shows` says what: a clear pass, the failure of a gate, the border.
    """

    name: str
    basis: str
    edition: str = ""
    title: str = ""
    shows: Literal["pass", "gate", "border", ""] = ""
    formula: str = ""
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
    sheet = sheet_of(table, case)
    return _sheet_differences(case.expect, sheet)


def sheet_of(table: Table, case: Given) -> Sheet:
    """Return the sheet that the case gives under a table; raise Refused when an answer does not fit its row."""
    for code, given in case.answers.items():
        check_answer(table, Answer(code, **given.model_dump()))
    table = _changed(table, case.settings)
    products = tuple(Product(given.name, given.kind, given.readings) for given in case.products)
    holdings = frozenset(case.holdings) if case.holdings is not None else None
    context = Context(case.year, case.years, products, holdings, case.region)
    return score(table, _answers(table, case), case.readings, industry=case.industry, reference=_references(case), context=context)


def _changed(table: Table, settings: Mapping[str, str]) -> Table:
    if not settings:
        return table
    written = table.model_dump(mode="json")
    for place, value in settings.items():
        target_of(written, place)["value"] = value
    return Table.model_validate(written)


def _answers(table: Table, case: Given) -> dict[str, Answer]:
    answers = {code: Answer(code, **given.model_dump()) for code, given in case.answers.items()}
    if case.others_hold:
        for code in (*(veto.code for veto in table.vetoes), *(row.code for row in table.indicators)):
            answers.setdefault(code, Answer(code, holds=True))
    return answers


def _references(case: Given) -> References:
    found: Mapping[tuple[str, str], Reference] = {(given.row, given.industry): (given.average, given.top20, given.top5) for given in case.references}
    return found


def _sheet_differences(expect: Expected, sheet: Sheet) -> list[str]:
    found = [*_compare("low", expect.low, sheet.low), *_compare("high", expect.high, sheet.high)]
    for name in ("decided", "passed"):
        wanted = getattr(expect, name)
        if (wanted is not None and wanted is not getattr(sheet, name)) or (name == "passed" and expect.passed_is_open and sheet.passed is not None):
            found.append(f"{name}: {getattr(sheet, name)} instead of {wanted}")
    found += _other_differences(expect, sheet)
    rows = {row.code: row for row in sheet.rows}
    for code, wanted in expect.rows.items():
        row = rows[code]
        found += _compare(f"{code} figure", wanted.figure, row.value)
        found += _compare(f"{code} low", wanted.low, row.low)
        found += _compare(f"{code} high", wanted.high, row.high)
        if wanted.verdict and wanted.verdict != row.verdict:
            found.append(f"{code}: {row.verdict} instead of {wanted.verdict}")
    return found


def _other_differences(expect: Expected, sheet: Sheet) -> list[str]:
    found = _compare("bonus", expect.bonus, sheet.bonus)
    years = {year.year: year.sheet.low for year in sheet.years}
    for year, wanted in expect.years.items():
        found += _compare(f"year {year}", wanted, years.get(year))
    outcome = (sheet.outcome.low, sheet.outcome.high) if sheet.outcome is not None else None
    if expect.outcome is not None and outcome != (expect.outcome, expect.outcome):
        found.append(f"outcome: {outcome} instead of {expect.outcome}")
    return found


def _compare(what: str, wanted: Decimal | None, found: Decimal | None) -> list[str]:
    if wanted is None:
        return []
    shown = found.quantize(Decimal(1).scaleb(int(wanted.as_tuple().exponent)), rounding=ROUND_HALF_UP) if found is not None else None
    return [] if shown == wanted else [f"{what}: {shown} instead of {wanted}"]
