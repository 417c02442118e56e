"""One row: find its figure or its answer, judge both halves, give the points."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sinople.kernel.refused import Value
from sinople.law.expressions import Evaluation
from sinople.law.marking import N_
from sinople.law.scoring.plans import Plan, RowPlan, RulePlan
from sinople.law.scoring.rules import ONE, ZERO, Judged, Scene, decided, judge, proof, rank_share, undecided
from sinople.law.scoring.sheets import Answer, Need, Proof, Verdict


@dataclass(frozen=True, slots=True)
class RowResult:
    """A row judged, before it has points. `must` and `optional` are None where the row has no such half."""

    plan: RowPlan
    applies: bool
    must: Judged | None
    optional: Judged | None
    figure: Decimal | None
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
        if must.low == ONE and optional.low == ONE:
            return Verdict.MET
        return Verdict.PARTIAL if must.low or optional.low else Verdict.UNMET

    @property
    def needs(self) -> tuple[Need, ...]:
        """Return what is missing, once each."""
        first, second = self.must.needs if self.must is not None else (), self.optional.needs if self.optional is not None else ()
        return tuple(dict.fromkeys((*first, *second))) if first or second else ()


def judge_row(plan: Plan, row: RowPlan, answer: Answer | None, scene: Scene, followed: Mapping[str, Evaluation]) -> RowResult:
    """Return the row judged."""
    if answer is not None and answer.not_applicable and row.row.may_not_apply and answer.reason.strip():
        why = Proof("The row does not apply: %(reason)s", {"reason": answer.reason}, row.anchor, scene.edition, row.authority)
        return RowResult(row, False, None, None, None, (why,))
    if answer is not None and answer.not_applicable:
        answer = None
    if row.measured:
        return _measured(plan, row, answer, scene, followed)
    must = _said(row, row.must, answer, scene) if row.must is not None else None
    optional = _said(row, row.optional, answer, scene) if row.optional is not None else None
    return RowResult(row, True, must, optional, None, _proofs(must, optional))


def _proofs(*halves: Judged | None) -> tuple[Proof, ...]:
    return tuple(half.proof for half in halves if half is not None)


def _said(row: RowPlan, rule: RulePlan, answer: Answer | None, scene: Scene) -> Judged:
    """Judge a row that stands on what was said: it holds, it does not, or to a degree."""
    share = None
    if answer is not None:
        if rule.kind == "degree" and answer.degree is not None:
            share = min(max(answer.degree, ZERO), ONE)
        elif answer.holds is not None:
            share = ONE if answer.holds else ZERO
    if share is None:
        need = Need("degree" if rule.kind == "degree" else "answer", row.row.code)
        return undecided((need,), proof(row, rule, scene, N_("Undecided: nothing has been said of this row yet."), None))
    if rule.kind == "degree":
        return decided(share, proof(row, rule, scene, N_("Met to the degree %(share)s, which gives that share of the points."), None, share=share))
    message = N_("The mandatory demand is met.") if share else N_("The mandatory demand is not met.")
    return decided(share, proof(row, rule, scene, message, bool(share)))


def _measured(plan: Plan, row: RowPlan, answer: Answer | None, scene: Scene, followed: Mapping[str, Evaluation]) -> RowResult:
    figure, needs, why = _figure(plan, row, answer, scene, followed)
    if figure is None:
        must = undecided(needs, why) if row.must is not None else None
        optional = undecided(needs, why) if row.optional is not None else None
        return RowResult(row, True, must, optional, None, (why,))
    must = judge(row, row.must, figure, scene) if row.must is not None else None
    optional = None
    if row.optional is not None:
        optional = rank_share(row, row.optional, figure, scene) if row.optional.kind == "rank_percentile" else judge(row, row.optional, figure, scene)
    return RowResult(row, True, must, optional, figure, (why, *_proofs(must, optional)))


def _figure(
    plan: Plan, row: RowPlan, answer: Answer | None, scene: Scene, followed: Mapping[str, Evaluation]
) -> tuple[Decimal | None, tuple[Need, ...], Proof]:
    stated = answer.stated if answer is not None else None
    if row.formula is None:
        return _stated(row, stated, scene, (Need("stated", row.row.code),))
    evaluation = row.formula.evaluate(scene.figures)
    if evaluation.value is not None:
        return evaluation.value, (), _worked_out(plan, row, evaluation, scene, followed)
    if evaluation.zero:
        values = {"formula": row.formula.written, "divisor": evaluation.zero}
        why = Proof("Undecided: in %(formula)s the divisor %(divisor)s is nought.", values, row.anchor, scene.edition, row.authority)
        return None, (Need("figure", row.row.code),), why
    return _stated(row, stated, scene, tuple(Need("quantity", name) for name in evaluation.missing))


def _stated(row: RowPlan, stated: Decimal | None, scene: Scene, needs: tuple[Need, ...]) -> tuple[Decimal | None, tuple[Need, ...], Proof]:
    if stated is not None:
        values: dict[str, Value] = {"figure": stated, "unit": row.row.unit}
        return stated, (), Proof("The figure %(figure)s %(unit)s is stated, not worked out from readings.", values, row.anchor, scene.edition, row.authority)
    values_missing = {"names": ", ".join(need.code for need in needs)}
    return None, needs, Proof("Undecided: these are missing: %(names)s.", values_missing, row.anchor, scene.edition, row.authority)


def _worked_out(plan: Plan, row: RowPlan, evaluation: Evaluation, scene: Scene, followed: Mapping[str, Evaluation]) -> Proof:
    formula = row.formula
    names = formula.names if formula is not None else ()
    inputs = tuple(_input(plan, name, scene, followed) for name in names)
    steps = tuple(Proof("%(shown)s = %(value)s", {"shown": step.shown, "value": step.value}) for step in evaluation.steps)
    values: dict[str, Value] = {"formula": formula.written if formula is not None else "", "figure": evaluation.value, "unit": row.row.unit}
    return Proof("%(formula)s = %(figure)s %(unit)s", values, row.anchor, scene.edition, row.authority, None, (*inputs, *steps))


def _input(plan: Plan, name: str, scene: Scene, followed: Mapping[str, Evaluation]) -> Proof:
    quantity = plan.table.quantity(name)
    values: dict[str, Value] = {"quantity": name, "name": quantity.name, "value": scene.figures[name], "unit": quantity.unit}
    if name not in followed:
        return Proof("%(name)s: %(value)s %(unit)s", values)
    steps = tuple(Proof("%(shown)s = %(value)s", {"shown": step.shown, "value": step.value}) for step in followed[name].steps)
    return Proof("%(name)s: %(value)s %(unit)s, from %(formula)s", values | {"formula": quantity.formula}, children=steps)
