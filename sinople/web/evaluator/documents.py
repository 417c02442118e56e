"""The documents of an engagement: the report in the edition of its time, and the applicant's papers to read."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sinople.applications import queries as applications
from sinople.applications.papers.reports import PAPERS as OWN
from sinople.evaluation import permissions as evaluation
from sinople.evaluation import queries
from sinople.evaluation.papers import PAPERS
from sinople.letters import queries as letters
from sinople.review import actions, permissions
from sinople.web import papering
from sinople.web.answers import answer
from sinople.web.requests import Request, bind

ELSEWHERE = ("conclusion", "highlights", "suggestions")  # written on the page of the report


@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: Request, key: str) -> HttpResponse:
    """Show the report that can be made of an engagement, and have it made."""
    found = queries.engagement_for(request.acting, key)
    if request.method == "POST":
        code, form = papering.ordered(request)
        actions.order_report(engagement=found, outline=papering.outline(code), form=form, by=request.acting, at=request.moment)
        return redirect("evaluator:documents", key=key)
    application = found.application
    outlines = papering.offered(applications.pack_code_of(application), application.call.title_code, "evaluator")
    may_order = permissions.may_order_report(request.acting, found)
    write = (
        {one.code: reverse("evaluator:chapters", kwargs={"key": key, "code": one.code}) for one in outlines}
        if evaluation.may_verify(request.acting, found)
        else {}
    )
    shelf = papering.Shelf(PAPERS, key, outlines, write, elsewhere=ELSEWHERE)
    return answer(
        request, "things/shelf.html", application=application, title_kind=applications.title_of(application), back=reverse("evaluator:engagement", kwargs={"key": key}),
        may_order=may_order, theirs=papering.read_from(OWN, application.key) if may_order else [], **papering.shown(shelf),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def chapters(request: Request, key: str, code: str) -> HttpResponse:
    """Write the evaluator's lines and chapters of the report; what the applicant typed of itself stands there already."""
    found, outline = queries.engagement_for(request.acting, key), papering.outline(code)
    theirs = letters.words_of(OWN, found.application.key)
    form = bind(papering.chapter_form(outline, letters.chapters_of(PAPERS, key), theirs, ELSEWHERE), request)
    if request.method == "POST" and form.is_valid():
        actions.write_report(engagement=found, outline=outline, typed=papering.typed(form), by=request.acting, at=request.moment)
        return redirect("evaluator:documents", key=key)
    return answer(
        request, "things/chapters.html", application=found.application, outline=outline, form=form, back=reverse("evaluator:engagement", kwargs={"key": key}),
        shelf=reverse("evaluator:documents", kwargs={"key": key}),
    )  # fmt: skip
