"""The receipt of a hand-in, with the moment that counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

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
