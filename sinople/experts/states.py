"""The states of an expert, a panel and a seat."""

from enum import StrEnum

from sinople.kernel.flow import Flow


class ExpertState(StrEnum):
    IN_POOL = "in_pool"
    LEFT = "left"


class ExpertVerb(StrEnum):
    LEAVE = "leave"


EXPERT_FLOW = Flow({ExpertState.IN_POOL: {ExpertVerb.LEAVE: ExpertState.LEFT}, ExpertState.LEFT: {}})


class PanelState(StrEnum):
    COMMITTED = "committed"
    DRAWN = "drawn"
    READY = "ready"
    FINISHED = "finished"


class PanelVerb(StrEnum):
    DRAW = "draw"
    COMPLETE = "complete"
    REPLACE = "replace"
    FINISH = "finish"


PANEL_FLOW = Flow(
    {
        PanelState.COMMITTED: {PanelVerb.DRAW: PanelState.DRAWN},
        PanelState.DRAWN: {PanelVerb.COMPLETE: PanelState.READY},
        PanelState.READY: {PanelVerb.FINISH: PanelState.FINISHED},
        PanelState.FINISHED: {},
    }
)


class SeatState(StrEnum):
    INVITED = "invited"
    ACCEPTED = "accepted"
    PLEDGED = "pledged"
    DECLINED = "declined"


class SeatVerb(StrEnum):
    ACCEPT = "accept"
    DECLINE = "decline"
    PLEDGE = "pledge"


SEAT_FLOW = Flow(
    {
        SeatState.INVITED: {SeatVerb.ACCEPT: SeatState.ACCEPTED, SeatVerb.DECLINE: SeatState.DECLINED},
        SeatState.ACCEPTED: {SeatVerb.PLEDGE: SeatState.PLEDGED, SeatVerb.DECLINE: SeatState.DECLINED},
        SeatState.PLEDGED: {},
        SeatState.DECLINED: {},
    }
)
