"""What the desks of district and city share where papers of a case are made: lists, letters, the recommendation table."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sinople.applications import queries as applications
from sinople.applications.papers.reports import PAPERS as OWN
from sinople.applications.queries import Application
from sinople.evaluation import queries as evaluation
from sinople.evaluation.papers import PAPERS as REPORTS
from sinople.letters import queries as letters
from sinople.review import actions, permissions, queries
from sinople.review.papers.reports import PAPERS, TABLES
from sinople.review.queries import Case
from sinople.web import papering
from sinople.web.addresses import desk_of
from sinople.web.answers import answer
from sinople.web.requests import Request, bind

TABLE = "recommendation"


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
