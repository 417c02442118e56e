"""Twelve months make a year; and when a change of a figure is shown with what it touches before it is saved."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from sinople.kernel.refused import Refused
from sinople.law.units import parse_number

MONTHS = 12
STILL_TYPING = timedelta(minutes=10)  # a figure that one's own hand wrote so lately is still being typed


def year_of_months(typed: Sequence[str], *, field: str) -> Decimal:
    """Return the sum of the months; raise Refused when one of them is missing or no number."""
    if len(typed) != MONTHS:
        raise Refused("A year has twelve months; %(count)s were given.", field=field, count=len(typed))
    missing = [str(n) for n, one in enumerate(typed, start=1) if not one.strip()]
    if missing:
        raise Refused("These months are empty: %(months)s. Type 0 where nothing was used.", field=field, months=", ".join(missing))
    return sum((parse_number(one, what=str(n), field=field) for n, one in enumerate(typed, start=1)), Decimal(0))


def needs_a_look(*, changes: bool, is_own: bool, entered_at: datetime, at: datetime) -> bool:
    """Say whether a figure that changes is shown with what it touches before it is saved."""
    return changes and not (is_own and at - entered_at < STILL_TYPING)
