"""Make the demonstration city from nothing, by the actions."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from demonstration.city import City
from sinople.people.models import Organisation


class Command(BaseCommand):
    help = "Make the city in its year. Where it stands already it is left alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=2023)
        parser.add_argument("--companies", type=int, default=42)
        parser.add_argument("--no-rounds", action="store_true", help="only the ground: offices, rules, people; nothing applied for yet")
        parser.add_argument("--no-serve", action="store_true", help="read by ./run: stop after the summary")

    def handle(self, *, seed: int, companies: int, no_rounds: bool, **options: Any) -> None:
        if not settings.CLOCK_MOVABLE:
            raise CommandError("The demonstration is never made in production settings.")
        call_command("migrate", interactive=False, verbosity=0)
        if Organisation.objects.exists():
            self.stdout.write("The city stands already.")
            return
        city = City(seed=seed, companies=companies, say=self.stdout.write, rounds=not no_rounds)
        city.make()
        for words in city.summary():
            self.stdout.write(f"  {words}")
