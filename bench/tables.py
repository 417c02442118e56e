"""What a bench says: a table to read, and the same as JSON."""

import json
import os
import platform
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

Row = Mapping[str, object]


def show(name: str, table: Sequence[Row], **about: object) -> None:
    """Print the rows as a table and write them, with the machine, as JSON into a temporary file."""
    about = {"bench": name, "cores": os.cpu_count(), "python": platform.python_version(), **about}
    say("")
    say(" · ".join(f"{key} {value}" for key, value in about.items()))
    heads = list(dict.fromkeys(key for row in table for key in row))
    cells = [[str(row.get(head, "")) for head in heads] for row in table]
    widths = [max(len(head), *(len(line[n]) for line in cells)) for n, head in enumerate(heads)]
    for line in [heads, ["-" * width for width in widths], *cells]:
        say("| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |")
    target = Path(tempfile.gettempdir()) / f"sinople-bench-{name}.json"
    target.write_text(json.dumps({**about, "table": [dict(row) for row in table]}, ensure_ascii=False, indent=1), encoding="utf-8")
    say(f"JSON: {target}")


def say(line: str) -> None:
    """Print one line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
