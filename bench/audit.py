"""The story: a million lines checked with their roots by `verify_audit` and by the checker elsewhere, beside SHA-256 over the same bytes: P14."""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.ground import ROOT, SECRET, _fresh_database
from bench.tables import say, show

CHAIN, CHECKPOINTS = 50, 3


def run(*, rows: int, engine: str) -> int:
    """Make a database of its own and measure in a process that has its settings."""
    with tempfile.TemporaryDirectory(prefix="sinople-bench-") as folder:
        url = f"sqlite:///{folder}/sinople.sqlite3" if engine == "sqlite" else _fresh_database(rows)
        said = {"SINOPLE_DATA": folder, "SINOPLE_DATABASE_URL": url, "SINOPLE_SECRET_KEY": SECRET, "SINOPLE_PERSON_SALT": SECRET, "SINOPLE_MODE": "production"}
        environment = {**os.environ, **said, "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(ROOT)}
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
        return subprocess.run([sys.executable, "-m", "bench.audit", str(rows), engine], cwd=ROOT, env=environment, check=False).returncode


def measured(rows: int, engine: str) -> int:
    """Write the lines, check them in every way, spoil one and see that it is found; then show how long it took."""
    from django.core.management import call_command

    from sinople.audit import queries

    say(f"Writing {rows:,} lines in chains of {CHAIN} on {engine}")
    size = write(rows)
    say("Checking")
    ours = seconds_of(lambda: wanted(queries.faults(), []))
    with tempfile.TemporaryDirectory(prefix="sinople-story-") as folder:
        given = seconds_of(lambda: call_command("export_story", folder))
        elsewhere = seconds_of(lambda: subprocess.run([sys.executable, ROOT / "docs/verify_story.py", folder], check=True))
        sha = seconds_of(lambda: sha256_of(Path(folder) / "lines.jsonl"))
    spoil(rows // 2)
    wanted([fault.partition(": ")[2] for fault in queries.faults()], ["The line was changed after it was written."])
    table = [
        {"what": f"verify_audit: {rows:,} lines and {CHECKPOINTS} checkpoints", "seconds": round(ours, 1), "wanted": "≤ 12 for a million"},
        {"what": "export_story", "seconds": round(given, 1)}, {"what": "docs/verify_story.py, without Sinople", "seconds": round(elsewhere, 1)},
        {"what": f"SHA-256 of the same {size / 1e6:.0f} MB, line by line", "seconds": round(sha, 1)},
    ]  # fmt: skip
    show("audit", table, rows=rows, engine=engine)
    return 0


def write(rows: int) -> int:
    """Write chains as acts do, many at a time, with checkpoints on the way; return how many bytes were hashed."""
    from django.db import transaction
    from django.utils.dateparse import parse_datetime

    from sinople.audit import actions
    from sinople.audit.models import Line

    at = parse_datetime("2023-06-14T10:00:00+08:00")
    assert at is not None
    size = 0
    for n in range(CHECKPOINTS):
        with transaction.atomic():
            batch: list[Line] = []
            for fields in lines_of(rows // CHAIN * n // CHECKPOINTS, rows // CHAIN * (n + 1) // CHECKPOINTS):
                batch.append(Line(at=at, **fields))
                size += len(str(fields["stored"])) + 64
                if len(batch) == 5_000:
                    Line.objects.bulk_create(batch)
                    batch = []
            Line.objects.bulk_create(batch)
            actions.checkpoint(at=at)
    return size


def lines_of(first: int, end: int) -> Iterator[dict[str, object]]:
    """Yield the lines of so many chains, shaped like those of an answer that was saved."""
    from sinople.audit.rules import GENESIS, chained, written

    for chain in range(first, end):
        previous, key = GENESIS, f"k{chain:011}"
        for n in range(1, CHAIN + 1):
            facts = {"code": "6.11", "given": {"holds": True, "reason": "台账"}, "version": n}
            said = {
                "kind": "applications.application",
                "key": key,
                "n": n,
                "verb": "answer",
                "at": "2023-06-14T02:00:00+00:00",
                "person": 7,
                "role": "filler",
                "facts": facts,
            }
            stored = written(said)  # type: ignore[arg-type]
            previous = chained(previous, stored)
            yield {"kind": said["kind"], "key": key, "n": n, "verb": "answer", "person_id": 7, "role": "filler", "stored": stored, "digest": previous}


def spoil(row: int) -> None:
    """Change one line as somebody would who owns the database."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_line DISABLE TRIGGER ALL")
        cursor.execute("UPDATE audit_line SET stored = replace(stored, 'true', 'false') WHERE id = %s", [row])


def sha256_of(path: Path) -> str:
    """Return one digest after the other over the lines: the least that a check could cost."""
    previous = b""
    with path.open("rb") as lines:
        for line in lines:
            previous = hashlib.sha256(previous + line).digest()
    return previous.hex()


def wanted(found: object, expected: object) -> None:
    """Stop when a check says something else than it must."""
    if found != expected:
        raise SystemExit(f"Found {found}, expected {expected}.")


def seconds_of(act: Callable[[], object]) -> float:
    """Return how long an act takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


if __name__ == "__main__":
    import django

    django.setup()
    sys.exit(measured(int(sys.argv[1]), sys.argv[2]))
