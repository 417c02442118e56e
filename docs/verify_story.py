#!/usr/bin/env python3
"""Check a story that was given out, without Sinople: `python3 verify_story.py FOLDER [--key PUBLIC_KEY]`.

FOLDER is what `./run manage export_story FOLDER` wrote: lines.jsonl, checkpoints.jsonl, outside.txt and key.txt. Whoever does not trust the exporting
machine puts their own copy of outside.txt in its place and names the public key they have kept. Prints what does not hold, the first bad line first,
and exits 1. Needs Python 3.10 with SM3 in its OpenSSL, and `cryptography`.
"""

import argparse
import hashlib
import json
import sys
from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

GENESIS = "0" * 64


def main() -> int:
    """Read the folder and say what does not hold."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--key", default="", help="the public key in hexadecimal, as you have kept it")
    said = asked.parse_args()
    found = faults(said.folder, said.key or (said.folder / "key.txt").read_text().strip())
    for fault in found:
        sys.stderr.write(fault + "\n")
    if not found:
        sys.stdout.write("The story and its checkpoints hold.\n")
    return 1 if found else 0


def faults(folder: Path, public_key: str) -> list[str]:
    """Return what does not hold: the first bad line, then checkpoints that do not cover what is there, then those kept outside."""
    checkpoints = [json.loads(line) for line in (folder / "checkpoints.jsonl").read_text(encoding="utf-8").splitlines()]
    story = Story([one["last"] for one in checkpoints])
    for thing, lines in groupby(lines_of(folder / "lines.jsonl"), key=lambda line: (line["kind"], line["key"])):
        story.read(*thing, lines)
    found = [story.fault] if story.fault else []
    for n, one in enumerate(checkpoints):
        if not is_signed(f"{one['last']} {one['lines']} {one['root']}", one["signature"], public_key):
            found.append(f"checkpoint {one['id']}: the signature is not ours.")
        elif (story.roots[n].hexdigest(), story.counts[n]) != (one["root"], one["lines"]):
            found.append(f"checkpoint {one['id']}: lines that it covers were changed, cut or added.")
    return [*found, *outside_faults(folder / "outside.txt", {(str(one["last"]), str(one["lines"]), one["root"]) for one in checkpoints}, public_key)]


class Story:
    """Every chain read once: the first line that does not hold, and under each checkpoint the root over the heads as they stood then."""

    def __init__(self, ends: list[int]) -> None:
        self.ends, self.fault = ends, ""
        self.roots, self.counts = [hashlib.new("sm3") for _end in ends], [0] * len(ends)

    def read(self, kind: str, key: str, lines: Iterator[dict]) -> None:
        """Read one chain from its first line to its head."""
        previous, heads, rows = GENESIS, [], []
        for number, line in enumerate(lines, 1):
            self.fault = self.fault or fault_of(line, number, previous)
            previous = line["digest"]
            heads.append(f"{kind} {key} {line['n']} {line['digest']}\n".encode())
            rows.append(line["id"])
        ordered = sorted(rows)
        in_order = ordered == rows
        for n, end in enumerate(self.ends):
            covered = bisect_right(ordered, end)
            if covered:
                self.counts[n] += covered
                self.roots[n].update(heads[covered - 1] if in_order else next(head for head, row in zip(heads[::-1], rows[::-1], strict=True) if row <= end))


def fault_of(line: dict, number: int, previous: str) -> str:
    """Return what is wrong with a line that stands at this place behind that digest; nothing when all is well."""
    place = f"{line['kind']} {line['key']} line {line['n']}"
    if line["n"] != number:
        return f"{line['kind']} {line['key']} line {number}: A line is missing."
    if hashlib.new("sm3", previous.encode() + line["stored"].encode()).hexdigest() != line["digest"]:
        return f"{place}: The line was changed after it was written."
    said = json.loads(line["stored"])
    if line["verb"] and [said[name] for name in ("kind", "key", "n", "verb", "person")] != [line[name] for name in ("kind", "key", "n", "verb", "person")]:
        return f"{place}: The columns of the line do not say what was hashed."
    return ""


def outside_faults(kept: Path, inside: set[tuple[str, str, str]], public_key: str) -> list[str]:
    """Every checkpoint kept outside is signed and stands inside: else the story was rolled back, or rewritten with right hashes."""
    found = []
    for at, last, lines, root, signature in (line.split() for line in kept.read_text(encoding="utf-8").splitlines() if line):
        if not is_signed(f"{last} {lines} {root}", signature, public_key):
            found.append(f"kept checkpoint of {at}: the signature is not ours.")
        elif (last, lines, root) not in inside:
            found.append(f"kept checkpoint of {at}: the database no longer has it; the story was rolled back or rewritten.")
    return found


def is_signed(text: str, signature: str, public_key: str) -> bool:
    """Say whether the signature fits the text."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(bytes.fromhex(signature), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def lines_of(path: Path) -> Iterator[dict]:
    """Yield the lines as they were given out."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


if __name__ == "__main__":
    sys.exit(main())
