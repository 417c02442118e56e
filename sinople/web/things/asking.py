"""What a row of the table asks: yes or no, a degree, a figure, ticks of a list or among rows; the same for who declares and who verifies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404
from django.utils.translation import gettext

from sinople.kernel.text import Text
from sinople.law.packs import Indicator, Table
from sinople.law.packs.choices import Choice
from sinople.law.packs.rules import CountOfSet
from sinople.law.packs.tables import Veto
from sinople.law.scoring import Answer

BASIC = "basic"  # the basic requirements, as a group of their own


@dataclass(frozen=True, slots=True)
class Asked:
    """What a row or a choice asks, from the table. `asks` names the fields: holds, degree, stated, ticks, not_applicable.

    `options` can be ticked; `wanted` is how many of them a choice takes, 0 where it is as many as hold.
    """

    code: str
    name: Text
    sub: Text | None
    unit: str
    asks: frozenset[str]
    evidence: Text | None = None
    is_worked_out: bool = False
    options: tuple[tuple[str, Text], ...] = ()
    wanted: int = 0


def every_row(table: Table) -> list[Indicator | Veto]:
    """Return every row of a table that is answered, the basic requirements first."""
    return [*table.vetoes, *table.indicators]


def asked_in(table: Table, group: str) -> list[Asked]:
    """Return what a group asks, what is to be picked before its rows; the basic requirements are a group of their own."""
    if group == BASIC:
        return [Asked(veto.code, veto.name, None, "", frozenset({"holds"})) for veto in table.vetoes]
    found = [_asked(row) for row in table.rows_of(group)]
    if not found:
        raise Http404
    return [*(_picked(table, choice) for choice in table.choices if group_of(table, choice.code) == group), *found]


def asked_now(table: Table, group: str, answers: Mapping[str, Answer]) -> list[Asked]:
    """Return what a group asks, without the rows that do not count as things were picked."""
    left_out = {row for choice in table.choices for row in _left_out(choice, answers.get(choice.code))}
    return [row for row in asked_in(table, group) if row.code not in left_out]


def asked_row(table: Table, group: str, code: str) -> Asked:
    """Return what one row asks."""
    for row in asked_in(table, group):
        if row.code == code:
            return row
    raise Http404


def group_of(table: Table, code: str) -> str:
    """Return the group that a row stands in, or the first row of a choice."""
    code = next((choice.options[0][1][0] for choice in table.choices if choice.code == code), code)
    return next((row.group for row in table.indicators if row.code == code), BASIC)


def steps_of(table: Table) -> Sequence[Decimal]:
    """Return the degrees that can be given, from not at all to fully."""
    step = table.degree_step.number
    return [(step * n).normalize() for n in range(int(1 / step) + 1)] if step else [Decimal(0), Decimal(1)]


def degree_words(step: Decimal) -> str:
    """Return how far a row is met, in words and per cent."""
    share = {"share": f"{step * 100:.0f} %"}
    if step == 0:
        return gettext("not met (%(share)s)") % share
    return gettext("fully met (%(share)s)") % share if step == 1 else gettext("met in part (%(share)s)") % share


def _asked(row: Indicator) -> Asked:
    options = tuple((item.code, item.name) for rule in (row.must, row.optional) if isinstance(rule, CountOfSet) for item in rule.items)
    return Asked(row.code, row.name, row.sub, row.unit, row.asks, row.evidence, row.is_measured and bool(row.formula), tuple(dict(options).items()))


def _picked(table: Table, choice: Choice) -> Asked:
    names = {path.code: path.name for path in choice.paths} if choice.kind == "any_of" else {code: table.indicator(code).name for code in choice.rows}
    return Asked(choice.code, choice.name, None, "", frozenset({"ticks"}), options=tuple(names.items()), wanted=choice.wanted)


def _left_out(choice: Choice, answer: Answer | None) -> set[str]:
    """Return the rows that were not picked; while one of n is open they can all be seen, while a path is open none of them."""
    ticks = set(answer.ticks or ()) if answer is not None else set()
    if choice.kind == "choose_k_of_n" and len(ticks) < choice.wanted:
        return set()
    counting = {row for code, rows in choice.options if code in ticks for row in rows}
    return {row for _code, rows in choice.options for row in rows} - counting
