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
    REFUSED = "refused"


class CaseVerb(StrEnum):
    RECOMMEND = "recommend"
    PASS = "pass"  # noqa: S105 - a verb
    CONCLUDE = "conclude"
    APPROVE = "approve"
    DEFER = "defer"
    BRING_AGAIN = "bring_again"
    REFUSE = "refuse"
    ANNOUNCE = "announce"
    GRANT = "grant"


CASE_FLOW = Flow(
    {
        CaseState.DISTRICT: {CaseVerb.RECOMMEND: CaseState.FORMAL, CaseVerb.REFUSE: CaseState.REFUSED},
        CaseState.FORMAL: {CaseVerb.PASS: CaseState.EXPERT, CaseVerb.REFUSE: CaseState.REFUSED},
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
PROPOSALS = ("grant", "refuse", "defer")
# The clock of the pack that runs in each state.
CLOCK_OF = {CaseState.DISTRICT: "district_review", CaseState.FORMAL: "formal_review", CaseState.EXPERT: "expert_scoring", CaseState.MEETING: "decision"}
