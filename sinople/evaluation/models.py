"""Engagements of evaluators, verified values, reports."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sinople.audit.models import Thing
from sinople.evaluation.states import FLOW, EngagementState
from sinople.kernel.acting import APPLICANT_ROLES, EVALUATOR_ROLES, Acting


class EngagementQuerySet(models.QuerySet["Engagement"]):
    def visible_to(self, acting: Acting) -> "EngagementQuerySet":
        """Keep what this person may see: the evaluator's own and the applicant's own."""
        if acting.role in EVALUATOR_ROLES:
            return self.filter(evaluator_id=acting.organisation_id).exclude(state=EngagementState.CANCELLED)
        if acting.role in APPLICANT_ROLES:
            return self.filter(application__organisation_id=acting.organisation_id)
        return self.none()


class Engagement(Thing):
    """An applicant invites an evaluator for one application."""

    FLOW: ClassVar = FLOW

    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="engagements")
    evaluator = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="engagements")
    invited_at = models.DateTimeField()
    words = models.CharField(max_length=400, blank=True)
    conclusion = models.TextField(blank=True)
    suggestions = models.TextField(blank=True)
    highlights = models.CharField(max_length=100, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = EngagementQuerySet.as_manager()

    @property
    def is_standing(self) -> bool:
        """Say whether it stands: the evaluator was asked, is at work, or has signed."""
        return self.state in {EngagementState.INVITED, EngagementState.ACCEPTED, EngagementState.SIGNED}

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=[str(state) for state in EngagementState]), name="engagement_state_is_known"),
            models.UniqueConstraint(fields=("application",), condition=Q(state__in=["invited", "accepted", "signed"]), name="one_evaluator_at_a_time"),
        )
        indexes = (models.Index(fields=("evaluator", "state", "-invited_at"), name="engagement_of_evaluator"),)


class Verified(models.Model):
    """What the evaluator found for one row or one figure, with the reason where it differs."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="verified")
    kind = models.CharField(max_length=10)  # answer, reading
    code = models.CharField(max_length=40)
    holds = models.BooleanField(null=True)
    degree = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    value = models.DecimalField(max_digits=26, decimal_places=8, null=True)
    ticks = models.JSONField(null=True)
    reason = models.CharField(max_length=600, blank=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="verified")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=["answer", "reading"]), name="verified_kind_is_known"),
            models.UniqueConstraint(fields=("engagement", "kind", "code"), name="verified_once"),
        )


class Report(models.Model):
    """The signed report as it stood: its sheet, its differences, one digest."""

    engagement = models.OneToOneField(Engagement, on_delete=models.PROTECT, related_name="report")
    content = models.TextField()
    sheet = models.TextField()
    digest = models.CharField(max_length=64)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="reports")
    at = models.DateTimeField()
