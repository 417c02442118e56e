"""Bring the published national lists into the register, and report what was doubtful."""

from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from sinople.audit.queries import moment
from sinople.kernel.acting import CLOCK
from sinople.titles import actions
from sinople.titles.rules.national_lists import read_national_lists


class Command(BaseCommand):
    help = "Bring the national lists in DIR into the register; twice does no harm."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder: Path, **options: Any) -> None:
        found = read_national_lists(folder)
        with transaction.atomic():
            fresh = actions.import_national(holders=found.holders, by=CLOCK, at=moment())
        self.stdout.write(f"{len(found.holders)} rows read, {fresh} new.")
        for place in ("深圳",):
            counts = Counter(str(h.kind) for h in found.holders if place in h.place)
            self.stdout.write(f"{place}: " + ", ".join(f"{kind} {n}" for kind, n in sorted(counts.items())))
        for doubt in found.doubts:
            said = doubt.reason.message % doubt.reason.values
            self.stdout.write(f"  {doubt.file}:{doubt.line} {doubt.name}: {said} ({'taken' if doubt.taken else 'left out'})")
