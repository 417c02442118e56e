"""Who may read a paper: whoever may see the thing that it is about."""

from collections.abc import Callable

from django.http import Http404

from sinople.applications import queries as applications
from sinople.kernel.acting import Acting
from sinople.letters import queries as letters
from sinople.notices import queries as notices
from sinople.review import queries as review
from sinople.seals import queries as seals

SEEN_THROUGH: dict[str, Callable[[Acting, str], object]] = {
    "applications.application": applications.application_for,
    "review.meeting": review.meeting_for,
    "notices.notice": notices.notice_for,
    "seals.signoff": seals.sign_off_for,
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
