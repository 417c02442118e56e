"""What was kept of posts."""

from datetime import datetime, timedelta

from django.http import QueryDict

from sinople.posts.models import Answered, Draft, Parked, Presence

SEEN_LATELY = timedelta(minutes=2)


def answer_of(person_id: int, post_key: str) -> str:
    """Return where the post with this key was answered, or nothing."""
    return Answered.objects.filter(person_id=person_id, post_key=post_key).values_list("location", flat=True).first() or ""


def parked(key: str, path: str) -> QueryDict | None:
    """Return what was typed before the session was lost, for the same address."""
    row = Parked.objects.filter(key=key, path=path).first()
    return QueryDict(row.typed) if row else None


def parked_path(key: str) -> str:
    """Return the address that a parked post was for."""
    return Parked.objects.filter(key=key).values_list("path", flat=True).first() or ""


def draft_of(person_id: int, path: str) -> Draft | None:
    """Return the draft of a form, if one was saved."""
    return Draft.objects.filter(person_id=person_id, path=path).first()


def others_at(kind: str, key: str, person_id: int, at: datetime) -> list[int]:
    """Return the other persons who had the thing open for editing within two minutes."""
    rows = Presence.objects.filter(kind=kind, key=key, at__gt=at - SEEN_LATELY).exclude(person_id=person_id)
    return list(rows.values_list("person_id", flat=True).order_by("person_id"))
