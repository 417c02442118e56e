"""Who may enter readings, and who locks a year."""

from sinople.audit.permissions import open_while
from sinople.databook.models import Databook, ReadinessPlan
from sinople.databook.states import BookState, BookVerb
from sinople.kernel.acting import APPLICANT_ROLES, Acting, Role
from sinople.law.marking import N_
from sinople.people.models import Site

LOCKED = N_("The data book is locked. The submitter of the enterprise can unlock it, with a reason.")
SIGNERS = (Role.SUBMITTER, Role.AGENT)


def may_enter(acting: Acting, site: Site) -> bool:
    """Say whether this person may enter readings of the site."""
    return acting.is_in(site.organisation_id, *APPLICANT_ROLES)


@open_while(lambda _acting, book: book.state == BookState.OPEN, LOCKED)
def may_change(acting: Acting, book: Databook) -> bool:
    """Say whether this person may change the figures of the book now."""
    return may_enter(acting, book.site)


@open_while(lambda _acting, book: book.allows(BookVerb.LOCK), N_("The data book is locked already."))
def may_lock(acting: Acting, book: Databook) -> bool:
    """Say whether this person may lock the year: whoever signs for the enterprise."""
    return acting.is_in(book.site.organisation_id, *SIGNERS)


@open_while(lambda _acting, book: book.allows(BookVerb.UNLOCK), N_("The data book is not locked."))
def may_unlock(acting: Acting, book: Databook) -> bool:
    """Say whether this person may unlock the year."""
    return acting.is_in(book.site.organisation_id, *SIGNERS)


def may_check(acting: Acting, site: Site) -> bool:
    """Say whether this person may keep a self-check of the site and save plans for it."""
    return acting.is_in(site.organisation_id, *APPLICANT_ROLES)


@open_while(lambda _acting, plan: plan.shared_at is None, N_("The district sees this plan already."))
def may_share(acting: Acting, plan: ReadinessPlan) -> bool:
    """Say whether this person may share the plan with the district: whoever signs for the enterprise."""
    return acting.is_in(plan.site.organisation_id, *SIGNERS)


@open_while(lambda _acting, plan: plan.shared_at is not None, N_("The district does not see this plan."))
def may_take_back(acting: Acting, plan: ReadinessPlan) -> bool:
    """Say whether this person may take a shared plan back."""
    return acting.is_in(plan.site.organisation_id, *SIGNERS)
