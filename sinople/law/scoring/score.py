"""The sheet of one applicant under one table: points for every row, a total or its range, passed or not, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from sinople.kernel.refused import Value
from sinople.law.expressions import PRECISION
from sinople.law.marking import N_
from sinople.law.packs.tables import Table, Veto
from sinople.law.scoring import yearly
from sinople.law.scoring.adding import Points, add, group_of, shown
from sinople.law.scoring.choosing import picked
from sinople.law.scoring.deriving import scene_of
from sinople.law.scoring.outcomes import outcome_of
from sinople.law.scoring.plans import Plan, plan_of
from sinople.law.scoring.rows import RowResult, judge_row
from sinople.law.scoring.sharing import scales
from sinople.law.scoring.sheets import NO_CONTEXT, Answer, Context, Proof, References, Sheet, SheetGroup, Verdict, VetoRow


def score(
    table: Table,
    answers: Mapping[str, Answer],
    readings: Mapping[str, Decimal],
    *,
    industry: str,
    reference: References | None = None,
    context: Context = NO_CONTEXT,
) -> Sheet:
    """Return the sheet. Figures stay exact on the way; each one shown is rounded once, half up, to the table's places.

    `readings` are those of the context's year; a table of several years takes the others from `context.years`.
    """
    plan = plan_of(table)
    with localcontext(PRECISION):
        if table.years is None:
            return _of_year(plan, answers, readings, industry, reference or {}, context)
        years = yearly.years_of(table.years, readings, context)
        sheets = [(year, _of_year(plan, answers, known, industry, reference or {}, replace(context, year=year))) for year, known in years]
        return yearly.folded(plan, table.years, sheets)


@dataclass(frozen=True, slots=True)
class _Made:
    """A sheet on its way: rows judged, groups with the exact points of their rows."""

    rows: tuple[RowResult, ...]
    groups: tuple[SheetGroup, ...]
    points: tuple[list[Points], ...]
    vetoes: tuple[VetoRow, ...]


def _of_year(plan: Plan, answers: Mapping[str, Answer], readings: Mapping[str, Decimal], industry: str, reference: References, context: Context) -> Sheet:
    scene = scene_of(plan, industry, readings, reference, context)
    picks = picked(plan, answers)
    judged = [[judge_row(row, answers, scene, picks) for row in group.rows] for group in plan.groups]
    return sheet_of(plan, industry, judged, vetoes_of(plan, answers))


def sheet_of(plan: Plan, industry: str, judged: Sequence[Sequence[RowResult]], vetoes: tuple[VetoRow, ...]) -> Sheet:
    """Return the sheet of one year out of its rows, judged by group."""
    groups = [group_of(plan, group, results, scale) for group, results, scale in zip(plan.groups, judged, scales(plan, judged), strict=True)]
    rows = tuple(result for results in judged for result in results)
    return _sheet(plan, industry, _Made(rows, tuple(group for group, _points in groups), tuple(points for _group, points in groups), vetoes))


def vetoes_of(plan: Plan, answers: Mapping[str, Answer]) -> tuple[VetoRow, ...]:
    """Return the basic requirements as they were answered."""
    return tuple(_veto(plan, veto, answers.get(veto.code)) for veto in plan.table.vetoes)


def _veto(plan: Plan, veto: Veto, answer: Answer | None) -> VetoRow:
    holds = answer.holds if answer is not None else None
    anchor, edition = f"{plan.table.edition}#{veto.code}", plan.table.edition
    verdict, message = VETO_WORDS[holds]
    ok = True if veto.kind == "encouraged" else holds
    return VetoRow(veto.code, veto.name, veto.kind, verdict, Proof(message, {"name": veto.name}, anchor, edition, veto.authority, ok))


VETO_WORDS: Mapping[bool | None, tuple[Verdict, str]] = {
    True: (Verdict.MET, N_("The basic requirement holds: %(name)s")),
    False: (Verdict.UNMET, N_("The basic requirement does not hold: %(name)s")),
    None: (Verdict.UNDECIDED, N_("Undecided: nothing has been said of this basic requirement yet: %(name)s")),
}


def _sheet(plan: Plan, industry: str, made: _Made) -> Sheet:
    bonus, total = _total(plan, made)
    decided = not any(veto.proof.ok is None for veto in made.vetoes) and not any(row.verdict is Verdict.UNDECIDED for row in made.rows)
    passed = _passed(plan, made, total)
    mosts = (points.most for rows in made.points for points in rows)
    return Sheet(
        edition=plan.table.edition,
        table_digest=plan.table.digest,
        industry=industry,
        low=shown(plan, total.low),
        high=shown(plan, total.high),
        max=shown(plan, total.most),
        decided=decided,
        passed=passed,
        vetoes=made.vetoes,
        groups=made.groups,
        proof=_total_proof(plan, total, bonus, decided=decided, passed=passed),
        bonus=bonus,
        outcome=outcome_of(plan, list(zip(made.rows, mosts, strict=True)), total),
        rank=_rank(plan, made.rows),
    )


def _total(plan: Plan, made: _Made) -> tuple[Decimal | None, Points]:
    """Return the bonus, cut at its cap, and the total with it; the most is that without the bonus."""
    pairs = [(group, add(points)) for group, points in zip(plan.groups, made.points, strict=True)]
    total = add([points for group, points in pairs if not group.bonus])
    extras = [points for group, points in pairs if group.bonus]
    if not extras:
        return None, total
    extra = add(extras)
    cap = plan.bonus_cap if plan.bonus_cap is not None else extra.most
    low, high = min(extra.low, cap), min(extra.high, cap)
    return shown(plan, low), Points(total.low + low, total.high + high, total.most)


def _passed(plan: Plan, made: _Made, total: Points) -> bool | None:
    oks = [*(veto.proof.ok for veto in made.vetoes), *(row.must.ok for row in made.rows if row.must is not None)]
    if plan.pass_total is not None:
        oks.append(yearly.reaches(shown(plan, total.low), shown(plan, total.high), plan.pass_total))
    return yearly.all_of(oks)


def _rank(plan: Plan, rows: Sequence[RowResult]) -> Decimal | None:
    ranking = plan.table.ranking
    return next((row.found.figure for row in rows if ranking is not None and row.plan.row.code == ranking.row and row.applies), None)


def _total_proof(plan: Plan, total: Points, bonus: Decimal | None, *, decided: bool, passed: bool | None) -> Proof:
    values: dict[str, Value] = {"low": shown(plan, total.low), "high": shown(plan, total.high), "places": plan.table.places.whole, "max": plan.total}
    message = N_("The groups add up to between %(low)s and %(high)s of %(max)s points: some rows are undecided.")
    if decided or total.low == total.high:
        message = N_("The groups add up to %(low)s of %(max)s points.")
    children = [
        Proof(ROUNDED, values, authority=plan.table.places.authority),
        Proof(NA_WORDS[plan.na_policy], {}, authority=plan.table.na_policy.authority),
        Proof(PASS_WORDS[passed], {}, authority=plan.table.authority, ok=passed),
    ]
    if bonus is not None:
        children.insert(0, Proof(N_("Of these, %(bonus)s points come on top."), {"bonus": bonus}, authority=plan.table.authority))
    return Proof(message, values, plan.table.edition, plan.table.edition, plan.table.authority, passed, tuple(children))


ROUNDED = N_("Each figure shown is rounded once, half up, to %(places)s places, from the exact figure.")
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
