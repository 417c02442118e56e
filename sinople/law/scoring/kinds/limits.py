"""Rules that hold the figure against a limit: of the table, of a look-up, of the industry, of several levels."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from sinople.law.marking import N_
from sinople.law.packs.rules import GateThreshold, LevelGate, RankPercentile
from sinople.law.packs.rules import Lookup as LookupRule
from sinople.law.packs.tables import Lookup, Table
from sinople.law.scoring.kinds.base import ONE, ZERO, Instance, Judged, Ready, basis, between, decided, figure_of, holds, number_of, undecided
from sinople.law.scoring.sheets import Need


@dataclass(frozen=True, slots=True)
class ReadyThreshold(Ready):
    """Against the threshold of the table."""

    op: str
    threshold: Decimal

    @classmethod
    def of(cls, rule: GateThreshold, _table: Table) -> Self:
        """Return the rule made ready."""
        return cls(*basis(rule), rule.op, number_of(rule.threshold))

    def say(self, one: Instance) -> Judged:
        """Return whether the figure stands to the threshold."""
        return self.against(one, self.op, self.threshold)


@dataclass(frozen=True, slots=True)
class ReadyLookup(Ready):
    """Against the figure of a look-up, times a factor."""

    op: str
    lookup: Lookup
    factor: Decimal

    @classmethod
    def of(cls, rule: LookupRule, table: Table) -> Self:
        """Return the rule made ready."""
        return cls(*basis(rule), rule.op, table.lookup(rule.lookup), figure_of(rule.threshold) or ONE)

    def say(self, one: Instance) -> Judged:
        """Return whether the figure stands to the look-up."""
        found = one.scene.looked_up(self.lookup)
        if found is None:
            return self.without_lookup(one, self.lookup.code, one.scene.key(self.lookup))
        return self.against(one, self.op, found * self.factor)


@dataclass(frozen=True, slots=True)
class ReadyAverage(Ready):
    """The mandatory half of a rank: a limit of the site's own, the industry's average, or what stands in for it."""

    op: str
    limit_quantity: str
    stand_in: Decimal | None

    @classmethod
    def of(cls, rule: RankPercentile, _table: Table) -> Self:
        """Return the rule made ready."""
        return cls(*basis(rule), rule.op, rule.limit_quantity, figure_of(rule.stand_in))

    def say(self, one: Instance) -> Judged:
        """Return whether the figure stands to the average as demanded."""
        own = one.scene.figures.get(self.limit_quantity) if self.limit_quantity else None
        limit = own if own is not None else one.scene.reference(one.code)[0]
        limit = limit if limit is not None else self.stand_in
        if limit is None:
            why = self.proof(one, N_("Undecided: the average of the industry %(industry)s is not known."), industry=one.scene.industry)
            return undecided((Need("reference", f"{one.code}/{one.scene.industry}"),), why)
        return self.against(one, self.op, limit)


@dataclass(frozen=True, slots=True)
class ReadyRank(Ready):
    """The optional half of a rank: from the best 20 % of the industry on there are points, at the best 5 % all of them."""

    op: str
    start_share: Decimal
    start: Decimal | None  # what stands in for the best 20 % …
    full: Decimal | None  # … and for the best 5 %

    @classmethod
    def of(cls, rule: RankPercentile, table: Table) -> Self:
        """Return the rule made ready."""
        stand_in, start, full = figure_of(rule.stand_in), figure_of(rule.start_ratio), figure_of(rule.full_ratio)
        known = stand_in is not None and start is not None and full is not None
        ends = (stand_in * start, stand_in * full) if known and stand_in is not None and start is not None and full is not None else (None, None)
        return cls(*basis(rule), ">=" if rule.rises else "<=", number_of(table.start_share), *ends)

    def say(self, one: Instance) -> Judged:
        """Return the share that the figure's rank gives."""
        _mean, start, full = one.scene.reference(one.code)
        if (start is None or full is None) and self.start is not None:
            start, full = self.start, self.full
        if start is None or full is None:
            message = N_("Undecided: the best 20 %% and the best 5 %% of the industry %(industry)s are not known.")
            return undecided((Need("reference", f"{one.code}/{one.scene.industry}"),), self.proof(one, message, industry=one.scene.industry))
        share = self._share(one.figure, start, full)
        message = N_("%(figure)s against the best 20 %% at %(start)s and the best 5 %% at %(full)s gives the share %(share)s of the points.")
        return decided(share, self.proof(one, message, figure=one.figure, start=start, full=full, share=share))

    def _share(self, figure: Decimal, start: Decimal, full: Decimal) -> Decimal:
        if holds(figure, self.op, full):
            return ONE
        return between(figure, start, full, self.start_share) if holds(figure, self.op, start) else ZERO


@dataclass(frozen=True, slots=True)
class ReadyLevels(Ready):
    """The level that the figure reaches, the easier ones being reached too."""

    op: str
    levels: tuple[Decimal, ...]

    @classmethod
    def of(cls, rule: LevelGate, _table: Table) -> Self:
        """Return the rule made ready."""
        return cls(*basis(rule), rule.op, tuple(number_of(level) for level in rule.levels))

    def say(self, one: Instance) -> Judged:
        """Return the level; all points at the hardest, and a mandatory row has to reach the easiest."""
        reached = 0
        for limit in self.levels:
            if not holds(one.figure, self.op, limit):
                break
            reached += 1
        message = N_("%(figure)s reaches level %(level)s of %(levels)s (levels: %(limits)s).")
        limits = ", ".join(map(str, self.levels))
        why = self.proof(one, message, reached > 0, figure=one.figure, level=reached, levels=len(self.levels), limits=limits)
        share = ONE if reached == len(self.levels) else ZERO
        return Judged(reached > 0, share, share, (), why, reached)
