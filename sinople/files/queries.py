"""What a screen asks of the evidence store: one file this person may read, its bytes, the files about a thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.shortcuts import get_object_or_404

from sinople.files.models import Evidence
from sinople.files.rules.headers import safe_headers
from sinople.kernel.acting import Acting
from sinople.kernel.refused import Refused


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One file, ready to be shown in a list."""

    key: str
    name: str
    kind: str
    size: int
    digest: str
    uploaded_at: datetime


def evidence_for(acting: Acting, key: str) -> Evidence:
    """Return the file if this person may read it; otherwise it does not exist."""
    return get_object_or_404(Evidence.objects.visible_to(acting), key=key)


def evidence_about(acting: Acting, kind: str, key: str) -> list[EvidenceRow]:
    """Return the files about a thing that this person may read, in the order they came."""
    return [row_of(evidence) for evidence in Evidence.objects.visible_to(acting).filter(about_kind=kind, about_key=key)]


def rows_of(acting: Acting, keys: Sequence[str]) -> dict[str, EvidenceRow]:
    """Return the files with these keys that this person may read, by key, in one query."""
    return {evidence.key: row_of(evidence) for evidence in Evidence.objects.visible_to(acting).filter(key__in=keys)} if keys else {}


def row_of(evidence: Evidence) -> EvidenceRow:
    """Return the file as a row for a list."""
    return EvidenceRow(evidence.key, evidence.name, evidence.kind, evidence.size, evidence.digest, evidence.uploaded_at)


def headers_of(evidence: Evidence) -> dict[str, str]:
    """Return the headers with which the file goes out."""
    return safe_headers(kind=evidence.kind, name=evidence.name, size=evidence.size)


def content_of(evidence: Evidence) -> bytes:
    """Return the bytes of the file; raise Refused when they are not where they were put."""
    try:
        return path_of(evidence.digest).read_bytes()
    except FileNotFoundError as fault:
        raise Refused(
            "The content of “%(name)s” is missing in the store. Please tell the administrator its digest: %(digest)s.",
            name=evidence.name,
            digest=evidence.digest,
        ) from fault


def path_of(digest: str) -> Path:
    """Return where the bytes with this digest lie."""
    return Path(settings.FILES) / digest[:2] / digest[2:]


def digests_named(digests: Sequence[str]) -> set[str]:
    """Return which of the digests some evidence names."""
    return set(Evidence.objects.filter(digest__in=digests).values_list("digest", flat=True).order_by("digest"))


def evidence_by_keys(keys: Sequence[str]) -> list[Evidence]:
    """Return the files with these keys, for a room above that has its own reason to see them."""
    return list(Evidence.objects.filter(key__in=keys).order_by("pk"))
