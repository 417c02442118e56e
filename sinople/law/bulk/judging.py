"""Rules over columns: what each says of every applicant at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from sinople.law.bulk.columns import Columns, Flags, Floats
from sinople.law.packs.tables import Lookup
from sinople.law.scoring.entries import UNSAID
from sinople.law.scoring.kinds import limits, said, shares
from sinople.law.scoring.kinds.base import Ready
from sinople.law.scoring.plans import RowPlan
from sinople.law.scoring.scene import Scene
from sinople.law.scoring.sheets import Context, References

NEAR = 1e-6  # a figure closer to a limit than this, relative to it, is left to exact decimals


class Half(NamedTuple):
    """What one half of a row says: the share of its points between low and high, and where it is open."""

    low: Floats
    high: Floats
    open: Flags


@dataclass(slots=True)
class Block:
    """Some applicants with everything that follows from their readings; `near` gathers who is close to a limit."""

    columns: Columns
    figures: dict[str, Floats]
    references: References
    context: Context
    edition: str
    near: Flags
    scenes: list[Scene] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.scenes = [Scene(self.edition, industry, {}, self.references, self.context, {}, {}) for industry in self.columns.industries]

    def of_industry(self, figure: Callable[[Scene], object]) -> Floats:
        """Return a figure that depends on the industry, NaN where nobody knows it."""
        found = [figure(scene) for scene in self.scenes]
        by_place = np.array([np.nan if one is None else float(one) for one in found], dtype=np.float64)  # type: ignore[arg-type]
        return by_place[self.columns.industry]

    def looked_up(self, lookup: Lookup) -> Floats:
        """Return the look-up's figure for every applicant."""
        return self.of_industry(lambda scene: scene.looked_up(lookup))

    def holds(self, figure: Floats, op: str, limit: Floats | float) -> Flags:
        """Say who stands to the limit as demanded, and note who is close to it."""
        with np.errstate(invalid="ignore"):
            self.near |= np.abs(figure - limit) <= NEAR * np.maximum(1.0, np.abs(limit))
            return COMPARISONS[op](figure, limit)


COMPARISONS: Mapping[str, Callable[..., Flags]] = {">=": np.greater_equal, ">": np.greater, "<=": np.less_equal, "<": np.less}


@dataclass(frozen=True, slots=True)
class One:
    """A row in a block: its figures where it stands on some."""

    row: RowPlan
    block: Block
    figure: Floats


def judge(one: One, rule: Ready) -> Half:
    """Return what a rule says of every applicant."""
    count = one.block.columns.count
    if rule.open:
        return Half(np.zeros(count), np.ones(count), np.ones(count, dtype=np.bool_))
    return JUDGES[type(rule)](one, rule)


def _shared(share: Floats, opened: Flags) -> Half:
    if not opened.any():
        return Half(share, share, opened)
    return Half(np.where(opened, 0.0, share), np.where(opened, 1.0, share), opened)


def _must(one: One, _rule: said.ReadyMust) -> Half:
    answer = one.block.columns.holds[one.row.row.code]
    return _shared((answer == 1).astype(np.float64), answer == UNSAID)


def _degree(one: One, _rule: said.ReadyDegree) -> Half:
    degree, answer = one.block.columns.degree[one.row.row.code], one.block.columns.holds[one.row.row.code]
    share = np.where(np.isnan(degree), np.where(answer == UNSAID, np.nan, answer), np.clip(degree, 0, 1))
    return _shared(share, np.isnan(share))


def _against(one: One, op: str, limit: Floats | float) -> Half:
    share = one.block.holds(one.figure, op, limit).astype(np.float64)
    return _shared(share, np.isnan(one.figure) | np.isnan(limit))


def _threshold(one: One, rule: limits.ReadyThreshold) -> Half:
    return _against(one, rule.op, float(rule.threshold))


def _lookup(one: One, rule: limits.ReadyLookup) -> Half:
    return _against(one, rule.op, one.block.looked_up(rule.lookup) * float(rule.factor))


def _average(one: One, rule: limits.ReadyAverage) -> Half:
    limit = one.block.of_industry(lambda scene: scene.reference(one.row.row.code)[0])
    own = one.block.figures.get(rule.limit_quantity) if rule.limit_quantity else None
    if own is not None:
        limit = np.where(np.isnan(own), limit, own)
    if rule.stand_in is not None:
        limit = np.where(np.isnan(limit), float(rule.stand_in), limit)
    return _against(one, rule.op, limit)


