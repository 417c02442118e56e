"""The blocks of a table that can be changed apart from each other: basic requirements, rows, choices among rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from sinople.law.packs.choices import AnyOf, ChooseK
from sinople.law.packs.tables import Veto
from sinople.law.readiness import ways
from sinople.law.readiness.steps import Change, Obstacle, Step, changes_of, obstacles_of
from sinople.law.readiness.targets import is_best
from sinople.law.readiness.ways import Way
from sinople.law.scoring.adding import points_of, shown
from sinople.law.scoring.kinds.base import ZERO
from sinople.law.scoring.rows import RowResult
from sinople.law.scoring.sharing import Most, scales, share_out
from sinople.law.scoring.sheets import Answer, Proof

if TYPE_CHECKING:
    from sinople.law.readiness.planning import Stand

MOST_PICKS = 40  # ways to pick that are looked at for one choice


class Made(NamedTuple):
    """A step with what it does: the answers it gives and the row as it is then judged."""

    step: Step
    answers: Mapping[str, Answer] = {}
    result: RowResult | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """What can be changed by itself: its ways, whether its points come on top, and the next step of each open row in it."""

    ways: Sequence[Way[Made]]
    bonus: bool = False
    next: tuple[Step, ...] = ()


@dataclass
class _Found:
    blocks: list[Block] = field(default_factory=list)
    obstacles: list[Obstacle] = field(default_factory=list)


def blocks_of(stand: "Stand") -> tuple[list[Block], list[Obstacle]]:
    """Return the blocks of a year, and the rows for which nothing can be worked out."""
    found, plan = _Found(), stand.plan
    for veto in plan.vetoes.values():
        _veto(stand, veto, found)
    mosts = mosts_of(stand)
    apart = {row: choice.code for choice in plan.choices.values() if _is_apart(stand, choice, mosts) for _code, rows in choice.options for row in rows}
    for group, results in zip(plan.groups, stand.judged, strict=True):
        for result in results:
            if result.plan.row.code not in apart:
                _row(stand, result, mosts, found, bonus=group.bonus)
    for code in dict.fromkeys(apart.values()):
        _choice(stand, plan.choices[code], found)
    return found.blocks, found.obstacles


def mosts_of(stand: "Stand") -> dict[str, Most]:
    """Return the most points of every row, as the points are shared out now."""
    pairs = zip(stand.plan.groups, stand.judged, scales(stand.plan, stand.judged), strict=True)
    return {
        result.plan.row.code: most
        for group, results, scale in pairs
        for result, most in zip(results, share_out(stand.plan, group, results, scale), strict=True)
    }


def _veto(stand: "Stand", veto: Veto, found: _Found) -> None:
    answer = stand.answers.get(veto.code)
    holds = answer.holds if answer is not None else None
    if holds or veto.kind == "encouraged":
        return
    if veto.kind == "situation" and holds is False:
        found.obstacles.append(Obstacle(veto.code, veto.name, "situation", True))
        return
    step = Step(veto.code, veto.name, "requirement", True, stand.effort(veto.code))
    made = Made(step, {veto.code: replace(answer or Answer(veto.code), holds=True)})
    found.blocks.append(Block([Way(step.effort, ZERO, made)], next=(step,)))


def _row(stand: "Stand", result: RowResult, mosts: Mapping[str, Most], found: _Found, *, bonus: bool) -> None:
    most = mosts[result.plan.row.code]
    made = ways_of(stand, result, most)
    is_known = any(way.last is not None for way in made)
    if result.applies and result.halves and not _is_full(result):
        found.obstacles += obstacles_of(result, stand.scene, is_known=is_known)
    made = made or [Way(0, points_of(stand.plan, result, most).low)]
    found.blocks.append(Block(made, bonus, tuple(way.last.step for way in made if way.last is not None)[:1]))


def _is_full(result: RowResult) -> bool:
    return is_best(result.plan.must, result.must) and is_best(result.plan.optional, result.optional)


def ways_of(stand: "Stand", result: RowResult, most: Most) -> list[Way[Made]]:
    """Return what can be made of a row: to leave it, where its demand holds, and each further step; none when its demand cannot be met by a known step."""
    now = points_of(stand.plan, result, most).low
    may_stay = not result.applies or result.must is None or result.must.ok is True
    stays: list[Way[Made]] = [Way(0, now)] if may_stay else []
    code = result.plan.row.code
    further = [(points_of(stand.plan, change.result, most).low, change) for change in changes_of(stand.plan, result, stand.answers.get(code), stand.scene)]
    climbing: list[tuple[Decimal, Change]] = []
    for points, change in sorted(further, key=lambda one: one[0]):
        if points > (climbing[-1][0] if climbing else now if may_stay else now - 1):
            climbing.append((points, change))
    each = stand.effort(code)
    return stays + [Way(each * n, points, _made(stand, change, points - now, each * n, is_must=not may_stay)) for n, (points, change) in enumerate(climbing, 1)]


def _made(stand: "Stand", change: Change, gain: Decimal, effort: int, *, is_must: bool) -> Made:
    row, target = change.result.plan.row, change.target
    halves = [half for half in (change.result.must, change.result.optional) if half is not None]
    step = Step(
        code=row.code,
        name=row.name,
        kind=change.kind or "answer",
        is_must=is_must,
        effort=effort,
        gain=shown(stand.plan, gain),
        unit=row.unit,
        op=target.op if target else "",
        limit=target.limit if target else halves[-1].low if change.kind == "degree" else None,
        before=_before(stand, change),
        formula=row.formula,
        proof=_why(change),
    )
    return Made(step, {}, change.result)


def _why(change: Change) -> Proof | None:
    return change.result.why[-1] if change.result.why else None


def _before(stand: "Stand", change: Change) -> Decimal | None:
    code = change.result.plan.row.code
    if change.kind == "degree":
        answer = stand.answers.get(code)
        return answer.degree if answer is not None else None
    return next((result.found.figure for results in stand.judged for result in results if result.plan.row.code == code), None) if change.target else None


def selections(choice: ChooseK | AnyOf) -> Iterator[tuple[str, ...]]:
    """Yield every way to pick what is wanted."""
    yield from combinations([code for code, _rows in choice.options], choice.wanted)


def _under(stand: "Stand", choice: ChooseK | AnyOf, ticks: tuple[str, ...]) -> "Stand":
    return stand.under({**stand.answers, choice.code: Answer(choice.code, ticks=ticks)})


def _is_apart(stand: "Stand", choice: ChooseK | AnyOf, mosts: Mapping[str, Most]) -> bool:
    """Say whether the points of all other rows stay the same whatever is picked, so that the choice can be looked at by itself."""
    inside = {row for _code, rows in choice.options for row in rows}
    bonus = {group.bonus for group in stand.plan.groups for row in group.rows if row.row.code in inside}
    looked_at = list(selections(choice))
    if len(looked_at) > MOST_PICKS or len(bonus) > 1:
        return False
    wanted = {code: most for code, most in mosts.items() if code not in inside}
    return all({code: most for code, most in mosts_of(_under(stand, choice, ticks)).items() if code not in inside} == wanted for ticks in looked_at)


def _choice(stand: "Stand", choice: ChooseK | AnyOf, found: _Found) -> None:
    answer = stand.answers.get(choice.code)
    now = tuple(sorted(answer.ticks)) if answer is not None and answer.ticks else ()
    made: list[Way[Made]] = []
    for ticks in selections(choice):
        under = _under(stand, choice, ticks)
        mosts, taken = mosts_of(under), {row for code, rows in choice.options if code in ticks for row in rows}
        each = ways.all_of(
            ways_of(under, result, mosts[result.plan.row.code]) for results in under.judged for result in results if result.plan.row.code in taken
        )
        made += each if tuple(sorted(ticks)) == now else [_with_pick(choice, ticks, way) for way in each]
    plan = stand.plan
    bonus = any(group.bonus for group in plan.groups for row in group.rows if row.row.code in {code for _c, rows in choice.options for code in rows})
    if not made:
        found.obstacles.append(Obstacle(choice.code, choice.name, "choice", True))
        made = [Way(0, ZERO)]
    found.blocks.append(Block(ways.unbeaten(made), bonus, _next_of(choice, made, now)))


def _with_pick(choice: ChooseK | AnyOf, ticks: tuple[str, ...], way: Way[Made]) -> Way[Made]:
    step = Step(choice.code, choice.name, "pick", False, 0, picks=ticks)
    pick: Way[Made] = Way(0, ZERO, Made(step, {choice.code: Answer(choice.code, ticks=ticks)}))
    return Way(way.effort, way.points, None, (pick, way))


def _next_of(choice: ChooseK | AnyOf, made: Sequence[Way[Made]], now: tuple[str, ...]) -> tuple[Step, ...]:
    best = min(made, key=lambda way: (way.effort, -way.points))
    if len(now) != choice.wanted:
        return tuple(change.step for change in best.changes)
    return tuple(change.step for change in best.changes if change.step.kind != "pick")
