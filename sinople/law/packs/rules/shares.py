"""Rules that turn a figure into a share of the points."""

from typing import Literal, Self

from pydantic import model_validator

from sinople.law.packs.rules.base import Comparison, Rule
from sinople.law.packs.values import Row, Value


class FromBaseToLead(Rule):
    """The base gives nothing, the lead everything. Either may come from a look-up; lower is better when the lead is below the base."""

    base: Value | None = None
    lead: Value | None = None
    base_lookup: str = ""
    lead_lookup: str = ""

    @model_validator(mode="after")
    def _has_both_ends(self) -> Self:
        for end, lookup in ((self.base, self.base_lookup), (self.lead, self.lead_lookup)):
            if (end is None) is not bool(lookup):
                raise ValueError("give base and lead, each as a value or as the name of a look-up")
        return self

    @property
    def rises(self) -> bool:
        """Say whether the lead is above the base; look-ups alone do not tell."""
        base, lead = (end.number if end is not None and end.is_given else None for end in (self.base, self.lead))
        return base is None or lead is None or lead >= base

    @property
    def figures(self) -> tuple[Value, ...]:
        """Return base and lead where they are values."""
        return tuple(end for end in (self.base, self.lead) if end is not None)


class Linear(FromBaseToLead):
    """A straight line from base to lead; both times the look-up `lookup` when one is named."""

    kind: Literal["linear"]
    lookup: str = ""


class Affine(Rule):
    """`intercept` + `slope` × figure points, between nothing and `most`; the share is that of `most`."""

    kind: Literal["affine"]
    intercept: Value
    slope: Value
    most: Value

    @property
    def rises(self) -> bool:
        """Say whether the line rises."""
        return not self.slope.is_given or self.slope.number >= 0

    @property
    def figures(self) -> tuple[Value, ...]:
        """Return the figures of the line."""
        return (self.intercept, self.slope, self.most)


class RatioToLead(Rule):
    """Figure ÷ lead, or lead ÷ figure where less is better; at most the table's `ratio_cap`. Where less is better, nought or less is the best there is."""

    kind: Literal["ratio_to_lead"]
    lead: Value
    less_is_better: bool = False

    @property
    def rises(self) -> bool:
        """Say whether more is better."""
        return not self.less_is_better

    @property
    def figures(self) -> tuple[Value, ...]:
        """Return the lead."""
        return (self.lead,)


class TierStep(Row):
    """From this figure on, this share (0 to 1) of the points."""

    at: Value
    share: Value


class Tier(Rule):
    """The highest tier reached."""

    kind: Literal["tier"]
    op: Comparison = ">="
    tiers: tuple[TierStep, ...]

    @property
    def figures(self) -> tuple[Value, ...]:
        """Return where the tiers begin."""
        return tuple(tier.at for tier in self.tiers)


class SizeClass(Row):
    """From this size on, this base and lead."""

    least: Value
    base: Value
    lead: Value


class SizeTier(Rule):
    """A straight line whose base and lead depend on the size of the site, read from the quantity `size`; classes stand with the smallest first."""

    kind: Literal["size_tier"]
    size: str
    classes: tuple[SizeClass, ...]

    @property
    def rises(self) -> bool:
        """Say whether leads are above bases."""
        return all(one.lead.number >= one.base.number for one in self.classes if one.lead.is_given and one.base.is_given)

    @property
    def figures(self) -> tuple[Value, ...]:
        """Return the figures of all classes."""
        return tuple(figure for one in self.classes for figure in (one.least, one.base, one.lead))

    @property
    def quantities(self) -> tuple[str, ...]:
        """Return what the size is read from."""
        return (self.size,)
