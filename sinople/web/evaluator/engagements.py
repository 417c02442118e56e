"""One engagement: accepting or declining, its page, its report, the signature."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from sinople.applications import queries as applications
from sinople.audit import queries as audit
from sinople.databook import queries as databooks
from sinople.evaluation import actions, permissions, queries
from sinople.evaluation.queries import Engagement
from sinople.files import queries as files
from sinople.law.clocks import SHANGHAI
from sinople.web import things
from sinople.web.answers import answer
from sinople.web.evaluator.forms import ReplyForm, ReportForm
from sinople.web.evaluator.rows import progress_of
from sinople.web.requests import Request, bind
from sinople.web.things.falls import falls_of


@require_safe
def engagement(request: Request, key: str) -> HttpResponse:
    """Show an engagement: whose turn, declared beside verified, differences, the report."""
    found = queries.engagement_for(request.acting, key)
    application = found.application
    given = applications.given(application)
    added = applications.papers_of(application)
    seen = files.rows_of(
        request.acting, [*(one for row in given.values() for one in row.evidence_keys), *(row.evidence_key for rows in added.values() for row in rows)]
    )
    is_read = found.state not in {"invited", "declined"}
    book = databooks.databook_of(application.site_id, application.year) if is_read else None
    sheet, declared = queries.verified_sheet(found) if is_read else None, applications.declared_sheet(application)
    return answer(
        request, "evaluator/engagement.html", engagement=found, application=application, title_kind=applications.title_of(application), table=applications.table_of(application),
        banner=things.banner_of(application, None, request.acting, request.moment) if found.state in {"invited", "accepted"} else None, progress=progress_of(found),
        sheet=sheet, declared=declared, falls=falls_of(declared, sheet), differences=queries.differences(found) if is_read else {},
        evidence={code: {one: seen[one] for one in row.evidence_keys if one in seen} for code, row in given.items()}, report=queries.report_of(found),
        questions=databooks.standing_of(book, request.moment.astimezone(SHANGHAI).date()), moved=applications.moved_on(application) if is_read else [],
        materials=applications.materials_of(application), papers=added, files=seen, story=things.story_rows(audit.story_of(found)), **_may(request, found),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: Request, key: str) -> HttpResponse:
    """Accept the engagement, or decline it with the reason."""
    found = queries.engagement_for(request.acting, key)
    form = bind(ReplyForm, request)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["reply"] == "accept":
            actions.accept(engagement=found, by=request.acting, at=request.moment)
        else:
            actions.decline(engagement=found, reason=form.cleaned_data["reason"], by=request.acting, at=request.moment)
        return redirect("evaluator:engagement", key=key)
    return answer(
        request,
        "evaluator/reply.html",
        engagement=found,
        application=found.application,
        title_kind=applications.title_of(found.application),
        form=form,
        **_may(request, found),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: Request, key: str) -> HttpResponse:
    """Write the words of the report."""
    found = queries.engagement_for(request.acting, key)
    form = bind(ReportForm, request, initial={"conclusion": found.conclusion, "suggestions": found.suggestions, "highlights": found.highlights})
    if request.method == "POST" and form.is_valid():
        actions.write_report(engagement=found, by=request.acting, at=request.moment, **form.cleaned_data)
        return redirect("evaluator:engagement", key=key)
    return answer(
        request,
        "evaluator/report.html",
        engagement=found,
        application=found.application,
        title_kind=applications.title_of(found.application),
        form=form,
        **_may(request, found),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def signature(request: Request, key: str) -> HttpResponse:
    """Show the report once more with its differences, and sign it."""
    found = queries.engagement_for(request.acting, key)
    if request.method == "POST":
        actions.sign_report(engagement=found, by=request.acting, at=request.moment)
        return redirect("evaluator:engagement", key=key)
    sheet, declared = queries.verified_sheet(found), applications.declared_sheet(found.application)
    return answer(
        request, "evaluator/signature.html", engagement=found, application=found.application, title_kind=applications.title_of(found.application),
        differences=queries.differences(found), table=applications.table_of(found.application), sheet=sheet, declared=declared, falls=falls_of(declared, sheet),
        progress=progress_of(found), grounds=queries.grounds_against_signing_of(found), **_may(request, found),
    )  # fmt: skip


def _may(request: Request, found: Engagement) -> dict[str, bool]:
    return {
        "may_reply": permissions.may_reply(request.acting, found), "may_verify": permissions.may_verify(request.acting, found),
        "may_sign": permissions.may_sign_report(request.acting, found),
    }  # fmt: skip
