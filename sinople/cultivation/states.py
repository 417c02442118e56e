"""The states of a candidate in the cultivation pool, and of its creation plan for a year."""

from enum import StrEnum

from sinople.kernel.flow import Flow


class CandidateState(StrEnum):
    ASKED = "asked"
    PROPOSED = "proposed"
    IN_POOL = "in_pool"
    REFUSED = "refused"
    DECLINED = "declined"
    LEFT = "left"
    EARNED = "earned"
    LAPSED = "lapsed"


class CandidateVerb(StrEnum):
    ADMIT = "admit"
    TURN_DOWN = "turn_down"
    AGREE = "agree"
    DECLINE = "decline"
    LEAVE = "leave"
    EARN = "earn"
    LAPSE = "lapse"


FLOW = Flow(
    {
        CandidateState.ASKED: {
            CandidateVerb.ADMIT: CandidateState.IN_POOL, CandidateVerb.TURN_DOWN: CandidateState.REFUSED, CandidateVerb.LEAVE: CandidateState.LEFT,
            CandidateVerb.EARN: CandidateState.EARNED,
        },
        CandidateState.PROPOSED: {
            CandidateVerb.AGREE: CandidateState.IN_POOL, CandidateVerb.DECLINE: CandidateState.DECLINED, CandidateVerb.EARN: CandidateState.EARNED,
        },
        CandidateState.IN_POOL: {
            CandidateVerb.LEAVE: CandidateState.LEFT, CandidateVerb.EARN: CandidateState.EARNED, CandidateVerb.LAPSE: CandidateState.LAPSED,
        },
        CandidateState.REFUSED: {},
        CandidateState.DECLINED: {},
        CandidateState.LEFT: {},
        CandidateState.EARNED: {},
        CandidateState.LAPSED: {},
    }
)  # fmt: skip

# Who is or may come to be in the pool: one at a time for a site and a title.
LIVE = (CandidateState.ASKED, CandidateState.PROPOSED, CandidateState.IN_POOL)


class PlanState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    CONFIRMED = "confirmed"


class PlanVerb(StrEnum):
    SUBMIT = "submit"
    CONFIRM = "confirm"
    SEND_BACK = "send_back"


PLAN_FLOW = Flow(
    {
        PlanState.DRAFT: {PlanVerb.SUBMIT: PlanState.SUBMITTED},
        PlanState.SUBMITTED: {PlanVerb.CONFIRM: PlanState.CONFIRMED, PlanVerb.SEND_BACK: PlanState.DRAFT},
        PlanState.CONFIRMED: {},
    }
)
