"""Rules that look at several things at once: products, pollutants, ticked functions, titles held."""

from typing import ClassVar, Literal

from sinople.law.packs.rules.base import BOTH, Half, Item, Rule
from sinople.law.packs.rules.shares import FromBaseToLead
from sinople.law.packs.values import Code, Row, Value


class LinearProductWeighted(FromBaseToLead):
    """A straight line for each main product (the row's formula over its own readings), then the mean weighted by the product's quantity `weight`.

    Only the `most_products` products that weigh most count. Look-ups go by the kind of the product.
    """

    kind: Literal["linear_product_weighted"]
    weight: str
    most_products: Value
    measured: ClassVar[bool] = False

    @property
    def figures(self) -> tuple[Value, ...]:
        """Return base and lead where they are values, and how many products count."""
        return (*super().figures, self.most_products)

    @property
    def quantities(self) -> tuple[str, ...]:
        """Return what the products are weighed by."""
        return (self.weight,)


class Pair(Row):
    """A limit and what was measured against it."""

    limit: Code
    actual: Code


class MinOfRatios(FromBaseToLead):
    """The worst of several margins below a limit, (limit − actual) ÷ limit × 100, on a straight line. Pairs without readings do not concern the site."""

    kind: Literal["min_of_ratios"]
    pairs: tuple[Pair, ...]

    @property
    def quantities(self) -> tuple[str, ...]:
        """Return all limits and measurements."""
        return tuple(name for pair in self.pairs for name in (pair.limit, pair.actual))


class CountOfSet(FromBaseToLead):
    """How many things of a fixed list are ticked, on a straight line."""

    kind: Literal["count_of_set"]
    items: tuple[Item, ...]
    asks: ClassVar[frozenset[str]] = frozenset({"ticks"})


class TitlesHeld(Rule):
    """The organisation holds at least so many of these titles."""

    kind: Literal["titles_held"]
    titles: tuple[Code, ...]
    least: Value
    measured: ClassVar[bool] = False
    halves: ClassVar[frozenset[Half]] = BOTH

    @property
    def figures(self) -> tuple[Value, ...]:
        """Return how many are demanded."""
        return (self.least,)
