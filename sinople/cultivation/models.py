"""Candidates of the cultivation pool, their creation plans with milestones, and the visits of the district."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sinople.audit.models import Thing
from sinople.cultivation.states import FLOW, LIVE, PLAN_FLOW, CandidateState, PlanState
from sinople.kernel.acting import APPLICANT_ROLES, CITY_ROLES, Acting, Role
from sinople.kernel.ids import new_key


class CandidateQuerySet(models.QuerySet["Candidate"]):
    def visible_to(self, acting: Acting) -> "CandidateQuerySet":
        """Keep what this person may see: the enterprise's own, the district's, for the city all."""
        if acting.role in APPLICANT_ROLES:
            return self.filter(site__organisation_id=acting.organisation_id or -1)
        if acting.role is Role.DISTRICT_OFFICER:
            return self.filter(district=acting.district)
        return self if acting.role in CITY_ROLES else self.none()


class Candidate(Thing):
    """A site on its way to a title: asked for by the enterprise, or proposed by the district. Head office and plant count each for itself (hearing answer 2)."""

    FLOW: ClassVar = FLOW

    site = models.ForeignKey("people.Site", on_delete=models.PROTECT, related_name="candidates")
    title_code = models.CharField(max_length=40)
    pack_digest = models.CharField(max_length=64)
    district = models.CharField(max_length=12)
    reason = models.CharField(max_length=600)
    readiness = models.ForeignKey("databook.ReadinessPlan", on_delete=models.PROTECT, null=True, related_name="candidates")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="candidates")
    begun_at = models.DateTimeField()
    mentor = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="mentored")
    entered_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    answer = models.CharField(max_length=600, blank=True)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=[str(state) for state in CandidateState]), name="candidate_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=CandidateState.IN_POOL) | Q(entered_on__isnull=False, until_on__isnull=False), name="candidate_in_pool_has_days"
            ),
            models.UniqueConstraint(fields=("site", "title_code"), condition=Q(state__in=[str(state) for state in LIVE]), name="one_candidate_at_a_time"),
        )
        indexes = (
            models.Index(fields=("district", "state", "-begun_at", "-id"), name="candidate_of_district"),
            models.Index(fields=("state", "until_on"), name="candidate_to_lapse"),
        )


class CreationPlan(Thing):
    """What a candidate does in one year; written by the enterprise, confirmed by the district."""

    FLOW: ClassVar = PLAN_FLOW

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="plans")
    year = models.PositiveIntegerField()
    answer = models.CharField(max_length=600, blank=True)  # why the district sent it back

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=[str(state) for state in PlanState]), name="creation_plan_state_is_known"),
            models.UniqueConstraint(fields=("candidate", "year"), name="one_creation_plan_a_year"),
        )


class Milestone(models.Model):
    """One dated step of a plan. With a row of the indicator table it may name the figure to be reached."""

    plan = models.ForeignKey(CreationPlan, on_delete=models.CASCADE, related_name="milestones")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    words = models.CharField(max_length=300, blank=True)  # without words it is named by its row
    due_on = models.DateField()
    row = models.CharField(max_length=40, blank=True)
    op = models.CharField(max_length=2, blank=True)
    target = models.DecimalField(max_digits=26, decimal_places=8, null=True)
    unit = models.CharField(max_length=40, blank=True)
    reached_at = models.DateTimeField(null=True)
    reached_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="milestones_reached")
    note = models.CharField(max_length=600, blank=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(reached_at__isnull=True) | Q(reached_by__isnull=False), name="milestone_reached_by_somebody"),
            models.CheckConstraint(condition=~Q(words="") | ~Q(row=""), name="milestone_has_a_name"),
            models.CheckConstraint(condition=Q(target__isnull=True) | (~Q(row="") & Q(op__in=[">=", "<=", ">", "<"])), name="milestone_target_has_its_row"),
        )
        indexes = (models.Index(fields=("reached_at", "due_on"), name="milestone_due"),)


class Visit(models.Model):
    """The district looked at the place: what it found, what it advised, with photographs."""

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="visits")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    visited_on = models.DateField()
    findings = models.TextField()
    advice = models.TextField(blank=True)
    evidence_keys = models.JSONField(default=list)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="visits")
    at = models.DateTimeField()
