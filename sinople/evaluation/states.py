"""The states of an engagement between an applicant and an evaluator."""

from enum import StrEnum

from sinople.kernel.flow import Flow


class EngagementState(StrEnum):
    INVITED = "invited"
    ACCEPTED = "accepted"
    SIGNED = "signed"
    DECLINED = "declined"
    CANCELLED = "cancelled"


class EngagementVerb(StrEnum):
    ACCEPT = "accept"
    DECLINE = "decline"
    SIGN_REPORT = "sign_report"
    CANCEL = "cancel"


FLOW = Flow(
    {
        EngagementState.INVITED: {
            EngagementVerb.ACCEPT: EngagementState.ACCEPTED, EngagementVerb.DECLINE: EngagementState.DECLINED, EngagementVerb.CANCEL: EngagementState.CANCELLED,
        },
        EngagementState.ACCEPTED: {EngagementVerb.SIGN_REPORT: EngagementState.SIGNED, EngagementVerb.CANCEL: EngagementState.CANCELLED},
        EngagementState.SIGNED: {EngagementVerb.CANCEL: EngagementState.CANCELLED},
        EngagementState.DECLINED: {},
        EngagementState.CANCELLED: {},
    }
)  # fmt: skip
