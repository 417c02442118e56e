"""The states of a data book: open to be filled, or locked by the enterprise."""

from enum import StrEnum

from sinople.kernel.flow import Flow


class BookState(StrEnum):
    OPEN = "open"
    LOCKED = "locked"


class BookVerb(StrEnum):
    LOCK = "lock"
    UNLOCK = "unlock"


DATABOOK_FLOW = Flow({BookState.OPEN: {BookVerb.LOCK: BookState.LOCKED}, BookState.LOCKED: {BookVerb.UNLOCK: BookState.OPEN}})
