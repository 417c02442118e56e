"""A sheet as pages show it: declared beside verified, what changed and why, what an undecided row needs."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sinople.applications import queries as applications
from sinople.applications.queries import Application
from sinople.files.queries import EvidenceRow
from sinople.kernel.text import Text
from sinople.law.packs import Table, notes_beside
from sinople.law.scoring import Need, Proof, Sheet, SheetRow, Verdict, VetoRow
from sinople.schemes import queries as schemes
from sinople.web.context import Words

VERDICTS: Mapping[str, tuple[Words, str]] = {
    Verdict.MET: (_("fulfilled"), "go"),
    Verdict.UNMET: (_("not fulfilled"), "stop"),
    Verdict.PARTIAL: (_("fulfilled in part"), "wait"),
    Verdict.NOT_APPLICABLE: (_("not applicable"), "info"),
    Verdict.UNDECIDED: (_("undecided"), "wait"),
}
NEEDS: Mapping[str, Words] = {
    "answer": _("an answer"),
    "degree": _("the degree to which it is met"),
    "stated": _("its figure"),
    "ticks": _("what holds of its list"),
    "choice": _("what is picked of the rows that can be chosen"),
    "product": _("a product in the data book, with its own figure"),
    "holdings": _("the titles that are held"),
    "quantity": _("a figure of the data book"),
    "reference": _("the reference value of the industry, which the bureau has not given"),
    "lookup": _("the value of the industry, which the table does not have"),
    "setting": _("a value of the requirements that nobody has confirmed"),
    "figure": _("a divisor that is not nought"),
}


Files = Mapping[str, Mapping[str, EvidenceRow]]  # the files of a row by their keys
Notes = Mapping[str, Sequence[Text]]  # what the law adds beside a row
NAMES = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class Difference(Protocol):
    """Where the verified value is not the declared one."""

    @property
    def reason(self) -> str:
        """Return the evaluator's reason."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its figures side by side, its points, its word, its proof."""

    code: str
    name: Text
    sub: Text | None
    unit: str
    figures: tuple[object, ...]
    points: Decimal | None
    up_to: Decimal | None
    max: Decimal | None
    word: Words
    tone: str
    verdict: str
    changed: bool
    reason: str
    needs: tuple[tuple[Words, Text | str], ...]
    evidence: tuple[tuple[str, str], ...]
    proof: Proof
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """One first-level heading with its lines."""

    code: str
    name: Text
    low: Decimal
    high: Decimal
    max: Decimal
    share: int
    lines: tuple[Line, ...]

    @property
    def is_notable(self) -> bool:
        """Say whether a row changed, failed or is undecided: such a group begins open."""
        return any(line.changed or line.needs or line.tone == "stop" for line in self.lines)


@dataclass(frozen=True, slots=True)
class SheetView:
    """A sheet ready to draw."""

    low: Decimal
    high: Decimal
    max: Decimal
    share: int
    met: int
    asked: int
    undecided: int
    changed: int
    passed: bool | None
    basic: tuple[Line, ...]
    groups: tuple[Heading, ...]
    proof: Proof


def sheet_view(
    sheet: Sheet, beside: Sequence[Sheet | None] = (), *, table: Table | None = None, differences: Mapping[str, Difference] | None = None,
    evidence: Files | None = None, notes: Notes | None = None,
) -> SheetView:  # fmt: skip
    """Return the sheet to draw. `sheet` gives the points; `beside` are the sheets whose figures stand side by side, the first being what was declared."""
    shown = [one for one in beside if one is not None] or [sheet]
    others = [({row.code: row for row in one.rows}, {row.code: row for row in one.vetoes}) for one in shown]
    said = _reasons(differences or {}, table)
    basic = tuple(_veto(row, [vetoes[row.code] for _rows, vetoes in others], said, evidence or {}, notes or {}) for row in sheet.vetoes)
    groups = []
    for group in sheet.groups:
        lines = tuple(_line(row, [rows[row.code] for rows, _vetoes in others], table, said, evidence or {}, notes or {}) for row in group.rows)
        groups.append(Heading(group.code, group.name, group.low, group.high, group.max, _share(group.low, group.max), lines))
    every = [*basic, *(line for heading in groups for line in heading.lines)]
    return SheetView(
        sheet.low, sheet.high, sheet.max, _share(sheet.low, sheet.max), sum(row.verdict is Verdict.MET for row in sheet.vetoes), len(sheet.vetoes),
        sum(row.verdict is Verdict.UNDECIDED for row in sheet.vetoes) + sum(row.verdict is Verdict.UNDECIDED for row in sheet.rows), sum(line.changed for line in every), sheet.passed, basic, tuple(groups), sheet.proof,
    )  # fmt: skip


