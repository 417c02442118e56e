"""Background work: one row a job, leased to a worker, with a heartbeat and progress."""

from django.db import models
from django.db.models import Q

from sinople.jobs.states import JobState
from sinople.kernel.ids import new_key


class Job(models.Model):
    """Work enqueued in the transaction of the act that wants it; done at least once by an idempotent task."""

    key = models.CharField(max_length=16, unique=True, default=new_key)
    name = models.CharField(max_length=40)
    once_key = models.CharField(max_length=120, unique=True)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default=JobState.WAITING)
    person_id = models.BigIntegerField(default=0)
    not_before = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    lease = models.CharField(max_length=16, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    whole = models.PositiveIntegerField(default=0)
    said = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(state__in=[str(state) for state in JobState]), name="job_state_is_known"),)
        indexes = (models.Index(fields=("state", "not_before", "id"), name="job_waiting"),)
