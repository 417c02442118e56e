"""Checklists, the panel's result, what a batch would do. Plain Python."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from sinople.kernel.refused import Ground
from sinople.kernel.text import Text
from sinople.law.scoring import Sheet

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Check:
    """One line of a checklist: what has to hold, and whether the papers say so."""

    code: str
    name: Text
    found: str  # met, unmet, undecided
    anchor: str
    authority: str


@dataclass(frozen=True, slots=True)
class PanelResult:
    """What a panel says: the result by the pack's rule, the spread, each expert's total beside it."""

    result: Decimal
    spread: Decimal
    totals: tuple[Decimal, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class LineOfBatch:
    """One candidate of a decision meeting as the consequences count it."""

    district: str
    proposal: str
    result: Decimal | None
    passed: bool | None
    recommended: bool


def total_of(points: Mapping[str, Decimal]) -> Decimal:
    """Return an expert's total over the groups."""
    return sum(points.values(), Decimal(0))


def result_of(totals: Sequence[Decimal], rule: str) -> PanelResult:
    """Return the panel's result: the mean, or the mean without the highest and the lowest where five or more have scored."""
    counted = sorted(totals)
    if rule == "trimmed_mean" and len(counted) >= 5:
        counted = counted[1:-1]
    mean = (sum(counted, Decimal(0)) / len(counted)).quantize(CENT, ROUND_HALF_UP)
    return PanelResult(mean, max(totals) - min(totals), tuple(totals), rule)


def grounds_against_points(points: Mapping[str, Decimal], maxima: Mapping[str, Decimal]) -> list[Ground]:
    """Return every reason against an expert's points: each group has its points, none over its maximum."""
    grounds = [Ground("Group %(group)s has no points yet.", code=f"group:{code}", values={"group": code}) for code in maxima if code not in points]
    return grounds + [
        Ground("Group %(group)s: points lie between 0 and %(max)s.", code=f"group:{code}", values={"group": code, "max": maxima[code]})
        for code, given in points.items()
        if code in maxima and not 0 <= given <= maxima[code]
    ]


def grounds_of_sheet(sheet: Sheet) -> list[Ground]:
    """Return the grounds for refusing that the sheet itself proves: every veto and mandatory row that is not met."""
    return [Ground(proof.message, anchor=proof.anchor, code="sheet", values=dict(proof.values)) for proof in sheet.failing]


def consequences(lines: Sequence[LineOfBatch], target: int | None) -> dict[str, object]:
    """Return what sealing the batch would do: counts, districts, whether the target is exceeded, how many lines are undecided."""
    granted = [line for line in lines if line.proposal == "grant"]
    return {
        "grant": len(granted),
        "refuse": sum(line.proposal == "refuse" for line in lines),
        "defer": sum(line.proposal == "defer" for line in lines),
        "open": sum(not line.proposal for line in lines),
        "target": target,
        "over_target": target is not None and len(granted) > target,
        "districts": dict(Counter(line.district for line in granted).most_common()),
        "undecided": sum(line.passed is None for line in granted),
        "letters": sum(line.proposal in {"refuse", "defer"} for line in lines),
    }


def grounds_against_laying(lines: Sequence[LineOfBatch], reasons: Sequence[str]) -> list[Ground]:
    """Return every reason why the batch cannot be laid before the signers: open lines, differences without a reason."""
    grounds = []
    for n, (line, reason) in enumerate(zip(lines, reasons, strict=True), start=1):
        differs = line.proposal != "grant" if line.recommended and line.passed is not False else line.proposal == "grant"
        if not line.proposal:
            grounds.append(Ground("Line %(n)s has no proposal yet.", code="open", values={"n": n}))
        elif (differs or line.proposal != "grant") and not reason.strip():
            grounds.append(Ground("Line %(n)s: the proposal needs its reason.", code="reason", values={"n": n}))
    return grounds
