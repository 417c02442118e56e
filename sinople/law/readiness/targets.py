"""What the figure of a row has to reach for each further step of its rule."""

from decimal import Decimal
from functools import singledispatch
from typing import NamedTuple

from sinople.law.scoring.kinds import Instance, Judged, Ready
from sinople.law.scoring.kinds.base import ONE
from sinople.law.scoring.kinds.limits import ReadyAverage, ReadyLevels, ReadyLookup, ReadyRank, ReadyThreshold
from sinople.law.scoring.kinds.shares import ReadyAffine, ReadyLine, ReadyRatio, ReadySize, ReadyTier
from sinople.law.scoring.measures import Ticked

HAIR = Decimal("1E-9")  # how far past a limit that has to be passed, not only reached
FINE = Decimal("0.000001")


class Target(NamedTuple):
    """A limit, and how the figure has to stand to it."""

    op: str
    limit: Decimal

    @property
    def figure(self) -> Decimal:
        """Return a figure that stands so."""
        return self.limit + {">": HAIR, "<": -HAIR}.get(self.op, Decimal(0))


@singledispatch
def targets(_rule: Ready, _one: Instance) -> tuple[Target, ...]:
    """Return the limits at which the rule says something else; none for a rule without a figure, or one whose figures are not known."""
    return ()


@targets.register
def _threshold(rule: ReadyThreshold, _one: Instance) -> tuple[Target, ...]:
    return (Target(rule.op, rule.threshold),)


@targets.register
def _lookup(rule: ReadyLookup, one: Instance) -> tuple[Target, ...]:
    found = one.scene.looked_up(rule.lookup)
    return (Target(rule.op, found * rule.factor),) if found is not None else ()


@targets.register
def _average(rule: ReadyAverage, one: Instance) -> tuple[Target, ...]:
    own = one.scene.figures.get(rule.limit_quantity) if rule.limit_quantity else None
    limit = own if own is not None else one.scene.reference(one.code)[0]
    limit = limit if limit is not None else rule.stand_in
    return (Target(rule.op, limit),) if limit is not None else ()


@targets.register
def _rank(rule: ReadyRank, one: Instance) -> tuple[Target, ...]:
    _mean, start, full = one.scene.reference(one.code)
    ends = (start, full) if start is not None and full is not None else (rule.start, rule.full)
    return tuple(Target(rule.op, limit) for limit in ends if limit is not None)


@targets.register
def _levels(rule: ReadyLevels, _one: Instance) -> tuple[Target, ...]:
    return tuple(Target(rule.op, limit) for limit in rule.levels)


@targets.register
def _line(rule: ReadyLine, one: Instance) -> tuple[Target, ...]:
    ends = rule.ends(one)
    if isinstance(ends, Judged):
        return ()
    base, lead = ends
    if isinstance(getattr(one.row, "measure", None), Ticked) and lead > base:
        return tuple(Target(">=", Decimal(count)) for count in range(int(base) + 1, int(lead) + 1))
    return tuple(Target(">=" if lead >= base else "<=", end) for end in ends)


@targets.register
def _affine(rule: ReadyAffine, _one: Instance) -> tuple[Target, ...]:
    if not rule.slope:
        return ()
    best = (rule.most - rule.intercept) / rule.slope
    whole = best.quantize(FINE)
    short = whole < best if rule.slope > 0 else whole > best
    limit = whole + (FINE if rule.slope > 0 else -FINE) if short else whole
    return (Target(">=" if rule.slope > 0 else "<=", limit),)


@targets.register
def _ratio(rule: ReadyRatio, _one: Instance) -> tuple[Target, ...]:
    return (Target("<=" if rule.less_is_better else ">=", rule.lead),)


@targets.register
def _tier(rule: ReadyTier, _one: Instance) -> tuple[Target, ...]:
    return tuple(Target(rule.op, at) for at, _share in rule.tiers)


@targets.register
def _size(rule: ReadySize, one: Instance) -> tuple[Target, ...]:
    size = one.scene.figures.get(rule.size)
    if size is None:
        return ()
    _least, base, lead = [row for row in rule.classes if size >= row[0] or row is rule.classes[0]][-1]
    return tuple(Target(">=" if lead >= base else "<=", end) for end in (base, lead))


def is_best(rule: Ready | None, judged: Judged | None) -> bool:
    """Say whether a half of a row can give no more."""
    return rule is None or judged is None or (judged.low >= ONE and not judged.needs)
