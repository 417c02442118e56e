"""What an evaluator says of itself: shown to everyone, never a threshold."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from sinople.web.context import Words

QUALIFICATIONS: Mapping[str, Any] = {
    "full_time_staff": _("Full-time staff of intermediate grade or higher"),
    "senior_staff": _("Of these, senior in energy, environment, ecology or systems"),
    "fields": _("Industries and fields of experience"),
    "experience": _("Evaluations, research or standards of the last five years"),
    "certificates": _("Certificates and accreditations"),
    "site": _("Public address of its own presentation"),
}


def qualification_rows(said: Mapping[str, str]) -> list[tuple[Words, str]]:
    """Return what was declared, as rows; what was not stays away."""
    return [(words, said[code]) for code, words in QUALIFICATIONS.items() if said.get(code)]
