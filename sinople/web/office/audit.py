"""The auditor: the latest lines, one chain, the check of everything."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from sinople.audit import queries
from sinople.kernel.acting import Role
from sinople.people import queries as people
from sinople.web.answers import answer
from sinople.web.requests import Request
from sinople.web.things import story_rows


def _demand_auditor(request: Request) -> None:
    if not request.acting.is_any(Role.AUDITOR):
        raise PermissionDenied


@require_safe
def desk(request: Request) -> HttpResponse:
    """Lead the auditor to the story, the administrator to the accounts."""
    return redirect("office:audit" if request.acting.is_any(Role.AUDITOR) else "office:people")


@require_safe
def lines(request: Request) -> HttpResponse:
    """Show the latest lines of all stories."""
    _demand_auditor(request)
    before = request.GET.get("before", "")
    rows = queries.latest_lines(before=int(before) if before.isdigit() else 0)
    names = people.names_of(told.person_id for _row, _kind, _key, told in rows)
    return answer(request, "office/audit.html", rows=rows, names=names, checkpoints=queries.checkpoints(), count=queries.line_count())


@require_safe
def check(request: Request) -> HttpResponse:
    """Check every chain and checkpoint now."""
    _demand_auditor(request)
    return answer(request, "office/check.html", faults=queries.faults(), count=queries.line_count(), checkpoints=queries.checkpoints())


@require_safe
def chain(request: Request, kind: str, key: str) -> HttpResponse:
    """Show the chain of one thing, checked."""
    _demand_auditor(request)
    told = queries.lines_of(kind, key)
    if not told:
        raise Http404
    return answer(request, "office/chain.html", story=story_rows(told), kind=kind, key=key, fault=queries.broken_line(kind, key))
