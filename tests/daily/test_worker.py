"""The worker: does what waits, stops when told to."""

import signal

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction

from sinople.audit.queries import moment
from sinople.jobs import actions as jobs
from sinople.jobs.models import Job
from sinople.letters.actions import write
from sinople.letters.models import Letter
from tests.makers import make_person
from tests.processes import start, wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def handlers():
    """Give the process its own handlers back."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def waiting():
    with transaction.atomic():
        write(to=[make_person().pk], message="One.", about=("t", "k"), at=moment())
        return jobs.enqueue(name="run_daily", once_key="d", arguments={}, at=moment())


def test_once_does_what_waits():
    waiting()
    call_command("worker", "--once")
    assert (Job.objects.get().state, Letter.objects.get().state, len(mail.outbox)) == ("done", "sent", 1)
    call_command("worker", "--once")
    assert (Job.objects.get().attempts, len(mail.outbox)) == (1, 1)


def test_it_stops_after_its_round_when_told_to():
    job = waiting()
    process = start("manage.py", "worker")
    assert wait_until(lambda: Job.objects.get(pk=job.pk).state == "done")
    process.send_signal(signal.SIGTERM)
    _out, said = process.communicate(timeout=20)
    assert process.returncode == 0, said
    assert Letter.objects.get().state == "sent"
