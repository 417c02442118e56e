"""Who prepares notices and handles objections."""

from datetime import datetime

from sinople.kernel.acting import Acting, Role
from sinople.notices.models import Notice, Objection
from sinople.notices.states import NoticeState, NoticeVerb, ObjectionVerb


def may_prepare(acting: Acting) -> bool:
    """Say whether this person prepares notices."""
    return acting.is_any(Role.CITY_OFFICER)


def may_lay(acting: Acting, notice: Notice) -> bool:
    """Say whether this person lays the notice before the signers."""
    return acting.is_any(Role.CITY_OFFICER) and notice.allows(NoticeVerb.LAY)


def may_release(acting: Acting, notice: Notice) -> bool:
    """Say whether this person releases the signed notice: the office."""
    return acting.is_any(Role.OFFICE_CLERK) and notice.allows(NoticeVerb.RELEASE)


def may_object(notice: Notice, at: datetime) -> bool:
    """Say whether anybody may object now."""
    return notice.state == NoticeState.OPEN and notice.ends_at is not None and at < notice.ends_at


def may_accept(acting: Acting, objection: Objection) -> bool:
    """Say whether this person accepts or refuses the objection."""
    return acting.is_any(Role.CITY_OFFICER) and objection.allows(ObjectionVerb.ACCEPT_OBJECTION)


def may_decide(acting: Acting, objection: Objection) -> bool:
    """Say whether this person upholds or rejects the accepted objection."""
    return acting.is_any(Role.CITY_OFFICER) and objection.allows(ObjectionVerb.UPHOLD)


def may_look(acting: Acting) -> bool:
    """Say whether this person may see who objected."""
    return acting.is_any(Role.CITY_OFFICER)
