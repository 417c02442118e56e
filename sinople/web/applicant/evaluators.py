"""Inviting an evaluator, following the engagement, ending it."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from sinople.applications import queries
from sinople.audit import queries as audit
from sinople.evaluation import actions, permissions
from sinople.evaluation import queries as evaluation
from sinople.law.clocks import SHANGHAI
from sinople.people import queries as people
from sinople.web import things
from sinople.web.answers import answer
from sinople.web.applicant.applications import own
from sinople.web.applicant.forms import InvitationForm
from sinople.web.requests import Request, bind


@require_http_methods(["GET", "HEAD", "POST"])
def evaluator(request: Request, key: str) -> HttpResponse:
    """Choose an evaluator: advice and records are shown, nothing is blocked."""
    found = own(request, key)
    form = bind(InvitationForm, request)
    if request.method == "POST" and form.is_valid():
        chosen = people.evaluator_by_key(form.cleaned_data["evaluator"])
        made = actions.invite(application=found, evaluator=chosen, words=form.cleaned_data["words"], by=request.acting, at=request.moment)
        return redirect("applicant:engagement", key=made.key)
    return answer(
        request, "applicant/evaluator.html", application=found, title_kind=queries.title_of(found), form=form, may_invite=permissions.may_invite(request.acting, found),
        rows=evaluation.evaluator_rows(found.pack_digest, request.moment.astimezone(SHANGHAI).year), engagement=evaluation.engagement_of(found),
    )  # fmt: skip


@require_safe
def engagement(request: Request, key: str) -> HttpResponse:
    """Show how far the evaluation is; the report once it is signed."""
    found = evaluation.engagement_for(request.acting, key)
    report = evaluation.report_of(found)
    return answer(
        request, "applicant/engagement.html", engagement=found, application=found.application, title_kind=queries.title_of(found.application), report=report,
        differences=evaluation.differences(found) if report else {}, sheet=evaluation.verified_sheet(found) if report else None,
        declared=queries.declared_sheet(found.application), table=queries.table_of(found.application), may_cancel=permissions.may_cancel(request.acting, found),
        advice=evaluation.advice(found.evaluator, found.application.pack_digest), story=things.story_rows(audit.story_of(found)),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def engagement_end(request: Request, key: str) -> HttpResponse:
    """End the engagement from the applicant's side."""
    found = evaluation.engagement_for(request.acting, key)
    if request.method == "POST":
        actions.cancel(engagement=found, by=request.acting, at=request.moment)
        return redirect("applicant:application", key=found.application.key)
    return answer(request, "applicant/engagement_end.html", engagement=found, application=found.application)
