"""The verbs of the review, by stage."""

from sinople.review.actions.bridging import bring_platform, name_fields, note_platform
from sinople.review.actions.delivering import deliver, register_delivery
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
from sinople.review.actions.outcomes import announce, grant
from sinople.review.actions.papering import order_bound, order_own, order_report, order_review_paper, order_table, write_own, write_report, write_review
from sinople.review.actions.refusing import drop, lay_refusal, number_refusal, refuse, send_refusal, send_refusal_back, sign_refusal, stamp_refusal
from sinople.review.actions.reviewing import hand_in, pass_formally, recommend, send_back
from sinople.review.actions.scoring import let_experts_read, pledge, save_opinion, sign_opinion

__all__ = [
    "announce",
    "bring_again",
    "bring_platform",
    "confirm_meeting_scan",
    "decide",
    "deliver",
    "digest_of",
    "drop",
    "grant",
    "hand_in",
    "lay_meeting",
    "lay_refusal",
    "let_experts_read",
    "name_fields",
    "note_platform",
    "number_refusal",
    "order_bound",
    "order_own",
    "order_report",
    "order_review_paper",
    "order_table",
    "pass_formally",
    "pledge",
    "prepare_meeting",
    "propose",
    "recommend",
    "refuse",
    "register_delivery",
    "save_opinion",
    "send_back",
    "send_meeting_back",
    "send_refusal",
    "send_refusal_back",
    "sign_meeting",
    "sign_opinion",
    "sign_refusal",
    "stamp_refusal",
    "write_own",
    "write_report",
    "write_review",
]
