"""What new rules would do to a past case."""

from enum import StrEnum


class Tried(StrEnum):
    """What became of a past case under other rules; `same` is never kept as a line."""

    GAINS = "gains"
    LOSES = "loses"
    OPEN = "open"
    SAME = "same"


def tried(*, before: bool | None, after: bool | None, granted: bool) -> Tried:
    """Compare what both rules say of one case, with what was decided then.

    Only the table speaks here: a case that was refused for another reason gains nothing by passing, as it passed before.
    """
    if after is None:
        return Tried.OPEN if before is not None else Tried.SAME
    if granted and not after:
        return Tried.LOSES
    if not granted and before is False and after:
        return Tried.GAINS
    return Tried.SAME
