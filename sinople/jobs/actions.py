"""Enqueueing work and doing it: lease, heartbeat, progress, again after a crash."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q

from sinople.jobs.models import Job
from sinople.jobs.states import JobState
from sinople.kernel.ids import new_key
from sinople.kernel.refused import Refused

LEASE = timedelta(seconds=60)
TRIES = 5


@dataclass(frozen=True, slots=True)
class Work:
    """What a task gets: its arguments, the moment, and a way to say how far it is (which also keeps its lease)."""

    arguments: Mapping[str, object]
    at: datetime
    progress: Callable[[int, int], None]


Task = Callable[[Work], None]


def enqueue(*, name: str, once_key: str, arguments: Mapping[str, object], at: datetime, person_id: int = 0, not_before: datetime | None = None) -> Job:
    """Enqueue work in the transaction that is open; the same key is enqueued once."""
    made, _ = Job.objects.get_or_create(
        once_key=once_key, defaults={"name": name, "arguments": dict(arguments), "at": at, "person_id": person_id, "not_before": not_before or at}
    )
    return made


def take(*, at: datetime) -> Job | None:
    """Lease the next job that waits, or whose worker has fallen silent."""
    ready = Q(state=JobState.WAITING, not_before__lte=at) | Q(state=JobState.RUNNING, leased_until__lt=at)
    # A task that kills its worker every time is given up too, or it would hold up the rest for ever.
    Job.objects.filter(state=JobState.RUNNING, leased_until__lt=at, attempts__gte=TRIES).update(
        state=JobState.FAILED, said="The worker fell silent.", leased_until=None
    )
    with transaction.atomic():
        rows = Job.objects.filter(ready).order_by("pk")
        if connection.vendor == "postgresql":
            rows = rows.select_for_update(skip_locked=True)
        job = rows.first()
        if job is None:
            return None
        lease = new_key()
        taken = Job.objects.filter(ready, pk=job.pk, lease=job.lease).update(
            state=JobState.RUNNING, lease=lease, leased_until=at + LEASE, attempts=F("attempts") + 1
        )
    if not taken:
        return None
    job.refresh_from_db()
    return job


def run(job: Job, *, handlers: Mapping[str, Task], now: Callable[[], datetime]) -> None:
    """Do a leased job; a task that fails is tried again later, five times, and then shown as failed."""

    def progress(done: int, whole: int) -> None:
        kept = Job.objects.filter(pk=job.pk, lease=job.lease).update(done=done, whole=whole, leased_until=now() + LEASE)
        if not kept:
            raise LeaseLost

    try:
        handlers[job.name](Work(job.arguments, now(), progress))
    except LeaseLost:
        return
    except (Refused, OSError, ValueError, LookupError, ArithmeticError, RuntimeError) as fault:
        _put_back(job, said=f"{type(fault).__name__}: {fault}", at=now())
        return
    Job.objects.filter(pk=job.pk, lease=job.lease).update(state=JobState.DONE, said="", leased_until=None)


class LeaseLost(Exception):
    """Another worker has the job now; this one stops and leaves it alone."""


def _put_back(job: Job, *, said: str, at: datetime) -> None:
    state = JobState.FAILED if job.attempts >= TRIES else JobState.WAITING
    wait = timedelta(seconds=2**job.attempts)
    Job.objects.filter(pk=job.pk, lease=job.lease).update(state=state, said=said[:2000], leased_until=None, not_before=at + wait)
