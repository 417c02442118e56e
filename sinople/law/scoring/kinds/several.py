"""Rules over several things at once: main products and titles held."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar, Self

from sinople.law.expressions import Expression, compile_expression
from sinople.law.marking import N_
from sinople.law.packs.rules import LinearProductWeighted, TitlesHeld
from sinople.law.packs.tables import Table
from sinople.law.scoring.kinds.base import ONE, ZERO, Instance, Judged, Ready, basis, decided, number_of, undecided
from sinople.law.scoring.kinds.shares import ReadyLine
from sinople.law.scoring.sheets import Need, Product, Proof


@dataclass(frozen=True, slots=True)
class ReadyProducts(Ready):
    """A line for each product, weighed."""

    line: ReadyLine
    weight: str
    most_products: int

    measured: ClassVar[bool] = False

    @classmethod
    def of(cls, rule: LinearProductWeighted, table: Table) -> Self:
        """Return the rule made ready."""
        most = rule.most_products.whole if rule.most_products.is_given else 0
        return cls(*basis(rule), ReadyLine.of(rule, table), rule.weight, most)

    def say(self, one: Instance) -> Judged:
        """Return the mean share of the products that weigh most."""
        products = one.scene.context.products
        if not products:
            return undecided((Need("product", one.code),), self.proof(one, N_("Undecided: no main product has been named.")))
        missing = tuple(Need("quantity", f"{product.name}/{self.weight}") for product in products if self.weight not in product.readings)
        if missing:
            return undecided(missing, self.proof(one, N_("Undecided: these are missing: %(names)s."), names=", ".join(need.code for need in missing)))
        heaviest = sorted(products, key=lambda product: -product.readings[self.weight])[: self.most_products]
        return self._weighed(one, heaviest)

    def _weighed(self, one: Instance, products: list[Product]) -> Judged:
        formula = compile_expression(one.row.row.formula)
        judged = [self._one(one, formula, product) for product in products]
        needs = tuple(need for each in judged for need in each.needs)
        children = tuple(each.proof for each in judged)
        if needs:
            return undecided(needs, self.proof(one, N_("Undecided: a main product lacks a figure."), children=children))
        weights = [product.readings[self.weight] for product in products]
        total = sum(weights, ZERO)
        if not total:
            return undecided((Need("quantity", self.weight),), self.proof(one, N_("Undecided: the weights of the products add up to nought.")))
        share = sum((each.low * weight for each, weight in zip(judged, weights, strict=True)), ZERO) / total
        message = N_("%(count)s products, weighed by %(weight)s, give the share %(share)s of the points.")
        return decided(share, self.proof(one, message, children=children, count=len(products), weight=self.weight, share=share))

    def _one(self, one: Instance, formula: Expression, product: Product) -> Judged:
        scene = one.scene.of(product)
        found = formula.evaluate(scene.figures)
        if found.value is None:
            names = found.missing or (found.zero,)
            needs = tuple(Need("quantity", f"{product.name}/{name}") for name in names)
            return undecided(needs, self.proof(one, N_("Undecided: these are missing: %(names)s."), names=", ".join(need.code for need in needs)))
        judged = self.line.say(replace(one, scene=scene, figure=found.value))
        named = Proof(N_("%(product)s: %(formula)s = %(figure)s"), {"product": product.name, "formula": formula.written, "figure": found.value})
        return judged._replace(proof=replace(judged.proof, children=(named,)))


@dataclass(frozen=True, slots=True)
class ReadyTitles(Ready):
    """At least so many of these titles are held."""

    titles: tuple[str, ...]
    least: Decimal

    measured: ClassVar[bool] = False

    @classmethod
    def of(cls, rule: TitlesHeld, _table: Table) -> Self:
        """Return the rule made ready."""
        return cls(*basis(rule), rule.titles, number_of(rule.least))

    def say(self, one: Instance) -> Judged:
        """Return whether enough of the titles are held."""
        held = one.scene.context.holdings
        if held is None:
            return undecided((Need("holdings", one.code),), self.proof(one, N_("Undecided: it is not known which titles are held.")))
        found = [title for title in self.titles if title in held]
        ok = len(found) >= self.least
        message = N_("%(count)s of the titles %(titles)s are held (%(held)s); %(least)s are demanded.")
        said = self.proof(one, message, ok, count=len(found), titles=", ".join(self.titles), held=", ".join(found), least=self.least)
        return decided(ONE if ok else ZERO, said)
