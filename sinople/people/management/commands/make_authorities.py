"""Enter the city bureau and the departments of the districts."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from sinople.audit.queries import moment
from sinople.kernel.acting import CLOCK
from sinople.kernel.text import Text
from sinople.law.reference import load_districts
from sinople.people import actions

BUREAU = Text("深圳市工业和信息化局", "Shenzhen Bureau of Industry and Information Technology")


class Command(BaseCommand):
    help = "Enter the city bureau and the departments of the eleven districts; twice does no harm."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--address", default="", help="where letters say the office is")
        parser.add_argument("--phone", default="", help="whom letters say to call")

    def handle(self, *, address: str, phone: str, **options: Any) -> None:
        names = {one.code: Text(f"{one.name.zh}工业和信息化部门", f"{one.name.en} industry department") for one in load_districts(settings.PACKS / "reference")}
        with transaction.atomic():
            fresh = actions.make_authorities(bureau=BUREAU, districts=names, address=address, phone=phone, by=CLOCK, at=moment())
        self.stdout.write(f"{fresh} new.")
