"""How a line is written down and chained, and how a chain is checked. Plain Python."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sinople.kernel.text import Text

GENESIS = "0" * 64
Fact = str | int | bool | date | datetime | Decimal | Text | None | list | dict


@dataclass(frozen=True, slots=True)
class Written:
    """One stored line as a checker needs it."""

    kind: str
    key: str
    n: int
    stored: str
    digest: str
    verb: str = ""
    person_id: int = 0


@dataclass(frozen=True, slots=True)
class Fault:
    """The first line of a chain that does not hold, and why (an English message id)."""

    kind: str
    key: str
    n: int
    why: str


def sm3(data: bytes) -> str:
    """Return the SM3 digest (GB/T 32905) in hexadecimal."""
    return hashlib.new("sm3", data).hexdigest()


def written(facts: Mapping[str, Fact]) -> str:
    """Return the facts as canonical JSON: sorted names, no spaces, decimals and days as text."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def chained(previous: str, stored: str) -> str:
    """Return the digest of a line: SM3 over the digest before it and its own stored bytes."""
    return sm3(previous.encode() + stored.encode())


def first_fault(lines: Iterable[Written]) -> Fault | None:
    """Return the first line that breaks its chain; lines come ordered by thing and number."""
    thing, number, previous = ("", ""), 0, GENESIS
    for line in lines:
        if (line.kind, line.key) != thing:
            thing, number, previous = (line.kind, line.key), 0, GENESIS
        number += 1
        if line.n != number:
            return Fault(line.kind, line.key, number, "A line is missing.")
        if chained(previous, line.stored) != line.digest:
            return Fault(line.kind, line.key, line.n, "The line was changed after it was written.")
        if _says_otherwise(line):
            return Fault(line.kind, line.key, line.n, "The columns of the line do not say what was hashed.")
        previous = line.digest
    return None


def roots_of(lines: Iterable[tuple[str, str, int, str, int]], ends: Sequence[int]) -> list[tuple[str, int]]:
    """Return for each end one digest over the heads of all chains as they stood at that row, and how many lines it covers.

    Lines (kind, key, number, digest, row) come ordered by thing and number, and are read once for all ends.
    """
    roots, counts = [hashlib.new("sm3") for _end in ends], [0] * len(ends)
    for _thing, chain in groupby(lines, key=itemgetter(0, 1)):
        written = list(chain)
        latest = max(line[4] for line in written)
        for n, end in enumerate(ends):
            covered = [line for line in written if line[4] <= end] if latest > end else written
            if covered:
                kind, key, number, digest, _row = covered[-1]
                roots[n].update(f"{kind} {key} {number} {digest}\n".encode())
                counts[n] += len(covered)
    return [(root.hexdigest(), count) for root, count in zip(roots, counts, strict=True)]


def signed(text: str, private_key: bytes) -> str:
    """Return the Ed25519 signature of the text in hexadecimal."""
    return Ed25519PrivateKey.from_private_bytes(private_key).sign(text.encode()).hex()


def public_part(private_key: bytes) -> str:
    """Return the public key that belongs to a private one, in hexadecimal."""
    return Ed25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def is_signed(text: str, signature: str, public_key: str) -> bool:
    """Say whether the signature fits the text."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(bytes.fromhex(signature), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _says_otherwise(line: Written) -> bool:
    if not line.verb:
        return False
    said = json.loads(line.stored)
    return (said["kind"], said["key"], said["n"], said["verb"], said["person"]) != (line.kind, line.key, line.n, line.verb, line.person_id)


def _plain(value: object) -> object:
    if isinstance(value, Text):
        return {"zh": value.zh, "en": value.en}
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
