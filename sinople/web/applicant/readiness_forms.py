"""The form of a title's readiness: what if an answer or a figure were another, how much effort a step takes, the goal, the day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from sinople.kernel.refused import Refused
from sinople.kernel.text import Text
from sinople.law.packs import Indicator, Table
from sinople.law.packs.choices import AnyOf, Choice
from sinople.law.packs.rules import CountOfSet
from sinople.law.readiness import MOST_EFFORT, Readiness, Step
from sinople.law.scoring import Answer, SheetRow
from sinople.law.units import parse_number
from sinople.web.context import Words
from sinople.web.things.asking import degree_words, steps_of
from sinople.web.things.readying import Basis
from sinople.web.things.sheets import VERDICTS

HOLDS = (("", "—"), ("yes", _("Yes")), ("no", _("No")))


@dataclass(frozen=True, slots=True)
class Control:
    """One field: its name, its kind (choice, figure, ticks, box, words, effort, day), what stands in it."""

    name: str
    kind: str
    label: Words | Text
    value: str = ""
    options: tuple[tuple[str, Words | Text], ...] = ()
    chosen: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of the table with its fields and its next step."""

    code: str
    name: Text
    word: Words
    tone: str
    row: SheetRow | None
    controls: tuple[Control, ...]
    step: Step | None
    effort: Control | None


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: answers, figures, efforts, goal, day, a word; `raw` are the fields as they were sent."""

    answers: Mapping[str, Answer]
    readings: Mapping[str, Decimal]
    efforts: Mapping[str, int]
    goal: Decimal | None = None
    target_on: date | None = None
    words: str = ""
    raw: Mapping[str, str] = field(default_factory=dict)

    def shown(self, name: str, stands: object = None) -> str:
        """Return what stands in a field: as it was sent, else what is known."""
        if name in self.raw:
            return self.raw[name]
        return "" if stands is None else f"{stands:f}" if isinstance(stands, Decimal) else str(stands)


def untouched(basis: Basis) -> Typed:
    """Return the form before anybody typed."""
    return Typed(basis.answers, basis.readings, {})


def read(sent: QueryDict, basis: Basis, table: Table) -> Typed:
    """Return what was typed; raise Refused beside the field when something is no figure or no day."""
    raw = {name: str(sent.get(name) or "") for name in sent}
    answers = {**basis.answers, **{code: _answer(sent, raw, code, basis.answers.get(code)) for code in _codes(table)}}
    readings = {
        **basis.readings,
        **{row.code: parse_number(raw[f"q_{row.code}"], field=f"q_{row.code}") for row in table.quantities if raw.get(f"q_{row.code}", "").strip()},
    }
    emptied = {row.code for row in table.quantities if raw.get(f"q_{row.code}", "-").strip() == ""}
    efforts = {name.removeprefix("effort_"): effort_of(name, typed) for name, typed in raw.items() if name.startswith("effort_") and typed.strip()}
    goal = raw.get("goal", "").strip()
    return Typed(
        _said(answers), {code: value for code, value in readings.items() if code not in emptied}, efforts,
        parse_number(goal, field="goal", limit=Decimal(1000)) if goal else None, _day(raw.get("target_on", "")), raw.get("words", "")[:600], raw,
    )  # fmt: skip


def kept(sent: QueryDict, basis: Basis) -> Typed:
    """Return the form over a refusal: what was typed stands in it, and nothing is worked out from it."""
    return replace(untouched(basis), raw={name: str(sent.get(name) or "") for name in sent})


def effort_of(name: str, typed: str) -> int:
    """Return a whole number of units of effort; raise Refused beside its field when it is none."""
    figure = typed.strip()
    if not figure.isascii() or not figure.isdigit() or int(figure) > MOST_EFFORT:
        raise Refused("Effort is a whole number from 0 to %(most)s.", field=name, most=MOST_EFFORT)
    return int(figure)


def _day(typed: str) -> date | None:
    try:
        return parse_date(typed.strip())
    except ValueError:
        raise Refused("This is no day of the calendar.", field="target_on") from None


def _answer(sent: QueryDict, raw: Mapping[str, str], code: str, stood: Answer | None) -> Answer:
    answer = stood or Answer(code)
    if f"holds_{code}" in raw:
        answer = replace(answer, holds={"yes": True, "no": False}.get(raw[f"holds_{code}"]))
    if f"degree_{code}" in raw:
        answer = replace(answer, degree=_figure(raw, f"degree_{code}"))
    if f"stated_{code}" in raw:
        answer = replace(answer, stated=_figure(raw, f"stated_{code}"))
    if f"asked_{code}" in raw:
        answer = replace(answer, ticks=tuple(map(str, sent.getlist(f"ticks_{code}"))) or None)
    if f"reason_{code}" in raw:
        answer = replace(answer, not_applicable=f"away_{code}" in raw, reason=raw[f"reason_{code}"][:600])
    return answer


def _figure(raw: Mapping[str, str], name: str) -> Decimal | None:
    return parse_number(raw[name], field=name, negative=True) if raw[name].strip() else None


def _said(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    return {code: answer for code, answer in answers.items() if answer != Answer(code)}


def _codes(table: Table) -> Iterator[str]:
    for rows in (table.vetoes, table.indicators, table.choices):
        yield from (row.code for row in rows)


def rows_of(table: Table, typed: Typed, found: Readiness) -> list[FormRow]:
    """Return the rows of the form: those that are open in front, in the order of the table."""
    steps = {step.code: step for step in found.steps}
    rows = [
        *(_made(choice.code, choice.name, (_("pick"), "info"), None, [_picks(table, choice, typed)], steps, typed) for choice in table.choices),
        *(_made(row.code, row.name, VERDICTS[row.verdict], None, [_holds(row.code, typed)], steps, typed) for row in found.sheet.vetoes),
        *(_made(row.code, row.name, VERDICTS[row.verdict], row, _controls(table, table.indicator(row.code), typed), steps, typed) for row in found.sheet.rows),
    ]
    return sorted(rows, key=lambda row: row.step is None)


def figures_of(table: Table, typed: Typed) -> list[Control]:
    """Return the figures of the data book that the table stands on, one field each."""
    return [
        Control(f"q_{row.code}", "figure", row.name, typed.shown(f"q_{row.code}", typed.readings.get(row.code)), unit=row.unit.strip("-"))
        for row in table.quantities if row.over is None and not row.formula and row.each == "site"
    ]  # fmt: skip


def _made(
    code: str, name: Text, word: tuple[Words, str], row: SheetRow | None, controls: Iterable[Control], steps: Mapping[str, Step], typed: Typed
) -> FormRow:
    step = steps.get(code)
    has_effort = step is not None and step.kind != "pick"
    effort = Control(f"effort_{code}", "effort", _("Effort of one step"), typed.shown(f"effort_{code}", typed.efforts.get(code, 1))) if has_effort else None
    return FormRow(code, name, *word, row, tuple(controls), step, effort)


def _controls(table: Table, row: Indicator, typed: Typed) -> Iterator[Control]:
    answer, code = typed.answers.get(row.code) or Answer(row.code), row.code
    if "holds" in row.asks:
        yield _holds(code, typed)
    if "degree" in row.asks:
        options = (("", "—"), *((f"{step:f}", degree_words(step)) for step in steps_of(table)))
        yield Control(f"degree_{code}", "choice", _("To which degree is it met?"), typed.shown(f"degree_{code}", answer.degree), options)
    if "stated" in row.asks:
        yield Control(f"stated_{code}", "figure", _("Figure"), typed.shown(f"stated_{code}", answer.stated), unit=row.unit.strip("-"))
    if "ticks" in row.asks:
        yield _ticks(code, [(item.code, item.name) for rule in (row.must, row.optional) if isinstance(rule, CountOfSet) for item in rule.items], typed)
    if row.may_not_apply:
        yield Control(f"away_{code}", "box", _("Does not apply to this site"), typed.shown(f"away_{code}", "on" if answer.not_applicable else ""))
        yield Control(f"reason_{code}", "words", _("Reason or note"), typed.shown(f"reason_{code}", answer.reason))


def _holds(code: str, typed: Typed) -> Control:
    answer = typed.answers.get(code)
    said = {True: "yes", False: "no", None: ""}[answer.holds if answer is not None else None]
    return Control(f"holds_{code}", "choice", _("Does it hold?"), typed.shown(f"holds_{code}", said), HOLDS)


def _picks(table: Table, choice: Choice, typed: Typed) -> Control:
    paths = {path.code: path.name for path in choice.paths} if isinstance(choice, AnyOf) else {}
    return _ticks(choice.code, [(code, paths.get(code) or table.indicator(code).name) for code, _rows in choice.options], typed)


def _ticks(code: str, options: Sequence[tuple[str, Text]], typed: Typed) -> Control:
    answer = typed.answers.get(code)
    return Control(f"ticks_{code}", "ticks", _("Pick what applies"), f"asked_{code}", tuple(options), (answer.ticks or ()) if answer else ())


def assumed(basis: Basis, typed: Typed, table: Table) -> list[Step]:
    """Return what was typed otherwise than it stands, as steps of a plan without effort."""
    names = {row.code: row.name for rows in (table.vetoes, table.indicators, table.choices) for row in rows}
    answers = [code for code, answer in typed.answers.items() if basis.answers.get(code) != answer]
    changed = [quantity for quantity in table.quantities if basis.readings.get(quantity.code) != typed.readings.get(quantity.code)]
    return [
        *(Step(code, names[code], "assumed", False, 0) for code in answers if code in names),
        *(
            Step(one.code, one.name, "assumed", False, 0, unit=one.unit, limit=typed.readings.get(one.code), before=basis.readings.get(one.code))
            for one in changed
        ),
    ]
