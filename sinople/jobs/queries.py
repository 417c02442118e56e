"""What waits, what runs."""

from django.shortcuts import get_object_or_404

from sinople.jobs.models import Job
from sinople.kernel.acting import Acting, Role


def job_for(acting: Acting, key: str) -> Job:
    """Return a job that this person started; administrators see every job, without its content."""
    rows = Job.objects.all() if acting.is_any(Role.ADMINISTRATOR) else Job.objects.filter(person_id=acting.person_id or -1)
    return get_object_or_404(rows, key=key)


def job_of(key: str) -> Job | None:
    """Return the job of a thing that its reader may see anyway."""
    return Job.objects.filter(key=key).first()


def jobs_under(prefix: str, *, limit: int = 10) -> list[Job]:
    """Return the latest work about a thing that its reader may see anyway: its key begins so."""
    return list(Job.objects.filter(once_key__startswith=prefix).order_by("-pk")[:limit])


def latest_jobs(acting: Acting, *, limit: int = 50) -> list[Job]:
    """Return the latest jobs, for the administrator."""
    if not acting.is_any(Role.ADMINISTRATOR):
        return []
    return list(Job.objects.order_by("-pk")[:limit])
