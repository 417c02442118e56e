"""What our pages are measured against: a stock list view, a careless one, and the floor of raw SQL and a string."""

from unittest.mock import patch

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import connection
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.views.generic import ListView

from sinople.applications.models import Application, Given, PaperAdded
from sinople.review.models import Case
from sinople.web.applicant import answers

ROWS = 50
LIST_SQL = """
SELECT a.number, o.name, s.name, c.district, c.state, a.handed_in_at, c.result FROM review_case c
JOIN applications_application a ON a.id = c.application_id JOIN people_organisation o ON o.id = a.organisation_id JOIN people_site s ON s.id = a.site_id
WHERE c.district = %s AND c.state = %s ORDER BY c.opened_at DESC, c.id DESC LIMIT 50
"""
THING_SQL = """
SELECT g.code, g.holds, g.degree, g.stated, g.not_applicable, g.reason FROM applications_given g
JOIN applications_application a ON a.id = g.application_id JOIN review_case c ON c.application_id = a.id WHERE c.key = %s ORDER BY g.code
"""


class Stock(LoginRequiredMixin, ListView):
    """A well-made stock list view: joined in one query, paged, filtered, sorted."""

    template_name = "bench/list.html"
    paginate_by = ROWS
    context_object_name = "cases"

    def get_queryset(self) -> QuerySet[Case]:
        """Return the cases of the officer's district in one state, latest first."""
        rows = Case.objects.filter(district=self.request.acting.district, state=self.request.GET.get("state", "district"))
        return rows.select_related("application__organisation", "application__site").order_by("-opened_at", "-pk")


class Careless(Stock):
    """The same without joining: a query a row, as it happens when nobody looks."""

    def get_queryset(self) -> QuerySet[Case]:
        """Return the same rows, related ones fetched one by one."""
        return super().get_queryset().select_related(None)


def floor(request: HttpRequest) -> HttpResponse:
    """Answer with one statement and a string."""
    with connection.cursor() as cursor:
        cursor.execute(LIST_SQL, [request.acting.district, request.GET.get("state", "district")])
        return HttpResponse(_table(cursor.fetchall()))


def stock_thing(request: HttpRequest, key: str) -> HttpResponse:
    """Show one application in the stock way."""
    case = Case.objects.select_related("application__organisation", "application__site", "application__call").get(key=key)
    given = Given.objects.filter(application=case.application).select_related("person").order_by("code")
    papers = PaperAdded.objects.filter(application=case.application).select_related("person")
    return render(request, "bench/thing.html", {"case": case, "given": given, "papers": papers})


def thing_floor(_request: HttpRequest, key: str) -> HttpResponse:
    """Answer with one statement and a string."""
    with connection.cursor() as cursor:
        cursor.execute(THING_SQL, [key])
        return HttpResponse(_table(cursor.fetchall()))


def save_unwritten(request: HttpRequest, key: str, group: str, code: str) -> HttpResponse:
    """Save one answer as we do, but without its line of the story: what the line costs is the difference."""
    with patch("sinople.applications.actions.record"):
        return answers.row(request, key=key, group=group, code=code)


def save_without_story(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """Save the same row and nothing else: no form, no table, no story."""
    row = Given.objects.filter(application__key=key, code=code, application__organisation_id=request.acting.organisation_id, version=request.POST["version"])
    kept = row.update(
        degree=request.POST["degree"], reason=request.POST["reason"], person_id=request.acting.person_id, at=request.moment, version=F("version") + 1
    )
    application = Application.objects.select_related("call", "organisation").get(key=key)
    return HttpResponse(f'<span data-version="{int(request.POST["version"]) + kept}">{escape(application.organisation.name)}</span>')


def _table(rows: list[tuple]) -> str:
    return "<table>" + "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows) + "</table>"
