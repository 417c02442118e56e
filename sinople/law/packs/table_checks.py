"""Does an indicator table hold together: weights, names, formulas without a circle, rules with what they need."""

from collections.abc import Hashable, Iterator
from decimal import Decimal

from sinople.kernel.refused import Refused
from sinople.law.expressions import ExpressionFault, compile_expression
from sinople.law.packs.tables import Indicator, Rule, Table
from sinople.law.packs.values import Value
from sinople.law.units import unit_of

Found = tuple[str, tuple[Hashable, ...], dict[str, object]]
HUNDRED = Decimal(100)
PARTS_OF_NEED = {"M": (True, False), "C": (True, False), "O": (False, True), "M+O": (True, True)}
MUST_KINDS = frozenset({"must_full", "gate_threshold", "lookup", "rank_percentile"})
OPTIONAL_KINDS = frozenset({"degree", "linear", "tier", "rank_percentile"})
DEMANDS = {"gate_threshold": ("threshold",), "linear": ("base", "lead"), "tier": ("tiers",), "lookup": ("lookup",)}
POLICIES = ("rescale", "full", "zero")


def faults_of_table(table: Table) -> Iterator[Found]:
    """Yield every fault of the table with its place."""
    yield from _sums(table)
    yield from _codes(table)
    yield from _formulas(table)
    yield from _circles(table)
    for count, row in enumerate(table.indicators):
        yield from _row(table, row, ("indicators", count))


def _number(value: Value | None) -> Decimal:
    return value.number if value is not None and value.is_given else Decimal(0)


def _sums(table: Table) -> Iterator[Found]:
    weights, total = sum((_number(group.weight) for group in table.groups), Decimal(0)), _number(table.total)
    if weights != total:
        yield "The weights of the groups add up to %(sum)s, not to %(total)s; mend a weight.", ("groups",), {"sum": weights, "total": total}
    shares = _number(table.mandatory_share) + _number(table.optional_share)
    if shares != HUNDRED:
        yield "The mandatory and the optional share add up to %(sum)s, not to 100; mend one of them.", ("mandatory_share",), {"sum": shares}
    if table.na_policy.value not in POLICIES:
        yield "'%(policy)s' is no way to treat a row that does not apply; write rescale, full or zero.", ("na_policy",), {"policy": table.na_policy.value}


def _codes(table: Table) -> Iterator[Found]:
    for name in ("vetoes", "groups", "indicators", "quantity_groups", "quantities", "lookups"):
        seen: set[str] = set()
        for count, row in enumerate(getattr(table, name)):
            if row.code in seen:
                yield "The code '%(code)s' stands here a second time; give this one a code of its own.", (name, count), {"code": row.code}
            seen.add(row.code)
    headings = {group.code for group in table.quantity_groups}
    for count, quantity in enumerate(table.quantities):
        if quantity.group not in headings:
            yield "The group '%(code)s' is not among quantity_groups; add it or mend the name.", ("quantities", count, "group"), {"code": quantity.group}
        yield from _unit(quantity.unit, ("quantities", count, "unit"))


def _unit(unit: str, place: tuple[Hashable, ...]) -> Iterator[Found]:
    try:
        unit_of(unit)
    except Refused:
        yield "The unit '%(unit)s' is not known; write one that sinople/law/units.py lists.", place, {"unit": unit}


def _formulas(table: Table) -> Iterator[Found]:
    known = {quantity.code for quantity in table.quantities}
    for count, quantity in enumerate(table.quantities):
        yield from _formula(quantity.formula, ("quantities", count, "formula"), known)
    for count, row in enumerate(table.indicators):
        yield from _formula(row.formula, ("indicators", count, "formula"), known)


def _formula(formula: str, place: tuple[Hashable, ...], known: set[str]) -> Iterator[Found]:
    try:
        names = compile_expression(formula).names if formula else ()
    except ExpressionFault as fault:
        yield "The formula cannot be used: %(why)s.", place, {"why": fault}
        return
    for unknown in (one for one in names if one not in known):
        yield "The formula names '%(name)s', which is not a quantity of this table; add it to quantities or mend the name.", place, {"name": unknown}


