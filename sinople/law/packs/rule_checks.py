"""Do the rules of a row stand where they may, name what there is, and have their thresholds in order."""

from collections.abc import Hashable, Iterator
from decimal import Decimal

from sinople.law.packs import rules
from sinople.law.packs.rules import Rule
from sinople.law.packs.rules.base import Half
from sinople.law.packs.tables import Indicator, Table
from sinople.law.packs.values import Value

Place = tuple[Hashable, ...]
Found = tuple[str, Place, dict[str, object]]
HALVES: tuple[Half, ...] = ("must", "optional")


def faults_of_rules(table: Table, row: Indicator, place: Place) -> Iterator[Found]:
    """Yield every fault of the row's rules."""
    for half in HALVES:
        rule: Rule | None = getattr(row, half)
        if rule is not None:
            inner = (*place, half)
            yield from _stands(rule, half, inner)
            yield from _names(table, rule, inner)
            yield from _order(rule, inner)
            if isinstance(rule, rules.LinearProductWeighted) and not row.formula:
                yield "A row weighed by products needs a formula for one product; add it.", place, {}
    yield from _between_halves(row, place)


def _stands(rule: Rule, half: Half, place: Place) -> Iterator[Found]:
    if half not in rule.halves:
        kind = getattr(rule, "kind", "")
        yield "The rule '%(kind)s' cannot stand here; write it under %(halves)s.", (*place, "kind"), {"kind": kind, "halves": ", ".join(sorted(rule.halves))}


def _names(table: Table, rule: Rule, place: Place) -> Iterator[Found]:
    lookups, quantities = {lookup.code for lookup in table.lookups}, {quantity.code for quantity in table.quantities}
    for name in rule.lookups:
        if name not in lookups:
            yield "The look-up '%(code)s' does not exist; add it to lookups or mend the name.", (*place, "lookup"), {"code": name}
    for name in rule.quantities:
        if name not in quantities:
            yield "'%(code)s' is not a quantity of this table; add it to quantities or mend the name.", (*place, "limit_quantity"), {"code": name}


def _number(value: Value) -> Decimal:
    return value.number if value.is_given else Decimal(0)


def _order(rule: Rule, place: Place) -> Iterator[Found]:
    if isinstance(rule, rules.FromBaseToLead) and rule.base and rule.lead and rule.base.is_given and rule.base.value == rule.lead.value:
        yield "Base and lead are the same figure; mend one of them.", place, {}
    if isinstance(rule, rules.Tier):
        yield from _tiers(rule, place)
    if isinstance(rule, rules.SizeTier):
        leasts = [_number(one.least) for one in rule.classes]
        if leasts != sorted(set(leasts)):
            yield "The classes of size must stand in order, the smallest first; mend their order.", (*place, "classes"), {}
    if isinstance(rule, rules.LevelGate):
        levels = [_number(level) for level in rule.levels]
        if levels != sorted(levels, reverse=not rule.rises):
            yield "The levels must stand in order, the easiest first; mend their order.", (*place, "levels"), {}
    if isinstance(rule, rules.RatioToLead) and rule.lead.is_given and not rule.lead.number:
        yield "A lead of nought can be no measure; mend it.", (*place, "lead"), {}


def _tiers(rule: rules.Tier, place: Place) -> Iterator[Found]:
    shares = [_number(tier.share) for tier in rule.tiers]
    if any(not 0 <= share <= 1 for share in shares) or shares != sorted(shares):
        yield "The shares of the tiers must rise from 0 to 1; mend them.", (*place, "tiers"), {}
    ats = [_number(tier.at) for tier in rule.tiers]
    if ats != sorted(ats, reverse=not rule.rises):
        yield "The tiers must stand in order, the easiest first; mend their order.", (*place, "tiers"), {}


def _between_halves(row: Indicator, place: Place) -> Iterator[Found]:
    """Yield the rows whose optional half begins before the mandatory half is met: points that nobody who passes can miss."""
    must, optional = row.must, row.optional
    if not isinstance(must, rules.GateThreshold) or optional is None or not must.threshold.is_given:
        return
    start = optional.base if isinstance(optional, rules.Linear) and not optional.lookup else optional.tiers[0].at if isinstance(optional, rules.Tier) else None
    if start is None or not start.is_given:
        return
    limit, first = must.threshold.number, start.number
    if first < limit if must.rises else first > limit:
        values: dict[str, object] = {"start": first, "limit": limit}
        yield "The points begin at %(start)s, before the mandatory limit %(limit)s; mend one of them.", (*place, "optional"), values
