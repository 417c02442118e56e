"""Cases in the city: the list, one case, the formal review with its checklist."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from sinople.applications import queries as applications
from sinople.review import actions, queries
from sinople.web import addresses, bridging, case_papers
from sinople.web.acts import acts_on
from sinople.web.answers import answer
from sinople.web.choices import district_names
from sinople.web.delivering import delivery as register
from sinople.web.requests import Request
from sinople.web.reviewing import case_page, cases_shown, figures_page, refusal_typed, review_typed, row_page
from sinople.web.scores import score_page, score_paper


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
    here, back, file = (reverse(f"city:{name}", kwargs={"key": key}) for name in ("case_platform", "case", "case_platform_file"))
    return bridging.page(request, found.application, here=here, back=back, file=file)


@require_safe
def platform_file(request: Request, key: str) -> HttpResponse:
    """Hand out the fields of the national platform as a workbook."""
    return bridging.workbook(request, queries.case_for(request.acting, key).application)


@require_safe
def explained(request: Request, key: str, which: str) -> HttpResponse:
    """Explain the declared score of a case, or the verified one."""
    paper = reverse("city:case_explanation_paper", kwargs={"key": key, "which": which})
    found = queries.case_for(request.acting, key)
    return score_page(request, found.application, which, back=reverse("city:case", kwargs={"key": key}), paper=paper)


@require_safe
def explained_paper(request: Request, key: str, which: str) -> HttpResponse:
    """Give out the explanation as PDF."""
    return score_paper(request, queries.case_for(request.acting, key).application, which)
