"""Who may sign next: levels in their order, never the one who prepared, never the same person twice. Plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass

from sinople.kernel.acting import Acting
from sinople.kernel.refused import Ground


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a sign-off as the settings name it: its code, who signs, how many of them."""

    code: str
    roles: tuple[str, ...]
    count: int = 1


def next_level(levels: Sequence[Level], signed: Sequence[str]) -> Level | None:
    """Return the level whose turn it is, or nothing when all have signed."""
    return next((level for level in levels if signed.count(level.code) < level.count), None)


def grounds_against_signing(levels: Sequence[Level], signed: Sequence[tuple[str, int]], prepared_by: int, by: Acting) -> list[Ground]:
    """Return every reason why this person may not sign now. Persons are compared, not accounts."""
    grounds = []
    level = next_level(levels, [code for code, _ in signed])
    if level is None:
        return [Ground("All levels have signed.", code="all_signed")]
    if by.person_id == prepared_by:
        grounds.append(Ground("Whoever prepared this cannot sign it off, not even through another account.", code="preparer"))
    if by.person_id in {person for _, person in signed}:
        grounds.append(Ground("You have signed this at another level already.", code="signed_before"))
    if str(by.role) not in level.roles:
        grounds.append(Ground("It is another post's turn to sign.", code="not_the_turn"))
    return grounds