def _rank(one: One, rule: limits.ReadyRank) -> Half:
    code = one.row.row.code
    start, full = (one.block.of_industry(lambda scene, n=n: scene.reference(code)[n]) for n in (1, 2))  # type: ignore[misc]
    unknown = np.isnan(start) | np.isnan(full)
    if rule.start is not None and rule.full is not None:
        start, full = np.where(unknown, float(rule.start), start), np.where(unknown, float(rule.full), full)
    line = _between(one, start, full, float(rule.start_share))
    share = np.where(one.block.holds(one.figure, rule.op, full), 1.0, np.where(one.block.holds(one.figure, rule.op, start), line, 0.0))
    return _shared(share, np.isnan(one.figure) | np.isnan(start) | np.isnan(full))


def _levels(one: One, rule: limits.ReadyLevels) -> Half:
    reached = np.ones(one.figure.shape, dtype=np.bool_)
    for limit in rule.levels:
        reached &= one.block.holds(one.figure, rule.op, float(limit))
    return _shared(reached.astype(np.float64), np.isnan(one.figure))


def _line(one: One, rule: shares.ReadyLine) -> Half:
    times = one.block.looked_up(rule.times) if rule.times is not None else np.ones(one.figure.shape)
    base, lead = ((one.block.looked_up(end.lookup) if end.lookup is not None else float(end.value)) * times for end in (rule.base, rule.lead))
    return _shared(_between(one, base, lead, float(rule.start_share)), np.isnan(one.figure) | np.isnan(base) | np.isnan(lead))


def _between(one: One, base: Floats, lead: Floats, start: float) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        done = (one.figure - base) / (lead - base)
        if start:  # the line begins with a step at the base
            one.block.holds(one.figure, ">=", base)
        line = np.where(done < 0, 0.0, np.where(done >= 1, 1.0, start + (1 - start) * done))
        return np.where(base == lead, (one.figure == base).astype(np.float64), line)


def _affine(one: One, rule: shares.ReadyAffine) -> Half:
    most = float(rule.most)
    points = np.clip(float(rule.intercept) + float(rule.slope) * one.figure, 0, most)
    return _shared(points / most if most else np.zeros(one.figure.shape), np.isnan(one.figure))


def _ratio(one: One, rule: shares.ReadyRatio) -> Half:
    cap = float(rule.cap) if rule.cap is not None else np.inf
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = float(rule.lead) / one.figure if rule.less_is_better else one.figure / float(rule.lead)
    share = np.clip(ratio, 0, cap)
    if rule.less_is_better:
        share = np.where(one.figure <= 0, cap if rule.cap is not None else 1.0, share)
    return _shared(share, np.isnan(one.figure))


def _tier(one: One, rule: shares.ReadyTier) -> Half:
    share = np.zeros(one.figure.shape)
    for at, worth in rule.tiers:
        share = np.where(one.block.holds(one.figure, rule.op, float(at)), float(worth), share)
    return _shared(share, np.isnan(one.figure))


def _size(one: One, rule: shares.ReadySize) -> Half:
    size = one.block.figures[rule.size]
    base, lead = (np.full(size.shape, float(rule.classes[0][n])) for n in (1, 2))
    for least, own_base, own_lead in rule.classes[1:]:
        larger = one.block.holds(size, ">=", float(least))
        base, lead = np.where(larger, float(own_base), base), np.where(larger, float(own_lead), lead)
    return _shared(_between(one, base, lead, float(rule.start_share)), np.isnan(one.figure) | np.isnan(size))


JUDGES: Mapping[type[Ready], Callable[[One, Any], Half]] = {
    said.ReadyMust: _must, said.ReadyDegree: _degree, limits.ReadyThreshold: _threshold, limits.ReadyLookup: _lookup, limits.ReadyAverage: _average,
    limits.ReadyRank: _rank, limits.ReadyLevels: _levels, shares.ReadyLine: _line, shares.ReadyAffine: _affine, shares.ReadyRatio: _ratio,
    shares.ReadyTier: _tier, shares.ReadySize: _size,
}  # fmt: skip
