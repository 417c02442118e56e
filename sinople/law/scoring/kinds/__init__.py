"""The kinds of rule at work: each takes a row in its scene and gives a verdict or a share of the points, with its proof or with what is missing."""

from collections.abc import Mapping
from typing import Any

from sinople.law.packs import rules
from sinople.law.packs.rules import Rule
from sinople.law.packs.rules.base import Half
from sinople.law.packs.tables import Table
from sinople.law.scoring.kinds.base import ONE, ZERO, Instance, Judged, Ready, decided, undecided
from sinople.law.scoring.kinds.limits import ReadyAverage, ReadyLevels, ReadyLookup, ReadyRank, ReadyThreshold
from sinople.law.scoring.kinds.said import ReadyDegree, ReadyMust
from sinople.law.scoring.kinds.several import ReadyProducts, ReadyTitles
from sinople.law.scoring.kinds.shares import ReadyAffine, ReadyLine, ReadyRatio, ReadySize, ReadyTier

# Any: each ready class takes its own class of rule.
READY: Mapping[type[Rule], Any] = {
    rules.VetoBool: ReadyMust,
    rules.MustFull: ReadyMust,
    rules.Degree: ReadyDegree,
    rules.GateThreshold: ReadyThreshold,
    rules.Lookup: ReadyLookup,
    rules.LevelGate: ReadyLevels,
    rules.Linear: ReadyLine,
    rules.CountOfSet: ReadyLine,
    rules.MinOfRatios: ReadyLine,
    rules.Affine: ReadyAffine,
    rules.RatioToLead: ReadyRatio,
    rules.Tier: ReadyTier,
    rules.SizeTier: ReadySize,
    rules.LinearProductWeighted: ReadyProducts,
    rules.TitlesHeld: ReadyTitles,
}


def ready(rule: Rule | None, half: Half, table: Table) -> Ready | None:
    """Return the rule made ready for its half of a row."""
    if rule is None:
        return None
    if isinstance(rule, rules.RankPercentile):
        return ReadyAverage.of(rule, table) if half == "must" else ReadyRank.of(rule, table)
    made: Ready = READY[type(rule)].of(rule, table)
    return made


__all__ = ["ONE", "ZERO", "Instance", "Judged", "Ready", "decided", "ready", "undecided"]
