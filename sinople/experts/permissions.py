"""Who keeps the pool, draws panels, and replies for a seat."""

from sinople.experts.models import Expert, Panel, Seat
from sinople.experts.states import PanelVerb, SeatState
from sinople.kernel.acting import Acting, Role


def may_keep_pool(acting: Acting) -> bool:
    """Say whether this person keeps the pool."""
    return acting.is_any(Role.POOL_KEEPER)


def may_compose(acting: Acting) -> bool:
    """Say whether this person composes panels."""
    return acting.is_any(Role.CITY_OFFICER, Role.POOL_KEEPER)


def may_draw(acting: Acting, panel: Panel) -> bool:
    """Say whether this person may draw: another one than who prepared the list."""
    return may_compose(acting) and panel.allows(PanelVerb.DRAW) and acting.person_id != panel.prepared_by_id


def may_reply(acting: Acting, seat: Seat) -> bool:
    """Say whether this person may accept or decline the seat."""
    return acting.person_id == seat.expert.person_id and seat.state in {SeatState.INVITED, SeatState.ACCEPTED}


def may_pledge(acting: Acting, seat: Seat) -> bool:
    """Say whether this person may sign the pledge."""
    return acting.person_id == seat.expert.person_id and seat.state == SeatState.ACCEPTED


def may_declare(acting: Acting, expert: Expert) -> bool:
    """Say whether this person may declare relationships: the expert alone."""
    return acting.person_id == expert.person_id
