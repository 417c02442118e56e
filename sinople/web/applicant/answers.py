"""The self-evaluation: one page a group, one form a row, saved as one types; the score grows beside it."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from sinople.applications import actions, permissions, queries
from sinople.applications.queries import Application, Given
from sinople.law.scoring import Answer
from sinople.law.units import parse_number
from sinople.web.acts import acts_on
from sinople.web.answers import answer
from sinople.web.applicant import rows
from sinople.web.applicant.applications import own
from sinople.web.applicant.forms import AnswerForm
from sinople.web.applicant.team import colleagues_at
from sinople.web.applicant.uploads import is_saving, keep
from sinople.web.requests import Request
from sinople.web.things.asking import asked_row
from sinople.web.things.sheets import sheet_view


@require_safe
def first(request: Request, key: str) -> HttpResponse:
    """Lead to the first group that still wants something."""
    found = own(request, key)
    tabs = rows.tabs_of(found, sheet_view(queries.live_sheet(found)))
    return redirect(next((tab.href for tab in tabs if tab.open), tabs[0].href))


@require_safe
def group(request: Request, key: str, group: str) -> HttpResponse:
    """Show the rows of a group to be answered, and the score as it stands."""
    return _page(request, own(request, key), group, {})


@require_http_methods(["GET", "HEAD", "POST"])
def row(request: Request, key: str, group: str, code: str) -> HttpResponse:
    """Save the answer to one row: as one types, or by its button."""
    found = own(request, key)
    table = queries.table_of(found)
    asked = asked_row(table, group, code)
    given = queries.given_to(found, code)
    form = rows.answer_form(request, table, asked, given)
    if request.method == "POST" and form.is_valid():
        made = _save(request, found, asked.code, form.cleaned_data, given)
        if is_saving(request):
            return answer(request, "applicant/saved.html", version=made.version)
        return redirect(f"{reverse('applicant:group', kwargs={'key': key, 'group': group})}#id_{code}")
    if is_saving(request):
        return answer(request, "applicant/row_kept.html", stands=given, form=form, status=409)
    return _page(request, found, group, {code: form})


@acts_on(group)
def evidence(request: Request, key: str, group: str, code: str, evidence: str) -> HttpResponse:
    """Take a file off the evidence of a row; the file itself stays."""
    found = own(request, key)
    asked_row(queries.table_of(found), group, code)
    given = queries.given(found)[code]
    left = [one for one in given.evidence_keys if one != evidence]
    actions.answer(application=found, given=queries.as_answer(given), by=request.acting, at=request.moment, version=given.version, evidence_keys=left)
    return redirect(f"{reverse('applicant:group', kwargs={'key': key, 'group': group})}#id_{code}")


def _save(request: Request, application: Application, code: str, typed: Mapping[str, Any], given: Given | None) -> Given:
    keys = None
    if typed["evidence"]:
        kept = keep(request, typed["evidence"], ("applications.application", application.key))
        keys = [*(given.evidence_keys if given else []), kept]
    return actions.answer(
        application=application, given=_answer(code, typed), by=request.acting, at=request.moment, version=typed["version"] or 0, evidence_keys=keys
    )  # fmt: skip


def _answer(code: str, typed: Mapping[str, Any]) -> Answer:
    stated = typed.get("stated", "")
    return Answer(
        code, {"yes": True, "no": False}.get(typed.get("holds", "")), parse_number(typed["degree"]) if typed.get("degree") else None,
        parse_number(stated, field=code) if stated.strip() else None, bool(typed.get("not_applicable")), typed["reason"],
        tuple(typed["ticks"]) if "ticks" in typed else None,
    )  # fmt: skip


def _page(request: Request, found: Application, group: str, typed: Mapping[str, AnswerForm]) -> HttpResponse:
    table = queries.table_of(found)
    sheet = queries.live_sheet(found)
    shown = sheet_view(sheet, table=table)
    tabs = rows.tabs_of(found, shown)
    return answer(
        request, "applicant/answers.html", application=found, title_kind=queries.title_of(found), sheet=sheet, shown=shown, tabs=tabs, group=group,
        heading=next((one for one in shown.groups if one.code == group), None), table=table, wrong=next(iter(typed.values()), None),
        rows=rows.answer_rows(request.acting, table, group, found, sheet, typed), may_edit=permissions.may_edit(request.acting, found),
        onward=_onward(tabs, group), colleagues=colleagues_at(request, found), said_on=Counter(queries.open_comments(found)),
    )  # fmt: skip


def _onward(tabs: list[rows.GroupTab], group: str) -> str:
    codes = [tab.code for tab in tabs]
    place = codes.index(group) + 1
    return tabs[place].href if place < len(tabs) else ""
