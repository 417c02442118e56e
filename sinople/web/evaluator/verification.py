"""The verification row by row, beside what was declared and its evidence; saved as one types."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from sinople.applications import queries as applications
from sinople.evaluation import actions, permissions, queries
from sinople.evaluation.queries import Engagement, Verified
from sinople.law.scoring import Answer
from sinople.law.units import parse_figure, parse_number
from sinople.web.acts import acts_on
from sinople.web.answers import answer
from sinople.web.evaluator import rows
from sinople.web.evaluator.forms import VerifiedForm
from sinople.web.requests import Request
from sinople.web.things.sheets import sheet_view


@require_safe
def first(request: Request, key: str) -> HttpResponse:
    """Lead to the first group that is not finished."""
    found = queries.engagement_for(request.acting, key)
    tabs = rows.tabs_of(found, applications.table_of(found.application))
    return redirect(next((tab.href for tab in tabs if tab.progress.done < tab.progress.whole), tabs[0].href))


@require_safe
def group(request: Request, key: str, group: str) -> HttpResponse:
    """Show the rows of a group beside their evidence."""
    return _page(request, queries.engagement_for(request.acting, key), group, {})


@acts_on(group)
def declared(request: Request, key: str, group: str) -> HttpResponse:
    """Take over what was declared for the rows of a group that nobody has verified yet."""
    found = queries.engagement_for(request.acting, key)
    answered, figures = rows.codes_of(found, applications.table_of(found.application), group)
    actions.verify_as_declared(engagement=found, rows=answered, readings=figures, by=request.acting, at=request.moment)
    return redirect("evaluator:group", key=key, group=group)


@require_http_methods(["GET", "HEAD", "POST"])
def row(request: Request, key: str, group: str, code: str) -> HttpResponse:
    """Record what was found for one row: as one types, or by its button."""
    found = queries.engagement_for(request.acting, key)
    stands = queries.verified_of(found).get(("reading" if group == rows.FIGURES else "answer", code))
    form = rows.verify_form(request, applications.table_of(found.application), group, code, stands)
    is_saving = request.headers.get("HX-Request") == "true"
    if request.method == "POST" and form.is_valid():
        made = _save(request, found, group, code, form)
        if is_saving:
            return answer(request, "evaluator/saved.html", version=made.version)
        return redirect(f"{rows.href_of(found, group)}#id_{code}")
    if is_saving:
        return answer(request, "evaluator/kept.html", stands=stands, form=form, status=409)
    return _page(request, found, group, {code: form})


def _save(request: Request, found: Engagement, group: str, code: str, form: VerifiedForm) -> Verified:
    typed: Mapping[str, Any] = form.cleaned_data
    version = typed["version"] or 0
    if request.POST.get("adopt"):
        return actions.adopt(
            engagement=found, kind="reading" if group == rows.FIGURES else "answer", code=code, opened=bool(request.POST.get("opened")), reason=typed["reason"], version=version,
            by=request.acting, at=request.moment,
        )  # fmt: skip
    if group == rows.FIGURES:
        value = parse_figure(typed["value"], unit=form.unit, field=code)
        return actions.verify_reading(engagement=found, code=code, value=value, reason=typed["reason"], version=version, by=request.acting, at=request.moment)
    return actions.verify_answer(
        engagement=found, given=_answer(code, typed, form.unit), reason=typed["reason"], version=version, by=request.acting, at=request.moment
    )


def _answer(code: str, typed: Mapping[str, Any], unit: str) -> Answer:
    value = typed.get("value", "")
    return Answer(
        code, {"yes": True, "no": False}.get(typed.get("holds", "")), parse_number(typed["degree"]) if typed.get("degree") else None,
        parse_figure(value, unit=unit, field=code) if value.strip() else None,
        ticks=tuple(typed["ticks"]) if "ticks" in typed else None,
    )  # fmt: skip


def _page(request: Request, found: Engagement, group: str, typed: Mapping[str, VerifiedForm]) -> HttpResponse:
    table = applications.table_of(found.application)
    tabs = rows.tabs_of(found, table)
    sheet = queries.verified_sheet(found)
    shown = sheet_view(sheet, table=table)
    codes = [tab.code for tab in tabs]
    drawn = rows.rows_of(request.acting, found, table, group, typed)
    place = codes.index(group) + 1
    return answer(
        request, "evaluator/verification.html", engagement=found, application=found.application, title_kind=applications.title_of(found.application), tabs=tabs, group=group,
        rows=drawn, sheet=sheet, shown=shown, heading=next((one for one in shown.groups if one.code == group), None), declared=applications.declared_sheet(found.application),
        progress=rows.progress_of(found), wrong=next(iter(typed.values()), None), may_verify=permissions.may_verify(request.acting, found),
        onward=tabs[place].href if place < len(tabs) else "",
    )  # fmt: skip
