"""Role × state for notices and objections."""

from datetime import timedelta

import pytest

from sinople.kernel.acting import Role
from sinople.notices import permissions
from sinople.notices.models import Notice, Objection
from sinople.notices.states import NoticeState, ObjectionState
from tests.makers import ENDED
from tests.tables import any_of, asked

OFFICER, CLERK = any_of(Role.CITY_OFFICER), any_of(Role.OFFICE_CLERK)


@pytest.mark.parametrize(("may", "allowed", "open_in"), [(permissions.may_lay, OFFICER, {"draft"}), (permissions.may_release, CLERK, {"signed"})])
def test_who_may_with_a_notice(may, allowed, open_in):
    asked(may, allowed, NoticeState, open_in, lambda state: (Notice(state=state),))


@pytest.mark.parametrize(("may", "open_in"), [(permissions.may_accept, {"received"}), (permissions.may_decide, {"accepted"})])
def test_who_may_with_an_objection(may, open_in):
    asked(may, OFFICER, ObjectionState, open_in, lambda state: (Objection(state=state),))


@pytest.mark.parametrize("may", [permissions.may_prepare, permissions.may_look])
def test_what_is_an_officers_alone(may):
    asked(may, OFFICER, ["-"], {"-"}, lambda _state: ())


@pytest.mark.parametrize(("seconds", "open_now"), [(-1, True), (0, False), (1, False)])
def test_anybody_may_object_until_the_last_moment(seconds, open_now):
    for state in NoticeState:
        notice = Notice(state=state, ends_at=ENDED)
        assert permissions.may_object(notice, ENDED + timedelta(seconds=seconds)) is (open_now and state == "open")
