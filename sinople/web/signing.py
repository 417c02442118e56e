"""Which room applies a sign-off when it is signed: by the kind of what it is about."""

from collections.abc import Callable
from datetime import datetime

from sinople.kernel.acting import Acting
from sinople.notices import actions as notices
from sinople.notices import queries as notice_queries
from sinople.review import actions as review
from sinople.review import queries as review_queries
from sinople.schemes import actions as schemes
from sinople.seals.queries import SignOff
from sinople.titles import actions as titles
from sinople.titles import queries as title_queries

Sign = Callable[[SignOff, Acting, datetime, str], bool]
SendBack = Callable[[SignOff, str, Acting, datetime], object]


def _scheme(row: SignOff, by: Acting, at: datetime, opinion: str) -> bool:
    return schemes.sign(sign_off=row, by=by, at=at, opinion=opinion)


def _scheme_back(row: SignOff, reason: str, by: Acting, at: datetime) -> object:
    schemes.send_back(sign_off=row, reason=reason, by=by, at=at)
    return None


SIGN: dict[str, Sign] = {
    "schemes.plan": _scheme,
    "schemes.call": _scheme,
    "review.meeting": lambda row, by, at, opinion: review.sign_meeting(
        meeting=review_queries.meeting_for(by, row.about_key), sign_off=row, by=by, at=at, opinion=opinion
    ),
    "review.refusal": lambda row, by, at, opinion: review.sign_refusal(
        refusal=review_queries.refusal_for(by, row.about_key), sign_off=row, by=by, at=at, opinion=opinion
    ),
    "notices.notice": lambda row, by, at, opinion: notices.sign(
        notice=notice_queries.notice_for(by, row.about_key), sign_off=row, by=by, at=at, opinion=opinion
    ),
    "titles.publication": lambda row, by, at, opinion: titles.sign(
        publication=title_queries.publication_for(by, row.about_key), sign_off=row, by=by, at=at, opinion=opinion
    ),
}
SEND_BACK: dict[str, SendBack] = {
    "schemes.plan": _scheme_back,
    "schemes.call": _scheme_back,
    "review.meeting": lambda row, reason, by, at: review.send_meeting_back(
        meeting=review_queries.meeting_for(by, row.about_key), sign_off=row, reason=reason, by=by, at=at
    ),
    "review.refusal": lambda row, reason, by, at: review.send_refusal_back(
        refusal=review_queries.refusal_for(by, row.about_key), sign_off=row, reason=reason, by=by, at=at
    ),
    "notices.notice": lambda row, reason, by, at: notices.send_back(
        notice=notice_queries.notice_for(by, row.about_key), sign_off=row, reason=reason, by=by, at=at
    ),
    "titles.publication": lambda row, reason, by, at: titles.send_back(
        publication=title_queries.publication_for(by, row.about_key), sign_off=row, reason=reason, by=by, at=at
    ),
}
