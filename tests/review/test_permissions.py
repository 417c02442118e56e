"""Role × district × state for every verb of the review."""

import pytest

from sinople.applications.models import Application
from sinople.applications.states import State
from sinople.experts.models import Expert, Panel, Seat
from sinople.experts.states import PanelState, SeatState
from sinople.kernel.acting import Acting, Role
from sinople.review import permissions
from sinople.review.models import Case, Meeting, Opinion
from sinople.review.states import CaseState, MeetingState, OpinionState
from tests.tables import EVERYBODY, HERE, OWN, answer_of, any_of, asked, of_district, own


def case(state, application=State.HANDED_IN):
    return Case(state=state, district=HERE, application=Application(organisation_id=OWN, state=application))


def seat(person=1, state="pledged", panel="ready"):
    return Seat(expert=Expert(person_id=person), state=state, panel=Panel(state=panel))


@pytest.mark.parametrize(
    ("may", "allowed", "open_in"),
    [
        (permissions.may_review_in_district, of_district, {"district"}),
        (permissions.may_review_formally, any_of(Role.CITY_OFFICER), {"formal"}),
        (permissions.may_bring_again, any_of(Role.CITY_OFFICER), {"deferred"}),
    ],
)
def test_who_may_in_which_state(may, allowed, open_in):
    asked(may, allowed, CaseState, open_in, lambda state: (case(state),))


def test_nothing_is_reviewed_while_the_application_is_elsewhere():
    asked(permissions.may_review_in_district, of_district, State, {"handed_in"}, lambda state: (case("district", state),))


@pytest.mark.parametrize("application", State)
@pytest.mark.parametrize("state", CaseState)
def test_each_stage_is_reviewed_by_its_own_and_the_others_are_told_that_it_is_not_their_turn(state, application):
    for acting in EVERYBODY:
        turn = (of_district(acting) and state == "district") or (acting.role is Role.CITY_OFFICER and state == "formal")
        theirs = of_district(acting) or acting.role is Role.CITY_OFFICER
        wanted = "yes" if turn and application == "handed_in" else "not now" if theirs else "denied"
        assert answer_of(permissions.may_review, acting, case(state, application)) == wanted


def test_who_prepares_and_proposes():
    asked(permissions.may_prepare_meeting, any_of(Role.CITY_OFFICER), ["-"], {"-"}, lambda _state: ())
    asked(permissions.may_propose, any_of(Role.CITY_OFFICER), MeetingState, {"draft"}, lambda state: (Meeting(state=state),))


def test_who_hands_in():
    asked(permissions.may_hand_in, own(Role.SUBMITTER, Role.AGENT), ["-"], {"-"}, lambda _state: (Application(organisation_id=OWN),))


@pytest.mark.parametrize("person", [1, 2])
@pytest.mark.parametrize("seat_state", list(SeatState))
@pytest.mark.parametrize("panel_state", list(PanelState))
def test_an_expert_scores_on_their_own_seat_once_the_panel_is_complete(person, seat_state, panel_state):
    for state in CaseState:
        wanted = (person, seat_state, panel_state, state) == (1, "pledged", "ready", "expert")
        assert permissions.may_score(Acting(person_id=person, role=Role.EXPERT), seat(1, seat_state, panel_state), case(state)) is wanted


def test_an_opinion_is_signed_while_it_is_open():
    expert = Acting(person_id=1, role=Role.EXPERT)
    for state in OpinionState:
        assert permissions.may_sign_opinion(expert, Opinion(seat=seat(), case=case("expert"), state=state)) is (state == "open")
