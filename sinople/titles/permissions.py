"""Who publishes lists and keeps the register."""

from sinople.kernel.acting import Acting, Role
from sinople.notices.models import Notice
from sinople.notices.states import NoticeVerb
from sinople.titles.models import Grant
from sinople.titles.states import GrantVerb


def may_prepare(acting: Acting, notice: Notice) -> bool:
    """Say whether this person lays the list of an ended notice before the signers."""
    return acting.is_any(Role.CITY_OFFICER) and notice.allows(NoticeVerb.PUBLISH)


def may_surrender(acting: Acting, grant: Grant) -> bool:
    """Say whether this person may give the title back."""
    return acting.is_in(grant.organisation_id, Role.SUBMITTER, Role.AGENT) and grant.allows(GrantVerb.SURRENDER)


def may_import(acting: Acting) -> bool:
    """Say whether this person may bring in national lists."""
    return acting.is_any(Role.CITY_OFFICER) or acting.is_clock
