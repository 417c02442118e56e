"""The sheet of one site under one table: points for every row, a total or its range, passed or not, and why."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

from sinople.kernel.refused import Refused, Value
from sinople.law.expressions import PRECISION
from sinople.law.marking import N_
from sinople.law.packs.tables import Table, Veto
from sinople.law.scoring.plans import GroupPlan, Plan, derive, plan_of
from sinople.law.scoring.rows import RowResult, judge_row
from sinople.law.scoring.rules import ZERO, Judged, Scene
from sinople.law.scoring.sheets import Answer, Proof, References, Sheet, SheetGroup, SheetRow, Verdict, VetoRow

HUNDRED = Decimal(100)
Range = tuple[Decimal, Decimal, Decimal]  # low, high, most
NOTHING: Range = (ZERO, ZERO, ZERO)


def score(
    table: Table,
    answers: Mapping[str, Answer],
    readings: Mapping[str, Decimal],
    *,
    industry: str,
    reference: References | None = None,
) -> Sheet:
    """Return the sheet. Figures stay exact on the way; each one shown is rounded once, half up, to the table's places."""
    plan = plan_of(table)
    with localcontext(PRECISION):
        figures, followed = derive(plan, readings)
        scene = Scene(table.edition, industry, figures, reference or {})
        judged = [[judge_row(plan, row, answers.get(row.row.code), scene, followed) for row in group.rows] for group in plan.groups]
        vetoes = tuple(_veto(plan, veto, answers.get(veto.code)) for veto in table.vetoes)
        return _sheet(plan, industry, vetoes, judged)


def check_answer(table: Table, answer: Answer) -> None:
    """Raise Refused when the answer cannot be given to its row: no such row, no reason, a row that applies to all, a degree off its steps."""
    plan = plan_of(table)
    if answer.code in plan.vetoes:
        _check_veto_answer(answer)
        return
    row = plan.rows.get(answer.code)
    if row is None:
        raise Refused("The table %(edition)s has no row %(code)s.", edition=table.edition, code=answer.code)
    if answer.not_applicable and not row.row.may_not_apply:
        raise Refused("Row %(code)s applies to everyone; it cannot be marked as not applicable.", code=answer.code, field=answer.code)
    if answer.not_applicable and not answer.reason.strip():
        raise Refused("Say why row %(code)s does not apply.", code=answer.code, field=answer.code)
    if answer.degree is not None and (not 0 <= answer.degree <= 1 or answer.degree % table.degree_step.number):
        raise Refused("The degree of row %(code)s goes from 0 to 1 in steps of %(step)s.", code=answer.code, step=table.degree_step.number, field=answer.code)


def _check_veto_answer(answer: Answer) -> None:
    if answer.not_applicable or answer.degree is not None or answer.stated is not None:
        raise Refused("The basic requirement %(code)s is answered with yes or no.", code=answer.code, field=answer.code)


def _veto(plan: Plan, veto: Veto, answer: Answer | None) -> VetoRow:
    holds = answer.holds if answer is not None else None
    anchor, edition = f"{plan.table.edition}#{veto.code}", plan.table.edition
    verdict, message = VETO_WORDS[holds]
    return VetoRow(veto.code, veto.name, veto.kind, verdict, Proof(message, {"name": veto.name}, anchor, edition, veto.authority, holds))


VETO_WORDS: Mapping[bool | None, tuple[Verdict, str]] = {
    True: (Verdict.MET, N_("The basic requirement holds: %(name)s")),
    False: (Verdict.UNMET, N_("The basic requirement does not hold: %(name)s")),
    None: (Verdict.UNDECIDED, N_("Undecided: nothing has been said of this basic requirement yet: %(name)s")),
}


def _sheet(plan: Plan, industry: str, vetoes: tuple[VetoRow, ...], judged: Sequence[Sequence[RowResult]]) -> Sheet:
    scales = _scales(plan, judged)
    made = [_group(plan, group, results, scale) for group, results, scale in zip(plan.groups, judged, scales, strict=True)]
    low, high, most = _sum([total for _group_made, total in made])
    rows = [result for results in judged for result in results]
    decided = not any(veto.verdict is Verdict.UNDECIDED for veto in vetoes) and not any(
        row.verdict is Verdict.UNDECIDED for group, _total in made for row in group.rows
    )
    passed = _passed(plan, vetoes, rows, low, high)
    return Sheet(
        edition=plan.table.edition,
        table_digest=plan.table.digest,
        industry=industry,
        low=_shown(plan, low),
        high=_shown(plan, high),
        max=_shown(plan, most),
        decided=decided,
        passed=passed,
        vetoes=vetoes,
        groups=tuple(group for group, _total in made),
        proof=_total_proof(plan, low, high, decided=decided, passed=passed),
    )


def _scales(plan: Plan, judged: Sequence[Sequence[RowResult]]) -> list[Decimal]:
    """Return the points of each group; under `rescale` a group in which nothing applies gives its weight to the others in proportion."""
    if plan.na_policy != "rescale":
        return [group.weight for group in plan.groups]
    counts = [any(result.applies for result in results) for results in judged]
    total = sum((group.weight for group, some in zip(plan.groups, counts, strict=True) if some), ZERO)
    return [group.weight * plan.total / total if some else ZERO for group, some in zip(plan.groups, counts, strict=True)]


