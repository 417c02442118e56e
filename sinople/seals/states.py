"""The states of a sign-off: levels collect signatures; the last one completes it; number, stamp and release are rows of their own."""

from enum import StrEnum

from sinople.kernel.flow import Flow


class SealState(StrEnum):
    OPEN = "open"
    SIGNED = "signed"
    SENT_BACK = "sent_back"


class SealVerb(StrEnum):
    COMPLETE = "complete"
    SEND_BACK = "send_back"


FLOW = Flow(
    {
        SealState.OPEN: {SealVerb.COMPLETE: SealState.SIGNED, SealVerb.SEND_BACK: SealState.SENT_BACK},
        SealState.SIGNED: {},
        SealState.SENT_BACK: {},
    }
)
