"""How the weight of a group becomes the points of its rows."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from sinople.law.scoring.kinds.base import HUNDRED, ZERO
from sinople.law.scoring.plans import GroupPlan, Plan
from sinople.law.scoring.rows import RowResult


class Most(NamedTuple):
    """The most points of both halves of a row."""

    must: Decimal
    optional: Decimal


Sharing = Callable[[Plan, Sequence[RowResult], Decimal], list[Most]]


def scales(plan: Plan, judged: Sequence[Sequence[RowResult]]) -> list[Decimal]:
    """Return the points of each group; under `rescale` a group in which nothing applies gives its weight to the others in proportion."""
    if plan.na_policy != "rescale":
        return [group.weight for group in plan.groups]
    counts = [any(result.applies for result in results) for results in judged]
    pairs = list(zip(plan.groups, counts, strict=True))
    total = sum((group.weight for group, some in pairs if some and not group.bonus), ZERO)
    return [_scale(plan, group, total) if some else ZERO for group, some in pairs]


def _scale(plan: Plan, group: GroupPlan, total: Decimal) -> Decimal:
    return group.weight if group.bonus or not total else group.weight * plan.total / total


def share_out(plan: Plan, group: GroupPlan, results: Sequence[RowResult], scale: Decimal) -> list[Most]:
    """Return the most points of each row of a group; those of a bonus are never shared out anew."""
    if group.bonus:
        return [_whole(result, result.plan.points) for result in results]
    return SHARINGS[plan.table.sharing](plan, results, scale)


def counted(plan: Plan, results: Sequence[RowResult]) -> list[RowResult]:
    """Return the rows among which the points are shared."""
    return [result for result in results if not result.left_out and (result.applies or plan.na_policy != "rescale")]


def _halves(plan: Plan, results: Sequence[RowResult], scale: Decimal) -> list[Most]:
    """Share equally within each half; a half that nobody has gives its share to the other."""
    count = counted(plan, results)
    musts = sum(result.plan.must is not None for result in count)
    optionals = sum(result.plan.optional is not None for result in count)
    if not musts or not optionals:
        each = scale / max(musts, optionals, 1)
        must, optional = each if musts else ZERO, each if optionals else ZERO
    else:
        must, optional = scale * plan.mandatory_share / HUNDRED / musts, scale * plan.optional_share / HUNDRED / optionals
    return [Most(must if result.plan.must is not None else ZERO, optional if result.plan.optional is not None else ZERO) for result in results]


def _equal(plan: Plan, results: Sequence[RowResult], scale: Decimal) -> list[Most]:
    each = scale / max(len(counted(plan, results)), 1)
    return [_whole(result, each) for result in results]


def _points(plan: Plan, results: Sequence[RowResult], scale: Decimal) -> list[Most]:
    total = sum((result.plan.points for result in counted(plan, results)), ZERO)
    rescales = plan.na_policy == "rescale" and total
    return [_whole(result, scale * result.plan.points / total if rescales else result.plan.points) for result in results]


def _whole(result: RowResult, points: Decimal) -> Most:
    """Give all points to the half that earns them: the optional one, else the mandatory one."""
    return Most(ZERO, points) if result.plan.optional is not None else Most(points, ZERO)


SHARINGS: Mapping[str, Sharing] = {"halves": _halves, "equal": _equal, "points": _points}
