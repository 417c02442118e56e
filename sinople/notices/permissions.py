"""Who prepares notices and handles objections."""

from datetime import datetime

from sinople.audit.permissions import open_while
from sinople.kernel.acting import Acting, Role
from sinople.law.marking import N_
from sinople.notices.models import Notice, Objection
from sinople.notices.states import NoticeState, NoticeVerb, ObjectionVerb


def may_prepare(acting: Acting) -> bool:
    """Say whether this person prepares notices."""
    return acting.is_any(Role.CITY_OFFICER)


@open_while(lambda _acting, notice: notice.allows(NoticeVerb.LAY), N_("Only a draft is laid before the signers. Reload the page to see where it stands."))
def may_lay(acting: Acting, notice: Notice) -> bool:
    """Say whether this person lays the notice before the signers."""
    return acting.is_any(Role.CITY_OFFICER)


@open_while(
    lambda _acting, notice: notice.allows(NoticeVerb.RELEASE),
    N_("A notice is released once, after the last signature. Reload the page to see where it stands."),
)
def may_release(acting: Acting, notice: Notice) -> bool:
    """Say whether this person releases the signed notice: the office."""
    return acting.is_any(Role.OFFICE_CLERK)


def may_object(notice: Notice, at: datetime) -> bool:
    """Say whether anybody may object now."""
    return notice.state == NoticeState.OPEN and notice.ends_at is not None and at < notice.ends_at


@open_while(
    lambda _acting, objection: objection.allows(ObjectionVerb.ACCEPT_OBJECTION),
    N_("Whether this objection is accepted was decided already. Reload the page to see where it stands."),
)
def may_accept(acting: Acting, objection: Objection) -> bool:
    """Say whether this person accepts or refuses the objection."""
    return acting.is_any(Role.CITY_OFFICER)


@open_while(
    lambda _acting, objection: objection.allows(ObjectionVerb.UPHOLD),
    N_("An objection is decided once, after it was accepted. Reload the page to see where it stands."),
)
def may_decide(acting: Acting, objection: Objection) -> bool:
    """Say whether this person upholds or rejects the accepted objection."""
    return acting.is_any(Role.CITY_OFFICER)


def may_look(acting: Acting) -> bool:
    """Say whether this person may see who objected."""
    return acting.is_any(Role.CITY_OFFICER)
