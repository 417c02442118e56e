"""Saving one answer with its line of the story over HTTP, many writers at once, beside the same without the story: P4."""

import re
import subprocess
import sys
from dataclasses import dataclass, field

from bench.clients import Client, many, median, p99
from bench.ground import ROOT, Ground, laid, serving
from bench.tables import Row, say, show

VERSION = re.compile(r'data-version="(\d+)"')
COUNT = "from sinople.audit.models import Line; print(Line.objects.filter(verb='answer').count())"


@dataclass
class Writer:
    """One who saves the same row again and again, as a form that saves as one types does."""

    client: Client
    path: str
    version: int = 0
    saved: int = field(default=0)

    def __call__(self) -> None:
        """Save once, and take the new version from the answer."""
        text = self.client.post(self.path, degree=("0", "1")[self.saved % 2], reason=f"note {self.saved}", version=str(self.version))
        found = VERSION.search(text)
        if found is None:
            raise SystemExit(f"No version came back from {self.path}: {text[:300]}")
        self.version, self.saved = int(found[1]), self.saved + 1


def run(*, engine: str, rows: int, writers: int, seconds: float) -> int:
    """Measure with the story and without it."""
    say(f"Making {rows:,} applications on {engine}")
    with laid(engine, rows) as ground, serving(ground.environment) as port:
        before = lines(ground)
        ours = [Writer(Client(port, one["session"]), one["path"]) for one in ground.facts["writers"][:writers]]
        with_story = many(ours, seconds)
        kept = lines(ground) - before
        saved = sum(writer.saved for writer in ours)
        if kept != saved:
            raise SystemExit(f"{saved} answers were acknowledged, but {kept} lines were written.")
        say(f"Checked: {saved} answers acknowledged, {kept} lines of the story")
        unwritten = beside(ground, port, ours, "/bench/unwritten/{key}/{group}/{code}/")
        without = many(unwritten, seconds)
        bare = many(beside(ground, port, unwritten, "/bench/save/{key}/{code}/"), seconds)
    show(
        "writes",
        [
            row("answer with its line", with_story, seconds),
            row("the same without its line", without, seconds),
            row("the same row without form, table, story", bare, seconds),
        ],
        engine=engine,
        rows=rows,
        writers=writers,
    )
    return 0


def beside(ground: Ground, port: int, before: list[Writer], path: str) -> list[Writer]:
    """Return the same writers at another address, going on where they left off."""
    return [
        Writer(Client(port, one["session"]), path.format(**one), writer.version) for one, writer in zip(ground.facts["writers"], before, strict=False)
    ]  # fmt: skip


def row(name: str, times: list[list[float]], seconds: float) -> Row:
    """Return one row of the table."""
    every = [one for each in times for one in each]
    counts = [len(each) for each in times]
    return {
        "what": name, "writes/s": round(len(every) / seconds), "p50 ms": median(every), "p99 ms": p99(every), "longest ms": round(max(every)),
        "slowest writer / fastest": round(min(counts) / max(counts), 2),
    }  # fmt: skip


def lines(ground: Ground) -> int:
    """Return how many answers the story tells of."""
    counted = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", COUNT], cwd=ROOT, env=ground.environment, check=True, capture_output=True, text=True
    )
    return int(counted.stdout.split()[-1])
