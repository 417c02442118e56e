"""Give out the whole story with its checkpoints, to be checked without Sinople by docs/verify_story.py."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sinople.audit import queries


class Command(BaseCommand):
    help = "Write the story, its checkpoints, those kept outside and the public key into a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder: Path, **options: Any) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / "lines.jsonl", (json.dumps(line, ensure_ascii=False) for line in queries.given_out()))
        _write(folder / "checkpoints.jsonl", (json.dumps(one) for one in queries.checkpoints_given_out()))
        _write(folder / "outside.txt", (" ".join(kept) for kept in queries.kept_outside()))
        _write(folder / "key.txt", [queries.public_key()])
        self.stdout.write(f"{queries.line_count()} lines; check them with: python3 docs/verify_story.py {folder}")


def _write(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.writelines(f"{line}\n" for line in lines)
