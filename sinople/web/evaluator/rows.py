"""Rows of the verification: what was declared, what was found, the evidence, whether they agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext

from sinople.applications import queries as applications
from sinople.evaluation import queries
from sinople.evaluation.queries import Engagement, Verified
from sinople.files import queries as files
from sinople.files.queries import EvidenceRow
from sinople.kernel.acting import Acting
from sinople.kernel.text import Text
from sinople.law.packs import Table
from sinople.law.scoring import Answer
from sinople.web.evaluator.forms import VerifiedForm
from sinople.web.requests import Request, bind
from sinople.web.things import notes_of
from sinople.web.things.asking import BASIC, Asked, asked_now, asked_row, degree_words, steps_of

FIGURES = "figures"  # the figures of the data book, as a group of their own


@dataclass(frozen=True, slots=True)
class VerifyRow:
    """One row ready to draw."""

    code: str
    name: Text
    unit: str
    declared: object
    note: str
    form: VerifiedForm | None  # none where the figure is worked out from others
    form_id: str
    files: tuple[EvidenceRow, ...]
    is_done: bool
    differs: bool
    by: str
    notes: Sequence[Text] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How many rows were looked at."""

    done: int
    whole: int

    @property
    def share(self) -> int:
        """Return the share in per cent."""
        return 100 * self.done // self.whole if self.whole else 0


@dataclass(frozen=True, slots=True)
class GroupTab:
    """One group in the tabs."""

    code: str
    name: Text | None
    href: str
    progress: Progress


def codes_of(engagement: Engagement, table: Table, group: str) -> tuple[list[str], list[str]]:
    """Return the rows and the figures of a group that an evaluator records."""
    return _codes_in(table, group, *queries.verified_facts(engagement))


def _codes_in(table: Table, group: str, answers: Mapping[str, Answer], readings: Mapping[str, Decimal]) -> tuple[list[str], list[str]]:
    if group == FIGURES:
        return [], _figures_asked(table, readings)
    return [row.code for row in asked_now(table, group, answers) if not row.is_worked_out], []


def _figures_asked(table: Table, readings: Mapping[str, Decimal]) -> list[str]:
    """Return the figures that the table knows, in its order; those of other years and of products (`code@2021`, `code@p1`) after those of the year."""
    place = {quantity.code: n for n, quantity in enumerate(table.quantities)}
    known = [code for code in readings if code.partition("@")[0] in place]
    return sorted(known, key=lambda code: (code.partition("@")[2], place[code.partition("@")[0]]))


def progress_of(engagement: Engagement) -> Progress:
    """Return how far the whole verification is."""
    tabs = tabs_of(engagement, applications.table_of(engagement.application))
    return Progress(sum(tab.progress.done for tab in tabs), sum(tab.progress.whole for tab in tabs))


def tabs_of(engagement: Engagement, table: Table) -> list[GroupTab]:
    """Return the tabs: basic requirements, figures, then the groups of the table."""
    done, (answers, readings) = queries.verified_of(engagement), queries.verified_facts(engagement)
    named: list[tuple[str, Text | None]] = [(BASIC, None), (FIGURES, None), *((group.code, group.name) for group in table.groups)]
    tabs = [GroupTab(code, name, href_of(engagement, code), _progress(_codes_in(table, code, answers, readings), done)) for code, name in named]
    return [tab for tab in tabs if tab.name is not None or tab.progress.whole]


def href_of(engagement: Engagement, group: str) -> str:
    """Return the address of a group's verification."""
    return reverse("evaluator:group", kwargs={"key": engagement.key, "group": group})


def verify_form(request: Request, table: Table, group: str, code: str, stands: Verified | None) -> VerifiedForm:
    """Return the form of one row, bound to what was sent or typed."""
    return bind(VerifiedForm, request, **_kwargs(table, _asked(table, group, code), stands))


def rows_of(acting: Acting, engagement: Engagement, table: Table, group: str, typed: Mapping[str, VerifiedForm]) -> list[VerifyRow]:
    """Return the rows of a group; `typed` keeps the forms that were refused."""
    return _figures(acting, engagement, table, typed) if group == FIGURES else _answers(acting, engagement, table, group, typed)


