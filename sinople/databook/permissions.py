"""Who may enter readings."""

from sinople.kernel.acting import APPLICANT_ROLES, Acting
from sinople.people.models import Site


def may_enter(acting: Acting, site: Site) -> bool:
    """Say whether this person may enter readings of the site."""
    return acting.is_in(site.organisation_id, *APPLICANT_ROLES)
