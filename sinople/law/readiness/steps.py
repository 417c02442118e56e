"""The further steps of a row: what would have to be so, and what the law would then say of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from sinople.kernel.text import Text
from sinople.law.packs.rules import Degree
from sinople.law.readiness.targets import Target, targets
from sinople.law.scoring.kinds import Instance, Judged, Ready
from sinople.law.scoring.kinds.base import ONE, ZERO
from sinople.law.scoring.kinds.said import ReadyDegree, ReadyMust
from sinople.law.scoring.kinds.several import ReadyProducts, ReadyTitles
from sinople.law.scoring.plans import Plan, RowPlan
from sinople.law.scoring.rows import RowResult
from sinople.law.scoring.scene import Scene
from sinople.law.scoring.sheets import Answer, Proof

MOST_EFFORT = 20  # units of effort that one step of a row may be set to


@dataclass(frozen=True, slots=True)
class Step:
    """One change: the row, what has to be so, what it brings. `kind` is answer, degree, figure, titles, requirement or pick.

    `before` is the figure, or the degree, as it stands; `gain` are points; `is_must` says that the title cannot be had without it.
    """

    code: str
    name: Text
    kind: str
    is_must: bool
    effort: int
    gain: Decimal = ZERO
    unit: str = ""
    op: str = ""
    limit: Decimal | None = None
    before: Decimal | None = None
    picks: tuple[str, ...] = ()
    formula: str = ""
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A row for which no change can be worked out, and why: products, reference, lookup, setting, figure, size, choice, situation or years."""

    code: str
    name: Text
    why: str
    is_must: bool


class Change(NamedTuple):
    """A row as it would be: what was changed, and the row judged anew."""

    kind: str
    target: Target | None
    result: RowResult


def changes_of(plan: Plan, row: RowResult, answer: Answer | None, scene: Scene) -> list[Change]:
    """Return every way to change the row that its rules know; whether it helps is asked later."""
    if not row.applies or any(need.kind == "choice" for need in row.needs):
        return []
    found = []
    for (kind, said), (title_kind, place), target in product(_said(plan, row.plan, answer), _titles(row.plan, scene), _figures(row, answer, scene)):
        figure = target.figure if target is not None else row.found.figure
        judged = [_judged(rule, Instance(row.plan, place, said, figure or ZERO), figure is not None, old) for rule, old in _halves(row)]
        if judged[0] is None or judged[0].ok:
            changed = "figure" if target is not None else title_kind or kind
            found.append(Change(changed, target, _with(row, judged, figure)))
    return found


def _halves(row: RowResult) -> tuple[tuple[Ready | None, Judged | None], ...]:
    return (row.plan.must, row.must), (row.plan.optional, row.optional)


def _judged(rule: Ready | None, one: Instance, has_figure: bool, old: Judged | None) -> Judged | None:
    return rule.judge(one) if rule is not None and (has_figure or not rule.measured) else old


def _with(row: RowResult, judged: list[Judged | None], figure: Decimal | None) -> RowResult:
    must, optional = judged
    why = tuple(half.proof for half in judged if half is not None)
    return replace(row, must=must, optional=optional, found=row.found._replace(figure=figure, needs=()), why=why)


def _said(plan: Plan, row: RowPlan, answer: Answer | None) -> Iterator[tuple[str, Answer | None]]:
    """Yield the answers that could be given: yes, and each degree."""
    yield "", answer
    said = replace(answer or Answer(row.row.code), not_applicable=False)
    if isinstance(row.must, ReadyMust):
        said = replace(said, holds=True)
        yield "answer", said
    if isinstance(row.optional, ReadyDegree):
        for degree in _degrees(plan, row):
            yield "degree", replace(said, degree=degree)


def _degrees(plan: Plan, row: RowPlan) -> Iterator[Decimal]:
    step = plan.table.degree_step.number or Decimal(1)
    if isinstance(row.row.optional, Degree) and row.row.optional.whole:
        step = Decimal(1)
    for n in range(1, int(1 / step) + 1):
        yield (step * n).normalize()


def _titles(row: RowPlan, scene: Scene) -> Iterator[tuple[str, Scene]]:
    yield "", scene
    for rule in (row.must, row.optional):
        if isinstance(rule, ReadyTitles):
            held = frozenset(rule.titles) | (scene.context.holdings or frozenset())
            yield "titles", replace(scene, context=replace(scene.context, holdings=held))


def _figures(row: RowResult, answer: Answer | None, scene: Scene) -> Iterator[Target | None]:
    yield None
    one = Instance(row.plan, scene, answer, row.found.figure or ZERO)
    found = dict.fromkeys(target for rule in (row.plan.must, row.plan.optional) if rule is not None and not rule.open for target in targets(rule, one))
    yield from (target for target in found if row.found.figure is None or target.figure != row.found.figure)


def obstacles_of(row: RowResult, scene: Scene, *, is_known: bool) -> list[Obstacle]:
    """Return why nothing, or not everything, can be worked out for a row; `is_known` says that some step is."""
    one = Instance(row.plan, scene, None, ONE)  # any figure: the question is what the rules lack besides it
    rules = [rule for rule in (row.plan.must, row.plan.optional) if rule is not None]
    kinds = {need.kind for rule in rules if rule.measured for need in rule.judge(one).needs} | {need.kind for need in row.needs}
    why = next((kind for kind in ("setting", "reference", "lookup", "choice") if kind in kinds), "")
    if not why and not is_known:
        why = "products" if any(isinstance(rule, ReadyProducts) for rule in rules) else "figure"
    must = row.must is not None and row.must.ok is not True and not is_known
    return [Obstacle(row.plan.row.code, row.plan.row.name, why, must)] if why else []
