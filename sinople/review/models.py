"""Cases under review, verdicts, experts' opinions, decision meetings."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sinople.applications.models import Application
from sinople.applications.states import State
from sinople.audit.models import Thing
from sinople.kernel.acting import APPLICANT_ROLES, CITY_ROLES, Acting, Role
from sinople.review.states import CASE_FLOW, MEETING_FLOW, OPINION_FLOW, PROPOSALS, REFUSAL_FLOW, CaseState, MeetingState, OpinionState, RefusalState


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, acting: Acting) -> "CaseQuerySet":
        """Keep what this person may see."""
        if acting.role is Role.DISTRICT_OFFICER:
            return self.filter(district=acting.district)
        if acting.role in CITY_ROLES:
            return self
        if acting.role in APPLICANT_ROLES:
            return self.filter(application__organisation_id=acting.organisation_id)
        return self.none()

    def waiting(self, state: str) -> "CaseQuerySet":
        """Keep those whose turn it is in a state: handed in, not returned, not withdrawn."""
        return self.filter(state=state, application__state=State.HANDED_IN)


class Case(Thing):
    """What becomes of an application after the hand-in. It keeps no copy of the application's own state."""

    FLOW: ClassVar = CASE_FLOW

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="case")
    district = models.CharField(max_length=20)
    opened_at = models.DateTimeField()
    position = models.PositiveIntegerField(null=True)  # the order in which the district recommends
    result = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    spread = models.DecimalField(max_digits=6, decimal_places=2, null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(state__in=[str(state) for state in CaseState]), name="case_state_is_known"),)
        indexes = (
            models.Index(fields=("state", "district", "opened_at", "id"), name="case_waiting"),
            models.Index(fields=("district", "-opened_at", "-id"), name="case_of_district"),
            models.Index(fields=("state", "-opened_at", "-id"), name="case_in_state"),
            models.Index(fields=("-opened_at", "-id"), name="case_latest"),
            models.Index(fields=("district", "-position"), name="case_recommended", condition=Q(position__isnull=False)),
        )


class Verdict(models.Model):
    """What one stage said of a case, by whom, with grounds and the checklist as ticked."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="verdicts")
    stage = models.CharField(max_length=20)
    verb = models.CharField(max_length=20)
    words = models.TextField(blank=True)
    grounds = models.JSONField(default=list)
    checks = models.JSONField(default=dict)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="verdicts")
    at = models.DateTimeField()


class RefusalQuerySet(models.QuerySet["Refusal"]):
    def visible_to(self, acting: Acting) -> "RefusalQuerySet":
        """Keep what this person may see: the city's offices sign, number and send."""
        return self if acting.role in CITY_ROLES else self.none()


class Refusal(Thing):
    """The refusal of a case on its way: grounds prepared, signed by others, numbered, stamped, sent."""

    FLOW: ClassVar = REFUSAL_FLOW

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="refusal")
    stage = models.CharField(max_length=20)
    grounds = models.JSONField()
    checks = models.JSONField(default=dict)
    number = models.CharField(max_length=60, blank=True)
    prepared_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="refusals_prepared")

    objects = RefusalQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=[str(state) for state in RefusalState]), name="refusal_state_is_known"),
            models.CheckConstraint(condition=~Q(state=RefusalState.SENT) | ~Q(number=""), name="refusal_that_is_sent_has_its_number"),
        )


class Opinion(Thing):
    """One expert's sheet for one case: points and remarks by group, signed alone."""

    FLOW: ClassVar = OPINION_FLOW

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="opinions")
    seat = models.ForeignKey("experts.Seat", on_delete=models.PROTECT, related_name="opinions")
    points = models.JSONField(default=dict)  # group → decimal as text
    remarks = models.JSONField(default=dict)
    recommends = models.BooleanField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=[str(state) for state in OpinionState]), name="opinion_state_is_known"),
            models.UniqueConstraint(fields=("case", "seat"), name="opinion_is_one_a_seat"),
        )


class Meeting(Thing):
    """A decision meeting: a batch of proposals, sealed by others, applied at once."""

    FLOW: ClassVar = MEETING_FLOW

    call = models.ForeignKey("schemes.Call", on_delete=models.PROTECT, related_name="meetings")
    name = models.CharField(max_length=120)
    held_on = models.DateField()
    minutes_number = models.CharField(max_length=60, blank=True)
    prepared_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="meetings_prepared")
    prepared_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(state__in=[str(state) for state in MeetingState]), name="meeting_state_is_known"),)


class MeetingLine(models.Model):
    """One candidate of a meeting: the proposal and its reason."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="lines")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="meeting_lines")
    n = models.PositiveIntegerField()
    proposal = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(proposal__in=["", *PROPOSALS]), name="proposal_is_known"),
            models.UniqueConstraint(fields=("meeting", "case"), name="case_is_one_line_of_a_meeting"),
            models.UniqueConstraint(fields=("meeting", "n"), name="line_has_one_place"),
        )