def notes_of(application: Application) -> Mapping[str, Sequence[Text]]:
    """Return what the law of an application adds beside rows of its table."""
    return notes_beside(schemes.pack_of(application.pack_digest), applications.table_of(application))


def row_of(view: SheetView, code: str) -> Line | None:
    """Return one row of a sheet by its code, a basic requirement or an indicator."""
    return next((line for line in (*view.basic, *(line for group in view.groups for line in group.lines)) if line.code == code), None)


def row_shown(view: SheetView, code: str, heads: Sequence[Words]) -> dict[str, Any]:
    """Return what the page of one row shows; heads name the figures that stand side by side."""
    line = row_of(view, code)
    if line is None:
        raise Http404
    return {"line": line, "figures": list(zip(heads, line.figures, strict=False))}


def line_of(row: SheetRow, *, table: Table | None = None) -> Line:
    """Return one row alone."""
    return _line(row, [row], table, {}, {}, {})


def needs_of(needs: Sequence[Need], table: Table | None) -> tuple[tuple[Words, Text | str], ...]:
    """Return what is missing, in words: what kind of thing, and which."""
    return tuple((NEEDS.get(need.kind, need.kind), _name_of(need, table)) for need in needs)


def _name_of(need: Need, table: Table | None) -> Text | str:
    if need.kind in {"quantity", "product", "choice"} and table is not None:
        return next((one.name for one in (*table.quantities, *table.choices) if one.code == need.code), need.code)
    return need.code if need.kind in {"quantity", "setting", "lookup"} else ""


def _line(row: SheetRow, others: Sequence[SheetRow], table: Table | None, said: Mapping[str, str], evidence: Files, notes: Notes) -> Line:
    figures = tuple(_figure(one) for one in others)
    word, tone = VERDICTS[row.verdict]
    changed = row.code in said or len({(one.value, one.verdict, one.low, one.high) for one in others}) > 1
    files = _links(evidence, row.code)
    return Line(
        row.code,
        row.name,
        row.sub,
        row.unit,
        figures,
        row.low,
        row.high,
        row.max,
        word,
        tone,
        str(row.verdict),
        changed,
        said.get(row.code, ""),
        needs_of(row.needs, table),
        files,
        row.proof,
        tuple(notes.get(row.code, ())),
    )


def _veto(row: VetoRow, others: Sequence[VetoRow], said: Mapping[str, str], evidence: Files, notes: Notes) -> Line:
    word, tone = VERDICTS[row.verdict]
    changed = row.code in said or len({one.verdict for one in others}) > 1
    figures = tuple(VERDICTS[one.verdict][0] for one in others)
    needs = needs_of((Need("answer", row.code),), None) if row.verdict is Verdict.UNDECIDED else ()
    return Line(
        row.code,
        row.name,
        None,
        "",
        figures,
        None,
        None,
        None,
        word,
        tone,
        str(row.verdict),
        changed,
        said.get(row.code, ""),
        needs,
        _links(evidence, row.code),
        row.proof,
        tuple(notes.get(row.code, ())),
    )


def _figure(row: SheetRow) -> object:
    if row.value is not None:
        return row.value
    return VERDICTS[row.verdict][0] if row.verdict is not Verdict.UNDECIDED else None


def _reasons(differences: Mapping[str, Difference], table: Table | None) -> dict[str, str]:
    """Return the evaluator's reasons by row: those of the row itself, and those of the figures that its formula names."""
    said = {code: found.reason for code, found in differences.items()}
    for row in table.indicators if table else ():
        reasons = [said[name] for name in dict.fromkeys(NAMES.findall(row.formula)) if name in said]
        if reasons and row.code not in said:
            said[row.code] = "；".join(reasons)
    return said


def _links(evidence: Files, code: str) -> tuple[tuple[str, str], ...]:
    return tuple((found.name, reverse("door:file", kwargs={"key": key})) for key, found in evidence.get(code, {}).items())


def _share(low: Decimal, most: Decimal) -> int:
    return int(100 * low / most) if most else 0
