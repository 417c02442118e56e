"""The paper of a public notice: the list, until when, and how to object."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sinople.letters import printing
from sinople.notices.models import Notice
from sinople.notices.queries import NoticeLineRow
from sinople.people.models import Authority
from sinople.schemes import queries as schemes

__all__ = ["Listed", "notice", "notice_of"]


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list."""

    n: int
    organisation: str
    credit_code: str
    site: str
    district: str


def notice(
    *,
    number: str,
    issuer: str,
    name: str,
    title: str,
    basis: str,
    first_day: date,
    last_day: date,
    office: str,
    rows: Sequence[Listed],
    digest: str,
    on: date | datetime,
) -> bytes:
    """Return the notice as PDF in the form of GB/T 9704."""
    data = {
        "number": number,
        "issuer": issuer,
        "name": name,
        "title": title,
        "basis": basis,
        "first_day": first_day,
        "last_day": last_day,
        "office": office,
        "rows": rows,
        "digest": digest,
        "on": printing.day_of(on),
    }
    return printing.typeset("notices/papers/notice.typ", data, on=on)


def notice_of(*, notice: Notice, lines: Sequence[NoticeLineRow], districts: Mapping[str, tuple[str, str]], bureau: Authority, digest: str) -> bytes:
    """Return the paper of a notice that was released."""
    if notice.released_at is None or notice.ends_at is None:
        raise ValueError("only a released notice has its days")
    call = notice.meeting.call
    pack = schemes.pack_of(call.pack.digest)
    return _notice(
        number=notice.number,
        issuer=bureau.name_zh,
        name=notice.name,
        title=pack.title(call.title_code).name.zh,
        basis=f"《{pack.name.zh}》（{pack.document.number}）",
        first_day=printing.day_of(notice.released_at),
        # The end is the first moment that no longer belongs to the notice.
        last_day=printing.day_of(notice.ends_at - timedelta(microseconds=1)),
        office=notice.office,
        rows=[Listed(line.n, line.organisation, line.credit_code, line.site, districts.get(line.district, (line.district, ""))[0]) for line in lines],
        digest=digest,
        on=notice.released_at,
    )


_notice = notice
