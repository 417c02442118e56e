"""From rows judged to points: each row, each group, and how points are rounded when they are shown."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from sinople.kernel.refused import Value
from sinople.law.marking import N_
from sinople.law.scoring.kinds import Judged
from sinople.law.scoring.kinds.base import ZERO
from sinople.law.scoring.plans import GroupPlan, Plan
from sinople.law.scoring.rows import RowResult
from sinople.law.scoring.sharing import Most, share_out
from sinople.law.scoring.sheets import Proof, SheetGroup, SheetRow


class Points(NamedTuple):
    """Points, or the two figures between which they lie, of so many; exact."""

    low: Decimal
    high: Decimal
    most: Decimal


NOTHING = Points(ZERO, ZERO, ZERO)


def shown(plan: Plan, figure: Decimal) -> Decimal:
    """Return the figure as it is shown: rounded once, half up."""
    return figure.quantize(plan.quantum, rounding=ROUND_HALF_UP)


def add(points: Sequence[Points]) -> Points:
    """Return the sum."""
    return Points(*(sum(column, ZERO) for column in zip(*points, strict=True))) if points else NOTHING


def group_of(plan: Plan, group: GroupPlan, results: Sequence[RowResult], scale: Decimal) -> tuple[SheetGroup, list[Points]]:
    """Return the group as it is shown, and the exact points of its rows."""
    mosts = share_out(plan, group, results, scale)
    made = [_row(plan, result, most) for result, most in zip(results, mosts, strict=True)]
    points = [points for _row_made, points in made]
    low, high, most = (shown(plan, figure) for figure in add(points))
    return SheetGroup(group.code, group.name, group.weight, low, high, most, tuple(row for row, _points in made)), points


def _row(plan: Plan, result: RowResult, most: Most) -> tuple[SheetRow, Points]:
    row = result.plan.row
    points = points_of(plan, result, most)
    low, high, all_ = (shown(plan, figure) for figure in points)
    must = result.must.ok if result.must is not None else None
    values: dict[str, Value] = {"low": low, "high": high, "max": all_, "name": row.name}
    message = N_("%(name)s: %(low)s of %(max)s points.") if low == high else N_("%(name)s: between %(low)s and %(high)s of %(max)s points.")
    why = Proof(message, values, result.plan.anchor, plan.table.edition, result.plan.authority, must, result.why)
    figure = result.found.figure if result.plan.measure is not None and result.applies else None
    made = SheetRow(row.code, row.name, row.sub, row.unit, result.plan.need, low, high, all_, result.verdict, must, figure, result.needs, why)
    return made, points


def points_of(plan: Plan, result: RowResult, most: Most) -> Points:
    """Return the exact points of a row that can get at most these."""
    all_ = most.must + most.optional
    if result.left_out:
        return NOTHING
    if not result.applies:
        if plan.na_policy == "rescale":
            return NOTHING
        return Points(all_, all_, all_) if plan.na_policy == "full" else Points(ZERO, ZERO, all_)
    must, optional = _share(result.must), _share(result.optional)
    return Points(must[0] * most.must + optional[0] * most.optional, must[1] * most.must + optional[1] * most.optional, all_)


def _share(half: Judged | None) -> tuple[Decimal, Decimal]:
    return (half.low, half.high) if half is not None else (ZERO, ZERO)
