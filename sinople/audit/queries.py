"""What time it is, and what happened to a thing."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache, reduce
from operator import or_
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Q

from sinople.audit.asking import Place, Question
from sinople.audit.models import Checkpoint, ClockOffset, Line, Thing
from sinople.audit.rules import Fault, Written, first_fault, is_signed, public_part, roots_of


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a story, ready to show. Names are filled in by those who know persons."""

    n: int
    verb: str
    at: datetime
    person_id: int
    role: str
    came_from: str
    goes_to: str
    facts: dict[str, object]
    digest: str
    kind: str = ""


def moment() -> datetime:
    """Return now, from the database's clock; only where the clock may be moved is its offset added."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(clock_columns())}")
        return moment_read(*cursor.fetchone())


def clock_columns() -> tuple[str, str]:
    """Return the two columns that say what time it is: the database's clock, and how many seconds it is moved. No value from outside is in them."""
    clock = "clock_timestamp()" if connection.vendor == "postgresql" else "strftime('%Y-%m-%d %H:%M:%f', 'now')"
    offset = f"(SELECT seconds FROM {ClockOffset._meta.db_table})" if settings.CLOCK_MOVABLE else "0"  # noqa: S608
    return clock, f"COALESCE({offset}, 0)"


def moment_read(now: datetime | str, seconds: int) -> datetime:
    """Return the moment that the two columns say."""
    read = now if isinstance(now, datetime) else datetime.fromisoformat(now).replace(tzinfo=UTC)
    return datetime.fromtimestamp(read.timestamp() + seconds, tz=UTC)


def story_of(*things: Thing) -> list[Told]:
    """Return the lines of the things, oldest first."""
    places = {f"{name}_{n}": said for n, thing in enumerate(things) for name, said in (("kind", thing.kind()), ("key", thing.key))}
    return [_told(line) for line in _stories_of(len(things)).things(**places)] if things else []


@lru_cache(maxsize=8)
def _stories_of(count: int) -> Question:
    wanted = (Q(kind=Place(f"kind_{n}"), key=Place(f"key_{n}")) for n in range(count))
    return Question(lambda: Line.objects.filter(reduce(or_, wanted)).order_by("at", "pk"))


def acts_of(person_id: int, *, limit: int = 50) -> list[tuple[str, str, Told]]:
    """Return the latest acts of one person as (kind, key, line)."""
    return [(line.kind, line.key, _told(line)) for line in Line.objects.filter(person_id=person_id).order_by("-at", "-pk")[:limit]]


def latest_lines(*, limit: int = 50, before: int = 0) -> list[tuple[int, str, str, Told]]:
    """Return the latest lines of all stories as (row, kind, key, line), for the auditor."""
    rows = Line.objects.filter(pk__lt=before) if before else Line.objects.all()
    return [(line.pk, line.kind, line.key, _told(line)) for line in rows.order_by("-pk")[:limit]]


def lines_of(kind: str, key: str) -> list[Told]:
    """Return the chain of one thing by its kind and key."""
    return [_told(line) for line in Line.objects.filter(kind=kind, key=key).order_by("n")]


def broken_line(kind: str = "", key: str = "") -> Fault | None:
    """Return the first line that does not hold: of one chain if named, else of all chains and of the checkpoints over them."""
    rows = Line.objects.filter(kind=kind, key=key) if kind else Line.objects.all()
    return first_fault(_written(rows.order_by("kind", "key", "n").values_list("kind", "key", "n", "stored", "digest", "verb", "person_id").iterator(5000)))


def covered(*ends: int) -> list[tuple[str, int]]:
    """Return for each row the root over the heads as they stood at it, and how many lines there were."""
    columns = ("kind", "key", "n", "digest", "id")
    return roots_of(Line.objects.filter(pk__lte=max(ends)).order_by("kind", "key", "n").values_list(*columns).iterator(5000), ends) if ends else []


