"""Which rows count: what an applicant picked of k out of n, or which path was taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sinople.law.scoring.plans import Plan
from sinople.law.scoring.sheets import Answer


@dataclass(frozen=True, slots=True)
class Picked:
    """The rows that do not count, and those that stand for a choice that is still open, each with the code of its choice."""

    left_out: Mapping[str, str] = field(default_factory=dict)
    open: Mapping[str, str] = field(default_factory=dict)


def picked(plan: Plan, answers: Mapping[str, Answer]) -> Picked:
    """Return what was picked. While a choice is open, as many rows as are wanted stand in for it, undecided."""
    left_out: dict[str, str] = {}
    waiting: dict[str, str] = {}
    for choice in plan.choices.values():
        answer = answers.get(choice.code)
        ticks = dict.fromkeys(answer.ticks) if answer is not None and answer.ticks is not None else {}
        known = [code for code, _rows in choice.options if code in ticks]
        is_open = len(known) != choice.wanted
        taken = [code for code, _rows in choice.options][: choice.wanted] if is_open else known
        counting = {row for code, rows in choice.options if code in taken for row in rows}
        left_out |= {row: choice.code for _code, rows in choice.options for row in rows if row not in counting}
        waiting |= dict.fromkeys(counting, choice.code) if is_open else {}
    return Picked(left_out, waiting)
