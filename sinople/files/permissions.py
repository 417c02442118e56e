"""Who may keep, read and open files to others."""

from sinople.files.models import Evidence
from sinople.kernel.acting import Acting


def may_keep(acting: Acting, organisation_id: int) -> bool:
    """Say whether this person may add a file to the organisation's, or to their authority's own (0)."""
    if acting.is_clock or acting.is_in(organisation_id):
        return True
    return organisation_id == 0 and acting.is_somebody


def may_read(acting: Acting, evidence: Evidence) -> bool:
    """Say whether this person may read the file."""
    return Evidence.objects.visible_to(acting).filter(pk=evidence.pk).exists()
