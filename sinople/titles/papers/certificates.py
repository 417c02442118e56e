"""The certificate that a stranger can verify."""

from datetime import date

from sinople.letters import printing


def certificate(
    *,
    holder: str,
    site: str,
    credit_code: str,
    title: str,
    number: str,
    granted_on: date,
    basis: str,
    verify_address: str,
    digest: str,
    ends_on: date | None = None,
    title_en: str = "",
    issuer: str | None = None,
    demonstration: bool = False,
) -> bytes:
    """Return the certificate as PDF; an end date is printed only when one is given."""
    data: dict[str, object] = {
        "holder": holder,
        "site": site,
        "credit_code": credit_code,
        "title": title,
        "title_en": title_en,
        "number": number,
        "granted_on": granted_on,
        "ends_on": ends_on,
        "basis": basis,
        "verify_address": verify_address,
        "qr": printing.qr(verify_address),
        "digest": digest,
        "demonstration": demonstration,
        **({"issuer": issuer} if issuer else {}),
    }
    return printing.typeset("titles/papers/certificate.typ", data, on=granted_on)
