"""The expert pool, declared relationships, panels, seats."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sinople.audit.models import Thing
from sinople.experts.states import EXPERT_FLOW, PANEL_FLOW, SEAT_FLOW, ExpertState, PanelState, SeatState


class Expert(Thing):
    """A person in the pool, with specialities and an employer."""

    FLOW: ClassVar = EXPERT_FLOW

    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="expert")
    code = models.CharField(max_length=16, unique=True)
    specialities = models.JSONField(default=list)
    employer = models.CharField(max_length=120)
    employer_code = models.CharField(max_length=18, blank=True)
    grade = models.CharField(max_length=60, blank=True)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(state__in=[str(state) for state in ExpertState]), name="expert_state_is_known"),)


class Relationship(models.Model):
    """What an expert declared: a tie to an organisation."""

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="relationships")
    credit_code = models.CharField(max_length=18)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=60)
    declared_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("expert", "credit_code", "kind"), name="relationship_is_declared_once"),)


class Panel(Thing):
    """A panel for some applications of a call: committed before, drawn in the open, complete when all have pledged."""

    FLOW: ClassVar = PANEL_FLOW

    call = models.ForeignKey("schemes.Call", on_delete=models.PROTECT, related_name="panels")
    applications = models.ManyToManyField("applications.Application", related_name="panels")
    name = models.CharField(max_length=80)
    seats_wanted = models.PositiveIntegerField()
    specialities = models.JSONField(default=list)
    commitment = models.CharField(max_length=64)
    secret = models.CharField(max_length=64)  # shown once drawn
    listed = models.TextField()
    reasons = models.JSONField(default=dict)  # why each excluded expert stands aside
    ranking = models.JSONField(default=list)
    prepared_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="panels_prepared")
    committed_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(state__in=[str(state) for state in PanelState]), name="panel_state_is_known"),)


class Seat(Thing):
    """One expert on one panel."""

    FLOW: ClassVar = SEAT_FLOW

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="seats")
    expert = models.ForeignKey(Expert, on_delete=models.PROTECT, related_name="seats")
    rank = models.PositiveIntegerField()
    as_speciality = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=[str(state) for state in SeatState]), name="seat_state_is_known"),
            models.UniqueConstraint(fields=("panel", "expert"), name="one_seat_an_expert"),
        )
