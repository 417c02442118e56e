"""The one-page memo (呈批件): what is laid before the signers, what signing does, and room to sign by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sinople.letters import printing
from sinople.people import queries as people
from sinople.seals.queries import OFFICE_STEPS, SignOffShown

__all__ = ["MemoLevel", "memo", "memo_of"]


@dataclass(frozen=True, slots=True)
class MemoLevel:
    """One level with its signature, or with room for it."""

    level: str
    names: str = ""
    at: datetime | None = None
    opinion: str = ""


def memo(
    *,
    key: str,
    issuer: str,
    subject: str,
    prepared_by: str,
    prepared_at: datetime,
    consequences: Mapping[str, object],
    levels: Sequence[MemoLevel],
    digest: str,
    on: date | datetime,
) -> bytes:
    """Return the memo as PDF, one page."""
    data = {
        "key": key,
        "issuer": issuer,
        "subject": subject,
        "prepared_by": prepared_by,
        "prepared_at": prepared_at,
        "consequences": consequences,
        "levels": levels,
        "digest": digest,
        "footer": key,
    }
    return printing.typeset("seals/papers/memo.typ", data, on=on)


def memo_of(shown: SignOffShown, *, at: datetime) -> bytes:
    """Return the memo of a sign-off as it stands."""
    districts = people.district_names()
    return memo(
        key=shown.key,
        issuer=people.city_bureau().name_zh,
        subject=shown.subject.zh,
        prepared_by=shown.prepared_by,
        prepared_at=shown.prepared_at,
        consequences={name: _named(value, districts) for name, value in shown.consequences.items()},
        levels=[MemoLevel(level.code, "、".join(level.names), level.at) for level in shown.levels if level.code not in ("drafting", *OFFICE_STEPS)],
        digest=shown.digest,
        on=at,
    )


def _named(value: object, districts: Mapping[str, tuple[str, str]]) -> object:
    """Return a count by district with the districts' names; anything else as it is."""
    return {districts[code][0] if code in districts else code: count for code, count in value.items()} if isinstance(value, dict) else value
