"""Enqueued once, leased to one, tried again, given up in the open."""

from datetime import timedelta

import pytest
from django.http import Http404

from sinople.audit.queries import moment
from sinople.daily.actions import HANDLERS
from sinople.jobs import actions, queries
from sinople.jobs.models import Job
from sinople.kernel.acting import Acting, Role
from sinople.kernel.refused import Refused
from tests.racing import race

SECOND = timedelta(seconds=1)
db = pytest.mark.django_db


def enqueue(at, key="k", **changes):
    return actions.enqueue(**{"name": "x", "once_key": key, "arguments": {"n": 1}, "at": at, **changes})


@db
def test_the_same_key_is_enqueued_once():
    at = moment()
    assert enqueue(at) == enqueue(at)
    assert Job.objects.count() == 1


@db
def test_the_oldest_is_taken_first_and_by_one():
    at = moment()
    first, second = enqueue(at), enqueue(at, "l")
    assert [actions.take(at=at), actions.take(at=at), actions.take(at=at)] == [first, second, None]


@db
def test_what_is_for_later_waits():
    at = moment()
    enqueue(at, not_before=at + SECOND)
    assert actions.take(at=at) is None
    assert actions.take(at=at + SECOND) is not None


@db
@pytest.mark.parametrize("fault", [Refused("No."), OSError("disk"), ValueError("x"), KeyError("x"), ZeroDivisionError(), RuntimeError("x")])
def test_a_task_that_fails_is_tried_later_and_five_times(fault):
    at = moment()
    enqueue(at)

    def task(_work):
        raise fault

    for n in range(1, actions.TRIES + 1):
        at += timedelta(minutes=5)
        actions.run(actions.take(at=at), handlers={"x": task}, now=lambda at=at: at)
        job = Job.objects.get()
        assert (job.attempts, job.state) == (n, "failed" if n == actions.TRIES else "waiting")
        assert job.said.startswith(type(fault).__name__)
        assert actions.take(at=at) is None


@db
def test_a_task_that_kills_its_worker_is_given_up():
    at = moment()
    enqueue(at)
    for _ in range(actions.TRIES):
        assert actions.take(at=at) is not None
        at += actions.LEASE + SECOND
    assert actions.take(at=at) is None
    assert Job.objects.get().state == "failed"


@db
def test_an_unknown_name_is_said():
    at = moment()
    enqueue(at)
    actions.run(actions.take(at=at), handlers={}, now=lambda: at)
    assert "KeyError" in Job.objects.get().said


@db
def test_progress_keeps_the_lease():
    at = moment()
    enqueue(at)
    job, later = actions.take(at=at), at + 50 * SECOND

    def task(work):
        work.progress(1, 2)
        assert actions.take(at=at + actions.LEASE + SECOND) is None
        assert work.arguments == {"n": 1}

    actions.run(job, handlers={"x": task}, now=lambda: later)
    job.refresh_from_db()
    assert (job.state, job.done, job.whole) == ("done", 1, 2)


@db
def test_jobs_are_seen_by_whoever_began_them_and_the_administrator():
    job = enqueue(moment(), person_id=5)
    assert queries.job_for(Acting(person_id=5), job.key) == job
    administrator = Acting(person_id=9, role=Role.ADMINISTRATOR)
    assert queries.job_for(administrator, job.key) == job
    assert queries.latest_jobs(administrator) == [job]
    assert queries.latest_jobs(Acting(person_id=5)) == []
    for acting in (Acting(), Acting(person_id=6, role=Role.CITY_OFFICER)):
        with pytest.raises(Http404):
            queries.job_for(acting, job.key)


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_take_each_job_once():
    at = moment()
    for n in range(20):
        enqueue(at, str(n))
    taken = []

    def work(_n):
        mine = []
        while job := actions.take(at=at):
            mine.append(job.pk)
        taken.extend(mine)
        return mine

    race(work, runners=4)
    assert len(taken) == len(set(taken))
    assert Job.objects.filter(attempts__gt=1).count() == 0


@pytest.mark.django_db(transaction=True)
def test_the_daily_round_is_a_task():
    at = moment()
    actions.enqueue(name="run_daily", once_key="d", arguments={}, at=at)
    actions.run(actions.take(at=at), handlers=HANDLERS, now=lambda: at)
    assert Job.objects.get().state == "done"
