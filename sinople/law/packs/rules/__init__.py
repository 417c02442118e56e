"""The kinds of rule, one class each; a row of a table takes any of them by its `kind`."""

from typing import Annotated

from pydantic import Field

from sinople.law.packs.rules.base import Comparison, Item, Rule
from sinople.law.packs.rules.limits import GateThreshold, LevelGate, Lookup, RankPercentile
from sinople.law.packs.rules.said import Degree, MustFull, VetoBool
from sinople.law.packs.rules.several import CountOfSet, LinearProductWeighted, MinOfRatios, Pair, TitlesHeld
from sinople.law.packs.rules.shares import Affine, FromBaseToLead, Linear, RatioToLead, SizeClass, SizeTier, Tier, TierStep

AnyRule = Annotated[
    VetoBool
    | MustFull
    | Degree
    | GateThreshold
    | Lookup
    | RankPercentile
    | LevelGate
    | Linear
    | Affine
    | RatioToLead
    | Tier
    | SizeTier
    | LinearProductWeighted
    | MinOfRatios
    | CountOfSet
    | TitlesHeld,
    Field(discriminator="kind"),
]

__all__ = [
    "Affine",
    "AnyRule",
    "Comparison",
    "CountOfSet",
    "Degree",
    "FromBaseToLead",
    "GateThreshold",
    "Item",
    "LevelGate",
    "Linear",
    "LinearProductWeighted",
    "Lookup",
    "MinOfRatios",
    "MustFull",
    "Pair",
    "RankPercentile",
    "RatioToLead",
    "Rule",
    "SizeClass",
    "SizeTier",
    "Tier",
    "TierStep",
    "TitlesHeld",
    "VetoBool",
]
