"""Cases of the district: reviewing, returning once, recommending in order, refusing with grounds."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from sinople.applications import queries as applications
from sinople.review import actions, queries
from sinople.web import addresses
from sinople.web.answers import answer
from sinople.web.delivering import delivery as register
from sinople.web.requests import Request
from sinople.web.reviewing import case_page, cases_shown, refusal_typed, review_typed


@require_safe
def cases(request: Request) -> HttpResponse:
    """Show the district's cases by stage, latest first."""
    return answer(request, "district/cases.html", **cases_shown(request))


@require_safe
def application(request: Request, key: str) -> HttpResponse:
    """Lead from an application to its case."""
    found = queries.case_of(applications.application_for(request.acting, key))
    return redirect("district:case", key=found.key) if found else redirect("district:applications")


@require_safe
def case(request: Request, key: str) -> HttpResponse:
    """Show a case whole, with the checklist."""
    return answer(request, "district/case.html", **case_page(request, queries.case_for(request.acting, key)))


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation(request: Request, key: str) -> HttpResponse:
    """Recommend the application, in the district's order."""
    found = queries.case_for(request.acting, key)
    if request.method == "POST":
        words, checks = review_typed(request)
        place = request.POST.get("position", "")
        actions.recommend(
            case=found, words=words, checks=checks, position=int(place) if place.isdigit() and int(place) else None, by=request.acting, at=request.moment
        )
        return redirect("district:case", key=key)
    return answer(request, "district/case.html", **case_page(request, found))


@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: Request, key: str) -> HttpResponse:
    """Return the application with a list of points, once."""
    found = queries.case_for(request.acting, key)
    if request.method == "POST":
        actions.send_back(case=found, points=[("", words) for words in request.POST.getlist("point")], by=request.acting, at=request.moment)
        return redirect("district:case", key=key)
    return answer(request, "things/correction.html", back=addresses.address_of(request.acting, "review.case", key), **case_page(request, found))


@require_http_methods(["GET", "HEAD", "POST"])
def refusal(request: Request, key: str) -> HttpResponse:
    """Refuse, with every ground."""
    found = queries.case_for(request.acting, key)
    if request.method == "POST":
        actions.refuse(case=found, grounds=refusal_typed(request), by=request.acting, at=request.moment)
        return redirect("district:case", key=key)
    return answer(request, "things/refusal.html", back=addresses.address_of(request.acting, "review.case", key), **case_page(request, found))


@require_http_methods(["GET", "HEAD", "POST"])
def delivery(request: Request, key: str) -> HttpResponse:
    """Register how a letter was delivered outside the site."""
    return register(request, key)
