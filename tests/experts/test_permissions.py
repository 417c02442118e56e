"""Role × person × state for the pool, panels and seats."""

import pytest

from sinople.experts import permissions
from sinople.experts.models import Expert, Panel, Seat
from sinople.experts.states import PanelState, SeatState
from sinople.kernel.acting import Acting, Role
from tests.tables import any_of, asked

COMPOSERS = any_of(Role.CITY_OFFICER, Role.POOL_KEEPER)


def test_who_keeps_the_pool():
    asked(permissions.may_keep_pool, any_of(Role.POOL_KEEPER), ["-"], {"-"}, lambda _state: ())


def test_who_composes_and_draws():
    asked(permissions.may_compose, COMPOSERS, ["-"], {"-"}, lambda _state: ())
    asked(permissions.may_draw, COMPOSERS, PanelState, {"committed"}, lambda state: (Panel(state=state, prepared_by_id=1),))


def test_whoever_prepared_the_list_does_not_draw():
    assert not permissions.may_draw(Acting(person_id=1, role=Role.CITY_OFFICER), Panel(state="committed", prepared_by_id=1))


@pytest.mark.parametrize(("may", "open_in"), [(permissions.may_reply, {"invited", "accepted"}), (permissions.may_pledge, {"accepted"})])
@pytest.mark.parametrize("person", [1, 2, 0])
def test_a_seat_is_answered_by_its_expert(may, open_in, person):
    for state in SeatState:
        assert may(Acting(person_id=person, role=Role.EXPERT), Seat(expert=Expert(person_id=1), state=state)) is (person == 1 and state in open_in)


def test_only_the_expert_declares_ties():
    assert permissions.may_declare(Acting(person_id=1), Expert(person_id=1))
    assert not permissions.may_declare(Acting(person_id=2, role=Role.POOL_KEEPER), Expert(person_id=1))
