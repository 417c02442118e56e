"""The worker: sends letters, does jobs, and every minute what is due."""

import signal
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from config import durability
from sinople.audit.queries import moment
from sinople.daily.actions import HANDLERS, run
from sinople.daily.sending import send_waiting
from sinople.jobs import actions as jobs

PAUSE_SECONDS = 1
DAILY_EVERY = 60


class Command(BaseCommand):
    help = "Send letters, do jobs, and every minute what is due, until told to stop."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what waits, then stop")

    def handle(self, *, once: bool, **options: Any) -> None:
        durability.demand()
        self.goes_on = not once
        for stop in (signal.SIGTERM, signal.SIGINT):
            signal.signal(stop, self.stop)
        rounds = 0
        while True:
            self.round(with_daily=rounds % DAILY_EVERY == 0)
            rounds += 1
            if not self.goes_on:
                return
            close_old_connections()
            time.sleep(PAUSE_SECONDS)

    def round(self, *, with_daily: bool) -> None:
        """Do what waits now."""
        if with_daily:
            run(moment())
        send_waiting(moment())
        while job := jobs.take(at=moment()):
            jobs.run(job, handlers=HANDLERS, now=moment)

    def stop(self, *_: object) -> None:
        """Stop after this round."""
        self.goes_on = False
