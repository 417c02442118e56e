"""Running clocks of things: the rule as it was when the clock began, pauses, when it is due and why."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sinople.audit.models import Thing
from sinople.deadlines.states import FLOW, DeadlineState
from sinople.kernel.acting import CITY_ROLES, Acting, Role


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def visible_to(self, acting: Acting) -> "DeadlineQuerySet":
        """Keep what this office watches: a district its own, the city all."""
        if acting.role is Role.DISTRICT_OFFICER:
            return self.filter(district=acting.district)
        return self if acting.role in CITY_ROLES else self.none()


class Deadline(Thing):
    """One clock of one thing. The rule is frozen with it: a later pack does not move a date that runs."""

    FLOW: ClassVar = FLOW

    about_kind = models.CharField(max_length=40)
    about_key = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    rule = models.JSONField()
    district = models.CharField(max_length=20, blank=True)
    starts_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    is_provisional = models.BooleanField(default=False)
    calendar = models.CharField(max_length=64, blank=True)  # digest of the edition it was counted by; nothing: the files that are shipped
    reminded_at = models.DateTimeField(null=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=[str(state) for state in DeadlineState]), name="deadline_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=DeadlineState.WAITING) | Q(due_at__isnull=False) | Q(state=DeadlineState.MET), name="deadline_that_runs_is_due"
            ),
            models.UniqueConstraint(fields=("about_kind", "about_key", "code"), condition=~Q(state=DeadlineState.MET), name="one_clock_of_a_code_runs"),
        )
        indexes = (models.Index(fields=("state", "due_at"), name="deadline_due"), models.Index(fields=("about_kind", "about_key"), name="deadline_of_thing"))


class Pause(models.Model):
    """While the ball is elsewhere, days do not count."""

    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="pauses")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("deadline",), condition=Q(to_at__isnull=True), name="one_pause_at_a_time"),)
