"""Who is told what about a candidate, and facts kept beside its state."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Model

from sinople.audit.rules import Fact
from sinople.cultivation import queries
from sinople.cultivation.models import Candidate
from sinople.kernel.acting import Role
from sinople.kernel.refused import Refused
from sinople.letters.actions import write
from sinople.people import queries as people


def said(reason: str) -> str:
    if not reason.strip():
        raise Refused("Give the reason.", field="reason")
    return reason.strip()


def note(thing: Model, **facts: Fact) -> None:
    """Keep facts beside a state that this transaction leads on: whoever is slower is refused by the move."""
    type(thing)._default_manager.filter(pk=thing.pk).update(**facts)
    for name, value in facts.items():
        setattr(thing, name, value)


def tell(candidate: Candidate, message: str, *, at: datetime, about: Model | None = None, once: str = "", also: Sequence[int] = (), **values: Fact) -> None:
    to = [*people.holders_of(candidate.site.organisation_id, at), *also]
    _write(candidate, to, message, at=at, about=about, once=once, **values)


def tell_district(candidate: Candidate, message: str, *, at: datetime, about: Model | None = None, once: str = "", **values: Fact) -> None:
    _write(candidate, people.people_in(Role.DISTRICT_OFFICER, at, district=candidate.district), message, at=at, about=about, once=once, **values)


def _write(candidate: Candidate, to: Sequence[int], message: str, *, at: datetime, about: Model | None, once: str, **values: Fact) -> None:
    thing = about or candidate
    title = queries.title_of(candidate).name
    where = (thing._meta.label_lower, str(thing.key))  # type: ignore[attr-defined]
    whose = candidate.site
    write(to=to, message=message, about=where, at=at, once=once, organisation=whose.organisation.name, site=whose.name, title=title, **values)  # type: ignore[arg-type]
