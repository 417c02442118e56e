"""Rows of the verification: what was declared, what was found, the evidence, whether they agree."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext

from sinople.applications import queries as applications
from sinople.databook import queries as databooks
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
from sinople.web.things.asking import BASIC, Asked, asked_in, degree_words, steps_of

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
    if group == FIGURES:
        readings = applications.declared_facts(engagement.application)[1]
        return [], [quantity.code for quantity in table.quantities if quantity.code in readings]
    return [row.code for row in asked_in(table, group) if not row.is_worked_out], []


def progress_of(engagement: Engagement) -> Progress:
    """Return how far the whole verification is."""
    tabs = tabs_of(engagement, applications.table_of(engagement.application))
    return Progress(sum(tab.progress.done for tab in tabs), sum(tab.progress.whole for tab in tabs))


def tabs_of(engagement: Engagement, table: Table) -> list[GroupTab]:
    """Return the tabs: basic requirements, figures, then the groups of the table."""
    done = queries.verified_of(engagement)
    named: list[tuple[str, Text | None]] = [(BASIC, None), (FIGURES, None), *((group.code, group.name) for group in table.groups)]
    return [GroupTab(code, name, href_of(engagement, code), _progress(codes_of(engagement, table, code), done)) for code, name in named]


def href_of(engagement: Engagement, group: str) -> str:
    """Return the address of a group's verification."""
    return reverse("evaluator:group", kwargs={"key": engagement.key, "group": group})


def verify_form(request: Request, table: Table, group: str, code: str, stands: Verified | None) -> VerifiedForm:
    """Return the form of one row, bound to what was sent or typed."""
    return bind(VerifiedForm, request, **_kwargs(table, code, _asks(table, group, code), stands))


def rows_of(acting: Acting, engagement: Engagement, table: Table, group: str, typed: Mapping[str, VerifiedForm]) -> list[VerifyRow]:
    """Return the rows of a group; `typed` keeps the forms that were refused."""
    return _figures(acting, engagement, table, typed) if group == FIGURES else _answers(acting, engagement, table, group, typed)


def _answers(acting: Acting, engagement: Engagement, table: Table, group: str, typed: Mapping[str, VerifiedForm]) -> list[VerifyRow]:
    answers, _readings = applications.declared_facts(engagement.application)
    given, done, differences = applications.given(engagement.application), queries.verified_of(engagement), queries.differences(engagement)
    wanted = asked_in(table, group)
    seen = files.rows_of(acting, [key for row in wanted if row.code in given for key in given[row.code].evidence_keys])
    sheet = applications.declared_sheet(engagement.application)
    values = {row.code: row.value for row in sheet.rows} if sheet else {}
    made = []
    for row in wanted:
        stands = done.get(("answer", row.code))
        said = answers.get(row.code, Answer(row.code))
        form = None if row.is_worked_out else typed.get(row.code) or VerifiedForm(**_kwargs(table, row.code, _fields(row), stands))
        keys = given[row.code].evidence_keys if row.code in given else []
        found = tuple(seen[key] for key in keys if key in seen)
        declared = values.get(row.code) if row.is_worked_out else declared_words(said)
        made.append(
            VerifyRow(
                row.code, row.name, row.unit, declared, said.reason, form, f"v_{row.code}", found, stands is not None, row.code in differences, _name(stands)
            )
        )
    return made


def _figures(acting: Acting, engagement: Engagement, table: Table, typed: Mapping[str, VerifiedForm]) -> list[VerifyRow]:
    _answers_said, readings = applications.declared_facts(engagement.application)
    book = databooks.databook_of(engagement.application.site_id, engagement.application.year)
    entered, done, differences = databooks.readings_of(book), queries.verified_of(engagement), queries.differences(engagement)
    seen = files.rows_of(acting, [row.evidence_key for row in entered.values() if row.evidence_key])
    made = []
    for quantity in (one for one in table.quantities if one.code in readings):
        stands, shown = done.get(("reading", quantity.code)), entered.get(quantity.code)
        form = typed.get(quantity.code) or VerifiedForm(**_kwargs(table, quantity.code, frozenset({"value"}), stands))
        found = (seen[shown.evidence_key],) if shown and shown.evidence_key in seen else ()
        note = shown.boundary if shown else ""
        made.append(
            VerifyRow(
                quantity.code, quantity.name, quantity.unit, readings[quantity.code], note, form, f"v_{quantity.code}", found, stands is not None,
                quantity.code in differences, _name(stands),
            )
        )  # fmt: skip
    return made


def declared_words(said: Answer) -> object:
    """Return what was declared, in words or as a figure."""
    if said.not_applicable:
        return gettext("not applicable")
    if said.stated is not None:
        return said.stated
    return degree_words(said.degree) if said.degree is not None else said.holds


def _asks(table: Table, group: str, code: str) -> frozenset[str]:
    if group == FIGURES:
        if all(quantity.code != code for quantity in table.quantities):
            raise Http404
        return frozenset({"value"})
    row = next((row for row in asked_in(table, group) if row.code == code and not row.is_worked_out), None)
    if row is None:
        raise Http404
    return _fields(row)


def _fields(row: Asked) -> frozenset[str]:
    return frozenset({"value" if name == "stated" else name for name in row.asks})


def _kwargs(table: Table, code: str, asks: frozenset[str], stands: Verified | None) -> dict[str, Any]:
    initial: dict[str, Any] = {"version": 0}
    if stands is not None:
        initial = {
            "holds": {True: "yes", False: "no", None: ""}[stands.holds], "degree": _plain(stands.degree), "value": _plain(stands.value), "reason": stands.reason,
            "version": stands.version,
        }  # fmt: skip
    return {"auto_id": f"{code}_%s", "asks": asks, "steps": steps_of(table), "form_id": f"v_{code}", "initial": initial}


def _plain(value: Decimal | None) -> str:
    return f"{value.normalize():f}" if value is not None else ""


def _progress(codes: tuple[list[str], list[str]], done: Mapping[tuple[str, str], Verified]) -> Progress:
    keys = [*(("answer", code) for code in codes[0]), *(("reading", code) for code in codes[1])]
    return Progress(sum(key in done for key in keys), len(keys))


def _name(stands: Verified | None) -> str:
    return stands.person.name if stands else ""
