"""Who may read a paper: whoever may see the thing that it is about."""

from collections.abc import Callable

from django.http import Http404

from sinople.applications import queries as applications
from sinople.evaluation import queries as evaluation
from sinople.kernel.acting import APPLICANT_ROLES, EVALUATOR_ROLES, Acting
from sinople.letters import queries as letters
from sinople.notices import queries as notices
from sinople.review import permissions
from sinople.review import queries as review
from sinople.seals import queries as seals

CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _applicants(acting: Acting, key: str) -> object:
    return evaluation.engagement_reading(acting, key) if acting.role in EVALUATOR_ROLES else applications.application_for(acting, key)


def _evaluators(acting: Acting, key: str) -> object:
    """The evaluator sees a report while it grows; everybody else once it is signed."""
    if acting.role in EVALUATOR_ROLES:
        return evaluation.engagement_for(acting, key)
    return applications.application_for(acting, evaluation.engagement_signed(key).application.key)


def _reviewers(acting: Acting, key: str) -> object:
    if acting.role in APPLICANT_ROLES:
        raise Http404
    return review.case_for(acting, key)


def _tables(acting: Acting, key: str) -> object:
    if not permissions.may_order_table(acting, key.partition(":")[2]):
        raise Http404
    return key


SEEN_THROUGH: dict[str, Callable[[Acting, str], object]] = {
    "applications.application": applications.application_for,
    "review.meeting": review.meeting_for,
    "notices.notice": notices.notice_for,
    "seals.signoff": seals.sign_off_for,
    "papers.applicant": _applicants,
    "papers.evaluator": _evaluators,
    "papers.review": _reviewers,
    "papers.table": _tables,
}


def readable_paper(acting: Acting, key: str) -> letters.Paper | None:
    """Return the paper if this person may see its thing."""
    found = letters.paper_by_key(key)
    if found.is_public:
        return found
    ask = SEEN_THROUGH.get(found.about_kind)
    if ask is None:
        return None
    try:
        ask(acting, found.about_key)
    except Http404:
        return None
    return found
