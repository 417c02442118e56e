"""The statement of truth, for those who sign and stamp on paper."""

from datetime import date

from sinople.letters import printing


def statement(
    *,
    number: str,
    organisation: str,
    credit_code: str,
    site: str,
    title: str,
    call: str,
    digest: str,
    on: date,
    addressee: str,
    legal_representative: str = "",
) -> bytes:
    """Return the statement as PDF, with room for signature, stamp and day."""
    data = {
        "number": number,
        "organisation": organisation,
        "credit_code": credit_code,
        "site": site,
        "title": title,
        "call": call,
        "digest": digest,
        "addressee": addressee,
        "legal_representative": legal_representative,
    }
    return printing.typeset("applications/papers/statement.typ", data, on=on)
