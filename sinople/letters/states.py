"""The states of a letter on its way, and of a Word template."""

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


class TemplateState(StrEnum):
    CHECKED = "checked"
    IN_USE = "in_use"
    RETIRED = "retired"


class TemplateVerb(StrEnum):
    PUT_IN_USE = "put_in_use"
    RETIRE = "retire"


TEMPLATE_FLOW = Flow(
    {
        TemplateState.CHECKED: {TemplateVerb.PUT_IN_USE: TemplateState.IN_USE, TemplateVerb.RETIRE: TemplateState.RETIRED},
        TemplateState.IN_USE: {TemplateVerb.RETIRE: TemplateState.RETIRED},
        TemplateState.RETIRED: {},
    }
)
