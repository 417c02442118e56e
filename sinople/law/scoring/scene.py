"""Where a row is judged: the readings with what follows from them, the industry's reference values, products, titles, region and year."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from sinople.law.expressions import Evaluation
from sinople.law.packs.tables import Lookup
from sinople.law.scoring.sheets import Context, Product, Reference, References

NOBODY_KNOWS: Reference = (None, None, None)


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that a rule may look at. `followed` says how derived figures came about, `wanting` what those lacked that could not be derived."""

    edition: str
    industry: str
    figures: Mapping[str, Decimal]
    references: References
    context: Context
    followed: Mapping[str, Evaluation]
    wanting: Mapping[str, tuple[str, ...]]

    def reference(self, code: str) -> Reference:
        """Return average, best 20 % and best 5 % of the nearest heading above the industry."""
        for length in range(len(self.industry), 1, -1):
            found = self.references.get((code, self.industry[:length]))
            if found is not None:
                return found
        return NOBODY_KNOWS

    def key(self, lookup: Lookup) -> str:
        """Return the key that the look-up goes by here."""
        if lookup.by == "product":
            return self.context.products[0].kind if self.context.products else ""
        return {"industry": self.industry, "region": self.context.region, "year": str(self.context.year or "")}[lookup.by]

    def looked_up(self, lookup: Lookup) -> Decimal | None:
        """Return the look-up's figure here, if there is one."""
        value = lookup.of(self.key(lookup))
        return value.number if value is not None and value.is_given else None

    def of(self, product: Product) -> "Scene":
        """Return the same scene for one product: its readings go before those of the site."""
        return replace(self, figures={**self.figures, **product.readings}, context=replace(self.context, products=(product,)))
