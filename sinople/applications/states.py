"""The states of an application, from draft to its end, and whose turn each is."""

from enum import StrEnum

from sinople.kernel.flow import Flow


class State(StrEnum):
    DRAFT = "draft"
    DECLARED = "declared"
    VERIFIED = "verified"
    HANDED_IN = "handed_in"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class Verb(StrEnum):
    DECLARE = "declare"
    REOPEN = "reopen"
    VERIFY = "verify"
    HAND_IN = "hand_in"
    SEND_BACK = "send_back"
    WITHDRAW = "withdraw"
    CLOSE = "close"


FLOW = Flow(
    {
        State.DRAFT: {Verb.DECLARE: State.DECLARED, Verb.WITHDRAW: State.WITHDRAWN},
        State.DECLARED: {Verb.VERIFY: State.VERIFIED, Verb.HAND_IN: State.HANDED_IN, Verb.REOPEN: State.DRAFT, Verb.WITHDRAW: State.WITHDRAWN},
        State.VERIFIED: {Verb.HAND_IN: State.HANDED_IN, Verb.REOPEN: State.DRAFT, Verb.WITHDRAW: State.WITHDRAWN},
        State.HANDED_IN: {Verb.SEND_BACK: State.RETURNED, Verb.WITHDRAW: State.WITHDRAWN, Verb.CLOSE: State.CLOSED},
        State.RETURNED: {Verb.HAND_IN: State.HANDED_IN, Verb.WITHDRAW: State.WITHDRAWN, Verb.CLOSE: State.CLOSED},
        State.WITHDRAWN: {},
        State.CLOSED: {},
    }
)
# Before the hand-in the papers are the applicant's own; nobody of an authority sees them.
OWN = (State.DRAFT, State.DECLARED, State.VERIFIED)
SEEN_BY_AUTHORITIES = (State.HANDED_IN, State.RETURNED, State.CLOSED, State.WITHDRAWN)
EDITABLE = (State.DRAFT, State.RETURNED)
OPEN = (State.DRAFT, State.DECLARED, State.VERIFIED, State.HANDED_IN, State.RETURNED)
