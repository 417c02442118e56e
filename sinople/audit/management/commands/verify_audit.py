"""Check every chain of the story and every checkpoint; name the first bad line and exit 1."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sinople.audit import queries


class Command(BaseCommand):
    help = "Check the story: every chain, every checkpoint, and those kept outside the database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("thing", nargs="?", default="", help="kind:key of one chain; without it all of them")

    def handle(self, *, thing: str, **options: Any) -> None:
        kind, _, key = thing.partition(":")
        faults = queries.faults(kind, key)
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise SystemExit(1)
        self.stdout.write(f"{queries.line_count()} lines and their checkpoints hold.")
