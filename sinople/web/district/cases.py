"""Cases of the district: reviewing, returning once, recommending in order, refusing with grounds."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from sinople.applications import queries as applications
from sinople.review import actions, queries
from sinople.web import addresses, bridging, case_papers
from sinople.web.answers import answer
from sinople.web.delivering import delivery as register
from sinople.web.requests import Request
from sinople.web.reviewing import case_page, cases_shown, figures_page, refusal_typed, review_typed, row_page
from sinople.web.scores import score_page, score_paper


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


@require_safe
def figures(request: Request, key: str) -> HttpResponse:
    """Show the questions that the figures raise, with the answers given."""
    return answer(request, "things/figures.html", **figures_page(request, queries.case_for(request.acting, key)))


@require_safe
def row(request: Request, key: str, code: str) -> HttpResponse:
    """Show one row of the sheet with the steps by which it was found."""
    return answer(request, "things/row.html", **row_page(request, queries.case_for(request.acting, key), code))


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


@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: Request, key: str) -> HttpResponse:
    """Show the papers of a case that can be made, and have one made."""
    return case_papers.documents(request, key)


@require_http_methods(["GET", "HEAD", "POST"])
def chapters(request: Request, key: str, code: str) -> HttpResponse:
    """Write the office's words in a paper of the case."""
    return case_papers.chapters(request, key, code)


@require_http_methods(["GET", "HEAD", "POST"])
def platform(request: Request, key: str) -> HttpResponse:
    """Show what the national platform says of a case beside ours, and read it back."""
    found = queries.case_for(request.acting, key)
    here, back, file = (reverse(f"district:{name}", kwargs={"key": key}) for name in ("case_platform", "case", "case_platform_file"))
    return bridging.page(request, found.application, here=here, back=back, file=file)


@require_safe
def platform_file(request: Request, key: str) -> HttpResponse:
    """Hand out the fields of the national platform as a workbook."""
    return bridging.workbook(request, queries.case_for(request.acting, key).application)


@require_safe
def explained(request: Request, key: str, which: str) -> HttpResponse:
    """Explain the declared score of a case, or the verified one."""
    paper = reverse("district:case_explanation_paper", kwargs={"key": key, "which": which})
    found = queries.case_for(request.acting, key)
    return score_page(request, found.application, which, back=reverse("district:case", kwargs={"key": key}), paper=paper)


@require_safe
def explained_paper(request: Request, key: str, which: str) -> HttpResponse:
    """Give out the explanation as PDF."""
    return score_paper(request, queries.case_for(request.acting, key).application, which)
