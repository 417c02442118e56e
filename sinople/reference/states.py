"""The states of an edition of the reference tables."""

from enum import StrEnum

from sinople.kernel.flow import Flow


class EditionState(StrEnum):
    DRAFT = "draft"
    SET_ASIDE = "set_aside"
    SEALED = "sealed"
    IN_FORCE = "in_force"
    REPLACED = "replaced"


class EditionVerb(StrEnum):
    SEAL = "seal"
    SET_ASIDE = "set_aside"
    ENTER = "enter"
    REPLACE = "replace"


FLOW = Flow(
    {
        EditionState.DRAFT: {EditionVerb.SEAL: EditionState.SEALED, EditionVerb.SET_ASIDE: EditionState.SET_ASIDE},
        EditionState.SET_ASIDE: {},
        EditionState.SEALED: {EditionVerb.ENTER: EditionState.IN_FORCE},
        EditionState.IN_FORCE: {EditionVerb.REPLACE: EditionState.REPLACED},
        EditionState.REPLACED: {},
    }
)
