"""The receipt of a hand-in, with the moment that counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sinople.applications import queries
from sinople.applications.models import Application
from sinople.files import queries as files
from sinople.letters import printing


@dataclass(frozen=True, slots=True)
class Handed:
    """One material that was handed in: its name in the list, the file, its size in bytes and its digest."""

    name: str
    file_name: str = ""
    size: int = 0
    digest: str = ""


def receipt(
    *,
    number: str,
    organisation: str,
    credit_code: str,
    site: str,
    title: str,
    call: str,
    handed_in_at: datetime,
    digest: str,
    by: str,
    district: str = "",
    closes_at: datetime | None = None,
    materials: Sequence[Handed] = (),
) -> bytes:
    """Return the receipt as PDF."""
    data = {
        "number": number,
        "organisation": organisation,
        "credit_code": credit_code,
        "site": site,
        "title": title,
        "call": call,
        "handed_in_at": handed_in_at,
        "digest": digest,
        "by": by,
        "district": district,
        "closes_at": closes_at,
        "materials": materials,
        "footer": number,
    }
    return printing.typeset("applications/papers/receipt.typ", data, on=handed_in_at)


def handed_of(application: Application) -> list[Handed]:
    """Return the files of the list of papers, as the receipt prints them."""
    added = queries.papers_of(application)
    kept = {evidence.key: evidence for evidence in files.evidence_by_keys([row.evidence_key for rows in added.values() for row in rows])}
    return [
        Handed(material.name.zh, kept[row.evidence_key].name, kept[row.evidence_key].size, kept[row.evidence_key].digest)
        for material in queries.materials_of(application)
        for row in added.get(material.code, [])
    ]
