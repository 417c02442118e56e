"""Which edition counts, and what screens ask of the editions."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.shortcuts import get_object_or_404

from sinople.law.editions import Reference, load_reference
from sinople.law.packs.digests import digest_of
from sinople.reference.models import Edition
from sinople.reference.states import EditionState

SHIPPED = ""  # the digest by which the files are known that came with the house
STANDING = (EditionState.DRAFT, EditionState.SEALED, EditionState.IN_FORCE)
_KNOWN: ContextVar[list[str] | None] = ContextVar("edition_in_force", default=None)


@contextmanager
def asked_once() -> Iterator[None]:
    """Ask at most once, in here, which edition is in force: within a request, or a round of what is due."""
    if _KNOWN.get() is not None:
        yield
        return
    token = _KNOWN.set([])
    try:
        yield
    finally:
        _KNOWN.reset(token)


def forget() -> None:
    """Ask again which edition is in force: another has just entered."""
    known = _KNOWN.get()
    if known is not None:
        known.clear()


def digest_in_force() -> str:
    """Return the digest of the edition in force; nothing while the files that are shipped count."""
    known = _KNOWN.get()
    if known:
        return known[0]
    found = Edition.objects.filter(state=EditionState.IN_FORCE).order_by("-version").values_list("digest", flat=True).first() or SHIPPED
    if known is not None:
        known.append(found)
    return found


def current() -> Reference:
    """Return the tables that count now."""
    return at_digest(digest_in_force())


def at_digest(digest: str) -> Reference:
    """Return the tables of an edition, frozen in this process; nothing named means the files that are shipped."""
    return _edition(digest) if digest else shipped()


def shipped() -> Reference:
    """Return the tables as they are shipped."""
    return _shipped(settings.PACKS / "reference")


def shipped_digest() -> str:
    """Return the digest of the tables as they are shipped."""
    return _digest(settings.PACKS / "reference")


def editions(*, limit: int = 50) -> list[Edition]:
    """Return the editions, latest first, without their text."""
    return list(Edition.objects.defer("content").select_related("made_by").order_by("-version")[:limit])


def edition_by_key(key: str) -> Edition:
    """Return an edition."""
    return get_object_or_404(Edition.objects.select_related("made_by", "changes"), key=key)


def latest() -> Edition | None:
    """Return the edition on which the next one is built: the draft, else what was sealed last; nothing while only the shipped files are there."""
    return Edition.objects.filter(state__in=STANDING).order_by("-version").first()


def before(row: Edition) -> Reference:
    """Return the tables that an edition was made from: those sealed last before it."""
    rows = Edition.objects.filter(version__lt=row.version).exclude(state__in=[EditionState.DRAFT, EditionState.SET_ASIDE])
    return at_digest(rows.order_by("-version").values_list("digest", flat=True).first() or SHIPPED)


def last_sealed_day() -> date | None:
    """Return the day from which the edition counts that was sealed last."""
    rows = Edition.objects.filter(state__in=[EditionState.SEALED, EditionState.IN_FORCE])
    return rows.order_by("-version").values_list("effective_on", flat=True).first()


def hands_on(row: Edition, person_id: int) -> bool:
    """Say whether this person made the draft or one of those that it was built on since the last sealed edition."""
    last = Edition.objects.filter(version__lt=row.version).exclude(state__in=[EditionState.DRAFT, EditionState.SET_ASIDE])
    since = last.order_by("-version").values_list("version", flat=True).first() or 0
    return Edition.objects.filter(version__gt=since, version__lte=row.version, made_by_id=person_id).exists()


def editions_due(on: date) -> list[Edition]:
    """Return the sealed editions whose day has come, in their order."""
    return list(Edition.objects.filter(state=EditionState.SEALED, effective_on__lte=on).order_by("version"))


def others_in_force(row: Edition) -> list[Edition]:
    """Return what an edition replaces by entering."""
    return list(Edition.objects.filter(state=EditionState.IN_FORCE).exclude(pk=row.pk).order_by("pk"))


@lru_cache(maxsize=8)
def _edition(digest: str) -> Reference:
    content = Edition.objects.filter(digest=digest).order_by("pk").values_list("content", flat=True)[0]
    return Reference.model_validate_json(content)


@lru_cache(maxsize=2)
def _shipped(folder: Path) -> Reference:
    return load_reference(folder)


@lru_cache(maxsize=2)
def _digest(folder: Path) -> str:
    return digest_of(_shipped(folder))
