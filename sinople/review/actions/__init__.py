"""The verbs of the review, by stage."""

from sinople.review.actions.meetings import (
    bring_again,
    confirm_meeting_scan,
    decide,
    digest_of,
    lay_meeting,
    prepare_meeting,
    propose,
    send_meeting_back,
    sign_meeting,
)
from sinople.review.actions.outcomes import announce, drop, grant
from sinople.review.actions.reviewing import hand_in, pass_formally, recommend, refuse, send_back
from sinople.review.actions.scoring import let_experts_read, pledge, save_opinion, sign_opinion

__all__ = [
    "announce",
    "bring_again",
    "confirm_meeting_scan",
    "decide",
    "digest_of",
    "drop",
    "grant",
    "hand_in",
    "lay_meeting",
    "let_experts_read",
    "pass_formally",
    "pledge",
    "prepare_meeting",
    "propose",
    "recommend",
    "refuse",
    "save_opinion",
    "send_back",
    "send_meeting_back",
    "sign_meeting",
    "sign_opinion",
]
