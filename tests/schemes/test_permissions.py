"""Role × state for packs, plans and calls."""

import pytest

from sinople.kernel.acting import Role
from sinople.schemes import permissions
from sinople.schemes.models import Call, EnactedPack, Plan
from sinople.schemes.states import CallState, PackState, PlanState
from tests.tables import any_of, asked


@pytest.mark.parametrize("may", [permissions.may_confirm, permissions.may_draft])
def test_what_is_an_officers_alone(may):
    asked(may, any_of(Role.CITY_OFFICER), ["-"], {"-"}, lambda _state: ())


def test_who_brings_in_and_tries_rules():
    asked(permissions.may_import, any_of(Role.CITY_OFFICER), ["-"], {"-"}, lambda _state: ())
    asked(permissions.may_try, any_of(Role.CITY_OFFICER, Role.LEADER), ["-"], {"-"}, lambda _state: ())


def test_who_changes_and_ends_a_pack():
    asked(permissions.may_change_pack, any_of(Role.CITY_OFFICER), PackState, set(PackState) - {"set_aside"}, lambda state: (EnactedPack(state=state),))
    asked(permissions.may_end, any_of(Role.LEADER), PackState, {"sealed", "in_force"}, lambda state: (EnactedPack(state=state),))


def test_who_seals_a_pack():
    asked(permissions.may_seal, any_of(Role.LEADER), PackState, {"draft"}, lambda state: (EnactedPack(state=state),))


@pytest.mark.parametrize("may", [permissions.may_lay, permissions.may_change])
@pytest.mark.parametrize(("thing", "states"), [(Plan, PlanState), (Call, CallState)])
def test_who_lays_and_changes(may, thing, states):
    asked(may, any_of(Role.CITY_OFFICER), states, {"draft"}, lambda state: (thing(state=state),))
