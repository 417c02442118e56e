"""An indicator table (edition) as data: basic requirements, groups, rows, rules, quantities, look-ups."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from sinople.law.packs.digests import digest_of
from sinople.law.packs.values import Code, Row, Value, Words

RuleKind = Literal["veto_bool", "gate_threshold", "must_full", "degree", "linear", "tier", "rank_percentile", "lookup"]
Comparison = Literal[">=", ">", "<=", "<"]
NotApplicable = Literal["rescale", "full", "zero"]


class Quantity(Row):
    """Something that is measured for a site and year; formulas name it by its code."""

    code: Code
    name: Words
    unit: str
    group: Code
    formula: str = ""  # a quantity that follows from others; a reading of its own goes before


class QuantityGroup(Row):
    """A heading under which quantities are filled in."""

    code: Code
    name: Words


class LookupRow(Row):
    """One line of a look-up: an industry (division, or a longer code) and its figure."""

    industry: Code
    value: Value


class Lookup(Row):
    """A figure that depends on the industry."""

    code: Code
    name: Words
    unit: str = ""
    rows: tuple[LookupRow, ...]

    @cached_property
    def by_industry(self) -> Mapping[str, Value]:
        """Return the figures by industry code."""
        return {row.industry: row.value for row in self.rows}

    def of(self, industry: str) -> Value | None:
        """Return the figure of the nearest heading above the industry, if there is one."""
        for length in range(len(industry), 1, -1):
            if industry[:length] in self.by_industry:
                return self.by_industry[industry[:length]]
        return None


class Tier(Row):
    """From this figure on, this share (0 to 1) of the points."""

    at: Value
    share: Value


class Rule(Row):
    """How a row is judged. `must` rules answer yes or no, `optional` rules give a share of the points.

    gate_threshold: x op threshold. lookup: x op threshold × look-up(industry). linear: base → 0, lead → 1, both × look-up when one is named.
    tier: the highest tier reached. rank_percentile as must: x against the industry's average; as optional: best 20 % → start share, best 5 % → 1.
    """

    kind: RuleKind
    op: Comparison = ">="
    threshold: Value | None = None
    base: Value | None = None
    lead: Value | None = None
    tiers: tuple[Tier, ...] = ()
    step: Value | None = None
    lookup: str = ""
    limit_quantity: str = ""  # a reading that takes the average's place, e.g. the limit of a quota standard
    stand_in: Value | None = None  # takes the average's place where the industry has none …
    start_ratio: Value | None = None  # … and these times it take the place of the best 20 % and the best 5 %
    full_ratio: Value | None = None


class Veto(Row):
    """A basic requirement (must hold) or a situation (must not be there). Answered with `holds`: True is always the good answer."""

    code: Code
    name: Words
    kind: Literal["requirement", "situation"] = "requirement"
    applies: Value
    lookback_years: Value | None = None
    checked_at: tuple[str, ...] = ()


class Group(Row):
    """A first-level heading with its weight in the total."""

    code: Code
    name: Words
    weight: Value


class Indicator(Row):
    """One row. `need` M mandatory, O optional, M+O both, C mandatory where it applies."""

    code: Code
    group: Code
    sub: Words
    name: Words
    unit: str = ""
    need: Value
    must: Rule | None = None
    optional: Rule | None = None
    formula: str = ""
    may_not_apply: bool = False
    evidence: Words | None = None
    note: Words | None = None

    @property
    def is_measured(self) -> bool:
        """Say whether the row stands on a figure, from a formula or stated."""
        return any(rule is not None and rule.kind not in {"must_full", "degree", "veto_bool"} for rule in (self.must, self.optional))


class Table(Row):
    """One edition of a title's indicators."""

    edition: Code
    name: Words
    total: Value
    mandatory_share: Value
    optional_share: Value
    start_share: Value
    degree_step: Value
    places: Value
    na_policy: Value
    pass_total: Value
    vetoes: tuple[Veto, ...]
    groups: tuple[Group, ...]
    indicators: tuple[Indicator, ...]
    quantity_groups: tuple[QuantityGroup, ...]
    quantities: tuple[Quantity, ...]
    lookups: tuple[Lookup, ...]

    def indicator(self, code: str) -> Indicator:
        """Return the row of that code."""
        return self._indicators[code]

    def quantity(self, code: str) -> Quantity:
        """Return the quantity of that code."""
        return self._quantities[code]

    def rows_of(self, group: str) -> tuple[Indicator, ...]:
        """Return the rows under a first-level heading, in the order of the table."""
        return tuple(row for row in self.indicators if row.group == group)

    @cached_property
    def digest(self) -> str:
        """Return the SM3 digest of this table."""
        return digest_of(self)

    @cached_property
    def _indicators(self) -> Mapping[str, Indicator]:
        return {row.code: row for row in self.indicators}

    @cached_property
    def _quantities(self) -> Mapping[str, Quantity]:
        return {row.code: row for row in self.quantities}
