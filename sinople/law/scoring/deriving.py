"""Quantities that follow: from others of the same year by a formula, or from the same quantity in other years."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from sinople.law.expressions import Evaluation, Step, compile_expression
from sinople.law.packs.tables import Over, Quantity, Table
from sinople.law.scoring.plans import Plan
from sinople.law.scoring.scene import Scene
from sinople.law.scoring.sheets import Context, References

FOLDS: Mapping[str, Callable[[list[Decimal]], Decimal]] = {
    "sum": lambda figures: sum(figures, Decimal(0)),
    "mean": lambda figures: sum(figures, Decimal(0)) / len(figures),
    "max": max,
    "min": min,
}


def scene_of(plan: Plan, industry: str, readings: Mapping[str, Decimal], references: References, context: Context) -> Scene:
    """Return the scene with everything that follows from the readings; what belongs to a product is read from the first one."""
    figures, followed, wanting = {**readings, **_of_product(plan.table, context)}, dict[str, Evaluation](), dict[str, tuple[str, ...]]()
    for quantity, expression in plan.derived:
        if quantity.code in figures:
            continue
        evaluation = _over_years(plan.table, quantity, figures, context) if expression is None else expression.evaluate(figures)
        if evaluation.value is not None:
            figures[quantity.code] = evaluation.value
            followed[quantity.code] = evaluation
        elif expression is None:
            wanting[quantity.code] = evaluation.missing
    return Scene(plan.table.edition, industry, figures, references, context, followed, wanting)


def _of_product(table: Table, context: Context) -> dict[str, Decimal]:
    own = context.products[0].readings if context.products else {}
    return {quantity.code: own[quantity.code] for quantity in table.quantities if quantity.each == "product" and quantity.code in own}


def _over_years(table: Table, quantity: Quantity, figures: Mapping[str, Decimal], context: Context) -> Evaluation:
    """Return the fold of a quantity over years; what is missing is named `quantity@year`."""
    over = quantity.over
    if over is None or context.year is None:
        return Evaluation(None, missing=(f"{quantity.code}@",))
    found: dict[str, Decimal | None] = {}
    for year in _years(over, context.year):
        known = figures if year == context.year else context.years.get(year, {})
        found[f"{over.quantity}@{year}"] = known.get(over.quantity, _worked_out(table, over.quantity, known))
    missing = tuple(name for name, figure in found.items() if figure is None)
    if missing:
        return Evaluation(None, missing=missing)
    taken = [figure for figure in found.values() if figure is not None]
    value = taken[0] if over.by == "previous" else FOLDS[over.by](taken)
    return Evaluation(value, (Step(f"{over.by}({', '.join(found)})", value),))


def _years(over: Over, year: int) -> list[int]:
    if over.by == "previous":
        return [year - over.years.whole]
    return list(range(year - over.years.whole + 1, year + 1))


def _worked_out(table: Table, code: str, figures: Mapping[str, Decimal]) -> Decimal | None:
    """Return a quantity of another year that follows there from its own readings by one formula."""
    formula = table.quantity(code).formula
    return compile_expression(formula).evaluate(figures).value if formula else None
