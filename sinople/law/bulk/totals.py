"""The totals of many sheets: groups, rows that do not apply, passed or not; the same table, the same plan, in columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sinople.law.bulk.columns import Columns, Flags, Floats, Signs
from sinople.law.bulk.formulas import evaluate
from sinople.law.bulk.judging import JUDGES, NEAR, Block, Half, One, judge
from sinople.law.packs.tables import Table
from sinople.law.scoring.entries import UNSAID
from sinople.law.scoring.measures import Worked, Worst
from sinople.law.scoring.plans import GroupPlan, Plan, RowPlan, plan_of
from sinople.law.scoring.sheets import NO_CONTEXT, Context, References

Store = NDArray[np.float64]  # rows of the table × (low, high) × applicants; without applicants when nothing is kept
BLOCK = 16_384  # applicants at once: the columns of a row stay in the processor's cache


@dataclass(frozen=True, slots=True)
class Totals:
    """Every sheet's total between low and high (not rounded), passed (1, 0, or -1 while open), and who is too close to a limit for floats.

    `points` holds low and high of every row where they were asked for: rows by code, in the order of the table.
    """

    low: Floats
    high: Floats
    passed: Signs
    near: Flags
    points: Mapping[str, NDArray[np.float64]]


def unsuited(table: Table) -> str:
    """Say why a table cannot be scored in columns (a word for the code), or nothing when it can."""
    plan = plan_of(table)
    if table.years is not None or any(expression is None for _quantity, expression in plan.derived):
        return "years"
    if plan.choices:
        return "choices"
    rules = [rule for row in plan.rows.values() for rule in (row.must, row.optional) if rule is not None]
    if any(type(rule) not in JUDGES for rule in rules) or any(isinstance(row.measure, Worst) for row in plan.rows.values()):
        return "products"
    return next((lookup.by for lookup in table.lookups if lookup.by != "industry"), "")


def score_columns(table: Table, columns: Columns, references: References, *, context: Context = NO_CONTEXT, keep: bool = False) -> Totals:
    """Return the totals; `keep` keeps the points of every row too. Raise ValueError for a table that `unsuited` names."""
    if unsuited(table):
        raise ValueError(unsuited(table))
    plan = plan_of(table)
    store = np.empty((len(plan.rows), 2, columns.count if keep else 0))
    starts = range(0, max(columns.count, 1), BLOCK)
    parts = [_of_block(plan, columns.block(start, start + BLOCK), references, context, store[:, :, start : start + BLOCK]) for start in starts]
    joined = [np.concatenate([getattr(part, name) for part in parts]) for name in ("low", "high", "passed", "near")]
    return Totals(joined[0], joined[1], joined[2], joined[3], dict(zip(plan.rows, store, strict=True)) if keep else {})


ALL = np.ones(1, dtype=np.bool_)  # stands for a whole column, so that a block in which every row applies shares its points out once


class _Row(NamedTuple):
    plan: RowPlan
    applies: Flags
    must: Half | None
    optional: Half | None


def _of_block(plan: Plan, columns: Columns, references: References, context: Context, store: Store) -> Totals:
    figures = dict(columns.figures)
    for quantity, expression in plan.derived:
        if expression is not None:
            value, _missing = evaluate(expression, figures, columns.count)
            figures[quantity.code] = np.where(np.isnan(figures[quantity.code]), value, figures[quantity.code])
    block = Block(columns, figures, references, context, plan.table.edition, np.zeros(columns.count, dtype=np.bool_))
    rows = [[_row(block, row) for row in group.rows] for group in plan.groups]
    everywhere = all(row.applies is ALL for group in rows for row in group)
    low, high = _added(plan, rows, _scales(plan, rows, 1 if everywhere else columns.count), store, np.zeros(columns.count))
    oks = [*_veto_signs(plan, columns), *(_sign(row) for group in rows for row in group if row.must is not None)]
    if plan.pass_total is not None:
        oks.append(_reaches(plan, block, low, high))
    passed = np.minimum.reduce([np.where(ok == 0, -2, ok) for ok in oks]) if oks else np.ones(columns.count)
    return Totals(low, high, np.where(passed == -2, 0, passed).astype(np.int8), block.near, {})


def _row(block: Block, row: RowPlan) -> _Row:
    one = One(row, block, _figure(block, row))
    must, optional = (judge(one, rule) if rule is not None else None for rule in (row.must, row.optional))
    away = block.columns.away[row.row.code]
    return _Row(row, ~away if away.any() else ALL, must, optional)


def _figure(block: Block, row: RowPlan) -> Floats:
    stated = block.columns.stated[row.row.code]
    if isinstance(row.measure, Worked):
        value, missing = evaluate(row.measure.formula, block.figures, block.columns.count)
        return np.where(missing, stated, value)
    return stated


def _veto_signs(plan: Plan, columns: Columns) -> Iterator[Signs]:
    return (columns.holds[code] for code, veto in plan.vetoes.items() if veto.kind != "encouraged")


def _sign(row: _Row) -> Signs:
    half = row.must
    if half is None:
        raise ValueError(row.plan.row.code)
    ok = np.where(half.open, UNSAID, (half.low >= 1).astype(np.int8))
    return ok.astype(np.int8) if row.applies is ALL else np.where(row.applies, ok, 1).astype(np.int8)


def _reaches(plan: Plan, block: Block, low: Floats, high: Floats) -> Signs:
    # The line is drawn at the rounded total, so half a step below it already reaches it.
    line = float(plan.pass_total or 0) - float(plan.quantum) / 2
    block.near |= (np.abs(low - line) <= NEAR * max(1.0, abs(line))) | (np.abs(high - line) <= NEAR * max(1.0, abs(line)))
    return np.where(low >= line, 1, np.where(high < line, 0, UNSAID)).astype(np.int8)


def _added(plan: Plan, rows: Sequence[Sequence[_Row]], scales: Sequence[Floats], store: Store, none: Floats) -> tuple[Floats, Floats]:
    low, high, extra_low, extra_high, most_extra = none, none, none, none, none
    places = iter(store)
    for group, results, scale in zip(plan.groups, rows, scales, strict=True):
        for row, (must, optional), place in zip(results, _mosts(plan, group, results, scale), places, strict=False):
            one_low, one_high = _points(plan, row, must, optional)
            if store.shape[2]:
                place[0], place[1] = one_low, one_high
            if group.bonus:
                extra_low, extra_high, most_extra = extra_low + one_low, extra_high + one_high, most_extra + must + optional
            else:
                low, high = low + one_low, high + one_high
    cap = float(plan.bonus_cap) if plan.bonus_cap is not None else most_extra
    return low + np.minimum(extra_low, cap), high + np.minimum(extra_high, cap)


def _points(plan: Plan, row: _Row, must: Floats, optional: Floats) -> tuple[Floats, Floats]:
    halves = [(half, most) for half, most in ((row.must, must), (row.optional, optional)) if half is not None]
    (first, most), *rest = halves
    low = first.low * most
    high = low if first.low is first.high else first.high * most
    for half, most in rest:
        more = half.low * most
        low, high = low + more, high + (more if half.low is half.high else half.high * most)
    if row.applies is ALL:
        return low, high
    away = must + optional if plan.na_policy == "full" else 0.0
    return np.where(row.applies, low, away), np.where(row.applies, high, away)


def _scales(plan: Plan, rows: Sequence[Sequence[_Row]], count: int) -> list[Floats]:
    """Return the points of each group; a group in which nothing applies gives its weight to the others."""
    if plan.na_policy != "rescale":
        return [np.full(count, float(group.weight)) for group in plan.groups]
    some = [reduce(np.logical_or, (row.applies for row in results), np.zeros(count, dtype=np.bool_)) for results in rows]
    total = sum((np.where(there, float(group.weight), 0.0) for group, there in zip(plan.groups, some, strict=True) if not group.bonus), np.zeros(count))
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(total > 0, float(plan.total) / total, 1.0)
    return [np.where(there, float(group.weight) * (1.0 if group.bonus else factor), 0.0) for group, there in zip(plan.groups, some, strict=True)]


def _mosts(plan: Plan, group: GroupPlan, results: Sequence[_Row], scale: Floats) -> list[tuple[Floats, Floats]]:
    """Return the most points of both halves of each row."""
    none = np.zeros(scale.shape)
    if group.bonus:
        return [_whole(row, np.full(scale.shape, float(row.plan.points)), none) for row in results]
    counted = [row.applies if plan.na_policy == "rescale" else np.ones(scale.shape, dtype=np.bool_) for row in results]
    if plan.table.sharing == "equal":
        each = scale / np.maximum(sum((there.astype(np.float64) for there in counted), none), 1)
        return [_whole(row, each, none) for row in results]
    if plan.table.sharing == "points":
        total = sum((np.where(there, float(row.plan.points), 0.0) for row, there in zip(results, counted, strict=True)), none)
        shared = plan.na_policy == "rescale"
        factor = np.where(total > 0, scale / np.where(total > 0, total, 1.0), 1.0) if shared else np.ones(scale.shape)
        return [_whole(row, float(row.plan.points) * factor, none) for row in results]
    return _halves(plan, results, counted, scale)


def _halves(plan: Plan, results: Sequence[_Row], counted: Sequence[Flags], scale: Floats) -> list[tuple[Floats, Floats]]:
    none = np.zeros(scale.shape)
    musts, optionals = (
        sum((there.astype(np.float64) for row, there in zip(results, counted, strict=True) if getattr(row, half) is not None), none)
        for half in ("must", "optional")
    )
    both = (musts > 0) & (optionals > 0)
    each = scale / np.maximum(np.maximum(musts, optionals), 1)
    must = np.where(both, scale * float(plan.mandatory_share) / 100 / np.maximum(musts, 1), np.where(musts > 0, each, 0.0))
    optional = np.where(both, scale * float(plan.optional_share) / 100 / np.maximum(optionals, 1), np.where(optionals > 0, each, 0.0))
    return [(must if row.must is not None else none, optional if row.optional is not None else none) for row in results]


def _whole(row: _Row, points: Floats, none: Floats) -> tuple[Floats, Floats]:
    return (none, points) if row.optional is not None else (points, none)
