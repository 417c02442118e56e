"""Who may read, fill and seal the reference tables."""

from sinople.audit.permissions import open_while
from sinople.kernel.acting import CITY_ROLES, Acting, Role
from sinople.law.marking import N_
from sinople.reference.models import Edition
from sinople.reference.states import EditionVerb


def may_read(acting: Acting) -> bool:
    """Say whether this person may read the tables and their editions: the city bureau, the administrator, the auditor."""
    return acting.is_any(*CITY_ROLES, Role.ADMINISTRATOR, Role.AUDITOR)


def may_fill(acting: Acting) -> bool:
    """Say whether this person may change a table: the administrator, or an officer of the city."""
    return acting.is_any(Role.ADMINISTRATOR, Role.CITY_OFFICER)


@open_while(lambda _acting, row: row.allows(EditionVerb.SEAL), N_("Only a draft is sealed. Reload the page to see where it stands."))
def may_seal_edition(acting: Acting, row: Edition) -> bool:
    """Say whether this person may seal the edition: a leader, or an administrator who had no hand in it."""
    return acting.is_any(Role.LEADER, Role.ADMINISTRATOR)
