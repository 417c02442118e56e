"""`python -m bench fuzz`: whatever comes in, readers answer with a part or with a refusal that names the place, never with another fault (G24).

Each target runs in a process of its own under atheris (libFuzzer, guided by coverage), from seeds out of the packs.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bench import ground

if TYPE_CHECKING:
    from sinople.law.editions import Reference

PACKS = ground.ROOT / "packs"
LAST = re.compile(r"#(\d+)\s+\w+\s+cov: (\d+) ft: (\d+) corp: (\d+)")
Target = Callable[[bytes], object]


def run(*, rounds: int, seconds: float, only: str = "") -> int:
    """Fuzz every target and print how many inputs it took and how many edges they covered; fail where one let a fault out."""
    rows = [_one(name, rounds, seconds) for name in TARGETS if only in {"", name}]
    for row in rows:
        print(f"{row['target']:<10} {row['inputs']:>9,} inputs {row['edges']:>6,} edges {row['corpus']:>6,} kept   {row['said']}")
    print(json.dumps(rows))
    return int(any(row["said"] != "held" for row in rows))


def _one(name: str, rounds: int, seconds: float) -> dict[str, object]:
    with tempfile.TemporaryDirectory(prefix="sinople-fuzz-") as folder:
        for n, seed in enumerate(SEEDS[name]()):
            (Path(folder) / f"seed-{n}").write_bytes(seed)
        limits = [
            f"-runs={rounds}",
            f"-max_total_time={int(seconds)}",
            "-max_len=65536",
            "-timeout=20",
            "-rss_limit_mb=1024",
            "-seed=1",
            "-verbosity=1",
            "-print_final_stats=1",
        ]
        command = [sys.executable, "-m", "bench.fuzz", name, *limits, f"-artifact_prefix={folder}/", folder]
        ended = subprocess.run(command, cwd=ground.ROOT, capture_output=True, text=True, errors="replace", check=False)
    found = LAST.findall(ended.stderr)
    inputs, edges, _features, corpus = (int(n) for n in found[-1]) if found else (0, 0, 0, 0)
    fault = next((line for line in ended.stderr.splitlines() if re.match(r"[\w.]+(Error|Exception)\b", line) or "ERROR" in line), "")
    return {
        "target": name,
        "inputs": inputs,
        "edges": edges,
        "corpus": corpus,
        "said": "held" if not ended.returncode and inputs else fault or ended.stderr[-300:],
    }


def pack_file(data: bytes) -> object:
    """Read a table of a pack out of the bytes."""
    from sinople.law.packs.reading import read_part, read_tree
    from sinople.law.packs.tables import Table

    with tempfile.NamedTemporaryFile(suffix=".yaml") as page:
        page.write(data)
        page.flush()
        return read_part(read_tree(Path(page.name), _sources()), Table)


def archive(data: bytes) -> object:
    """Read a pack out of an archive."""
    from sinople.law.packs.archives import from_archive

    return from_archive(data)


def formula(data: bytes) -> object:
    """Compile a formula and work it out."""
    from decimal import Decimal

    from sinople.law.expressions import compile_expression

    made = compile_expression(data.decode("utf-8", "replace"))
    return made.evaluate(dict.fromkeys(made.names, Decimal("3.5")))


def workbook(data: bytes) -> object:
    """Read a workbook, as the process of its own does."""
    from sinople.files.sheets import _read

    return _read(data)


def table(data: bytes) -> object:
    """Read a reference table out of comma-separated values and take it over."""
    from sinople.law.editions import TABLES, with_rows
    from sinople.reference import rules

    return with_rows(_shipped(), "sizes", rules.rows_in_text(data, TABLES["sizes"]))


@cache
def _sources() -> dict[str, object]:
    from sinople.law.packs.reading import read_tree

    return {name: words for path in sorted(PACKS.glob("*/sources.yaml")) for name, words in read_tree(path).data.items()}


@cache
def _shipped() -> "Reference":
    from sinople.law.editions import load_reference

    return load_reference(PACKS / "reference")


def _pack_seeds() -> Iterator[bytes]:
    yield from (path.read_bytes() for path in sorted(PACKS.glob("*/tables/*.yaml")))


def _archive_seeds() -> Iterator[bytes]:
    from sinople.law import packs
    from sinople.law.packs.writing import to_archive

    yield to_archive(packs.load(PACKS / "sz-2024"))
    yield b"PK\x05\x06" + bytes(18)


def _formula_seeds() -> Iterator[bytes]:
    from sinople.law import packs

    law = packs.load(PACKS / "sz-2022")
    yield from {row.formula.encode() for made in law.tables for row in made.indicators if row.formula}
    yield from (b"a.__class__", b"9**9**9", b"(" * 200, b"min(a, b, 1) / (c - c)")


def _workbook_seeds() -> Iterator[bytes]:
    from datetime import UTC, datetime

    from sinople.law.editions import TABLES, load_reference, rows_of
    from sinople.reference import papers, rules

    heads = [(name, name) for name in rules.heads(TABLES["sizes"])]
    yield papers.workbook(rows_of(load_reference(PACKS / "reference"), "sizes"), heads=heads, sheet="s", at=datetime(2023, 6, 1, tzinfo=UTC))


def _table_seeds() -> Iterator[bytes]:
    from sinople.law.editions import TABLES, load_reference, rows_of
    from sinople.reference import rules

    yield rules.text_of(rows_of(load_reference(PACKS / "reference"), "sizes"), TABLES["sizes"])


TARGETS: dict[str, Target] = {"pack": pack_file, "archive": archive, "formula": formula, "workbook": workbook, "table": table}
SEEDS: dict[str, Callable[[], Iterator[bytes]]] = {
    "pack": _pack_seeds, "archive": _archive_seeds, "formula": _formula_seeds, "workbook": _workbook_seeds, "table": _table_seeds,
}  # fmt: skip


def refusals() -> tuple[type[Exception], ...]:
    """Return what a reader may answer with instead of a part."""
    from sinople.kernel.refused import Refused
    from sinople.law.expressions import ExpressionFault
    from sinople.law.faults import PackFault

    return (Refused, PackFault, ExpressionFault)


def _fuzz(name: str, arguments: list[str]) -> None:
    import atheris

    with atheris.instrument_imports(include=["sinople.law", "sinople.kernel", "sinople.files", "sinople.reference"]):
        expected, target = refusals(), TARGETS[name]
        for seed in SEEDS[name]():  # loads and instruments what is used
            _held(target, seed, expected)
    atheris.Setup([name, *arguments], lambda data: _held(target, data, expected))
    atheris.Fuzz()


def _held(target: Target, data: bytes, expected: tuple[type[Exception], ...]) -> None:
    try:
        target(data)
    except expected:
        return


if __name__ == "__main__":
    _fuzz(sys.argv[1], sys.argv[2:])
