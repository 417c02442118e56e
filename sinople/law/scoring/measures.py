"""Where the figure of a row comes from: a formula over readings, a stated figure, ticks of a fixed list, the worst of several margins."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from sinople.kernel.refused import Value
from sinople.law.expressions import Evaluation, Expression, compile_expression
from sinople.law.marking import N_
from sinople.law.packs import rules
from sinople.law.packs.rules import Rule
from sinople.law.packs.tables import Indicator, Table
from sinople.law.scoring.kinds.base import HUNDRED, Asked
from sinople.law.scoring.scene import Scene
from sinople.law.scoring.sheets import Answer, Need, Proof

MISSING = N_("Undecided: these are missing: %(names)s.")


class Found(NamedTuple):
    """The figure, or what it lacks, and why."""

    figure: Decimal | None
    needs: tuple[Need, ...]
    why: Proof


@dataclass(frozen=True, slots=True)
class Measure:
    """Finds the figure of a row; this one takes what was stated."""

    authority: str
    table: Table

    def find(self, asked: Asked, answer: Answer | None, scene: Scene) -> Found:
        """Return the figure that was stated."""
        return self.stated(asked, answer, scene, (Need("stated", asked.row.code),))

    def stated(self, asked: Asked, answer: Answer | None, scene: Scene, needs: tuple[Need, ...]) -> Found:
        """Return the stated figure, or that these things are missing."""
        if answer is not None and answer.stated is not None:
            values: dict[str, Value] = {"figure": answer.stated, "unit": asked.row.unit}
            message = N_("The figure %(figure)s %(unit)s is stated, not worked out from readings.")
            return Found(answer.stated, (), self.proof(asked, scene, message, values))
        return Found(None, needs, self.proof(asked, scene, MISSING, {"names": ", ".join(need.code for need in needs)}))

    def proof(self, asked: Asked, scene: Scene, message: str, values: dict[str, Value], children: tuple[Proof, ...] = ()) -> Proof:
        """Return a proof at the row's place."""
        return Proof(message, values, asked.anchor, scene.edition, self.authority, None, children)

    def inputs(self, names: Sequence[str], scene: Scene) -> tuple[Proof, ...]:
        """Return the readings with their units, and how derived ones followed."""
        return tuple(self._input(name, scene) for name in names)

    def _input(self, name: str, scene: Scene) -> Proof:
        quantity = self.table.quantity(name)
        values: dict[str, Value] = {"quantity": name, "name": quantity.name, "value": scene.figures[name], "unit": quantity.unit}
        if name not in scene.followed:
            return Proof(N_("%(name)s: %(value)s %(unit)s"), values)
        evaluation = scene.followed[name]
        formula = quantity.formula or evaluation.steps[0].shown
        return Proof(N_("%(name)s: %(value)s %(unit)s, from %(formula)s"), values | {"formula": formula}, children=steps_of(evaluation))


@dataclass(frozen=True, slots=True)
class Worked(Measure):
    """Works the figure out; where readings are missing it may be stated."""

    formula: Expression

    def find(self, asked: Asked, answer: Answer | None, scene: Scene) -> Found:
        """Return what the formula gives."""
        evaluation = self.formula.evaluate(scene.figures)
        if evaluation.value is not None:
            values: dict[str, Value] = {"formula": self.formula.written, "figure": evaluation.value, "unit": asked.row.unit}
            children = (*self.inputs(self.formula.names, scene), *steps_of(evaluation))
            return Found(evaluation.value, (), self.proof(asked, scene, N_("%(formula)s = %(figure)s %(unit)s"), values, children))
        if evaluation.zero:
            message = N_("Undecided: in %(formula)s the divisor %(divisor)s is nought.")
            why = self.proof(asked, scene, message, {"formula": self.formula.written, "divisor": evaluation.zero})
            return Found(None, (Need("figure", asked.row.code),), why)
        return self.stated(asked, answer, scene, tuple(Need("quantity", wanted) for name in evaluation.missing for wanted in scene.wanting.get(name, (name,))))


@dataclass(frozen=True, slots=True)
class Ticked(Measure):
    """Counts what is ticked of a fixed list; the bare number may be stated."""

    items: frozenset[str]

    def find(self, asked: Asked, answer: Answer | None, scene: Scene) -> Found:
        """Return how many things of the list are ticked."""
        if answer is None or answer.ticks is None:
            return self.stated(asked, answer, scene, (Need("ticks", asked.row.code),))
        ticked = sorted(self.items.intersection(answer.ticks))
        message = N_("%(count)s of %(all)s are ticked: %(names)s.")
        return Found(Decimal(len(ticked)), (), self.proof(asked, scene, message, {"count": len(ticked), "all": len(self.items), "names": ", ".join(ticked)}))


@dataclass(frozen=True, slots=True)
class Worst(Measure):
    """The smallest margin below a limit, in per cent; pairs without any reading do not concern the site."""

    pairs: tuple[tuple[str, str], ...]

    def find(self, asked: Asked, answer: Answer | None, scene: Scene) -> Found:
        """Return the worst margin."""
        given = [pair for pair in self.pairs if any(name in scene.figures for name in pair)]
        missing = [name for pair in given or self.pairs[:1] for name in pair if name not in scene.figures]
        if missing:
            return self.stated(asked, answer, scene, tuple(Need("quantity", name) for name in missing))
        for limit, _actual in given:
            if not scene.figures[limit]:
                message = N_("Undecided: in %(formula)s the divisor %(divisor)s is nought.")
                return Found(None, (Need("figure", asked.row.code),), self.proof(asked, scene, message, {"formula": margin(limit, _actual), "divisor": limit}))
        margins = {pair: (scene.figures[pair[0]] - scene.figures[pair[1]]) / scene.figures[pair[0]] * HUNDRED for pair in given}
        worst = min(margins, key=lambda pair: margins[pair])
        children = tuple(Proof(N_("%(shown)s = %(value)s"), {"shown": margin(*pair), "value": value}) for pair, value in margins.items())
        message = N_("The worst of %(count)s margins: %(formula)s = %(figure)s %(unit)s")
        values: dict[str, Value] = {"count": len(given), "formula": margin(*worst), "figure": margins[worst], "unit": asked.row.unit}
        return Found(margins[worst], (), self.proof(asked, scene, message, values, (*self.inputs([name for pair in given for name in pair], scene), *children)))


def margin(limit: str, actual: str) -> str:
    """Return how a margin is written."""
    return f"({limit} - {actual}) / {limit} * 100"


def steps_of(evaluation: Evaluation) -> tuple[Proof, ...]:
    """Return the steps of a calculation as proofs."""
    return tuple(Proof(N_("%(shown)s = %(value)s"), {"shown": step.shown, "value": step.value}) for step in evaluation.steps)


def measure_of(table: Table, row: Indicator) -> Measure | None:
    """Return where the row's figure comes from; None where it stands on none."""
    if not row.is_measured:
        return None
    for rule in (row.must, row.optional):
        made = _of_rule(table, row, rule)
        if made is not None:
            return made
    return Worked(row.authority, table, compile_expression(row.formula)) if row.formula else Measure(row.authority, table)


def _of_rule(table: Table, row: Indicator, rule: Rule | None) -> Measure | None:
    if isinstance(rule, rules.CountOfSet):
        return Ticked(row.authority, table, frozenset(item.code for item in rule.items))
    if isinstance(rule, rules.MinOfRatios):
        return Worst(row.authority, table, tuple((pair.limit, pair.actual) for pair in rule.pairs))
    return None
