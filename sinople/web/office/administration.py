"""The administrator: accounts and jobs, no case content."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from sinople.jobs import queries as jobs
from sinople.people import actions, permissions, queries
from sinople.web.answers import answer
from sinople.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
def people_list(request: Request) -> HttpResponse:
    """Show accounts; close those of a person who left."""
    if not permissions.may_administer(request.acting):
        raise PermissionDenied
    if request.method == "POST":
        actions.suspend(person=queries.person_by_key(request.POST.get("person", "")), by=request.acting, at=request.moment)
        return redirect("office:people")
    rows = queries.accounts(after=request.GET.get("after", ""))
    return answer(request, "office/people.html", rows=rows, after=rows[-1].user_name if len(rows) == 50 else "")


@require_safe
def jobs_list(request: Request) -> HttpResponse:
    """Show the latest jobs."""
    if not permissions.may_administer(request.acting):
        raise PermissionDenied
    return answer(request, "office/jobs.html", rows=jobs.latest_jobs(request.acting))
