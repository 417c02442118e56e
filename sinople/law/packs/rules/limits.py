"""Rules that hold a figure against a limit."""

from typing import ClassVar, Literal

from sinople.law.packs.rules.base import BOTH, Comparison, Half, Rule
from sinople.law.packs.values import Value


class GateThreshold(Rule):
    """The figure stands to the threshold as demanded."""

    kind: Literal["gate_threshold"]
    op: Comparison = ">="
    threshold: Value
    halves: ClassVar[frozenset[Half]] = BOTH

    @property
    def figures(self) -> tuple[Value, ...]:
        """Return the threshold."""
        return (self.threshold,)


class Lookup(Rule):
    """The figure stands as demanded to the look-up's figure, `threshold` times where one is given."""

    kind: Literal["lookup"]
    op: Comparison = ">="
    lookup: str
    threshold: Value | None = None
    halves: ClassVar[frozenset[Half]] = BOTH

    @property
    def figures(self) -> tuple[Value, ...]:
        """Return the factor, where there is one."""
        return (self.threshold,) if self.threshold is not None else ()


class RankPercentile(Rule):
    """As must: the industry's average. As optional: points from the best 20 % on, all at the best 5 %."""

    kind: Literal["rank_percentile"]
    op: Comparison = ">="
    limit_quantity: str = ""  # a reading that takes the average's place, e.g. the limit of a quota standard
    stand_in: Value | None = None  # takes the average's place where the industry has none …
    start_ratio: Value | None = None  # … and these times it take the place of the best 20 % and the best 5 %
    full_ratio: Value | None = None
    halves: ClassVar[frozenset[Half]] = BOTH

    @property
    def quantities(self) -> tuple[str, ...]:
        """Return the reading that goes before the average."""
        return (self.limit_quantity,) if self.limit_quantity else ()


class LevelGate(Rule):
    """The level (easiest first) that the figure reaches; a level counts only when the easier ones are reached. All points at the hardest."""

    kind: Literal["level_gate"]
    op: Comparison = ">="
    levels: tuple[Value, ...]
    halves: ClassVar[frozenset[Half]] = BOTH

    @property
    def figures(self) -> tuple[Value, ...]:
        """Return the limits of the levels."""
        return self.levels
