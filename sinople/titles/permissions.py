"""Who publishes lists and keeps the register."""

from sinople.audit.permissions import open_while
from sinople.kernel.acting import Acting, Role
from sinople.law.marking import N_
from sinople.notices.models import Notice
from sinople.notices.states import NoticeVerb
from sinople.titles.models import Grant
from sinople.titles.states import GrantVerb


@open_while(
    lambda _acting, notice: notice.allows(NoticeVerb.PUBLISH),
    N_("The list is prepared once, after the public notice has ended. Reload the page to see where it stands."),
)
def may_prepare(acting: Acting, notice: Notice) -> bool:
    """Say whether this person lays the list of an ended notice before the signers."""
    return acting.is_any(Role.CITY_OFFICER)


@open_while(lambda _acting, grant: grant.allows(GrantVerb.SURRENDER), N_("This title no longer holds: there is nothing to give back."))
def may_surrender(acting: Acting, grant: Grant) -> bool:
    """Say whether this person may give the title back."""
    return acting.is_in(grant.organisation_id, Role.SUBMITTER, Role.AGENT)


def may_import(acting: Acting) -> bool:
    """Say whether this person may bring in national lists."""
    return acting.is_any(Role.CITY_OFFICER) or acting.is_clock
