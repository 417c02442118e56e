"""Several years: each scored by itself, one total out of them; and who stood among the worst for years on end."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sinople.kernel.refused import Value
from sinople.law.marking import N_
from sinople.law.packs.tables import Years
from sinople.law.scoring.kinds.base import HUNDRED, ZERO
from sinople.law.scoring.plans import Plan
from sinople.law.scoring.sheets import Context, Proof, Sheet, YearSheet

Readings = Mapping[str, Decimal]
FOLDS: Mapping[str, Callable[[Sequence[Decimal]], Decimal]] = {
    "mean": lambda totals: sum(totals, ZERO) / len(totals),
    "worst": min,
    "latest": lambda totals: totals[-1],
}
FOLD_WORDS = {
    "mean": N_("The total is the mean of the years: %(low)s."),
    "worst": N_("The total is that of the worst year: %(low)s."),
    "latest": N_("The total is that of the latest year: %(low)s."),
}


def years_of(rule: Years, readings: Readings, context: Context) -> list[tuple[int, Readings]]:
    """Return the years to be scored, the latest last; a year without readings is there and undecided."""
    latest = context.year if context.year is not None else max(context.years, default=0)
    years = range(latest - rule.count.whole + 1, latest + 1)
    return [(year, {**context.years.get(year, {}), **readings} if year == latest else context.years.get(year, {})) for year in years]


def folded(plan: Plan, rule: Years, sheets: Sequence[tuple[int, Sheet]]) -> Sheet:
    """Return one sheet out of those of the years: the rows of the latest, the total of all, passed only when every year passes."""
    fold, last = FOLDS[rule.by.said], sheets[-1][1]
    each = [sheet for _year, sheet in sheets]
    low, high = (fold([getattr(sheet, end) for sheet in each]).quantize(plan.quantum) for end in ("low", "high"))
    passed = all_of([sheet.passed for sheet in each])
    children = tuple(replace(sheet.proof, message=YEAR, values={**sheet.proof.values, "year": str(year)}) for year, sheet in sheets)
    values: dict[str, Value] = {"low": low, "high": high}
    message = FOLD_WORDS[rule.by.said] if low == high else N_("Over the years the total lies between %(low)s and %(high)s.")
    why = Proof(message, values, plan.table.edition, plan.table.edition, rule.by.authority, passed, children)
    made = tuple(YearSheet(year, sheet) for year, sheet in sheets)
    return replace(last, low=low, high=high, decided=all(sheet.decided for sheet in each), passed=passed, proof=why, years=made)


YEAR = N_("%(year)s: %(low)s to %(high)s of %(max)s points.")


def reaches(low: Decimal, high: Decimal, line: Decimal) -> bool | None:
    """Say whether a total that lies between two figures reaches a line; None while it may or may not."""
    return True if low >= line else False if high < line else None


def all_of(oks: Sequence[bool | None]) -> bool | None:
    """Say whether all hold; None while one is open and none fails."""
    return False if False in oks else None if None in oks else True


@dataclass(frozen=True, slots=True)
class Standing:
    """The place (1 is the best) that somebody took in a year, among so many."""

    year: int
    place: int
    among: int


def among_the_worst(standings: Sequence[Standing], *, percent: Decimal, years: int) -> bool | None:
    """Say whether somebody stood among the worst per cent in each of the last years running; None when a year is not known."""
    if not standings:
        return None
    by_year = {standing.year: standing for standing in standings}
    latest = max(by_year)
    found = [by_year.get(year) for year in range(latest - years + 1, latest + 1)]
    oks = [_is_worst(one, percent) if one is not None else None for one in found]
    return all_of(oks)


def _is_worst(one: Standing, percent: Decimal) -> bool:
    """Say whether the place lies in the worst per cent, the number of those rounded down."""
    return one.place > one.among - int(one.among * percent / HUNDRED)
