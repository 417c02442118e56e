"""The smallest set of changes that would earn a title, and the sheet as it would then be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from sinople.law.expressions import PRECISION
from sinople.law.packs.tables import Table
from sinople.law.readiness import ways
from sinople.law.readiness.choosing import Block, blocks_of
from sinople.law.readiness.steps import Obstacle, Step
from sinople.law.readiness.ways import Way
from sinople.law.scoring.adding import shown
from sinople.law.scoring.choosing import picked
from sinople.law.scoring.deriving import scene_of
from sinople.law.scoring.kinds.base import ZERO
from sinople.law.scoring.plans import Plan, plan_of
from sinople.law.scoring.rows import RowResult, judge_row
from sinople.law.scoring.scene import Scene
from sinople.law.scoring.score import score, sheet_of, vetoes_of
from sinople.law.scoring.sheets import NO_CONTEXT, Answer, Context, References, Sheet
from sinople.law.scoring.yearly import years_of


@dataclass(frozen=True, slots=True)
class Remedy:
    """The changes of least effort, their effort together, and the sheet as it would then be."""

    steps: tuple[Step, ...]
    effort: int
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Readiness:
    """How a title stands: the sheet, the steps of every open row, the least remedy, and what nothing can be worked out for.

    `goal` is the total aimed at (the pass line, or what a person set), None where there is neither; `most` the highest total the known steps reach.
    `remedy` is None when the known steps do not reach the goal. `latest_year` says that a plan looks at the latest year of several alone.
    """

    sheet: Sheet
    pass_total: Decimal | None
    goal: Decimal | None
    steps: tuple[Step, ...]
    remedy: Remedy | None
    obstacles: tuple[Obstacle, ...]
    most: Decimal
    latest_year: bool

    @property
    def is_certain(self) -> bool:
        """Say whether the remedy depends on nothing that could not be worked out."""
        return not any(obstacle.is_must for obstacle in self.obstacles)

    @property
    def margin(self) -> Decimal | None:
        """Return how many points are missing to the goal, None without one; nought or less when it is reached."""
        return self.goal - self.sheet.low if self.goal is not None else None


@dataclass(frozen=True, slots=True)
class Stand:
    """One year as it stands: rows judged, answers, scene, and the effort a person gave to the steps of rows."""

    plan: Plan
    scene: Scene
    answers: Mapping[str, Answer]
    judged: tuple[tuple[RowResult, ...], ...]
    efforts: Mapping[str, int]

    def effort(self, code: str) -> int:
        """Return the effort of one step of a row: one unit where nobody said otherwise."""
        return self.efforts.get(code, 1)

    def under(self, answers: Mapping[str, Answer]) -> "Stand":
        """Return the same year with other answers."""
        return stand_of(self.plan, answers, self.scene, self.efforts)


def stand_of(plan: Plan, answers: Mapping[str, Answer], scene: Scene, efforts: Mapping[str, int]) -> Stand:
    """Return a year judged."""
    picks = picked(plan, answers)
    judged = tuple(tuple(judge_row(row, answers, scene, picks) for row in group.rows) for group in plan.groups)
    return Stand(plan, scene, answers, judged, efforts)


def readiness(
    table: Table,
    answers: Mapping[str, Answer],
    readings: Mapping[str, Decimal],
    *,
    industry: str,
    reference: References | None = None,
    context: Context = NO_CONTEXT,
    efforts: Mapping[str, int] | None = None,
    goal: Decimal | None = None,
) -> Readiness:
    """Return how far away the title is. Every step of a row costs its effort (one unit unless `efforts` says otherwise).

    Rows are taken one by one: what one change of a reading does to other rows is for `score` to say.
    """
    plan = plan_of(table)
    sheet = score(table, answers, readings, industry=industry, reference=reference, context=context)
    with localcontext(PRECISION):
        known = years_of(table.years, readings, context)[-1][1] if table.years is not None else readings
        stand = stand_of(plan, answers, scene_of(plan, industry, known, reference or {}, context), efforts or {})
        blocks, obstacles = blocks_of(stand)
        aim = goal if goal is not None else plan.pass_total
        main = ways.all_of(block.ways for block in blocks if not block.bonus)
        extra = ways.all_of(block.ways for block in blocks if block.bonus)
        way = ways.cheapest(main, extra, lambda points, bonus: aim is None or _total(plan, points, bonus) >= aim)
        remedy = _remedy(stand, way) if way is not None else None
        most = _total(plan, max((one.points for one in main), default=ZERO), max((one.points for one in extra), default=ZERO))
    return Readiness(sheet, plan.pass_total, aim, _open(blocks), remedy, tuple(obstacles), most, table.years is not None)


def _total(plan: Plan, points: Decimal, bonus: Decimal) -> Decimal:
    return shown(plan, points + (bonus if plan.bonus_cap is None else min(bonus, plan.bonus_cap)))


def _open(blocks: Sequence[Block]) -> tuple[Step, ...]:
    """Return the first step of every row that is open, what the title cannot be had without in front."""
    steps = [step for block in blocks for step in block.next]
    return tuple(sorted(steps, key=lambda step: not step.is_must))


def _remedy(stand: Stand, way: Way) -> Remedy:
    changes = way.changes
    answers = dict(stand.answers)
    for change in changes:
        answers |= change.answers
    anew = stand.under(answers) if answers != stand.answers else stand
    forced = {change.result.plan.row.code: change.result for change in changes if change.result is not None}
    judged = [[forced.get(result.plan.row.code, result) for result in results] for results in anew.judged]
    sheet = sheet_of(stand.plan, stand.scene.industry, judged, vetoes_of(stand.plan, answers))
    return Remedy(tuple(sorted((change.step for change in changes), key=_in_front)), way.effort, sheet)


def _in_front(step: Step) -> tuple[bool, bool, Decimal]:
    return step.kind != "pick", not step.is_must, -step.gain