def faults(kind: str = "", key: str = "") -> list[str]:
    """Return what does not hold, the first bad line of the chains first; an empty list means that all holds."""
    fault = broken_line(kind, key)
    found = [f"{fault.kind} {fault.key} line {fault.n}: {fault.why}"] if fault else []
    if kind:
        return found
    kept = list(Checkpoint.objects.order_by("pk"))
    standing = covered(*(one.last_line_id for one in kept))
    return found + [said for said in map(_checkpoint_fault, kept, standing) if said] + _outside_faults()


def signing_key() -> bytes | None:
    """Return this installation's private key for checkpoints, if it has made one."""
    place: Path = settings.DATA / "checkpoint.key"
    return place.read_bytes() if place.exists() else None


def kept_outside() -> list[list[str]]:
    """Return the checkpoints kept outside the database: moment, last row, count, root, signature."""
    kept: Path = settings.CHECKPOINTS / "checkpoints.txt"
    return [line.split() for line in kept.read_text(encoding="utf-8").splitlines() if line] if kept.exists() else []


def public_key() -> str:
    """Return the public key that checkpoints are checked with; nothing before the first."""
    key = signing_key()
    return public_part(key) if key else ""


def given_out() -> Iterator[dict[str, object]]:
    """Yield every line as a checker elsewhere needs it, in the order of things and numbers."""
    columns = ("id", "kind", "key", "n", "verb", "person_id", "stored", "digest")
    for row in Line.objects.order_by("kind", "key", "n").values_list(*columns).iterator(5000):
        yield {("person" if name == "person_id" else name): value for name, value in zip(columns, row, strict=True)}


def checkpoints_given_out() -> list[dict[str, object]]:
    """Return every checkpoint as a checker elsewhere needs it."""
    rows = Checkpoint.objects.order_by("pk").values_list("pk", "last_line_id", "lines", "root", "signature")
    return [dict(zip(("id", "last", "lines", "root", "signature"), row, strict=True)) for row in rows]


def checkpoints() -> list[Checkpoint]:
    """Return the latest checkpoints, newest first."""
    return list(Checkpoint.objects.order_by("-pk")[:20])


def line_count() -> int:
    """Return how many lines there are."""
    return Line.objects.count()


def _is_ours(text: str, signature: str) -> bool:
    key = signing_key()
    return bool(key) and is_signed(text, signature, public_part(key or b""))


def _checkpoint_fault(kept: Checkpoint, standing: tuple[str, int]) -> str:
    if not _is_ours(f"{kept.last_line_id} {kept.lines} {kept.root}", kept.signature):
        return f"checkpoint {kept.pk}: the signature is not ours."
    if standing != (kept.root, kept.lines):
        return f"checkpoint {kept.pk}: lines that it covers were changed, cut or added."
    return ""


def _outside_faults() -> list[str]:
    """Every checkpoint kept outside is ours and stands in the database: else it was rolled back, or rewritten with right hashes."""
    inside = {(str(c.last_line_id), str(c.lines), c.root) for c in Checkpoint.objects.all()}
    found = []
    for at, last, lines, root, signature in kept_outside():
        if not _is_ours(f"{last} {lines} {root}", signature):
            found.append(f"kept checkpoint of {at}: the signature is not ours.")
        elif (last, lines, root) not in inside:
            found.append(f"kept checkpoint of {at}: the database no longer has it; the story was rolled back or rewritten.")
    return found


def _written(rows: Iterable[tuple[str, str, int, str, str, str, int]]) -> Iterator[Written]:
    return (Written(*row) for row in rows)


def _told(line: Line) -> Told:
    facts = json.loads(line.stored)
    return Told(
        line.n,
        line.verb,
        line.at,
        line.person_id,
        line.role,
        facts.get("came_from", ""),
        facts.get("goes_to", ""),
        facts.get("facts", {}),
        line.digest,
        line.kind,
    )
