"""The states of a public notice and of an objection."""

from enum import StrEnum

from sinople.kernel.flow import Flow


class NoticeState(StrEnum):
    DRAFT = "draft"
    LAID = "laid"
    SIGNED = "signed"
    OPEN = "open"
    ENDED = "ended"
    PUBLISHED = "published"


class NoticeVerb(StrEnum):
    LAY = "lay"
    TAKE_BACK = "take_back"
    APPROVE = "approve"
    RELEASE = "release"
    END = "end"
    PUBLISH = "publish"


NOTICE_FLOW = Flow(
    {
        NoticeState.DRAFT: {NoticeVerb.LAY: NoticeState.LAID},
        NoticeState.LAID: {NoticeVerb.TAKE_BACK: NoticeState.DRAFT, NoticeVerb.APPROVE: NoticeState.SIGNED},
        NoticeState.SIGNED: {NoticeVerb.RELEASE: NoticeState.OPEN},
        NoticeState.OPEN: {NoticeVerb.END: NoticeState.ENDED},
        NoticeState.ENDED: {NoticeVerb.PUBLISH: NoticeState.PUBLISHED},
        NoticeState.PUBLISHED: {},
    }
)


class ObjectionState(StrEnum):
    RECEIVED = "received"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    UPHELD = "upheld"
    REJECTED = "rejected"


class ObjectionVerb(StrEnum):
    ACCEPT_OBJECTION = "accept_objection"
    REFUSE_OBJECTION = "refuse_objection"
    UPHOLD = "uphold"
    REJECT = "reject"


OBJECTION_FLOW = Flow(
    {
        ObjectionState.RECEIVED: {ObjectionVerb.ACCEPT_OBJECTION: ObjectionState.ACCEPTED, ObjectionVerb.REFUSE_OBJECTION: ObjectionState.REFUSED},
        ObjectionState.ACCEPTED: {ObjectionVerb.UPHOLD: ObjectionState.UPHELD, ObjectionVerb.REJECT: ObjectionState.REJECTED},
        ObjectionState.REFUSED: {},
        ObjectionState.UPHELD: {},
        ObjectionState.REJECTED: {},
    }
)
