"""The documents of an application: reports and forms made from what stands, and everything bound into one file."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from sinople.applications import actions as answering
from sinople.applications import permissions as editing
from sinople.applications import queries
from sinople.applications.papers.reports import PAPERS
from sinople.applications.papers.workbooks import answers_xlsx
from sinople.applications.queries import Application
from sinople.evaluation import queries as evaluation
from sinople.evaluation.papers import PAPERS as REPORTS
from sinople.kernel.text import CHINESE
from sinople.law.outlines import load_binding
from sinople.letters import queries as letters
from sinople.review import actions, permissions
from sinople.web import bridging, papering
from sinople.web.answers import answer
from sinople.web.applicant.applications import own
from sinople.web.applicant.forms import WorkbookForm
from sinople.web.papers import CONTENT_TYPES
from sinople.web.requests import Request, bind


@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: Request, key: str) -> HttpResponse:
    """Show what can be made of an application, and have it made."""
    found = own(request, key)
    if request.method == "POST":
        code, form = papering.ordered(request)
        if code == papering.BOUND:
            actions.order_bound(application=found, by=request.acting, at=request.moment)
        else:
            actions.order_own(application=found, outline=papering.outline(code), form=form, by=request.acting, at=request.moment)
        return redirect("applicant:documents", key=key)
    return answer(
        request, "applicant/documents.html", application=found, title_kind=queries.title_of(found), back=reverse("applicant:application", kwargs={"key": key}),
        may_order=permissions.may_order_own_paper(request.acting, found), theirs=_theirs(found), binding=load_binding(papering.FOLDER),
        **papering.shown(_shelf(request, found)),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def chapters(request: Request, key: str, code: str) -> HttpResponse:
    """Write the lines and chapters of one document."""
    found, outline = own(request, key), papering.outline(code)
    form = bind(papering.chapter_form(outline, letters.chapters_of(PAPERS, key), {}), request)
    if request.method == "POST" and form.is_valid():
        actions.write_own(application=found, outline=outline, typed=papering.typed(form), by=request.acting, at=request.moment)
        return redirect("applicant:documents", key=key)
    return answer(
        request, "things/chapters.html", application=found, outline=outline, form=form, back=reverse("applicant:application", kwargs={"key": key}),
        shelf=reverse("applicant:documents", kwargs={"key": key}),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def workbook(request: Request, key: str) -> HttpResponse:
    """Hand out the answers as a workbook, and take it in again: whole, or not at all."""
    found = own(request, key)
    form = bind(WorkbookForm, request)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        count = answering.bring_answers(application=found, name=str(upload.name), data=upload.read(), by=request.acting, at=request.moment)
        messages.success(request, ngettext("%(count)s answer was taken over.", "%(count)s answers were taken over.", count) % {"count": count})
        return redirect("applicant:answers", key=key)
    return answer(
        request, "applicant/workbook.html", application=found, title_kind=queries.title_of(found), form=form, may_edit=editing.may_edit(request.acting, found),
        back=reverse("applicant:application", kwargs={"key": key}),
    )  # fmt: skip


@require_safe
def workbook_file(request: Request, key: str) -> HttpResponse:
    """Hand out the answers as a workbook."""
    found = own(request, key)
    content = answers_xlsx(found, queries.table_of(found), queries.given(found), language=get_language() or CHINESE, at=request.moment)
    response = HttpResponse(content, content_type=CONTENT_TYPES["xlsx"])
    response.headers["Content-Disposition"] = f'attachment; filename="answers-{found.key}.xlsx"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def platform(request: Request, key: str) -> HttpResponse:
    """Show what the national platform says beside ours, and read it back."""
    found = own(request, key)
    here, back, file = (reverse(f"applicant:{name}", kwargs={"key": key}) for name in ("platform", "application", "platform_file"))
    return bridging.page(request, found, here=here, back=back, file=file)


@require_safe
def platform_file(request: Request, key: str) -> HttpResponse:
    """Hand out the fields of the national platform as a workbook."""
    return bridging.workbook(request, own(request, key))


def _shelf(request: Request, found: Application) -> papering.Shelf:
    outlines = papering.offered(queries.pack_code_of(found), found.call.title_code, "applicant")
    may_write = permissions.may_write_own_chapters(request.acting, found)
    write = {one.code: reverse("applicant:chapters", kwargs={"key": found.key, "code": one.code}) for one in outlines} if may_write else {}
    return papering.Shelf(PAPERS, found.key, outlines, write)


def _theirs(found: Application) -> list[tuple[object, object]]:
    engagement = evaluation.engagement_of(found)
    return [*papering.read_from(REPORTS, engagement.key)] if engagement is not None and engagement.state == "signed" else []
