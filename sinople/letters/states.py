"""The states of a letter on its way."""

from enum import StrEnum

from sinople.kernel.flow import Flow


class LetterState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class LetterVerb(StrEnum):
    SEND = "send"
    GIVE_UP = "give_up"
    SEND_AGAIN = "send_again"


FLOW = Flow(
    {
        LetterState.WAITING: {LetterVerb.SEND: LetterState.SENT, LetterVerb.GIVE_UP: LetterState.FAILED},
        LetterState.FAILED: {LetterVerb.SEND_AGAIN: LetterState.WAITING},
        LetterState.SENT: {},
    }
)
