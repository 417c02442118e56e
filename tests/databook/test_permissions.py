"""Role × organisation for readings."""

from sinople.databook import permissions
from sinople.databook.models import Databook
from sinople.kernel.acting import Role
from sinople.people.models import Site
from tests.tables import OWN, asked, own


def test_who_enters_readings():
    asked(permissions.may_enter, own(Role.FILLER, Role.SUBMITTER, Role.AGENT), ["-"], {"-"}, lambda _state: (Site(organisation_id=OWN),))


SIGNERS = own(Role.SUBMITTER, Role.AGENT)


def book(state):
    return (Databook(site=Site(organisation_id=OWN), state=state),)


def test_who_changes_locks_and_unlocks():
    asked(permissions.may_change, own(Role.FILLER, Role.SUBMITTER, Role.AGENT), ["open", "locked"], {"open"}, book)
    asked(permissions.may_lock, SIGNERS, ["open", "locked"], {"open"}, book)
    asked(permissions.may_unlock, SIGNERS, ["open", "locked"], {"locked"}, book)
