"""The states of an enacted pack, a yearly plan and a call."""

from enum import StrEnum

from sinople.kernel.flow import Flow


class PackState(StrEnum):
    DRAFT = "draft"
    SET_ASIDE = "set_aside"
    SEALED = "sealed"
    IN_FORCE = "in_force"
    ENDED = "ended"


class PackVerb(StrEnum):
    SEAL = "seal"
    SET_ASIDE = "set_aside"
    TAKE_UP = "take_up"
    ENTER = "enter"
    END = "end"


PACK_FLOW = Flow(
    {
        PackState.DRAFT: {PackVerb.SEAL: PackState.SEALED, PackVerb.SET_ASIDE: PackState.SET_ASIDE},
        PackState.SET_ASIDE: {PackVerb.TAKE_UP: PackState.DRAFT},
        PackState.SEALED: {PackVerb.ENTER: PackState.IN_FORCE},
        PackState.IN_FORCE: {PackVerb.END: PackState.ENDED},
        PackState.ENDED: {},
    }
)


class PlanState(StrEnum):
    DRAFT = "draft"
    LAID = "laid"
    PUBLISHED = "published"


class PlanVerb(StrEnum):
    LAY = "lay"
    TAKE_BACK = "take_back"
    PUBLISH = "publish"


PLAN_FLOW = Flow(
    {
        PlanState.DRAFT: {PlanVerb.LAY: PlanState.LAID},
        PlanState.LAID: {PlanVerb.PUBLISH: PlanState.PUBLISHED, PlanVerb.TAKE_BACK: PlanState.DRAFT},
        PlanState.PUBLISHED: {},
    }
)


class CallState(StrEnum):
    DRAFT = "draft"
    LAID = "laid"
    OPEN = "open"
    CLOSED = "closed"


class CallVerb(StrEnum):
    LAY = "lay"
    TAKE_BACK = "take_back"
    PUBLISH = "publish"
    CLOSE = "close"


CALL_FLOW = Flow(
    {
        CallState.DRAFT: {CallVerb.LAY: CallState.LAID},
        CallState.LAID: {CallVerb.PUBLISH: CallState.OPEN, CallVerb.TAKE_BACK: CallState.DRAFT},
        CallState.OPEN: {CallVerb.CLOSE: CallState.CLOSED},
        CallState.CLOSED: {},
    }
)
