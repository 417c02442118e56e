"""The draw that anyone can recompute: ranked by keyed hash, after recusals, load and speciality. Plain Python.

Before the draw the digest of the key and the list of candidates are published; after it the key is. Whoever has the list and the key
ranks again: an expert's place is given by HMAC-SM3 of the key over the expert's public code.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from sinople.kernel.refused import Refused


@dataclass(frozen=True, slots=True)
class Candidate:
    """One expert of the pool as the list before the draw shows them. `excluded` says why not, empty when eligible."""

    code: str
    specialities: tuple[str, ...]
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranked:
    """One candidate after the draw: the hash that ranks, the place, and whether a seat was won and as which speciality."""

    code: str
    rank: int
    hash: str
    seat: int = 0
    as_speciality: str = ""


def commitment(key: str, listed: str) -> str:
    """Return the digest that binds key and list before the draw."""
    return hashlib.new("sm3", f"{key}\n{listed}".encode()).hexdigest()


def listed(candidates: Sequence[Candidate]) -> str:
    """Return the list of candidates in the one form that is published and hashed."""
    return "\n".join(f"{c.code} {','.join(c.specialities)} {','.join(c.excluded) or '-'}" for c in sorted(candidates, key=lambda c: c.code))


def place(key: str, code: str) -> str:
    """Return the hash that ranks a candidate."""
    return hmac.new(key.encode(), code.encode(), "sm3").hexdigest()


def draw(key: str, candidates: Sequence[Candidate], *, seats: int, wanted: Sequence[str] = ()) -> list[Ranked]:
    """Return all eligible candidates in their order; each wanted speciality takes its first, then the rest of the seats fill by rank."""
    if seats < 3 or seats % 2 == 0:
        raise Refused("A panel has an odd number of seats, at least three.", field="seats")
    eligible = sorted((c for c in candidates if not c.excluded), key=lambda c: place(key, c.code))
    if len(eligible) < seats:
        raise Refused(
            "Only %(eligible)s of %(pool)s experts are eligible for %(seats)s seats; add experts to the pool.",
            eligible=len(eligible),
            pool=len(candidates),
            seats=seats,
        )
    chosen = _chosen(eligible, seats, wanted)
    return [
        Ranked(c.code, rank, place(key, c.code), list(chosen).index(c.code) + 1 if c.code in chosen else 0, chosen.get(c.code, ""))
        for rank, c in enumerate(eligible, start=1)
    ]


def next_after(ranking: Sequence[Ranked], used: Sequence[str]) -> Ranked | None:
    """Return who follows when a seat is declined: the first in the order who was not asked yet."""
    return next((ranked for ranked in ranking if ranked.code not in used), None)


def _chosen(eligible: Sequence[Candidate], seats: int, wanted: Sequence[str]) -> dict[str, str]:
    chosen: dict[str, str] = {}
    for speciality in wanted[:seats]:
        first = next((c for c in eligible if speciality in c.specialities and c.code not in chosen), None)
        if first is not None:
            chosen[first.code] = speciality
    for candidate in eligible:
        if len(chosen) == seats:
            break
        chosen.setdefault(candidate.code, "")
    return chosen
