"""Role × state for lists and grants."""

from sinople.kernel.acting import CLOCK, Role
from sinople.notices.models import Notice
from sinople.notices.states import NoticeState
from sinople.titles import permissions
from sinople.titles.models import Grant
from sinople.titles.states import GrantState
from tests.tables import OWN, any_of, asked, own


def test_who_lays_the_list():
    asked(permissions.may_prepare, any_of(Role.CITY_OFFICER), NoticeState, {"ended"}, lambda state: (Notice(state=state),))


def test_who_gives_a_title_back():
    asked(permissions.may_surrender, own(Role.SUBMITTER, Role.AGENT), GrantState, {"valid"}, lambda state: (Grant(state=state, organisation_id=OWN),))


def test_who_brings_in_national_lists():
    asked(permissions.may_import, lambda acting: acting.role is Role.CITY_OFFICER or acting == CLOCK, ["-"], {"-"}, lambda _state: ())
