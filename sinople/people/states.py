"""The states of a proof of authority."""

from enum import StrEnum

from sinople.kernel.flow import Flow


class ProofState(StrEnum):
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class ProofVerb(StrEnum):
    CONFIRM = "confirm"
    REFUSE = "refuse"


PROOF_FLOW = Flow(
    {
        ProofState.WAITING: {ProofVerb.CONFIRM: ProofState.CONFIRMED, ProofVerb.REFUSE: ProofState.REFUSED},
        ProofState.CONFIRMED: {},
        ProofState.REFUSED: {},
    }
)
