"""The evaluator's own page: what it says of itself, its load of the year, its record."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from sinople.evaluation import queries
from sinople.law.clocks import SHANGHAI
from sinople.people import actions, permissions
from sinople.people import queries as people
from sinople.web.answers import answer
from sinople.web.evaluator.forms import QualificationsForm
from sinople.web.requests import Request, bind


@require_safe
def organisation(request: Request) -> HttpResponse:
    """Show the organisation, its load and its record."""
    found = people.organisation_of(request.acting)
    year = request.moment.astimezone(SHANGHAI).year
    return answer(
        request, "evaluator/organisation.html", organisation=found, year=year, this_year=queries.load_of([found.pk], year).get(found.pk, 0), reports=queries.reports_of(found),
        members=people.members_of(found.pk, request.moment), may_describe=permissions.may_describe(request.acting, found.pk),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def qualifications(request: Request) -> HttpResponse:
    """Declare the organisation's own qualifications."""
    found = people.organisation_of(request.acting)
    stands = {**found.qualifications, "fields_of_work": found.qualifications.get("fields", "")}
    form = bind(QualificationsForm, request, initial=stands)
    if request.method == "POST" and form.is_valid():
        actions.describe(organisation=found, qualifications=form.said(), by=request.acting, at=request.moment)
        return redirect("evaluator:organisation")
    return answer(request, "evaluator/qualifications.html", organisation=found, form=form)
