"""Keeping what a browser sent. None of this is an act of the trade, so none of it has a story."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError

from sinople.kernel.refused import Refused
from sinople.posts.models import Answered, Draft, Parked, Presence

KEPT_FOR = timedelta(days=7)


def keep_answer(*, person_id: int, post_key: str, path: str, location: str, at: datetime) -> None:
    """Keep the answer of a post in its own transaction; refuse when the same post is being answered at this moment."""
    try:
        Answered.objects.create(person_id=person_id, post_key=post_key, path=path[:300], location=location[:400], at=at)
    except IntegrityError:
        raise Refused("This has just been sent already; nothing was done twice.") from None


def park(*, path: str, typed: str, at: datetime) -> str:
    """Keep a post over a lost session; return the key that gives it back."""
    return Parked.objects.create(path=path[:300], typed=typed, at=at).key


def drop_parked(*, keys: Iterable[str], path: str) -> None:
    """Forget what was parked for a form that has been sent now: it is given back once."""
    wanted = list(keys)
    if wanted:
        Parked.objects.filter(key__in=wanted, path=path[:300]).delete()


def save_draft(*, person_id: int, path: str, typed: str, at: datetime) -> None:
    """Save a form as it is typed."""
    Draft.objects.update_or_create(person_id=person_id, path=path[:300], defaults={"typed": typed, "at": at})


def drop_draft(*, person_id: int, path: str) -> None:
    """Forget the draft of a form that was sent."""
    Draft.objects.filter(person_id=person_id, path=path[:300]).delete()


def be_present(*, kind: str, key: str, person_id: int, at: datetime) -> None:
    """Say that the person has the thing open for editing."""
    Presence.objects.update_or_create(kind=kind, key=key, person_id=person_id, defaults={"at": at})


def leave(*, kind: str, key: str, person_id: int) -> None:
    """Say that the person has closed the thing."""
    Presence.objects.filter(kind=kind, key=key, person_id=person_id).delete()


def tidy(*, at: datetime) -> None:
    """Drop what is older than a week."""
    for rows in (Answered, Parked, Presence):
        rows._default_manager.filter(at__lt=at - KEPT_FOR).delete()
