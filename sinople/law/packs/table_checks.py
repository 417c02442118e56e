"""Does an indicator table hold together: sums, names, codes, formulas without a circle, choices, rows that count."""

from collections.abc import Hashable, Iterator
from decimal import Decimal

from sinople.kernel.refused import Refused
from sinople.law.expressions import ExpressionFault, compile_expression
from sinople.law.packs import dimensions, rule_checks
from sinople.law.packs.tables import Indicator, Table
from sinople.law.packs.values import Value
from sinople.law.units import unit_of

Found = tuple[str, tuple[Hashable, ...], dict[str, object]]
HUNDRED = Decimal(100)
PARTS_OF_NEED = {"M": (True, False), "C": (True, False), "O": (False, True), "M+O": (True, True)}
POLICIES = ("rescale", "full", "zero")
FOLDS = ("mean", "worst", "latest")


def faults_of_table(table: Table) -> Iterator[Found]:
    """Yield every fault of the table with its place."""
    yield from _sums(table)
    yield from _ways(table)
    yield from _codes(table)
    yield from _formulas(table)
    yield from _circles(table)
    yield from _choices(table)
    yield from _steps(table)
    for count, row in enumerate(table.indicators):
        yield from _row(table, row, ("indicators", count))
        yield from rule_checks.faults_of_rules(table, row, ("indicators", count))
    yield from dimensions.faults_of(table)


def _number(value: Value | None) -> Decimal:
    return value.number if value is not None and value.is_given else Decimal(0)


def _sums(table: Table) -> Iterator[Found]:
    weights, total = sum((_number(group.weight) for group in table.groups if not group.bonus), Decimal(0)), _number(table.total)
    if weights != total and all(group.weight.is_given for group in table.groups):
        yield "The weights of the groups add up to %(sum)s, not to %(total)s; mend a weight.", ("groups",), {"sum": weights, "total": total}
    shares = _number(table.mandatory_share) + _number(table.optional_share)
    if table.sharing == "halves" and shares != HUNDRED:
        yield "The mandatory and the optional share add up to %(sum)s, not to 100; mend one of them.", ("mandatory_share",), {"sum": shares}
    if table.sharing == "points":
        yield from _points(table)


def _points(table: Table) -> Iterator[Found]:
    """Yield the groups whose rows do not add up to the weight: of a choice, only as many rows count as are picked."""
    ways: set[str] = set()
    for choice in table.choices:
        for _code, beside in choice.options[choice.wanted :]:
            ways.update(beside)
    for count, group in enumerate(table.groups):
        rows = [row for row in table.rows_of(group.code) if row.code not in ways]
        points = sum((_number(row.points) for row in rows), Decimal(0))
        known = all(row.points is not None and row.points.is_given for row in rows if _number(group.weight))
        if known and group.weight.is_given and points != _number(group.weight):
            values = {"sum": points, "code": group.code, "weight": _number(group.weight)}
            yield (
                "The points of the rows of %(code)s add up to %(sum)s, not to its weight %(weight)s; mend the points or the weight.",
                ("groups", count),
                values,
            )


def _ways(table: Table) -> Iterator[Found]:
    if table.na_policy.value not in POLICIES:
        yield "'%(policy)s' is no way to treat a row that does not apply; write rescale, full or zero.", ("na_policy",), {"policy": table.na_policy.value}
    if table.years is not None and table.years.by.value not in FOLDS:
        yield "'%(by)s' is no way to make one total out of years; write mean, worst or latest.", ("years", "by"), {"by": table.years.by.value}
    if table.ranking is not None and table.ranking.row not in {row.code for row in table.indicators}:
        yield "The row '%(code)s' by which is ranked does not exist; mend the name.", ("ranking", "row"), {"code": table.ranking.row}
    if any(group.bonus for group in table.groups) and table.bonus_cap is None:
        yield "A table with a bonus needs 'bonus_cap'; add it.", ("groups",), {}


def _codes(table: Table) -> Iterator[Found]:
    for name in ("vetoes", "groups", "indicators", "choices", "quantity_groups", "quantities", "lookups"):
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
    for count, lookup in enumerate(table.lookups):
        yield from _lookup_keys(lookup.code, [row.code for row in lookup.rows], ("lookups", count, "rows"))


def _lookup_keys(code: str, keys: list[str], place: tuple[Hashable, ...]) -> Iterator[Found]:
    for count, key in enumerate(keys):
        if key in keys[:count]:
            yield "The look-up '%(code)s' has the key '%(key)s' a second time; keep one.", (*place, count), {"code": code, "key": key}


def _unit(unit: str, place: tuple[Hashable, ...]) -> Iterator[Found]:
    try:
        unit_of(unit)
    except Refused:
        yield "The unit '%(unit)s' is not known; write one that sinople/law/units.py lists.", place, {"unit": unit}


def _formulas(table: Table) -> Iterator[Found]:
    known = {quantity.code for quantity in table.quantities}
    for count, quantity in enumerate(table.quantities):
        yield from _formula(quantity.formula, ("quantities", count, "formula"), known)
        if quantity.over is not None and quantity.over.quantity not in known:
            place = ("quantities", count, "over", "quantity")
            yield "'%(name)s' is not a quantity of this table; add it to quantities or mend the name.", place, {"name": quantity.over.quantity}
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


def _choices(table: Table) -> Iterator[Found]:
    known, taken = {row.code for row in table.indicators}, dict[str, str]()
    for count, choice in enumerate(table.choices):
        place = ("choices", count)
        rows = [row for _code, each in choice.options for row in each]
        for row in rows:
            if row not in known:
                yield "'%(code)s' is not a row of this table; mend the name.", place, {"code": row}
            if taken.get(row, choice.code) != choice.code:
                yield (
                    "The row '%(code)s' stands in two choices (%(first)s, %(second)s); leave it in one.",
                    place,
                    {"code": row, "first": taken[row], "second": choice.code},
                )
            taken[row] = choice.code
        if choice.kind == "choose_k_of_n" and choice.k.is_given and not 0 < choice.k.whole < len(choice.rows):
            yield (
                "Of %(count)s rows, %(k)s cannot be picked; some rows would never count, or all always.",
                place,
                {"count": len(choice.rows), "k": choice.k.whole},
            )


def _steps(table: Table) -> Iterator[Found]:
    for name in ("stars", "levels"):
        ats = [_number(step.at) for step in getattr(table, name)]
        if name == "stars" and ats != sorted(set(ats)):
            yield "The stars must stand in order, the lowest total first; mend their order.", (name,), {}
        if any(at > _number(table.total) for at in ats):
            yield "A step lies above the total of the table and is never reached; mend it.", (name,), {}


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
    if table.sharing != "points" and row.points is not None:
        yield "Points of a row count only in a table that says 'sharing: points'; take them out.", (*place, "points"), {}
    yield from _unit(row.unit, (*place, "unit"))
