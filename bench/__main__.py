"""`python -m bench pages|writes|start|scoring|documents|audit|deadline|duties|shuffle`: run one bench, print its table and write it as JSON."""

import argparse
import os
import subprocess
import sys

from bench import ground

ENGINES = ("sqlite", "postgresql")


def main() -> int:
    """Read the command line and run the bench."""
    said = arguments()
    if said.name != "start" and said.engine == "postgresql" and not os.environ.get("SINOPLE_DATABASE_URL"):
        # A cluster of our own, in a temporary folder, with its durability left on.
        command = [sys.executable, "tests/postgresql.py", sys.executable, "-m", "bench", *sys.argv[1:]]
        return subprocess.run(command, cwd=ground.ROOT, check=False).returncode
    if said.name == "start":
        from bench import start

        return start.run(as_it_stands=said.as_it_stands)
    if said.name == "scoring":
        from bench import scoring

        return scoring.run(rows=100_000 if said.rows is None else said.rows, engine=said.engine, peers=said.peers)
    if said.name == "documents":
        from bench import documents

        return documents.run()
    if said.name == "fuzz":
        from bench import fuzz

        return fuzz.run(rounds=said.rounds or -1, seconds=said.seconds, only=said.target)
    if said.name == "audit":
        from bench import audit

        return audit.run(rows=said.rows or 1_000_000, engine=said.engine)
    if said.name in {"deadline", "duties", "shuffle"}:
        from bench import long

        if said.name == "shuffle":
            return long.shuffles(rounds=said.rounds or 20, engine=said.engine, paths=said.tests)
        return long.tries(said.name, count=said.rows or 10_000, engine=said.engine)
    said.rows, said.rounds = said.rows or 10_000, said.rounds or 200
    if said.name == "writes":
        from bench import writes

        return writes.run(engine=said.engine, rows=said.rows, writers=said.writers, seconds=said.seconds)
    from bench import pages

    sizes = [1_000, 10_000, 100_000, *([1_000_000] if said.million else [])] if said.grow else [1_000_000 if said.million else said.rows]
    return pages.run(engine=said.engine, sizes=sizes, rounds=said.rounds, seconds=said.seconds)


def arguments() -> argparse.Namespace:
    """Return what the command line says."""
    asked = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    asked.add_argument("name", choices=("pages", "writes", "start", "scoring", "documents", "audit", "deadline", "duties", "shuffle", "fuzz"))
    asked.add_argument("--engine", choices=ENGINES, default="sqlite")
    asked.add_argument(
        "--rows", type=int, help="how many applications there are (10,000; scoring 100,000), lines (audit: 1,000,000), tries (deadline, duties: 10,000)"
    )
    asked.add_argument("--peers", action="store_true", help="scoring: run openfisca-core beside ours, in an environment of its own")
    asked.add_argument("--rounds", type=int, help="requests of each kind by one client (200); orders (shuffle: 20)")
    asked.add_argument("--tests", nargs="*", default=[], help="shuffle: which tests; without it all but the journeys")
    asked.add_argument("--seconds", type=float, default=5, help="how long each run of many clients lasts")
    asked.add_argument("--target", default="", help="fuzz: pack, archive, formula, workbook or table; without it all")
    asked.add_argument("--writers", type=int, default=16)
    asked.add_argument("--grow", action="store_true", help="1 k, 10 k, 100 k rows one after another")
    asked.add_argument("--million", action="store_true", help="1 M rows; with --grow after the others")
    asked.add_argument("--as-it-stands", action="store_true", help="start: copy the working tree instead of cloning what is committed")
    return asked.parse_args()


if __name__ == "__main__":
    sys.exit(main())