def _answers(acting: Acting, engagement: Engagement, table: Table, group: str, typed: Mapping[str, VerifiedForm]) -> list[VerifyRow]:
    answers, _readings = applications.declared_facts(engagement.application)
    given, done, differences = applications.given(engagement.application), queries.verified_of(engagement), queries.differences(engagement)
    wanted = asked_now(table, group, queries.verified_facts(engagement)[0])
    seen = files.rows_of(acting, [key for row in wanted if row.code in given for key in given[row.code].evidence_keys])
    sheet = applications.declared_sheet(engagement.application)
    values = {row.code: row.value for row in sheet.rows} if sheet else {}
    notes = notes_of(engagement.application)
    made = []
    for row in wanted:
        stands = done.get(("answer", row.code))
        said = answers.get(row.code, Answer(row.code))
        form = None if row.is_worked_out else typed.get(row.code) or VerifiedForm(**_kwargs(table, row, stands))
        keys = given[row.code].evidence_keys if row.code in given else []
        found = tuple(seen[key] for key in keys if key in seen)
        declared = values.get(row.code) if row.is_worked_out else declared_words(said, row)
        made.append(
            VerifyRow(
                row.code,
                row.name,
                row.unit,
                declared,
                said.reason,
                form,
                f"v_{row.code}",
                found,
                stands is not None,
                row.code in differences,
                _name(stands),
                notes.get(row.code, ()),
            )
        )
    return made


def _figures(acting: Acting, engagement: Engagement, table: Table, typed: Mapping[str, VerifiedForm]) -> list[VerifyRow]:
    _answers_said, readings = applications.declared_facts(engagement.application)
    done, differences = queries.verified_of(engagement), queries.differences(engagement)
    codes = _figures_asked(table, readings)
    entered = queries.readings_behind(engagement, codes)
    seen = files.rows_of(acting, [row.evidence_key for row in entered.values() if row.evidence_key])
    products = [product.name for product in applications.declared_context(engagement.application).products]
    made = []
    for code in codes:
        stands, shown, asked = done.get(("reading", code)), entered.get(code), _figure(table, code, products)
        form = typed.get(code) or VerifiedForm(**_kwargs(table, asked, stands))
        found = (seen[shown.evidence_key],) if shown and shown.evidence_key in seen else ()
        note = shown.boundary if shown else ""
        made.append(
            VerifyRow(code, asked.name, asked.unit, readings[code], note, form, f"v_{code}", found, stands is not None, code in differences, _name(stands))
        )
    return made


def declared_words(said: Answer, asked: Asked | None = None) -> object:
    """Return what was declared, in words or as a figure."""
    if said.not_applicable:
        return gettext("not applicable")
    if said.stated is not None:
        return said.stated
    if said.ticks is not None and asked is not None:
        return (
            Text(*("、".join(words) for words in zip(*((name.zh, name.en) for code, name in asked.options if code in said.ticks), strict=True)))
            if said.ticks
            else "—"
        )
    return degree_words(said.degree) if said.degree is not None else said.holds


def _asked(table: Table, group: str, code: str) -> Asked:
    if group == FIGURES:
        if all(quantity.code != code.partition("@")[0] for quantity in table.quantities):
            raise Http404
        return _figure(table, code, ())
    row = asked_row(table, group, code)
    if row.is_worked_out:
        raise Http404
    return row


def _figure(table: Table, code: str, products: Sequence[str]) -> Asked:
    quantity, place = table.quantity(code.partition("@")[0]), code.partition("@")[2]
    whose = products[int(place[1:]) - 1] if place.startswith("p") and place[1:].isdecimal() and int(place[1:]) <= len(products) else place
    name = Text(f"{quantity.name.zh} · {whose}", f"{quantity.name.en} · {whose}") if whose else quantity.name
    return Asked(code, name, None, quantity.unit, frozenset({"stated"}))


def _kwargs(table: Table, asked: Asked, stands: Verified | None) -> dict[str, Any]:
    initial: dict[str, Any] = {"version": 0}
    if stands is not None:
        initial = {
            "holds": {True: "yes", False: "no", None: ""}[stands.holds], "degree": _plain(stands.degree), "value": _plain(stands.value), "ticks": stands.ticks or [],
            "reason": stands.reason, "version": stands.version,
        }  # fmt: skip
    return {"auto_id": f"{asked.code}_%s", "asked": asked, "steps": steps_of(table), "form_id": f"v_{asked.code}", "initial": initial}


def _plain(value: Decimal | None) -> str:
    return f"{value.normalize():f}" if value is not None else ""


def _progress(codes: tuple[list[str], list[str]], done: Mapping[tuple[str, str], Verified]) -> Progress:
    keys = [*(("answer", code) for code in codes[0]), *(("reading", code) for code in codes[1])]
    return Progress(sum(key in done for key in keys), len(keys))


def _name(stands: Verified | None) -> str:
    return stands.person.name if stands else ""
