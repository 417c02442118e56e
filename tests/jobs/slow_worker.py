"""A worker of the real kind with one slow task more, run as a process of its own so that it can be killed."""

import os
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from sinople.daily.actions import HANDLERS  # noqa: E402
from sinople.jobs.actions import Work  # noqa: E402
from sinople.letters.actions import write  # noqa: E402

STEPS = 12


def slow(work: Work) -> None:
    """Write twelve letters, one a step, each once whatever happens in between."""
    for n in range(STEPS):
        with transaction.atomic():
            write(to=[1], message="One.", about=("t", str(n)), at=work.at)
        work.progress(n + 1, STEPS)
        time.sleep(float(os.environ.get("SLOWLY", "0.15")))


if __name__ == "__main__":
    HANDLERS["slow"] = slow  # type: ignore[index]
    call_command("worker", "--once")
