"""Role × organisation × state for every verb of an application."""

import pytest

from sinople.applications import permissions
from sinople.applications.models import Application
from sinople.applications.states import State
from sinople.kernel.acting import Role
from tests.tables import OWN, asked, own

FILLERS, SIGNERS = (Role.FILLER, Role.SUBMITTER, Role.AGENT), (Role.SUBMITTER, Role.AGENT)
TABLE = [
    (permissions.may_edit, FILLERS, {"draft", "returned"}),
    (permissions.may_declare, SIGNERS, {"draft"}),
    (permissions.may_reopen, SIGNERS, {"declared", "verified"}),
    (permissions.may_withdraw, SIGNERS, {"draft", "declared", "verified", "handed_in", "returned"}),
    (permissions.may_answer, FILLERS, {"returned"}),
]


@pytest.mark.parametrize(("is_demanded", "open_in"), [(True, {"verified", "returned"}), (False, {"declared", "verified", "returned"})])
def test_who_may_hand_in_where_the_pack_demands_an_evaluation_and_where_not(monkeypatch, is_demanded, open_in):
    monkeypatch.setattr(permissions, "demands_evaluation", lambda _application: is_demanded)
    assert asked(permissions.may_hand_in, own(*SIGNERS), State, open_in, lambda state: (Application(organisation_id=OWN, state=state),)) > 700


@pytest.mark.parametrize(("may", "roles", "open_in"), TABLE, ids=lambda value: getattr(value, "__name__", ""))
def test_who_may_in_which_state(may, roles, open_in):
    assert asked(may, own(*roles), State, open_in, lambda state: (Application(organisation_id=OWN, state=state),)) > 700


def test_who_may_begin():
    asked(permissions.may_begin, own(*FILLERS), ["-"], {"-"}, lambda _state: (OWN,))
