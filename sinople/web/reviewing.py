"""What the desks of district and city share when they review: the page of a case, what was ticked and typed."""

from typing import Any

from django.http import QueryDict

from sinople.applications import queries as applications
from sinople.audit import queries as audit
from sinople.deadlines import queries as deadlines
from sinople.evaluation import queries as evaluation
from sinople.files import queries as files
from sinople.letters import queries as letters
from sinople.notices import queries as notices
from sinople.review import permissions, queries
from sinople.review.queries import Case
from sinople.web.requests import Request
from sinople.web.things import banner_of, story_rows, way_of


def case_page(request: Request, case: Case) -> dict[str, Any]:
    """Return everything the page of a case shows."""
    application = case.application
    engagement = evaluation.engagement_of(application)
    kind = "applications.application"
    chosen = [code for code, said in _checks(request.typed).items() if said == "unmet"] if request.typed is not None else []
    added = applications.papers_of(application)
    return {
        "case": case,
        "application": application,
        "title": applications.title_of(application),
        "banner": banner_of(application, case, request.acting, request.moment),
        "way": way_of(application, case, request.moment),
        "clocks": deadlines.clocks_of(kind, application.key, request.moment),
        "checks": queries.checklist_of(case),
        "unmet": chosen,
        "declared": applications.declared_sheet(application),
        "sheet": queries.sheet_of(case),
        "engagement": engagement,
        "report": evaluation.report_of(engagement) if engagement else None,
        "differences": evaluation.differences(engagement) if engagement else {},
        "materials": applications.materials_of(application),
        "papers": added,
        "files": files.rows_of(request.acting, [row.evidence_key for rows in added.values() for row in rows]),
        "evidence": {code: files.rows_of(request.acting, row.evidence_keys) for code, row in applications.given(application).items() if row.evidence_keys},
        "points": applications.points_of(application),
        "verdicts": queries.verdicts_of(case),
        "opinions": queries.signed_opinions(case),
        "objections": notices.objections_about(case),
        "made": letters.papers_of(kind, application.key),
        "story": story_rows(audit.story_of(application, case)),
        "may_review": permissions.may_review(request.acting, case),
        "may_bring_again": permissions.may_bring_again(request.acting, case),
        "was_returned": applications.was_returned(application, case.state),
        "position": queries.next_position(case),
    }


def review_typed(request: Request) -> tuple[str, dict[str, str]]:
    """Return the words and the checklist as ticked."""
    return request.POST.get("words", "")[:2000], _checks(request.POST)


def refusal_typed(request: Request) -> list[str]:
    """Return the grounds as typed, one a line."""
    return [words for typed in request.POST.getlist("ground") for words in typed.splitlines() if words.strip()]


def _checks(typed: QueryDict) -> dict[str, str]:
    return {name.partition(":")[2]: str(typed[name]) for name in typed if name.startswith("check:") and typed[name] in {"met", "unmet"}}
