"""One thing that waits on a desk, as the list of the desk shows it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from sinople.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Item:
    """What waits, where it is, why, since when or until when."""

    title: str | Text
    href: str
    word: str | Promise
    at: datetime | None = None
    due: datetime | None = None
    tone: str = "info"
    detail: str = ""
