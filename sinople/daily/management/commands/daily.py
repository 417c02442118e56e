"""Do everything that is due now. For a scheduler; the worker does it too."""

from typing import Any

from django.core.management.base import BaseCommand

from sinople.audit.queries import moment
from sinople.daily.actions import run


class Command(BaseCommand):
    help = "Do everything that is due now: reminders, notices that end, overdue marks, checkpoints. Safe to run twice."

    def handle(self, **options: Any) -> None:
        done = run(moment())
        self.stdout.write(", ".join(f"{name} {count}" for name, count in done.items()))
