"""Rows of the answers' pages: the law's row, its form, its points now, its evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from sinople.applications import queries
from sinople.applications.queries import Application, Given
from sinople.files import queries as files
from sinople.files.queries import EvidenceRow
from sinople.kernel.acting import Acting
from sinople.kernel.text import Text
from sinople.law.packs import Table
from sinople.law.scoring import Sheet
from sinople.web.applicant.forms import AnswerForm
from sinople.web.requests import Request, bind
from sinople.web.things.asking import BASIC, Asked, asked_now, group_of, steps_of
from sinople.web.things.sheets import Line, SheetView, notes_of, sheet_view


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One row ready to draw."""

    asked: Asked
    form: AnswerForm
    line: Line | None  # none of what is to be picked
    files: tuple[EvidenceRow, ...]
    by: str

    @property
    def is_picked(self) -> bool:
        """Say whether as many were picked as are wanted."""
        return len(self.form["ticks"].value() or ()) == self.asked.wanted


@dataclass(frozen=True, slots=True)
class GroupTab:
    """One heading in the tabs: its words, its address, how many rows are open."""

    code: str
    name: Text | None
    href: str
    open: int


def answer_form(request: Request, table: Table, asked: Asked, given: Given | None) -> AnswerForm:
    """Return the row's form, bound to what was sent or typed."""
    return bind(AnswerForm, request, **_kwargs(table, asked, given))


def answer_rows(acting: Acting, table: Table, group: str, application: Application, sheet: Sheet, typed: Mapping[str, AnswerForm]) -> list[AnswerRow]:
    """Return the rows of a group; `typed` keeps the forms that were refused."""
    given = queries.given(application)
    wanted = asked_now(table, group, {code: queries.as_answer(row) for code, row in given.items()})
    found = files.rows_of(acting, [key for row in wanted if row.code in given for key in given[row.code].evidence_keys])
    lines = {line.code: line for line in all_lines(sheet_view(sheet, table=table, notes=notes_of(application)))}
    return [_row(table, row, given.get(row.code), lines.get(row.code), found, typed.get(row.code)) for row in wanted]


def tabs_of(application: Application, shown: SheetView) -> list[GroupTab]:
    """Return the tabs over the groups with the number of rows still open in each."""
    open_basic = sum(line.tone == "wait" for line in shown.basic)
    rest = [GroupTab(heading.code, heading.name, _href(application, heading.code), sum(bool(line.needs) for line in heading.lines)) for heading in shown.groups]
    return [GroupTab(BASIC, None, _href(application, BASIC), open_basic), *rest] if shown.basic else rest


def all_lines(shown: SheetView) -> list[Line]:
    """Return every line of a sheet, the basic requirements first."""
    return [*shown.basic, *(line for heading in shown.groups for line in heading.lines)]


def whereabouts(application: Application, table: Table, code: str) -> str:
    """Return the address at which a row is answered."""
    return f"{_href(application, group_of(table, code))}#id_{code}"


def _href(application: Application, group: str) -> str:
    return reverse("applicant:group", kwargs={"key": application.key, "group": group})


def _kwargs(table: Table, asked: Asked, given: Given | None) -> dict[str, Any]:
    return {"auto_id": f"{asked.code}_%s", "asked": asked, "steps": steps_of(table), "initial": _initial(given)}


def _initial(given: Given | None) -> dict[str, Any]:
    if given is None:
        return {"version": 0}
    said = queries.as_answer(given)
    return {
        "holds": {True: "yes", False: "no", None: ""}[said.holds], "degree": "" if said.degree is None else f"{said.degree:f}", "stated": said.stated, "ticks": list(said.ticks or ()),
        "not_applicable": said.not_applicable, "reason": said.reason, "version": given.version,
    }  # fmt: skip


def _row(table: Table, asked: Asked, given: Given | None, line: Line | None, found: Mapping[str, EvidenceRow], typed: AnswerForm | None) -> AnswerRow:
    form = typed if typed is not None else AnswerForm(**_kwargs(table, asked, given))
    keys = given.evidence_keys if given else []
    return AnswerRow(asked, form, line, tuple(found[key] for key in keys if key in found), given.person.name if given else "")
