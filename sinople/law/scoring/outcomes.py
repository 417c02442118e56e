"""What a total leads to: stars, or a level of the whole table."""

from collections.abc import Sequence
from decimal import Decimal

from sinople.law.marking import N_
from sinople.law.scoring.adding import Points, shown
from sinople.law.scoring.kinds.base import HUNDRED, ZERO
from sinople.law.scoring.plans import Plan
from sinople.law.scoring.rows import RowResult
from sinople.law.scoring.sheets import Outcome, Proof


def outcome_of(plan: Plan, rows: Sequence[tuple[RowResult, Decimal]], total: Points) -> Outcome | None:
    """Return the stars or the level; None where the table has neither. Rows come with their most points."""
    if plan.table.stars:
        return _stars(plan, total)
    return _levels(plan, rows) if plan.table.levels else None


def _stars(plan: Plan, total: Points) -> Outcome:
    ats = [star.at.number for star in plan.table.stars]
    low, high = (sum(shown(plan, figure) >= at for at in ats) for figure in (total.low, total.high))
    name = plan.table.stars[low - 1].name if low and low == high else None
    scale = ", ".join(f"{star.name.zh} ≥ {star.at.value}" for star in plan.table.stars)
    message = (
        N_("The total gives step %(low)s of the scale (%(scale)s).")
        if low == high
        else N_("The total gives step %(low)s to %(high)s of the scale (%(scale)s).")
    )
    why = Proof(message, {"low": low, "high": high, "scale": scale}, plan.table.edition, plan.table.edition, plan.table.stars[0].authority)
    return Outcome(low, high, name, why)


def _levels(plan: Plan, rows: Sequence[tuple[RowResult, Decimal]]) -> Outcome:
    """Return the hardest level whose rows carry points enough and which every mandatory row reaches, with all easier levels."""
    low = _reached(plan, rows, least=True)
    high = _reached(plan, rows, least=False)
    name = plan.table.levels[low - 1].name if low and low == high else None
    children = tuple(
        Proof(N_("%(name)s: %(sum)s of %(demanded)s"), {"name": level.name, "sum": _index(rows, place + 1, least=True), "demanded": level.at.number})
        for place, level in enumerate(plan.table.levels)
    )
    message = N_("The table stands at level %(low)s.") if low == high else N_("The table stands between level %(low)s and level %(high)s.")
    why = Proof(message, {"low": low, "high": high}, plan.table.edition, plan.table.edition, plan.table.levels[0].authority, None, children)
    return Outcome(low, high, name, why)


def _reached(plan: Plan, rows: Sequence[tuple[RowResult, Decimal]], *, least: bool) -> int:
    for place, level in enumerate(plan.table.levels):
        restrictive = [result for result, _most in rows if result.plan.must is not None and result.applies]
        if _index(rows, place + 1, least=least) < level.at.number or not all(_level(result, least=least) > place for result in restrictive):
            return place
    return len(plan.table.levels)


def _index(rows: Sequence[tuple[RowResult, Decimal]], level: int, *, least: bool) -> Decimal:
    """Return Y of a level: 100 × the weight of the rows that reach it ÷ the weight of all that apply."""
    weights = [(most, _level(result, least=least) >= level) for result, most in rows if result.applies]
    total = sum((most for most, _reached_it in weights), ZERO)
    return sum((most for most, reached_it in weights if reached_it), ZERO) * HUNDRED / total if total else ZERO


def _level(result: RowResult, *, least: bool) -> int:
    """Return the level of a row; an undecided one counts with none, or with the hardest."""
    return result.level if result.level is not None else 0 if least or not result.needs else 99
