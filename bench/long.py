"""Tests that the suite runs in their short form, run long: tries around a closing hour, tries at the separation of duties, the whole suite in many orders."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

from bench.ground import ROOT
from bench.tables import say, show

TRIED = {"deadline": "tests/house/test_closing_hour.py", "duties": "tests/seals/test_separation.py"}


def tries(name: str, *, count: int, engine: str) -> int:
    """Run the tests of one guard with so many tries."""
    say(f"{count:,} tries of {TRIED[name]} on {engine}")
    began = time.monotonic()
    found = pytest([TRIED[name], "-n0"], {"SINOPLE_TRIES": str(count)})
    show(
        name, [{"what": TRIED[name], "tries": count, "wrong": "none" if found == 0 else "see above", "seconds": round(time.monotonic() - began)}], engine=engine
    )
    return found


def shuffles(*, rounds: int, engine: str, paths: Sequence[str]) -> int:
    """Run the suite in so many orders, each from its own seed; a test that fails in one of them is a flake."""
    table = []
    for seed in range(1, rounds + 1):
        say(f"Order {seed} of {rounds}")
        began = time.monotonic()
        found = pytest([*(paths or ["tests"]), "-m", "not journey", f"--randomly-seed={seed}"], {})
        table.append({"seed": seed, "failed": "none" if found == 0 else "see above", "seconds": round(time.monotonic() - began)})
    show("shuffle", table, engine=engine, tests=" ".join(paths) or "all")
    return int(any(row["failed"] != "none" for row in table))


def pytest(arguments: Sequence[str], more: Mapping[str, str]) -> int:
    """Run pytest in a process of its own, on the database that the environment names."""
    environment = {**os.environ, "SINOPLE_MODE": "test", **more}
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=environment, check=False).returncode
