"""Rules that turn the figure into a share of the points."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from sinople.law.marking import N_
from sinople.law.packs.rules import Affine, FromBaseToLead, Linear, RatioToLead, SizeTier, Tier
from sinople.law.packs.tables import Lookup, Table
from sinople.law.scoring.kinds.base import ONE, ZERO, Instance, Judged, Ready, basis, between, decided, figure_of, holds, number_of, undecided
from sinople.law.scoring.sheets import Need

LINE = N_("%(figure)s between the base %(base)s and the lead %(lead)s gives the share %(share)s of the points.")


@dataclass(frozen=True, slots=True)
class End:
    """One end of a line: a figure, or a look-up."""

    value: Decimal
    lookup: Lookup | None


@dataclass(frozen=True, slots=True)
class ReadyLine(Ready):
    """A straight line from base to lead, both times the look-up `times` where there is one."""

    base: End
    lead: End
    times: Lookup | None
    start_share: Decimal

    @classmethod
    def of(cls, rule: FromBaseToLead, table: Table) -> Self:
        """Return the rule made ready."""
        ends = (end(table, number_of(rule.base), rule.base_lookup), end(table, number_of(rule.lead), rule.lead_lookup))
        times = table.lookup(rule.lookup) if isinstance(rule, Linear) and rule.lookup else None
        return cls(*basis(rule), *ends, times, number_of(table.start_share))

    def ends(self, one: Instance) -> tuple[Decimal, Decimal] | Judged:
        """Return base and lead here, or that a look-up has no figure."""
        factor, found = ONE, []
        for lookup, value in ((self.times, ONE), (self.base.lookup, self.base.value), (self.lead.lookup, self.lead.value)):
            looked = value if lookup is None else one.scene.looked_up(lookup)
            if looked is None and lookup is not None:
                return self.without_lookup(one, lookup.code, one.scene.key(lookup))
            found.append(looked if looked is not None else value)
        factor, base, lead = found
        return base * factor, lead * factor

    def say(self, one: Instance) -> Judged:
        """Return how far the figure lies on the line."""
        ends = self.ends(one)
        if isinstance(ends, Judged):
            return ends
        share = between(one.figure, *ends, self.start_share)
        return decided(share, self.proof(one, LINE, figure=one.figure, base=ends[0], lead=ends[1], share=share))


def end(table: Table, value: Decimal, lookup: str) -> End:
    """Return one end of a line made ready."""
    return End(value, table.lookup(lookup) if lookup else None)


@dataclass(frozen=True, slots=True)
class ReadyAffine(Ready):
    """Intercept + slope × figure points, between nothing and most."""

    intercept: Decimal
    slope: Decimal
    most: Decimal

    @classmethod
    def of(cls, rule: Affine, _table: Table) -> Self:
        """Return the rule made ready."""
        return cls(*basis(rule), number_of(rule.intercept), number_of(rule.slope), number_of(rule.most))

    def say(self, one: Instance) -> Judged:
        """Return the points of the line as a share of the most."""
        points = min(max(self.intercept + self.slope * one.figure, ZERO), self.most)
        share = points / self.most if self.most else ZERO
        message = N_("%(intercept)s + %(slope)s × %(figure)s = %(points)s of at most %(most)s, which is the share %(share)s of the points.")
        line = {"intercept": self.intercept, "slope": self.slope, "most": self.most}
        return decided(share, self.proof(one, message, None, (), figure=one.figure, points=points, share=share, **line))


@dataclass(frozen=True, slots=True)
class ReadyRatio(Ready):
    """The figure to the lead; the lead to the figure where less is better."""

    lead: Decimal
    less_is_better: bool
    cap: Decimal | None

    @classmethod
    def of(cls, rule: RatioToLead, table: Table) -> Self:
        """Return the rule made ready."""
        return cls(*basis(rule), number_of(rule.lead), rule.less_is_better, figure_of(table.ratio_cap))

    def say(self, one: Instance) -> Judged:
        """Return the ratio, cut at the cap; nought or less is the best where less is better."""
        if not self.less_is_better:
            ratio, message = one.figure / self.lead, N_("%(figure)s ÷ the lead %(lead)s gives the share %(share)s of the points.")
        elif one.figure <= 0:
            best = self.cap if self.cap is not None else ONE
            return decided(best, self.proof(one, N_("%(figure)s is nought or less, the best there is: the share %(share)s."), figure=one.figure, share=best))
        else:
            ratio, message = self.lead / one.figure, N_("The lead %(lead)s ÷ %(figure)s gives the share %(share)s of the points.")
        share = max(ratio, ZERO) if self.cap is None else min(max(ratio, ZERO), self.cap)
        return decided(share, self.proof(one, message, figure=one.figure, lead=self.lead, share=share))


@dataclass(frozen=True, slots=True)
class ReadyTier(Ready):
    """The highest tier reached."""

    op: str
    tiers: tuple[tuple[Decimal, Decimal], ...]

    @classmethod
    def of(cls, rule: Tier, _table: Table) -> Self:
        """Return the rule made ready."""
        kind, authority, _open = basis(rule)
        open_ = tuple(f"tier {place + 1}" for place, tier in enumerate(rule.tiers) if not (tier.at.is_given and tier.share.is_given))
        return cls(kind, authority, open_, rule.op, tuple((number_of(tier.at), number_of(tier.share)) for tier in rule.tiers))

    def say(self, one: Instance) -> Judged:
        """Return the share of the tier."""
        reached = [tier for tier in self.tiers if holds(one.figure, self.op, tier[0])]
        if not reached:
            message = N_("%(figure)s reaches no tier; the first one is %(op)s %(limit)s.")
            return decided(ZERO, self.proof(one, message, figure=one.figure, op=self.op, limit=self.tiers[0][0]))
        at, share = reached[-1]
        message = N_("%(figure)s reaches the tier %(op)s %(limit)s, which gives the share %(share)s of the points.")
        return decided(share, self.proof(one, message, figure=one.figure, op=self.op, limit=at, share=share))


@dataclass(frozen=True, slots=True)
class ReadySize(Ready):
    """A line whose base and lead depend on the site's size."""

    size: str
    classes: tuple[tuple[Decimal, Decimal, Decimal], ...]  # least size, base, lead; the smallest first
    start_share: Decimal

    @classmethod
    def of(cls, rule: SizeTier, table: Table) -> Self:
        """Return the rule made ready."""
        classes = tuple((number_of(row.least), number_of(row.base), number_of(row.lead)) for row in rule.classes)
        return cls(*basis(rule), rule.size, classes, number_of(table.start_share))

    def say(self, one: Instance) -> Judged:
        """Return how far the figure lies on the line of its class."""
        size = one.scene.figures.get(self.size)
        if size is None:
            why = self.proof(one, N_("Undecided: these are missing: %(names)s."), names=self.size)
            return undecided((Need("quantity", self.size),), why)
        _least, base, lead = [row for row in self.classes if size >= row[0] or row is self.classes[0]][-1]
        share = between(one.figure, base, lead, self.start_share)
        message = N_("At the size %(size)s the base is %(base)s and the lead %(lead)s: %(figure)s gives the share %(share)s of the points.")
        return decided(share, self.proof(one, message, size=size, base=base, lead=lead, figure=one.figure, share=share))
