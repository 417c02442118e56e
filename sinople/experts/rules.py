"""Why an expert may not sit over an application: every path, as a sentence. Plain Python."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sinople.kernel.refused import Ground


@dataclass(frozen=True, slots=True)
class Ties:
    """What ties an expert to others: the employer and declared relationships, by credit code."""

    person_id: int
    employer_code: str
    declared: Mapping[str, str]  # credit code → kind of relationship


@dataclass(frozen=True, slots=True)
class Concerned:
    """Whom a panel judges: applicants and their evaluators by credit code with their names, and the persons who act for them."""

    names: Mapping[str, str]
    persons: Collection[int]


def grounds_for_recusal(ties: Ties, concerned: Concerned) -> list[Ground]:
    """Return every reason why the expert must stand aside."""
    grounds = []
    if ties.employer_code in concerned.names:
        grounds.append(Ground("Employed by %(name)s.", code="employer", values={"name": concerned.names[ties.employer_code]}))
    for code, kind in ties.declared.items():
        if code in concerned.names:
            grounds.append(Ground("Declared a relationship with %(name)s: %(kind)s.", code="declared", values={"name": concerned.names[code], "kind": kind}))
    if ties.person_id in concerned.persons:
        grounds.append(Ground("Acts for one of the organisations concerned.", code="acts_for"))
    return grounds


def grounds_of_load(seats_held: int, limit: int | None) -> list[Ground]:
    """Return the reason when an expert holds as many seats this year as the setting allows."""
    if limit is not None and seats_held >= limit:
        return [Ground("Holds %(count)s seats this year; the limit is %(limit)s.", code="load", values={"count": seats_held, "limit": limit})]
    return []
