"""What a milestone has come to, when a stay in the pool ends, what speaks for entering."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from operator import ge, gt, le, lt

OPS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {">=": ge, "<=": le, ">": gt, "<": lt}


class Standing(StrEnum):
    """How a milestone stands on a day."""

    REACHED = "reached"
    OVERDUE = "overdue"
    SOON = "soon"
    AHEAD = "ahead"


def standing_of(due_on: date, *, is_reached: bool, on: date, days_before: int) -> Standing:
    """Return how a milestone stands; `days_before` is how long before its day people are reminded."""
    if is_reached:
        return Standing.REACHED
    if due_on < on:
        return Standing.OVERDUE
    return Standing.SOON if (due_on - on).days <= days_before else Standing.AHEAD


def meets(value: Decimal | None, op: str, target: Decimal | None) -> bool | None:
    """Say whether a figure meets its target; nothing can be said without both."""
    return OPS[op](value, target) if value is not None and target is not None and op in OPS else None


def ends_on(entered_on: date, years: int) -> date:
    """Return the last day of a stay of so many years; entered on 29 February, it ends on the 28th."""
    try:
        return entered_on.replace(year=entered_on.year + years)
    except ValueError:
        return entered_on.replace(year=entered_on.year + years, day=28)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many milestones of a plan are reached, and how many are late."""

    reached: int
    late: int
    all: int

    @property
    def share(self) -> int:
        """Return what is reached, in per cent."""
        return 100 * self.reached // self.all if self.all else 0
