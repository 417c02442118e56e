"""Can an answer be given to its row: is there such a row, does it ask that."""

from sinople.kernel.refused import Refused
from sinople.law.packs.rules import CountOfSet
from sinople.law.packs.tables import Table
from sinople.law.scoring.plans import Plan, RowPlan, plan_of
from sinople.law.scoring.sheets import Answer


def check_answer(table: Table, answer: Answer) -> None:
    """Raise Refused when the answer cannot be given to its row: no such row, no reason, a row that applies to all, a degree off its steps, a wrong tick."""
    plan = plan_of(table)
    if answer.code in plan.vetoes:
        _check_veto(answer)
    elif answer.code in plan.choices:
        _check_choice(plan, answer)
    elif answer.code in plan.rows:
        _check_row(table, plan.rows[answer.code], answer)
    else:
        raise Refused("The table %(edition)s has no row %(code)s.", edition=table.edition, code=answer.code)


def _check_row(table: Table, row: RowPlan, answer: Answer) -> None:
    if answer.not_applicable and not row.row.may_not_apply:
        raise Refused("Row %(code)s applies to everyone; it cannot be marked as not applicable.", code=answer.code, field=answer.code)
    if answer.not_applicable and not answer.reason.strip():
        raise Refused("Say why row %(code)s does not apply.", code=answer.code, field=answer.code)
    if answer.degree is not None and (not 0 <= answer.degree <= 1 or answer.degree % table.degree_step.number):
        raise Refused("The degree of row %(code)s goes from 0 to 1 in steps of %(step)s.", code=answer.code, step=table.degree_step.number, field=answer.code)
    if answer.ticks is not None:
        _check_ticks(answer, {item.code for rule in (row.row.must, row.row.optional) if isinstance(rule, CountOfSet) for item in rule.items})


def _check_ticks(answer: Answer, known: set[str]) -> None:
    unknown = [tick for tick in answer.ticks or () if tick not in known]
    if unknown:
        raise Refused("%(tick)s is not on the list of row %(code)s; tick what is on it.", tick=unknown[0], code=answer.code, field=answer.code)


def _check_choice(plan: Plan, answer: Answer) -> None:
    choice = plan.choices[answer.code]
    _check_ticks(answer, {code for code, _rows in choice.options})
    if len(set(answer.ticks or ())) > choice.wanted:
        raise Refused("At most %(count)s may be picked here (%(code)s).", count=choice.wanted, code=answer.code, field=answer.code)


def _check_veto(answer: Answer) -> None:
    if answer.not_applicable or answer.degree is not None or answer.stated is not None or answer.ticks is not None:
        raise Refused("The basic requirement %(code)s is answered with yes or no.", code=answer.code, field=answer.code)