def _circles(table: Table) -> Iterator[Found]:
    uses = {row.code: _names_in(row.formula) for row in table.quantities}
    for count, row in enumerate(table.quantities):
        circle = _circle(row.code, uses)
        if circle:
            yield "These formulas run in a circle: %(circle)s; let one of them be measured.", ("quantities", count, "formula"), {"circle": " → ".join(circle)}


def _names_in(formula: str) -> tuple[str, ...]:
    try:
        return compile_expression(formula).names if formula else ()
    except ExpressionFault:
        return ()


def _circle(start: str, uses: dict[str, tuple[str, ...]]) -> list[str]:
    """Return the way from the code back to itself, if there is one."""
    ways, seen = [[start]], {start}
    while ways:
        way = ways.pop()
        for name in uses.get(way[-1], ()):
            if name == start:
                return [*way, start]
            if name not in seen:
                seen.add(name)
                ways.append([*way, name])
    return []


def _row(table: Table, row: Indicator, place: tuple[Hashable, ...]) -> Iterator[Found]:
    if row.group not in {group.code for group in table.groups}:
        yield "The group '%(code)s' is not among the groups; add it or mend the name.", (*place, "group"), {"code": row.group}
    wanted = PARTS_OF_NEED.get(row.need.value or "")
    if wanted is None:
        yield "'%(need)s' is no need; write M, O, M+O or C.", (*place, "need"), {"need": row.need.value}
    elif wanted != (row.must is not None, row.optional is not None):
        yield "A row of need %(need)s has the wrong rules; M and C take 'must', O takes 'optional', M+O takes both.", (*place, "need"), {"need": row.need.value}
    if row.need.value == "C" and not row.may_not_apply:
        yield "A row of need C must say may_not_apply: true.", place, {}
    yield from _unit(row.unit, (*place, "unit"))
    for name, rule, kinds in (("must", row.must, MUST_KINDS), ("optional", row.optional, OPTIONAL_KINDS)):
        if rule is not None:
            yield from _rule(table, rule, kinds, (*place, name))


def _rule(table: Table, rule: Rule, kinds: frozenset[str], place: tuple[Hashable, ...]) -> Iterator[Found]:
    if rule.kind not in kinds:
        yield "The rule '%(kind)s' cannot stand here; write one of %(kinds)s.", (*place, "kind"), {"kind": rule.kind, "kinds": ", ".join(sorted(kinds))}
    for name in DEMANDS.get(rule.kind, ()):
        if not getattr(rule, name):
            yield "The rule '%(kind)s' needs '%(name)s'; add it.", place, {"kind": rule.kind, "name": name}
    if rule.kind == "linear" and rule.base and rule.lead and _number(rule.base) == _number(rule.lead):
        yield "Base and lead are the same figure; mend one of them.", place, {}
    if rule.lookup and rule.lookup not in {lookup.code for lookup in table.lookups}:
        yield "The look-up '%(code)s' does not exist; add it to lookups or mend the name.", (*place, "lookup"), {"code": rule.lookup}
    if rule.limit_quantity and rule.limit_quantity not in {quantity.code for quantity in table.quantities}:
        yield "'%(code)s' is not a quantity of this table; add it to quantities or mend the name.", (*place, "limit_quantity"), {"code": rule.limit_quantity}
    yield from _tiers(rule, place)


def _tiers(rule: Rule, place: tuple[Hashable, ...]) -> Iterator[Found]:
    shares = [_number(tier.share) for tier in rule.tiers]
    if any(not 0 <= share <= 1 for share in shares) or shares != sorted(shares):
        yield "The shares of the tiers must rise from 0 to 1; mend them.", (*place, "tiers"), {}
    ats = [_number(tier.at) for tier in rule.tiers]
    if ats != sorted(ats, reverse=rule.op.startswith("<")):
        yield "The tiers must stand in order, the easiest first; mend their order.", (*place, "tiers"), {}
