"""Bring in a pack from its folder, as a draft."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from sinople.audit.queries import moment
from sinople.kernel.acting import CLOCK
from sinople.law import packs
from sinople.law.faults import PackFault
from sinople.schemes import actions


class Command(BaseCommand):
    help = "Bring in the pack in FOLDER as a draft; the same text twice does no harm. Officers then confirm its uncertain values, a leader seals it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder: Path, **options: Any) -> None:
        try:
            pack = packs.load(folder)
        except PackFault as fault:
            raise CommandError(str(fault)) from None
        with transaction.atomic():
            row = actions.import_pack(pack=pack, by=CLOCK, at=moment())
        self.stdout.write(f"{row.code}, version {row.version}: {row.state}.")
