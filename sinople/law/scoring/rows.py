"""One row: find its figure or its answer, judge both halves."""

from collections.abc import Mapping
from dataclasses import dataclass

from sinople.kernel.refused import Value
from sinople.law.marking import N_
from sinople.law.scoring.choosing import Picked
from sinople.law.scoring.kinds import ONE, Instance, Judged, Ready, undecided
from sinople.law.scoring.kinds.base import ZERO
from sinople.law.scoring.measures import Found
from sinople.law.scoring.plans import RowPlan
from sinople.law.scoring.scene import Scene
from sinople.law.scoring.sheets import Answer, Need, Proof, Verdict

NOTHING_FOUND = "The row stands on no figure."  # never shown
UNUSED = Found(ZERO, (), Proof(NOTHING_FOUND))


@dataclass(frozen=True, slots=True)
class RowResult:
    """A row judged, before it has points. `must` and `optional` are None where the row has no such half; a row left out was not picked."""

    plan: RowPlan
    applies: bool
    left_out: bool
    must: Judged | None
    optional: Judged | None
    found: Found
    why: tuple[Proof, ...]

    @property
    def verdict(self) -> Verdict:
        """Return what became of the row."""
        if not self.applies:
            return Verdict.NOT_APPLICABLE
        must = self.must if self.must is not None else self.optional
        optional = self.optional if self.optional is not None else self.must
        if must is None or optional is None:
            raise ValueError("a row without rules cannot be judged; check the pack")
        if self.must is not None and self.must.ok is False:
            return Verdict.UNMET
        if must.needs or optional.needs:
            return Verdict.UNDECIDED
        if min(must.low, optional.low) >= ONE:
            return Verdict.MET
        return Verdict.PARTIAL if must.low or optional.low or must.level or optional.level else Verdict.UNMET

    @property
    def halves(self) -> tuple[Judged, ...]:
        """Return the halves that the row has."""
        return tuple(half for half in (self.must, self.optional) if half is not None)

    @property
    def needs(self) -> tuple[Need, ...]:
        """Return what is missing, once each."""
        return tuple(dict.fromkeys(need for half in self.halves for need in half.needs))

    @property
    def level(self) -> int | None:
        """Return the level that the row reaches, where it has levels."""
        return next((half.level for half in self.halves if half.level is not None), None)


def judge_row(row: RowPlan, answers: Mapping[str, Answer], scene: Scene, picks: Picked) -> RowResult:
    """Return the row judged."""
    code = row.row.code
    if code in picks.left_out:
        return _away(row, scene, N_("The row does not count: it was not picked (%(choice)s)."), left_out=True, choice=picks.left_out[code])
    answer = answers.get(code)
    if answer is not None and answer.not_applicable:
        if row.row.may_not_apply and answer.reason.strip():
            return _away(row, scene, N_("The row does not apply: %(reason)s"), left_out=False, reason=answer.reason)
        answer = None
    if code in picks.open:
        return _open(row, scene, picks.open[code])
    found = row.measure.find(row, answer, scene) if row.measure is not None else UNUSED
    must, optional = (_half(row, rule, answer, scene, found) for rule in (row.must, row.optional))
    why = (found.why,) if row.measure is not None else ()
    why = (*why, *(half.proof for half in (must, optional) if half is not None and half.proof is not found.why))
    return RowResult(row, True, False, must, optional, found, why)


def _half(row: RowPlan, rule: Ready | None, answer: Answer | None, scene: Scene, found: Found) -> Judged | None:
    if rule is None:
        return None
    if not rule.measured:
        return rule.judge(Instance(row, scene, answer))
    if found.figure is None:
        return undecided(found.needs, found.why)
    return rule.judge(Instance(row, scene, answer, found.figure))


def _away(row: RowPlan, scene: Scene, message: str, *, left_out: bool, **values: Value) -> RowResult:
    why = Proof(message, values, row.anchor, scene.edition, row.authority)
    return RowResult(row, False, left_out, None, None, UNUSED, (why,))


def _open(row: RowPlan, scene: Scene, choice: str) -> RowResult:
    why = Proof(N_("Undecided: nothing has been picked yet (%(choice)s)."), {"choice": choice}, row.anchor, scene.edition, row.authority)
    must, optional = (undecided((Need("choice", choice),), why) if rule is not None else None for rule in (row.must, row.optional))
    return RowResult(row, True, False, must, optional, UNUSED, (why,))
