"""Does every formula give what its unit says: only like is added to like, and what comes out measures what the row measures."""

import ast
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping

from sinople.kernel.refused import Refused
from sinople.law.expressions import ExpressionFault, compile_expression
from sinople.law.packs.tables import Table
from sinople.law.units import unit_of

Found = tuple[str, tuple[Hashable, ...], dict[str, object]]
Dimension = Mapping[str, int]
PURE: Dimension = {}


class _Unlike(Exception):
    """Two things that measure differently are added or compared."""

    def __init__(self, shown: str, first: str, second: str) -> None:
        super().__init__(shown)
        self.values: dict[str, object] = {"shown": shown, "first": first, "second": second}


def faults_of(table: Table) -> Iterator[Found]:
    """Yield every formula of the table that does not give what its unit says."""
    known = {quantity.code: dimension_of(quantity.unit) for quantity in table.quantities}
    for count, quantity in enumerate(table.quantities):
        yield from _formula(quantity.formula, quantity.unit, ("quantities", count, "formula"), known)
    for count, row in enumerate(table.indicators):
        yield from _formula(row.formula, row.unit, ("indicators", count, "formula"), known)


def dimension_of(unit: str) -> Dimension | None:
    """Return what the unit measures as powers of plain dimensions; None when the unit is not known."""
    try:
        above, _slash, below = unit_of(unit).dimension.partition(" / ")
    except Refused:
        return None
    return _times({above: 1}, {below: -1} if below else {})


def said(dimension: Dimension) -> str:
    """Return the dimension in words."""
    above = " × ".join(name for name, power in sorted(dimension.items()) if power > 0)
    below = " × ".join(name for name, power in sorted(dimension.items()) if power < 0)
    return f"{above or '1'} / {below}" if below else above or "a bare number"


def _formula(formula: str, unit: str, place: tuple[Hashable, ...], known: Mapping[str, Dimension | None]) -> Iterator[Found]:
    wanted = dimension_of(unit)
    try:
        tree = compile_expression(formula).tree if formula else None
    except ExpressionFault:
        return  # told elsewhere
    if tree is None or wanted is None:
        return
    try:
        found = _of(tree, known)
    except _Unlike as fault:
        yield "In %(shown)s, %(first)s meets %(second)s; only like can be added or compared. Mend the formula or a unit.", place, fault.values
        return
    if found is not None and found != wanted:
        values: dict[str, object] = {"formula": formula, "found": said(found), "unit": unit, "wanted": said(wanted)}
        yield "The formula %(formula)s gives %(found)s, but the unit %(unit)s is %(wanted)s; mend the formula or a unit.", place, values


def _of(node: ast.expr, known: Mapping[str, Dimension | None]) -> Dimension | None:
    """Return what the expression measures; None where a unit is not known."""
    if isinstance(node, ast.Name):
        return known.get(node.id)
    if isinstance(node, ast.UnaryOp):
        return _of(node.operand, known)
    if isinstance(node, ast.Call):
        return _alike(node, [_of(argument, known) for argument in node.args])
    return _joined(node, _of(node.left, known), _of(node.right, known)) if isinstance(node, ast.BinOp) else PURE


def _joined(node: ast.BinOp, first: Dimension | None, second: Dimension | None) -> Dimension | None:
    if isinstance(node.op, ast.Add | ast.Sub):
        return _alike(node, [first, second])
    if first is None or second is None:
        return None
    return _times(first, second if isinstance(node.op, ast.Mult) else {name: -power for name, power in second.items()})


def _alike(node: ast.expr, found: list[Dimension | None]) -> Dimension | None:
    sure = [one for one in found if one is not None]
    for other in sure[1:]:
        if other != sure[0]:
            raise _Unlike(ast.unparse(node), said(sure[0]), said(other))
    return sure[0] if sure and len(sure) == len(found) else None


def _times(first: Dimension, second: Dimension) -> Dimension:
    powers = Counter(first)
    for name, power in second.items():
        powers[name] += power
    return {name: power for name, power in powers.items() if power and name != "ratio"}
