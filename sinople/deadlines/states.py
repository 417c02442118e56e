"""The states of a running clock."""

from enum import StrEnum

from sinople.kernel.flow import Flow


class DeadlineState(StrEnum):
    WAITING = "waiting"  # begins with a delivery that is not on record yet
    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    OVERDUE = "overdue"


class DeadlineVerb(StrEnum):
    BEGIN = "begin"
    PAUSE = "pause"
    RESUME = "resume"
    MEET = "meet"
    MISS = "miss"


FLOW = Flow(
    {
        DeadlineState.WAITING: {DeadlineVerb.BEGIN: DeadlineState.RUNNING, DeadlineVerb.MEET: DeadlineState.MET},
        DeadlineState.RUNNING: {DeadlineVerb.PAUSE: DeadlineState.PAUSED, DeadlineVerb.MEET: DeadlineState.MET, DeadlineVerb.MISS: DeadlineState.OVERDUE},
        DeadlineState.PAUSED: {DeadlineVerb.RESUME: DeadlineState.RUNNING, DeadlineVerb.MEET: DeadlineState.MET},
        DeadlineState.OVERDUE: {DeadlineVerb.MEET: DeadlineState.MET, DeadlineVerb.PAUSE: DeadlineState.PAUSED},
        DeadlineState.MET: {},
    }
)
