"""Role × organisation for readings."""

from sinople.databook import permissions
from sinople.kernel.acting import Role
from sinople.people.models import Site
from tests.tables import OWN, asked, own


def test_who_enters_readings():
    asked(permissions.may_enter, own(Role.FILLER, Role.SUBMITTER, Role.AGENT), ["-"], {"-"}, lambda _state: (Site(organisation_id=OWN),))
