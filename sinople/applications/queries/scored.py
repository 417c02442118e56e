"""What an application comes to: answers and figures as they stand or were declared, what the table looks at besides, and the sheet."""

import json
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sinople.applications.models import Application, Given, Snapshot
from sinople.applications.rules import deep, flat, looks_at
from sinople.applications.states import State
from sinople.audit.asking import Place, Question
from sinople.databook import queries as databooks
from sinople.law.packs import Table
from sinople.law.scoring import Answer, Context, Product, Sheet, score, sheet_from_json
from sinople.law.scoring.entries import Entry
from sinople.people import queries as people
from sinople.schemes import queries as schemes

Figures = dict[str, Decimal]


def table_of(application: Application) -> Table:
    """Return the indicator table that the application is pinned to."""
    return schemes.pack_of(application.pack_digest).table_for(application.call.requirements_code, application.call.title_code)


def given(application: Application) -> dict[str, Given]:
    """Return the applicant's answers by row."""
    return {row.code: row for row in _GIVEN.things(application=application.pk)}


_GIVEN = Question(lambda: Given.objects.filter(application_id=Place("application")).select_related("person").order_by("code"))


def given_to(application: Application, code: str) -> Given | None:
    """Return the applicant's answer to one row."""
    found: Given | None = _GIVEN_TO.thing(application=application.pk, code=code)
    return found


_GIVEN_TO = Question(lambda: Given.objects.filter(application_id=Place("application"), code=Place("code")).select_related("person"))


def answers_of(application: Application) -> dict[str, Answer]:
    """Return the applicant's answers as scoring takes them."""
    return {code: as_answer(row) for code, row in given(application).items()}


def as_answer(row: Given) -> Answer:
    """Return one answer as scoring takes it."""
    return Answer(row.code, row.holds, _tidy(row.degree), _tidy(row.stated), row.not_applicable, row.reason, _ticks(row.ticks))


def context_of(application: Application) -> Context:
    """Return what the table looks at besides the answers and figures of its year: other years, products, titles held, the place. Nothing that it does not ask."""
    table = table_of(application)
    looks = looks_at(table)
    context = Context(application.year, holdings=people.holdings_of(application.organisation_id) if looks.holdings else None, region=application.district)
    if looks.products:
        context = replace(context, products=databooks.context_of(application.site_id, application.year).products)
    if looks.years:
        series = databooks.series_of(application.site_id, [application.year - n for n in range(1, looks.years + 1)])
        asked = {quantity.code for quantity in table.quantities}
        context = replace(context, years={year: {code: figure for code, figure in known.items() if code in asked} for year, known in series.items()})
    return context


def readings_of(application: Application, context: Context | None = None) -> Figures:
    """Return the figures of the data books that the application draws from, those of other years and of products by their own names (`code@2021`, `code@p1`)."""
    return flat(databooks.values_of(application.site_id, application.year), context or context_of(application))


def live_sheet(application: Application) -> Sheet:
    """Return the sheet as it stands now, from the data book and the answers."""
    context = context_of(application)
    return sheet_of(application, answers_of(application), readings_of(application, context), context)


def sheet_of(application: Application, answers: dict[str, Answer], figures: Figures, context: Context) -> Sheet:
    """Return the sheet of the application for any answers and figures: the applicant's, the evaluator's."""
    table, entry = table_of(application), entry_of(application, answers, figures, context)
    reference = schemes.references(table.edition, application.industry)
    return score(table, entry.answers, entry.readings, industry=entry.industry, reference=reference, context=entry.context)


def entry_of(application: Application, answers: dict[str, Answer], figures: Figures, context: Context) -> Entry:
    """Return answers and figures as scoring takes them: figures of other years and of products go into the context."""
    readings, whole = deep(figures, context)
    return Entry(answers, readings, application.industry, whole)


def snapshot_of(application: Application, kind: str) -> Snapshot | None:
    """Return the latest snapshot of a kind."""
    return Snapshot.objects.filter(application=application, kind=kind).order_by("-n").first()


def declared_sheet(application: Application) -> Sheet | None:
    """Return the sheet as it was declared."""
    found = _DECLARED.ask(application=application.pk)
    return _sheet_frozen(*found[0]) if found else None


_DECLARED = Question(
    lambda: Snapshot.objects.filter(application_id=Place("application"), kind=Snapshot.Kind.DECLARED).order_by("-n").values_list("pk", "digest")[:1]
)


@lru_cache(maxsize=64)
def _sheet_frozen(pk: int, _digest: str) -> Sheet:
    """Return the sheet of a snapshot, kept in this process: what a digest stands for never changes."""
    return sheet_from_json(Snapshot.objects.values_list("sheet", flat=True).get(pk=pk))


def declared_facts(application: Application) -> tuple[dict[str, Answer], Figures]:
    """Return answers and figures as they were declared."""
    found = _DECLARED.ask(application=application.pk)
    answers, figures, _context = _facts_frozen(*found[0]) if found else ({}, {}, None)
    return dict(answers), dict(figures)


def declared_context(application: Application) -> Context:
    """Return what the table looked at besides, as it was declared."""
    found = _DECLARED.ask(application=application.pk)
    said = _facts_frozen(*found[0])[2] if found else None
    if said is None:
        return context_of(application)
    holdings = frozenset(said["holdings"]) if said["holdings"] is not None else None
    return Context(application.year, products=tuple(Product(name, kind) for name, kind in said["products"]), holdings=holdings, region=said["region"])


@lru_cache(maxsize=64)
def _facts_frozen(pk: int, _digest: str) -> tuple[dict[str, Answer], Figures, dict[str, Any] | None]:
    """Return answers, figures and context of a snapshot, kept in this process like its sheet."""
    said = json.loads(Snapshot.objects.values_list("content", flat=True).get(pk=pk))
    answers = {code: _answer(code, row) for code, row in said["answers"].items()}
    return answers, {code: Decimal(value) for code, value in said["readings"].items()}, said.get("context")


def declared_entry(application: Application) -> Entry:
    """Return answers and figures as they were declared, as scoring takes them."""
    return entry_of(application, *declared_facts(application), declared_context(application))


def moved_on(application: Application) -> list[str]:
    """Return the quantities of which the data book says something else now than the figures that were declared."""
    if application.state == State.DRAFT:
        return []
    _answers, declared = declared_facts(application)
    now = readings_of(application) if declared else {}
    return sorted(code for code in declared.keys() | now.keys() if declared.get(code) != now.get(code))


def sheet_shown(application: Application) -> Sheet:
    """Return the sheet to show: live while it can be edited before declaring, as declared afterwards."""
    return live_sheet(application) if application.state == State.DRAFT else declared_sheet(application) or live_sheet(application)


def _tidy(value: Decimal | None) -> Decimal | None:
    return value.normalize() if value is not None else None


def _ticks(said: object) -> tuple[str, ...] | None:
    return tuple(str(one) for one in said) if isinstance(said, list) else None


def _answer(code: str, row: dict[str, object]) -> Answer:
    def figure(name: str) -> Decimal | None:
        return Decimal(str(row[name])) if row.get(name) is not None else None

    holds = row.get("holds")
    return Answer(
        code, bool(holds) if holds is not None else None, figure("degree"), figure("stated"), bool(row.get("not_applicable")), str(row.get("reason", "")),
        _ticks(row.get("ticks")),
    )  # fmt: skip