def _group(plan: Plan, group: GroupPlan, results: Sequence[RowResult], scale: Decimal) -> tuple[SheetGroup, Range]:
    must_most, optional_most = _points_each(plan, results, scale)
    made = [_row(plan, result, must_most, optional_most) for result in results]
    low, high, most = _sum([total for _row_made, total in made])
    rows = tuple(row for row, _total in made)
    return SheetGroup(group.code, group.name, group.weight, _shown(plan, low), _shown(plan, high), _shown(plan, most), rows), (low, high, most)


def _points_each(plan: Plan, results: Sequence[RowResult], scale: Decimal) -> tuple[Decimal, Decimal]:
    """Return the points of one mandatory and of one optional half: equal shares; a half that nobody has gives its share to the other."""
    counted = [result for result in results if result.applies or plan.na_policy != "rescale"]
    musts = sum(result.plan.must is not None for result in counted)
    optionals = sum(result.plan.optional is not None for result in counted)
    if not musts or not optionals:
        each = scale / max(musts, optionals, 1)
        return each if musts else ZERO, each if optionals else ZERO
    return scale * plan.mandatory_share / HUNDRED / musts, scale * plan.optional_share / HUNDRED / optionals


def _row(plan: Plan, result: RowResult, must_most: Decimal, optional_most: Decimal) -> tuple[SheetRow, Range]:
    row = result.plan.row
    total = _points(plan, result, must_most if result.plan.must is not None else ZERO, optional_most if result.plan.optional is not None else ZERO)
    low, high, most = _shown(plan, total[0]), _shown(plan, total[1]), _shown(plan, total[2])
    must = result.must.ok if result.must is not None else None
    values: dict[str, Value] = {"low": low, "high": high, "max": most, "name": row.name}
    message = N_("%(name)s: %(low)s of %(max)s points.") if low == high else N_("%(name)s: between %(low)s and %(high)s of %(max)s points.")
    why = Proof(message, values, result.plan.anchor, plan.table.edition, result.plan.authority, must, result.why)
    made = SheetRow(row.code, row.name, row.sub, row.unit, result.plan.need, low, high, most, result.verdict, must, result.figure, result.needs, why)
    return made, total


def _points(plan: Plan, result: RowResult, must_most: Decimal, optional_most: Decimal) -> Range:
    most = must_most + optional_most
    if not result.applies:
        if plan.na_policy == "rescale":
            return NOTHING
        return (most, most, most) if plan.na_policy == "full" else (ZERO, ZERO, most)
    must, optional = _share(result.must), _share(result.optional)
    return must[0] * must_most + optional[0] * optional_most, must[1] * must_most + optional[1] * optional_most, most


def _share(half: Judged | None) -> tuple[Decimal, Decimal]:
    return (half.low, half.high) if half is not None else (ZERO, ZERO)


def _sum(ranges: Sequence[Range]) -> Range:
    return (
        sum((low for low, _high, _most in ranges), ZERO),
        sum((high for _low, high, _most in ranges), ZERO),
        sum((most for _low, _high, most in ranges), ZERO),
    )


def _passed(plan: Plan, vetoes: Sequence[VetoRow], rows: Sequence[RowResult], low: Decimal, high: Decimal) -> bool | None:
    musts = [row.must.ok for row in rows if row.must is not None]
    oks = [*(veto.proof.ok for veto in vetoes), *musts]
    if plan.pass_total is not None:
        enough = True if _shown(plan, low) >= plan.pass_total else False if _shown(plan, high) < plan.pass_total else None
        oks.append(enough)
    if False in oks:
        return False
    return None if None in oks else True


def _total_proof(plan: Plan, low: Decimal, high: Decimal, *, decided: bool, passed: bool | None) -> Proof:
    values: dict[str, Value] = {"low": _shown(plan, low), "high": _shown(plan, high), "places": plan.table.places.whole, "max": plan.total}
    message = N_("The groups add up to between %(low)s and %(high)s of %(max)s points: some rows are undecided.")
    if decided or low == high:
        message = N_("The groups add up to %(low)s of %(max)s points.")
    children = (
        Proof("Each figure shown is rounded once, half up, to %(places)s places, from the exact figure.", values, authority=plan.table.places.authority),
        Proof(NA_WORDS[plan.na_policy], {}, authority=plan.table.na_policy.authority),
        Proof(PASS_WORDS[passed], {}, authority=plan.table.authority, ok=passed),
    )
    return Proof(message, values, plan.table.edition, plan.table.edition, plan.table.authority, passed, children)


NA_WORDS: Mapping[str, str] = {
    "rescale": N_("Rows that do not apply are left out and the others share their points."),
    "full": N_("Rows that do not apply count with all their points."),
    "zero": N_("Rows that do not apply count with no points."),
}
PASS_WORDS: Mapping[bool | None, str] = {
    True: N_("Every basic requirement and every mandatory demand is met."),
    False: N_("A basic requirement, a mandatory demand or the pass line is not met."),
    None: N_("It cannot be said yet whether every basic requirement and every mandatory demand is met."),
}


def _shown(plan: Plan, figure: Decimal) -> Decimal:
    return figure.quantize(plan.quantum, rounding=ROUND_HALF_UP)
