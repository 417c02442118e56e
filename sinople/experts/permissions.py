"""Who keeps the pool, draws panels, and replies for a seat."""

from sinople.audit.permissions import open_while
from sinople.experts.models import Expert, Panel, Seat
from sinople.experts.states import PanelVerb, SeatState
from sinople.kernel.acting import Acting, Role
from sinople.law.marking import N_


def may_keep_pool(acting: Acting) -> bool:
    """Say whether this person keeps the pool."""
    return acting.is_any(Role.POOL_KEEPER)


def may_compose(acting: Acting) -> bool:
    """Say whether this person composes panels."""
    return acting.is_any(Role.CITY_OFFICER, Role.POOL_KEEPER)


@open_while(lambda _acting, panel: panel.allows(PanelVerb.DRAW), N_("This panel was drawn already: a draw is made once. Reload the page to see it."))
def may_draw(acting: Acting, panel: Panel) -> bool:
    """Say whether this person may draw: another one than who prepared the list."""
    return may_compose(acting) and acting.person_id != panel.prepared_by_id


@open_while(
    lambda _acting, seat: seat.state in {SeatState.INVITED, SeatState.ACCEPTED},
    N_("This invitation is no longer open: it was declined, replaced, or the pledge is signed. Reload the page to see where it stands."),
)
def may_reply(acting: Acting, seat: Seat) -> bool:
    """Say whether this person may accept or decline the seat."""
    return acting.person_id == seat.expert.person_id


@open_while(
    lambda _acting, seat: seat.state == SeatState.ACCEPTED,
    N_("The pledge is signed once, after the seat was accepted. Reload the page to see where it stands."),
)
def may_pledge(acting: Acting, seat: Seat) -> bool:
    """Say whether this person may sign the pledge."""
    return acting.person_id == seat.expert.person_id


def may_declare(acting: Acting, expert: Expert) -> bool:
    """Say whether this person may declare relationships: the expert alone."""
    return acting.person_id == expert.person_id
