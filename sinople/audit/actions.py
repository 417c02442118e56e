"""The only writers of states and of the story."""

import os
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db import IntegrityError, connection, models

from sinople.audit import queries
from sinople.audit.asking import Place, Question, plain
from sinople.audit.models import Checkpoint, ClockOffset, Line, Thing
from sinople.audit.rules import GENESIS, Fact, chained, public_part, signed, written
from sinople.kernel.acting import Acting
from sinople.kernel.refused import Refused

T = TypeVar("T", bound=Thing)


def move(thing: T, verb: str, *, by: Acting, at: datetime, **facts: Fact) -> T:
    """Lead the thing to its next state and write the line; refuse if somebody was faster."""
    came_from = thing.state
    goes_to = thing.FLOW.after(came_from, verb)
    moved = type(thing)._default_manager.filter(pk=thing.pk, state=came_from).update(state=goes_to, moved_at=at)
    if not moved:
        raise Refused("Somebody else has just changed this. Reload the page to see where it stands.")
    thing.state, thing.moved_at = str(goes_to), at
    record(verb, thing, by=by, at=at, came_from=came_from, goes_to=str(goes_to), **facts)
    return thing


def record(verb: str, thing: models.Model, *, by: Acting, at: datetime, came_from: str = "", goes_to: str = "", **facts: Fact) -> Line:
    """Write one line of the story of a thing, chained to the line before it, in the transaction that is open."""
    return _write(verb, thing._meta.label_lower, str(getattr(thing, "key", thing.pk)), by, at, {"came_from": came_from, "goes_to": goes_to, "facts": facts})


def hold(thing: models.Model) -> None:
    """Let nobody else act on what hangs on this row before the transaction ends: whoever counts its parts counts them alone."""
    type(thing)._default_manager.select_for_update().filter(pk=thing.pk).values_list("pk").first()


def note_refusal(*, address: str, by: Acting, at: datetime, refusal: str, values: Mapping[str, Fact]) -> Line:
    """Write that an act was refused, after its transaction was undone: one chain for each person."""
    return _write("refused", "refusal", str(by.person_id), by, at, {"facts": {"address": address, "refusal": refusal, "values": dict(values)}})


def set_clock(moment_wanted: datetime, *, by: Acting) -> None:
    """Move the demonstration's clock forward to the moment wanted; it never goes back."""
    if not settings.CLOCK_MOVABLE:
        raise Refused("The date can be moved in the demonstration only.")
    now = queries.moment()
    ahead = int((moment_wanted - now) / timedelta(seconds=1))
    row, _ = ClockOffset.objects.get_or_create(pk=1)
    row.seconds += ahead
    row.save()
    record("set_clock", row, by=by, at=moment_wanted, seconds=ahead)


def checkpoint(*, at: datetime) -> Checkpoint | None:
    """Sign the root over all heads and keep it also outside the database; nothing when no line was added."""
    last = Line.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    before = Checkpoint.objects.order_by("-pk").first()
    if before and before.last_line_id == last:
        return None
    [(root, count)] = queries.covered(last)
    key = queries.signing_key() or _make_signing_key()
    signature = signed(f"{last} {count} {root}", key)
    made = Checkpoint.objects.create(at=at, last_line_id=last, lines=count, root=root, signature=signature, public_key=public_part(key))
    _keep_outside(f"{at.isoformat()} {last} {count} {root} {signature}")
    return made


def _make_signing_key() -> bytes:
    place: Path = settings.DATA / "checkpoint.key"
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as fresh:
            fresh.write(secrets.token_bytes(32))
    except FileExistsError:  # two processes at once: the first key stands
        pass
    return place.read_bytes()


def _keep_outside(line: str) -> None:
    settings.CHECKPOINTS.mkdir(parents=True, exist_ok=True)
    with (settings.CHECKPOINTS / "checkpoints.txt").open("a", encoding="utf-8") as kept:
        kept.write(line + "\n")
        kept.flush()
        os.fsync(kept.fileno())


def _write(verb: str, kind: str, key: str, by: Acting, at: datetime, what: dict[str, object]) -> Line:
    if not connection.in_atomic_block:
        raise RuntimeError("An act and its line stand in one transaction: open it in the post or in the task.")
    head = _HEAD.ask(kind=kind, key=key)
    n, previous = (head[0][0] + 1, head[0][1]) if head else (1, GENESIS)
    said = {"kind": kind, "key": key, "n": n, "verb": str(verb), "at": at, "person": by.person_id, "role": by.role or ("clock" if by.is_clock else ""), **what}
    stored = written(said)  # type: ignore[arg-type]
    made = Line(kind=kind, key=key, n=n, verb=str(verb), at=at, person_id=by.person_id, role=str(said["role"]), stored=stored, digest=chained(previous, stored))
    try:
        _insert(made)
    except IntegrityError:
        raise Refused("Somebody else has just changed this. Reload the page to see where it stands.") from None
    return made


_HEAD = Question(lambda: Line.objects.filter(kind=Place("kind"), key=Place("key")).order_by("-n").values_list("n", "digest")[:1])
COLUMNS = ("kind", "key", "n", "verb", "at", "person_id", "role", "stored", "digest")
_INSERT = f"INSERT INTO {Line._meta.db_table} ({', '.join(COLUMNS)}) VALUES ({', '.join(['%s'] * len(COLUMNS))})"  # noqa: S608 - names of our own columns


def _insert(line: Line) -> None:
    """Every act writes a line: its statement is written once, here, and not by Django each time."""
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [plain(getattr(line, column)) for column in COLUMNS])
