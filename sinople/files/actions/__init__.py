"""Keep a file, and let others read it."""

import hashlib
from datetime import datetime

from sinople.audit.actions import record
from sinople.audit.permissions import demand
from sinople.files import permissions, queries
from sinople.files.actions import store
from sinople.files.actions.scanner import scan
from sinople.files.actions.store import write
from sinople.files.models import Audience, Evidence, Reader
from sinople.files.rules import Kind, check_upload
from sinople.kernel.acting import Acting

__all__ = ["keep", "keep_made", "let_read", "sweep"]


def keep(*, name: str, data: bytes, by: Acting, at: datetime, organisation_id: int, about: tuple[str, str] = ("", "")) -> Evidence:
    """Check an upload, have it scanned, and keep it; nothing is left of one that is refused."""
    demand(permissions.may_keep, by, organisation_id)
    checked = check_upload(name, data)
    scan(checked.content)
    return _keep(checked.name, checked.kind, checked.content, by, at, organisation_id, about)


def keep_made(
    *, name: str, content: bytes, by: Acting, at: datetime, organisation_id: int, about: tuple[str, str] = ("", ""), kind: Kind = Kind.PDF
) -> Evidence:
    """Keep a document that the house itself made: a receipt, a letter, a certificate."""
    return _keep(name, kind, content, by, at, organisation_id, about)


def let_read(*, evidence: Evidence, audience: Audience | str, ref: str | int = "") -> Reader:
    """Grant reading of the file to an organisation, a district, a person, the city or the public; twice is once."""
    return Reader.objects.get_or_create(evidence=evidence, audience=Audience(audience), ref=str(ref))[0]


def sweep() -> int:
    """Take away the bytes that a rollback left: older than a day, and named by no evidence. Return how many."""
    return store.sweep(queries.digests_named)


def _keep(name: str, kind: Kind, content: bytes, by: Acting, at: datetime, organisation_id: int, about: tuple[str, str]) -> Evidence:
    digest = hashlib.new("sm3", content).hexdigest()
    write(digest, content)
    evidence = Evidence.objects.create(
        digest=digest,
        size=len(content),
        kind=kind,
        name=name,
        organisation_id=organisation_id,
        uploaded_by_id=by.person_id,
        uploaded_at=at,
        about_kind=about[0],
        about_key=about[1],
    )
    record("keep", evidence, by=by, at=at, digest=digest)
    return evidence
