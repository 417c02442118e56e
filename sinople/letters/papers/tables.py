"""The tables of an evaluation report: basic requirements, indicators, years, totals, the index of evidence."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from sinople.law.packs import Table
from sinople.law.scoring import Sheet
from sinople.law.scoring.sheets import SheetGroup, SheetRow
from sinople.letters.papers.blocks import Grid

if TYPE_CHECKING:
    from sinople.letters.papers.filling import Evidence

VERDICTS = {"met": "符合", "partial": "部分符合", "unmet": "不符合", "undecided": "待定", "not_applicable": "不适用"}
NEEDS = {"M": "必选", "O": "可选", "M+O": "必选+可选", "C": "适用时必选"}
PASSED = {True: "符合", False: "不符合", None: "待定"}
Proofs = Mapping[str, Sequence[str]]


def verdict_of(sheet: Sheet) -> tuple[tuple[str, str], ...]:
    """Return the result: basic requirements, total, whether everything is met, stars or level."""
    unmet = [row for row in sheet.vetoes if row.verdict == "unmet"]
    open_ones = [row for row in sheet.vetoes if row.verdict == "undecided"]
    basic = PASSED[False if unmet else None if open_ones else True]
    rows = [("基本要求", basic), ("指标得分", f"{_range(sheet.low, sheet.high)}（满分{_figure(sheet.max)}）"), ("必选指标及综合结论", PASSED[sheet.passed])]
    if sheet.bonus is not None:
        rows.append(("其中加分", _figure(sheet.bonus)))
    if sheet.outcome is not None and sheet.outcome.name is not None:
        rows.append(("等级", sheet.outcome.name.zh))
    rows += [(f"{one.year}年得分", _range(one.sheet.low, one.sheet.high)) for one in sheet.years]
    return tuple(rows)


def vetoes_of(sheet: Sheet, proofs: Proofs) -> Grid:
    """Return the table of basic requirements."""
    rows = [(row.code, row.name.zh, VERDICTS[str(row.verdict)], _proofs(proofs, row.code)) for row in sheet.vetoes]
    return Grid(("序号", "基本要求", "评价结果", "证明材料"), tuple(rows), (12, 56, 16, 16))


def indicators_of(sheet: Sheet, table: Table | None, proofs: Proofs) -> Grid:
    """Return the table of indicators with the evidence of each row."""
    rows = [line for group in sheet.groups for line in (_sum(group), *(_line(row, proofs) for row in group.rows))]
    lead = table.name.zh if table is not None else ""
    return Grid(
        ("条款", "评价指标", "性质", "指标值", "得分／满分", "证明材料"),
        tuple(rows),
        (12, 38, 12, 14, 14, 10),
        note=f"指标表：{lead}（{sheet.edition}）" if lead else "",
    )


def years_of(sheet: Sheet, table: Table | None, proofs: Proofs) -> Iterator[tuple[int, Grid]]:
    """Yield the table of each year that is scored."""
    for one in sheet.years:
        yield one.year, indicators_of(one.sheet, table, proofs)


def totals_of(sheet: Sheet) -> Grid:
    """Return the totals of the years and what they come to."""
    rows = [(str(one.year), _range(one.sheet.low, one.sheet.high), PASSED[one.sheet.passed]) for one in sheet.years]
    return Grid(("年度", "得分", "结论"), (*rows, ("综合", _range(sheet.low, sheet.high), PASSED[sheet.passed])), (34, 33, 33))


def index_of(evidence: Sequence["Evidence"]) -> Grid:
    """Return the index of evidence: what it proves, how many pages it has, on which page of the bound file it begins."""
    rows = [(str(one.n), one.name, "、".join(one.proves), str(one.pages or "—"), str(one.page or "—")) for one in evidence]
    return Grid(("序号", "证明材料", "对应条款", "页数", "起始页"), tuple(rows) or (("—", "无", "", "", ""),), (10, 46, 20, 12, 12))


def _sum(group: SheetGroup) -> tuple[str, ...]:
    return ("", group.name.zh, "", "", f"{_range(group.low, group.high)}／{_figure(group.max)}", "")


def _line(row: SheetRow, proofs: Proofs) -> tuple[str, ...]:
    value = f"{_figure(row.value, 4)} {row.unit.strip('-').replace('product', '件产品')}".strip() if row.value is not None else VERDICTS[str(row.verdict)]
    return (row.code, row.name.zh, NEEDS.get(row.need, row.need), value, f"{_range(row.low, row.high)}／{_figure(row.max)}", _proofs(proofs, row.code))


def _proofs(proofs: Proofs, code: str) -> str:
    return "、".join(f"证{n}" for n in proofs.get(code, ()))


def _figure(number: Decimal, places: int = 2) -> str:
    return f"{number:.{places}f}".rstrip("0").rstrip(".")


def _range(low: Decimal, high: Decimal) -> str:
    return _figure(low) if low == high else f"{_figure(low)}–{_figure(high)}"
