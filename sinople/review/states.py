"""The states of a case after the hand-in, of an expert's sheet and of a decision meeting; whose turn each is."""

from enum import StrEnum

from sinople.kernel.flow import Flow


class CaseState(StrEnum):
    DISTRICT = "district"
    FORMAL = "formal"
    EXPERT = "expert"
    MEETING = "meeting"
    APPROVED = "approved"
    ANNOUNCED = "announced"
    GRANTED = "granted"
    DEFERRED = "deferred"
    REFUSING = "refusing"  # a refusal lies before the signers
    REFUSED = "refused"


class CaseVerb(StrEnum):
    RECOMMEND = "recommend"
    PASS = "pass"  # noqa: S105 - a verb
    CONCLUDE = "conclude"
    APPROVE = "approve"
    DEFER = "defer"
    BRING_AGAIN = "bring_again"
    PROPOSE_REFUSAL = "propose_refusal"
    BACK_TO_DISTRICT = "back_to_district"
    BACK_TO_FORMAL = "back_to_formal"
    REFUSE = "refuse"
    ANNOUNCE = "announce"
    GRANT = "grant"


CASE_FLOW = Flow(
    {
        CaseState.DISTRICT: {CaseVerb.RECOMMEND: CaseState.FORMAL, CaseVerb.PROPOSE_REFUSAL: CaseState.REFUSING},
        CaseState.FORMAL: {CaseVerb.PASS: CaseState.EXPERT, CaseVerb.PROPOSE_REFUSAL: CaseState.REFUSING},
        CaseState.REFUSING: {
            CaseVerb.REFUSE: CaseState.REFUSED,
            CaseVerb.BACK_TO_DISTRICT: CaseState.DISTRICT,
            CaseVerb.BACK_TO_FORMAL: CaseState.FORMAL,
        },
        CaseState.EXPERT: {CaseVerb.CONCLUDE: CaseState.MEETING},
        CaseState.MEETING: {CaseVerb.APPROVE: CaseState.APPROVED, CaseVerb.DEFER: CaseState.DEFERRED, CaseVerb.REFUSE: CaseState.REFUSED},
        CaseState.DEFERRED: {CaseVerb.BRING_AGAIN: CaseState.MEETING},
        CaseState.APPROVED: {CaseVerb.ANNOUNCE: CaseState.ANNOUNCED},
        CaseState.ANNOUNCED: {CaseVerb.GRANT: CaseState.GRANTED, CaseVerb.REFUSE: CaseState.REFUSED},
        CaseState.GRANTED: {},
        CaseState.REFUSED: {},
    }
)


class OpinionState(StrEnum):
    OPEN = "open"
    SIGNED = "signed"


class OpinionVerb(StrEnum):
    SIGN_OPINION = "sign_opinion"


OPINION_FLOW = Flow({OpinionState.OPEN: {OpinionVerb.SIGN_OPINION: OpinionState.SIGNED}, OpinionState.SIGNED: {}})


class MeetingState(StrEnum):
    DRAFT = "draft"
    LAID = "laid"
    DECIDED = "decided"


class MeetingVerb(StrEnum):
    LAY = "lay"
    TAKE_BACK = "take_back"
    DECIDE = "decide"


MEETING_FLOW = Flow(
    {
        MeetingState.DRAFT: {MeetingVerb.LAY: MeetingState.LAID},
        MeetingState.LAID: {MeetingVerb.TAKE_BACK: MeetingState.DRAFT, MeetingVerb.DECIDE: MeetingState.DECIDED},
        MeetingState.DECIDED: {},
    }
)


class RefusalState(StrEnum):
    DRAFT = "draft"
    LAID = "laid"
    SIGNED = "signed"
    SENT = "sent"


class RefusalVerb(StrEnum):
    LAY = "lay"
    TAKE_BACK = "take_back"
    APPROVE = "approve"
    RELEASE = "release"


REFUSAL_FLOW = Flow(
    {
        RefusalState.DRAFT: {RefusalVerb.LAY: RefusalState.LAID},
        RefusalState.LAID: {RefusalVerb.TAKE_BACK: RefusalState.DRAFT, RefusalVerb.APPROVE: RefusalState.SIGNED},
        RefusalState.SIGNED: {RefusalVerb.RELEASE: RefusalState.SENT},
        RefusalState.SENT: {},
    }
)
PROPOSALS = ("grant", "refuse", "defer")
# The clock of the pack that runs in each state.
CLOCK_OF = {CaseState.DISTRICT: "district_review", CaseState.FORMAL: "formal_review", CaseState.EXPERT: "expert_scoring", CaseState.MEETING: "decision"}
