"""Scoring: one sheet with its proof, many at once in columns, out of the database, and other rules on past cases: P5 to P8."""

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from bench.ground import ROOT, SECRET, _fresh_database
from bench.tables import Row, say, show

SEED, DRAWN, DIFFERENT = 2023, 1_000, 2_000
EDITION, INDUSTRIES = "GF-2018", ("39", "38", "35", "34", "27", "36")


def run(*, rows: int, engine: str, peers: bool) -> int:
    """Check the answers, then time them; everything in this process but the part with a database, which has one of its own."""
    from sinople.law.bulk import score_columns

    table, entries, references = made(rows)
    columns = spread(table, entries, rows)
    lines = [*_one(table, entries, references)]
    kept = score_columns(table, columns, references, keep=True)
    _check(table, entries, references, kept)
    for words, keep in (("totals only", False), ("with the points of every row", True)):
        seconds = best(lambda keep=keep: score_columns(table, columns, references, keep=keep))  # type: ignore[misc]
        lines.append(
            {"what": f"{rows:,} sheets × {len(kept.points)} rows in columns, {words}", "figure": f"{rows / seconds / 1e6:.2f} M sheets/s", "wanted": "≥ 1 M"}
        )
    lines += _beside(table, entries, references, rows / best(lambda: score_columns(table, columns, references)), peers=peers)
    lines.append({"what": "memory of this process at its most", "figure": f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB", "wanted": ""})
    lines += _with_database(rows, engine)
    show("scoring", lines, rows=rows, engine=engine)
    return 0


def made(rows: int) -> tuple[Any, list[Any], dict[Any, Any]]:
    """Return the table of green factories, invented applicants, and invented reference values."""
    from sinople.law.packs import load
    from sinople.law.scoring import Answer
    from sinople.law.scoring.entries import Entry

    draw = random.Random(SEED)
    table = load(ROOT / "packs/sz-2022").table(EDITION)
    codes = [*(row.code for row in table.indicators), *(veto.code for veto in table.vetoes)]

    def entry() -> Entry:
        answers = {code: Answer(code, holds=draw.random() < 0.97, degree=Decimal(draw.randint(0, 2)) / 2) for code in codes}
        return Entry(answers, {one.code: Decimal(draw.randint(100, 10_000_000)) / 100 for one in table.quantities}, draw.choice(INDUSTRIES))

    ranked = [row for row in table.indicators if any(rule is not None and rule.kind == "rank_percentile" for rule in (row.must, row.optional))]
    references = {
        (row.code, industry): (Decimal(draw.randint(1, 50)), Decimal(draw.randint(50, 99)), Decimal(draw.randint(100, 200)))
        for row in ranked
        for industry in INDUSTRIES
    }
    return table, [entry() for _ in range(min(rows, DIFFERENT))], references


def spread(table: Any, entries: list[Any], rows: int) -> Any:
    """Return the columns of so many applicants, the invented ones again and again."""
    from sinople.law.bulk import unpacked
    from sinople.law.scoring.entries import packed

    packs = [packed(table, entry) for entry in entries]
    return unpacked(table, [packs[n % len(packs)] for n in range(rows)], [entries[n % len(entries)].industry for n in range(rows)])


def best(act: Callable[[], object], rounds: int = 5) -> float:
    """Return the shortest of some rounds: what the machine can do when nobody disturbs it."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return min(times)


def _one(table: Any, entries: list[Any], references: Any) -> list[Row]:
    from sinople.law.scoring import score

    times = []
    for entry in entries[:DRAWN]:
        began = time.perf_counter()
        score(table, entry.answers, entry.readings, industry=entry.industry, reference=references)
        times.append(1000 * (time.perf_counter() - began))
    times.sort()
    figure = f"{times[len(times) // 2]:.2f} ms (p99 {times[int(len(times) * 0.99)]:.2f})"
    return [{"what": f"one sheet of {len(table.indicators)} rows with its whole proof", "figure": figure, "wanted": "≤ 1 ms at 60 rows"}]


def _check(table: Any, entries: list[Any], references: Any, kept: Any) -> None:
    from sinople.law.scoring import score

    passed = {True: 1, False: 0, None: -1}
    for n, entry in enumerate(entries[:DRAWN]):
        sheet = score(table, entry.answers, entry.readings, industry=entry.industry, reference=references)
        same = abs(kept.low[n] - float(sheet.low)) <= 0.005 + 1e-6 and abs(kept.high[n] - float(sheet.high)) <= 0.005 + 1e-6
        if not kept.near[n] and not (same and kept.passed[n] == passed[sheet.passed]):
            raise SystemExit(f"Columns and decimals differ on sheet {n}: {kept.low[n]} and {sheet.low}.")
    say(f"The same totals and verdicts on {min(DRAWN, len(entries)):,} sheets.")


def _beside(table: Any, entries: list[Any], references: Any, ours: float, *, peers: bool) -> list[Row]:
    from sinople.law.scoring import score

    some = entries[:300]
    seconds = best(lambda: [score(table, e.answers, e.readings, industry=e.industry, reference=references) for e in some], rounds=2)
    lines: list[Row] = [
        {
            "what": "the traced path, sheet by sheet",
            "figure": f"{len(some) / seconds:,.0f} sheets/s, columns {ours * seconds / len(some):,.0f} times as fast",
            "wanted": "≥ 70 times",
        }
    ]
    return lines + (_openfisca(ours) if peers else [])


def _openfisca(ours: float) -> list[Row]:
    """Run the same kind of table in openfisca-core, in an environment of its own."""
    with tempfile.TemporaryDirectory(prefix="sinople-peer-") as folder:
        python = Path(folder) / "bin/python"
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "openfisca-core"], check=True)
        said = json.loads(subprocess.run([python, ROOT / "bench/openfisca_peer.py"], check=True, capture_output=True, text=True).stdout)
    figure = f"{said['per_second'] / 1e6:.2f} M sheets/s ({said['rows']} rows, float32), ours {ours / said['per_second']:.1f} times as fast"
    return [{"what": f"openfisca-core {said['version']}, the same shape of table", "figure": figure, "wanted": "slower than ours"}]


def _with_database(rows: int, engine: str) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="sinople-bench-") as folder:
        url = f"sqlite:///{folder}/sinople.sqlite3" if engine == "sqlite" else _fresh_database(rows)
        secrets = {"SINOPLE_SECRET_KEY": SECRET, "SINOPLE_PERSON_SALT": SECRET, "SINOPLE_MODE": "demonstration"}
        environment = {
            **os.environ,
            **secrets,
            "SINOPLE_DATA": folder,
            "SINOPLE_DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "PYTHONPATH": str(ROOT),
        }
        done = subprocess.run([sys.executable, "-m", "bench.past", str(rows)], cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    found: list[Row] = json.loads(done.stdout.splitlines()[-1])
    return found
