"""What the desks of district and city share beside a case: its papers, the national platform, its figures, why its score is what it is."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from sinople.applications import queries as applications
from sinople.applications.papers.reports import PAPERS as OWN
from sinople.applications.queries import Application
from sinople.evaluation import queries as evaluation
from sinople.evaluation.papers import PAPERS as REPORTS
from sinople.letters import queries as letters
from sinople.review import actions, permissions, queries
from sinople.review.papers.reports import PAPERS, TABLES
from sinople.review.queries import Case
from sinople.web import bridging, papering
from sinople.web.addresses import desk_of
from sinople.web.answers import answer
from sinople.web.requests import Request, bind
from sinople.web.reviewing import figures_page, row_page
from sinople.web.scores import score_page, score_paper

TABLE = "recommendation"


@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: Request, key: str) -> HttpResponse:
    """Show the papers of a case that can be made, and have one made."""
    found, desk = queries.case_for(request.acting, key), desk_of(request.acting)
    application = found.application
    if request.method == "POST":
        _order(request, found, *papering.ordered(request))
        return redirect(f"{desk}:documents", key=key)
    every = papering.offered(applications.pack_code_of(application), application.call.title_code, "district", "office")
    outlines = [one for one in every if permissions.may_ever_order(request.acting, found, one.code)]
    may_order = permissions.may_order_review_paper(request.acting, found)
    write = {one.code: reverse(f"{desk}:chapters", kwargs={"key": key, "code": one.code}) for one in outlines if one.chapters} if may_order else {}
    shelf = papering.Shelf(PAPERS, key, outlines, write, besides=((Application.kind(), application.key), (TABLES, _table_key(found))))
    return answer(
        request, "things/shelf.html", application=application, title_kind=applications.title_of(application), back=reverse(f"{desk}:case", kwargs={"key": key}),
        may_order=may_order, theirs=_theirs(application), **papering.shown(shelf),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def chapters(request: Request, key: str, code: str) -> HttpResponse:
    """Write the words of district or city in a paper of the case."""
    found, outline, desk = queries.case_for(request.acting, key), papering.outline(code), desk_of(request.acting)
    form = bind(papering.chapter_form(outline, letters.chapters_of(PAPERS, key), {}), request)
    if request.method == "POST" and form.is_valid():
        actions.write_review(case=found, outline=outline, typed=papering.typed(form), by=request.acting, at=request.moment)
        return redirect(f"{desk}:documents", key=key)
    return answer(
        request, "things/chapters.html", application=found.application, outline=outline, form=form, back=reverse(f"{desk}:case", kwargs={"key": key}),
        shelf=reverse(f"{desk}:documents", kwargs={"key": key}),
    )  # fmt: skip


def _order(request: Request, case: Case, code: str, form: str) -> None:
    outline = papering.outline(code)
    if code == TABLE:
        actions.order_table(call=case.application.call, district=case.district, outline=outline, form=form, by=request.acting, at=request.moment)
    else:
        actions.order_review_paper(case=case, outline=outline, form=form, by=request.acting, at=request.moment)


def _table_key(case: Case) -> str:
    return f"{case.application.call.key}:{case.district}"


def _theirs(application: Application) -> list[tuple[object, object]]:
    engagement = evaluation.engagement_of(application)
    reports = papering.read_from(REPORTS, engagement.key) if engagement is not None and engagement.state == "signed" else []
    return [*papering.read_from(OWN, application.key), *reports]


@require_http_methods(["GET", "HEAD", "POST"])
def platform(request: Request, key: str) -> HttpResponse:
    """Show what the national platform says of a case beside ours, and read it back."""
    found = queries.case_for(request.acting, key)
    here, back, file = (_href(request, name, key) for name in ("case_platform", "case", "case_platform_file"))
    return bridging.page(request, found.application, here=here, back=back, file=file)


@require_safe
def platform_file(request: Request, key: str) -> HttpResponse:
    """Hand out the fields of the national platform as a workbook."""
    return bridging.workbook(request, queries.case_for(request.acting, key).application)


@require_safe
def explained(request: Request, key: str, which: str) -> HttpResponse:
    """Explain the declared score of a case, or the verified one."""
    found = queries.case_for(request.acting, key)
    paper = reverse(f"{desk_of(request.acting)}:case_explanation_paper", kwargs={"key": key, "which": which})
    return score_page(request, found.application, which, back=_href(request, "case", key), paper=paper)


@require_safe
def explained_paper(request: Request, key: str, which: str) -> HttpResponse:
    """Give out the explanation as PDF."""
    return score_paper(request, queries.case_for(request.acting, key).application, which)


@require_safe
def figures(request: Request, key: str) -> HttpResponse:
    """Show the questions that the figures raise, with the answers given."""
    return answer(request, "things/figures.html", **figures_page(request, queries.case_for(request.acting, key)))


@require_safe
def row(request: Request, key: str, code: str) -> HttpResponse:
    """Show one row of the sheet with the steps by which it was found."""
    return answer(request, "things/row.html", **row_page(request, queries.case_for(request.acting, key), code))


# On the desks of district and city alike.
ADDRESSES = [
    path("cases/<str:key>/platform/", platform, name="case_platform"),
    path("cases/<str:key>/platform/file/", platform_file, name="case_platform_file"),
    path("cases/<str:key>/documents/", documents, name="documents"),
    path("cases/<str:key>/documents/<str:code>/", chapters, name="chapters"),
    path("cases/<str:key>/figures/", figures, name="case_figures"),
    path("cases/<str:key>/explanation/<str:which>/", explained, name="case_explanation"),
    path("cases/<str:key>/explanation/<str:which>/paper/", explained_paper, name="case_explanation_paper"),
    path("cases/<str:key>/rows/<str:code>/", row, name="case_row"),
]


def _href(request: Request, name: str, key: str) -> str:
    return reverse(f"{desk_of(request.acting)}:{name}", kwargs={"key": key})
