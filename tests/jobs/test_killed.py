"""The worker is killed in the middle: nothing is lost, nothing is done twice (G37)."""

from datetime import timedelta

import pytest
from django.db import transaction

from sinople.audit.actions import set_clock
from sinople.audit.queries import moment
from sinople.jobs import actions
from sinople.jobs.models import Job
from sinople.kernel.acting import CLOCK
from sinople.letters.models import Letter
from tests.processes import kill, start, wait_until

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_killed_worker_loses_nothing_and_does_nothing_twice():
    job = actions.enqueue(name="slow", once_key="slow", arguments={}, at=moment())
    first = start("tests/jobs/slow_worker.py")
    assert wait_until(lambda: Job.objects.get(pk=job.pk).done >= 3), first.communicate(timeout=1)
    kill(first)
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("running", 1)
    assert 3 <= Letter.objects.count() < 12

    second = start("tests/jobs/slow_worker.py", SLOWLY="0")
    _out, said = second.communicate(timeout=60)
    assert second.returncode == 0, said
    assert Job.objects.get(pk=job.pk).state == "running"  # the lease of the dead worker still holds

    with transaction.atomic():
        set_clock(moment() + 2 * actions.LEASE, by=CLOCK)
    third = start("tests/jobs/slow_worker.py", SLOWLY="0")
    _out, said = third.communicate(timeout=60)
    assert third.returncode == 0, said
    job.refresh_from_db()
    assert (job.state, job.attempts, job.done, job.whole) == ("done", 2, 12, 12)
    assert Letter.objects.count() == 12


def test_a_worker_that_lost_its_lease_stops():
    """The first is only slow; a second takes over after the lease; the first notices at its next step and leaves the rest alone."""
    at = moment()
    actions.enqueue(name="x", once_key="x", arguments={}, at=at)
    first = actions.take(at=at)
    second = actions.take(at=at + actions.LEASE + timedelta(seconds=1))
    assert second.pk == first.pk
    done = []

    def task(work):
        work.progress(1, 2)
        done.append(work.at)

    actions.run(first, handlers={"x": task}, now=lambda: at)
    assert done == []
    actions.run(second, handlers={"x": task}, now=lambda: at)
    assert len(done) == 1
    assert Job.objects.get().state == "done"
