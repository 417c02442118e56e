"""A table made ready for scoring once: formulas compiled, figures turned into decimals. Kept by the table's digest."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sinople.kernel.text import Text
from sinople.law.expressions import Evaluation, Expression, compile_expression
from sinople.law.packs.tables import Indicator, Lookup, Quantity, Rule, Table, Veto
from sinople.law.packs.values import Value

KEPT = 64


@dataclass(frozen=True, slots=True)
class RulePlan:
    """A rule with its figures as decimals. `open` names settings without a value."""

    kind: str
    op: str
    threshold: Decimal | None
    base: Decimal | None
    lead: Decimal | None
    tiers: tuple[tuple[Decimal, Decimal], ...]
    lookup: Lookup | None
    limit_quantity: str
    stand_in: Decimal | None
    start_ratio: Decimal | None
    full_ratio: Decimal | None
    start_share: Decimal
    authority: str
    open: tuple[str, ...]

    @property
    def higher(self) -> bool:
        """Say whether more is better."""
        return self.op.startswith(">")


@dataclass(frozen=True, slots=True)
class RowPlan:
    """A row of the table, ready."""

    row: Indicator
    need: str
    must: RulePlan | None
    optional: RulePlan | None
    formula: Expression | None
    measured: bool
    anchor: str
    authority: str


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """A first-level heading, ready."""

    code: str
    name: Text
    weight: Decimal
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
    groups: tuple[GroupPlan, ...]
    derived: tuple[tuple[Quantity, Expression], ...]
    rows: Mapping[str, RowPlan]
    vetoes: Mapping[str, Veto]


_PLANS: dict[str, Plan] = {}


def plan_of(table: Table) -> Plan:
    """Return the table made ready, from the shelf where it was made before."""
    plan = _PLANS.get(table.digest)
    if plan is None:
        if len(_PLANS) >= KEPT:
            _PLANS.clear()
        plan = _PLANS[table.digest] = _make(table)
    return plan


def derive(plan: Plan, readings: Mapping[str, Decimal]) -> tuple[dict[str, Decimal], dict[str, Evaluation]]:
    """Return the readings with the quantities that follow from them, and how each followed."""
    figures, followed = dict(readings), {}
    for quantity, expression in plan.derived:
        if quantity.code not in figures:
            evaluation = expression.evaluate(figures)
            if evaluation.value is not None:
                figures[quantity.code] = evaluation.value
                followed[quantity.code] = evaluation
    return figures, followed


def _make(table: Table) -> Plan:
    groups = tuple(
        GroupPlan(group.code, group.name, group.weight.number, tuple(_row(table, row) for row in table.rows_of(group.code))) for group in table.groups
    )
    return Plan(
        table=table,
        total=table.total.number,
        mandatory_share=table.mandatory_share.number,
        optional_share=table.optional_share.number,
        quantum=Decimal(1).scaleb(-table.places.whole),
        na_policy=table.na_policy.said,
        pass_total=_figure(table.pass_total),
        groups=groups,
        derived=_derived(table),
        rows={row.row.code: row for group in groups for row in group.rows},
        vetoes={veto.code: veto for veto in table.vetoes},
    )


def _derived(table: Table) -> tuple[tuple[Quantity, Expression], ...]:
    """Return the quantities with a formula, each after those that it uses."""
    waiting = {row.code: (row, compile_expression(row.formula)) for row in table.quantities if row.formula}
    ordered: list[tuple[Quantity, Expression]] = []
    while waiting:
        ready = [code for code, (_row, expression) in waiting.items() if not any(name in waiting for name in expression.names)]
        if not ready:
            raise ValueError("a table with formulas in a circle cannot be scored; check the pack")
        ordered += [waiting.pop(code) for code in ready]
    return tuple(ordered)


def _figure(value: Value | None) -> Decimal | None:
    return value.number if value is not None and value.is_given else None


def _row(table: Table, row: Indicator) -> RowPlan:
    return RowPlan(
        row=row,
        need=row.need.said,
        must=_rule(table, row.must),
        optional=_rule(table, row.optional),
        formula=compile_expression(row.formula) if row.formula else None,
        measured=row.is_measured,
        anchor=f"{table.edition}#{row.code}",
        authority=row.authority,
    )


def _rule(table: Table, rule: Rule | None) -> RulePlan | None:
    if rule is None:
        return None
    demanded = {"threshold": rule.threshold, "base": rule.base, "lead": rule.lead} | {f"tier {n + 1}": tier.at for n, tier in enumerate(rule.tiers)}
    return RulePlan(
        kind=rule.kind,
        op=rule.op,
        threshold=_figure(rule.threshold),
        base=_figure(rule.base),
        lead=_figure(rule.lead),
        tiers=tuple((tier.at.number, tier.share.number) for tier in rule.tiers if tier.at.is_given and tier.share.is_given),
        lookup=next((lookup for lookup in table.lookups if lookup.code == rule.lookup), None),
        limit_quantity=rule.limit_quantity,
        stand_in=_figure(rule.stand_in),
        start_ratio=_figure(rule.start_ratio),
        full_ratio=_figure(rule.full_ratio),
        start_share=table.start_share.number,
        authority=rule.authority,
        open=tuple(name for name, value in demanded.items() if value is not None and not value.is_given),
    )
