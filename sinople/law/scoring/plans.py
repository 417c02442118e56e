"""A table made ready for scoring once: formulas compiled, figures turned into decimals. Kept by the table's digest."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sinople.kernel.text import Text
from sinople.law.expressions import Expression, compile_expression
from sinople.law.packs.choices import AnyOf, ChooseK
from sinople.law.packs.tables import Indicator, Quantity, Table, Veto
from sinople.law.scoring.kinds import Ready, ready
from sinople.law.scoring.kinds.base import ZERO, figure_of, number_of
from sinople.law.scoring.measures import Measure, measure_of

KEPT = 64


@dataclass(frozen=True, slots=True)
class RowPlan:
    """A row of the table, ready: where its figure comes from, and its rules."""

    row: Indicator
    need: str
    points: Decimal
    must: Ready | None
    optional: Ready | None
    measure: Measure | None
    anchor: str
    authority: str


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """A first-level heading, ready."""

    code: str
    name: Text
    weight: Decimal
    bonus: bool
    rows: tuple[RowPlan, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole table, ready."""

    table: Table
    total: Decimal
    mandatory_share: Decimal
    optional_share: Decimal
    quantum: Decimal
    na_policy: str
    pass_total: Decimal | None
    bonus_cap: Decimal | None
    groups: tuple[GroupPlan, ...]
    derived: tuple[tuple[Quantity, Expression | None], ...]
    rows: Mapping[str, RowPlan]
    vetoes: Mapping[str, Veto]
    choices: Mapping[str, ChooseK | AnyOf]


_PLANS: dict[str, Plan] = {}


def plan_of(table: Table) -> Plan:
    """Return the table made ready, from the shelf where it was made before."""
    plan = _PLANS.get(table.digest)
    if plan is None:
        if len(_PLANS) >= KEPT:
            _PLANS.clear()
        plan = _PLANS[table.digest] = _make(table)
    return plan


def _make(table: Table) -> Plan:
    groups = tuple(
        GroupPlan(group.code, group.name, number_of(group.weight), group.bonus, tuple(_row(table, row) for row in table.rows_of(group.code)))
        for group in table.groups
    )
    return Plan(
        table=table,
        total=table.total.number,
        mandatory_share=number_of(table.mandatory_share),
        optional_share=number_of(table.optional_share),
        quantum=Decimal(1).scaleb(-table.places.whole),
        na_policy=table.na_policy.said,
        pass_total=figure_of(table.pass_total),
        bonus_cap=figure_of(table.bonus_cap),
        groups=groups,
        derived=_derived(table),
        rows={row.row.code: row for group in groups for row in group.rows},
        vetoes={veto.code: veto for veto in table.vetoes},
        choices={choice.code: choice for choice in table.choices},
    )


def _derived(table: Table) -> tuple[tuple[Quantity, Expression | None], ...]:
    """Return the quantities that follow from others (or from other years), each after those that it uses."""
    waiting = {row.code: (row, compile_expression(row.formula) if row.formula else None) for row in table.quantities if row.formula or row.over}
    ordered: list[tuple[Quantity, Expression | None]] = []
    while waiting:
        ready_now = [code for code, (_row, expression) in waiting.items() if expression is None or not any(name in waiting for name in expression.names)]
        if not ready_now:
            raise ValueError("a table with formulas in a circle cannot be scored; check the pack")
        ordered += [waiting.pop(code) for code in ready_now]
    return tuple(ordered)


def _row(table: Table, row: Indicator) -> RowPlan:
    return RowPlan(
        row=row,
        need=row.need.said,
        points=number_of(row.points) if row.points is not None else ZERO,
        must=ready(row.must, "must", table),
        optional=ready(row.optional, "optional", table),
        measure=measure_of(table, row),
        anchor=f"{table.edition}#{row.code}",
        authority=row.authority,
    )
