"""Minutes of a decision meeting: every candidate with figures, proposal and reason, and the digest of what was signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sinople.letters import printing
from sinople.people import queries as people
from sinople.review import queries
from sinople.review.models import Meeting
from sinople.seals import queries as seals


@dataclass(frozen=True, slots=True)
class Candidate:
    """One candidate as the minutes list it. `verified` is a total or, with undecided rows, a range."""

    n: int
    organisation: str
    site: str
    district: str
    verified: str
    result: Decimal | None
    spread: Decimal | None
    recommended: bool | None
    proposal: str
    reason: str


@dataclass(frozen=True, slots=True)
class Signed:
    """One level of the sign-off: who, and when."""

    level: str
    names: str
    at: datetime | None


def minutes(
    *,
    number: str,
    issuer: str,
    name: str,
    call: str,
    held_on: date,
    candidates: Sequence[Candidate],
    counts: Mapping[str, int],
    target: int | None,
    districts: Sequence[tuple[str, int]],
    levels: Sequence[Signed],
    digest: str,
    on: date | datetime,
) -> bytes:
    """Return the minutes as PDF; `counts` says how many are granted, refused and deferred."""
    data = {
        "number": number,
        "issuer": issuer,
        "name": name,
        "call": call,
        "held_on": held_on,
        "candidates": candidates,
        "counts": counts,
        "target": target,
        "districts": districts,
        "levels": levels,
        "digest": digest,
        "footer": number,
    }
    return printing.typeset("review/papers/minutes.typ", data, on=on)


def minutes_of(*, meeting: Meeting, lines: Sequence[queries.BatchLine], digest: str, on: datetime, districts: Mapping[str, tuple[str, str]]) -> bytes:
    """Return the minutes of a meeting that was decided."""
    consequences = queries.consequences_of(meeting, lines)
    sign_off = seals.sign_off_of(Meeting.kind(), meeting.key)
    levels = seals.shown(sign_off).levels if sign_off else ()
    by_district: Mapping[str, int] = consequences["districts"]  # type: ignore[assignment]
    return minutes(
        number=meeting.minutes_number,
        issuer=people.city_bureau().name_zh,
        name=meeting.name,
        call=meeting.call.name,
        held_on=meeting.held_on,
        candidates=[_candidate(line, districts) for line in lines],
        counts={verb: int(str(consequences[verb])) for verb in ("grant", "refuse", "defer")},
        target=consequences["target"],  # type: ignore[arg-type]
        districts=[(_district(code, districts), count) for code, count in by_district.items()],
        # Numbering, stamping and release are the office's and come after the minutes.
        levels=[Signed(level.code, "、".join(level.names), level.at) for level in levels if level.code not in seals.OFFICE_STEPS],
        digest=digest,
        on=on,
    )


def _candidate(line: queries.BatchLine, districts: Mapping[str, tuple[str, str]]) -> Candidate:
    verified = "" if line.verified_low is None else str(line.verified_low)
    if line.verified_high is not None and line.verified_high != line.verified_low:
        verified = f"{verified}–{line.verified_high}"
    return Candidate(
        n=line.n,
        organisation=line.organisation,
        site=line.site,
        district=_district(line.district, districts),
        verified=verified,
        result=line.result,
        spread=line.spread,
        recommended=line.recommended if line.result is not None else None,
        proposal=line.proposal,
        reason=line.reason,
    )


def _district(code: str, districts: Mapping[str, tuple[str, str]]) -> str:
    return districts[code][0] if code in districts else code
