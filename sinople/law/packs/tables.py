"""An indicator table (edition) as data: basic requirements, groups, rows, rules, quantities, look-ups."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from sinople.law.packs.choices import Choice
from sinople.law.packs.digests import digest_of
from sinople.law.packs.rules import AnyRule
from sinople.law.packs.values import Code, Day, Row, Value, Words

NotApplicable = Literal["rescale", "full", "zero"]
Key = Literal["industry", "product", "region", "year"]


class Over(Row):
    """A quantity taken from other years of the same book: their sum, mean, worst, best, or that of the year before."""

    quantity: Code
    years: Value
    by: Literal["sum", "mean", "max", "min", "previous"]


class Quantity(Row):
    """Something that is measured for a site (or a product, where `each` says so) and year; formulas name it by its code."""

    code: Code
    name: Words
    unit: str
    group: Code
    formula: str = ""  # a quantity that follows from others; a reading of its own goes before
    over: Over | None = None
    each: Literal["site", "product"] = "site"


class QuantityGroup(Row):
    """A heading under which quantities are filled in."""

    code: Code
    name: Words


class LookupRow(Row):
    """One line of a look-up: a key (an industry, a kind of product, a region, a year) and its figure."""

    code: Code
    name: Words | None = None
    unit: str = ""
    value: Value


class Lookup(Row):
    """A figure that depends on the industry, the kind of product, the region or the year."""

    code: Code
    name: Words
    unit: str = ""
    by: Key = "industry"
    rows: tuple[LookupRow, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Value]:
        """Return the figures by their keys."""
        return {row.code: row.value for row in self.rows}

    def of(self, key: str) -> Value | None:
        """Return the figure: of the nearest heading above an industry or region, of the year or the latest before it, of the very product."""
        if self.by == "product":
            return self.by_key.get(key)
        if self.by == "year":
            return self.by_key.get(max((year for year in self.by_key if year <= key), default=""))
        return next((self.by_key[key[:length]] for length in range(len(key), 1, -1) if key[:length] in self.by_key), None)


class Veto(Row):
    """A basic requirement (must hold) or a situation (must not be there). Answered with `holds`: True is always the good answer."""

    code: Code
    name: Words
    kind: Literal["requirement", "situation", "encouraged"] = "requirement"
    applies: Value
    lookback_years: Value | None = None
    checked_at: tuple[str, ...] = ()


class Group(Row):
    """A first-level heading with its weight in the total. The points of a `bonus` group come on top, up to the table's cap."""

    code: Code
    name: Words
    weight: Value
    bonus: bool = False


class Indicator(Row):
    """One row. `need` M mandatory, O optional, M+O both, C mandatory where it applies. `points` where the table gives each row its own."""

    code: Code
    group: Code
    sub: Words
    name: Words
    unit: str = ""
    need: Value
    points: Value | None = None
    must: AnyRule | None = None
    optional: AnyRule | None = None
    formula: str = ""
    may_not_apply: bool = False
    evidence: Words | None = None
    note: Words | None = None

    @property
    def is_measured(self) -> bool:
        """Say whether the row stands on a figure, from a formula or stated."""
        return any(rule is not None and rule.measured for rule in (self.must, self.optional))

    @property
    def asks(self) -> frozenset[str]:
        """Return what a person is asked of this row: holds, degree, stated, ticks, not_applicable."""
        asked = {what for rule in (self.must, self.optional) if rule is not None for what in rule.asks}
        if self.is_measured and not self.formula and "ticks" not in asked:
            asked.add("stated")
        return frozenset(asked | {"not_applicable"} if self.may_not_apply else asked)


class Years(Row):
    """How many years are scored, each by itself, and how their totals become one: mean, worst or latest."""

    count: Value
    by: Value


class Star(Row):
    """From this total on, this name, e.g. five stars."""

    code: Code
    name: Words
    at: Value


class Level(Row):
    """A level of the whole table (easiest first): how many points its rows must carry that reach it; mandatory rows must all reach it."""

    code: Code
    name: Words
    at: Value


class Ranking(Row):
    """Those who pass are ranked by the figure of this row."""

    row: str
    order: Literal["ascending", "descending"]


class Table(Row):
    """One edition of a title's indicators.

    `sharing` says how a group's weight becomes points: `halves` between mandatory and optional rows, equally within each; `equal` between the
    rows that count; `points` by the points of each row.
    """

    edition: Code
    name: Words
    until: Day | None = None
    sharing: Literal["halves", "equal", "points"] = "halves"
    total: Value
    mandatory_share: Value | None = None
    optional_share: Value | None = None
    start_share: Value | None = None
    degree_step: Value
    places: Value
    na_policy: Value
    pass_total: Value
    bonus_cap: Value | None = None
    ratio_cap: Value | None = None  # the most that a ratio to the lead may give; without one it may give more than all points
    years: Years | None = None
    ranking: Ranking | None = None
    stars: tuple[Star, ...] = ()
    levels: tuple[Level, ...] = ()
    vetoes: tuple[Veto, ...]
    groups: tuple[Group, ...]
    choices: tuple[Choice, ...] = ()
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

    def lookup(self, code: str) -> Lookup:
        """Return the look-up of that code."""
        return self._lookups[code]

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

    @cached_property
    def _lookups(self) -> Mapping[str, Lookup]:
        return {row.code: row for row in self.lookups}
