"""Cases in the city: the list, one case, the formal review with its checklist."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from sinople.applications import queries as applications
from sinople.review import actions, queries
from sinople.web import addresses
from sinople.web.acts import acts_on
from sinople.web.answers import answer
from sinople.web.choices import district_names
from sinople.web.delivering import delivery as register
from sinople.web.requests import Request
from sinople.web.reviewing import case_page, cases_shown, refusal_typed, review_typed


@require_safe
def cases(request: Request) -> HttpResponse:
    """Show cases by stage and district, latest first."""
    return answer(request, "city/cases.html", **cases_shown(request, district_names()))


@require_safe
def application(request: Request, key: str) -> HttpResponse:
    """Lead from an application to its case."""
    found = queries.case_of(applications.application_for(request.acting, key))
    return redirect("city:case", key=found.key) if found else redirect("city:applications")


@require_safe
def case(request: Request, key: str) -> HttpResponse:
    """Show a case whole: banner, checklist, sheet with its values side by side, the way it has gone."""
    return answer(request, "city/case.html", **case_page(request, queries.case_for(request.acting, key)))


@require_http_methods(["GET", "HEAD", "POST"])
def passing(request: Request, key: str) -> HttpResponse:
    """Pass the formal review."""
    found = queries.case_for(request.acting, key)
    if request.method == "POST":
        words, checks = review_typed(request)
        actions.pass_formally(case=found, words=words, checks=checks, by=request.acting, at=request.moment)
        return redirect("city:case", key=key)
    return answer(request, "city/case.html", **case_page(request, found))


@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: Request, key: str) -> HttpResponse:
    """Return the application with a list of points."""
    found = queries.case_for(request.acting, key)
    if request.method == "POST":
        points = [("", words) for words in request.POST.getlist("point")]
        actions.send_back(case=found, points=points, by=request.acting, at=request.moment)
        return redirect("city:case", key=key)
    return answer(request, "things/correction.html", back=addresses.address_of(request.acting, "review.case", key), **case_page(request, found))


@require_http_methods(["GET", "HEAD", "POST"])
def refusal(request: Request, key: str) -> HttpResponse:
    """Refuse, with every ground."""
    found = queries.case_for(request.acting, key)
    if request.method == "POST":
        actions.refuse(case=found, grounds=refusal_typed(request), by=request.acting, at=request.moment)
        return redirect("city:case", key=key)
    return answer(request, "things/refusal.html", back=addresses.address_of(request.acting, "review.case", key), **case_page(request, found))


@acts_on(case)
def bring_again(request: Request, key: str) -> HttpResponse:
    """Bring a deferred case to a meeting again."""
    actions.bring_again(case=queries.case_for(request.acting, key), by=request.acting, at=request.moment)
    return redirect("city:case", key=key)


@require_http_methods(["GET", "HEAD", "POST"])
def delivery(request: Request, key: str) -> HttpResponse:
    """Register how a letter was delivered outside the site."""
    return register(request, key)
