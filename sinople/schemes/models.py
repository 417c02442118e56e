"""Enacted packs, confirmations of their values, yearly plans, calls."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from sinople.audit.models import Thing
from sinople.kernel.acting import CITY_ROLES, Acting
from sinople.kernel.ids import new_key
from sinople.schemes.rules import Tried
from sinople.schemes.states import CALL_FLOW, PACK_FLOW, PLAN_FLOW, CallState, PackState, PlanState


class EnactedPack(Thing):
    """One regulation as data; true by its digest. A sealed one never changes: a correction is a new version with its reason."""

    FLOW: ClassVar = PACK_FLOW

    code = models.CharField(max_length=30)
    version = models.PositiveIntegerField(default=1)
    digest = models.CharField(max_length=64, unique=True)
    content = models.TextField()
    number = models.CharField(max_length=60, blank=True)
    level = models.CharField(max_length=10, default="city")
    effective_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="packs_imported")
    changes = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="changed_in")  # the version before, where this one was made from it
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=[str(state) for state in PackState]), name="pack_state_is_known"),
            models.UniqueConstraint(fields=("code", "version"), name="pack_version_is_used_once"),
        )


class ValueConfirmed(models.Model):
    """A named officer confirmed a value of a pack with a source."""

    pack = models.ForeignKey(EnactedPack, on_delete=models.PROTECT, related_name="confirmations")
    path = models.CharField(max_length=200)
    value = models.CharField(max_length=200, null=True)
    source = models.CharField(max_length=300)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="confirmations")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("pack", "path"), name="value_is_confirmed_once"),)


class ReferenceValue(models.Model):
    """An industry's average, best fifth and best twentieth for one indicator: settings of the bureau, each with its source."""

    edition = models.CharField(max_length=30)
    indicator = models.CharField(max_length=20)
    industry = models.CharField(max_length=10)
    average = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    best_fifth = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    best_twentieth = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    source = models.CharField(max_length=300)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="reference_values")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("edition", "indicator", "industry"), name="reference_is_one_a_row"),)


class Plan(Thing):
    """The yearly implementation plan with its targets: they live here, not in the pack (hearing answer 7)."""

    FLOW: ClassVar = PLAN_FLOW

    year = models.PositiveIntegerField(unique=True)
    pack = models.ForeignKey(EnactedPack, on_delete=models.PROTECT, related_name="plans")
    targets = models.JSONField(default=dict)  # title code → how many
    words = models.TextField(blank=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(state__in=[str(state) for state in PlanState]), name="plan_state_is_known"),)


class CallQuerySet(models.QuerySet["Call"]):
    def visible_to(self, acting: Acting) -> "CallQuerySet":
        """Keep what this person may see: drafts are the city's own."""
        return self if acting.role in CITY_ROLES else self.filter(state__in=[CallState.OPEN, CallState.CLOSED])


class Call(Thing):
    """One round of one title under one pack and one publication of requirements: both pinned for ever."""

    FLOW: ClassVar = CALL_FLOW

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="calls")
    pack = models.ForeignKey(EnactedPack, on_delete=models.PROTECT, related_name="calls")
    requirements_code = models.CharField(max_length=40)
    title_code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    words = models.TextField(blank=True)
    contact = models.CharField(max_length=200)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    drafted_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="calls_drafted")

    objects = CallQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=[str(state) for state in CallState]), name="call_state_is_known"),
            models.CheckConstraint(condition=Q(opens_at__lt=F("closes_at")), name="call_opens_before_it_closes"),
        )
        indexes = (models.Index(fields=("state", "closes_at"), name="call_by_close"),)


class CallWindow(models.Model):
    """The window of a call in one district, where it is narrower than the call's own."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="windows")
    district = models.CharField(max_length=20)
    closes_at = models.DateTimeField()
    contact = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("call", "district"), name="window_is_one_a_district"),)


class PastCase(models.Model):
    """A decided case as it stood, frozen by the room that decided it: what later rules are tried on. `packed` holds its columns for many at once."""

    case_key = models.CharField(max_length=16, unique=True)
    title_code = models.CharField(max_length=40)
    edition = models.CharField(max_length=30)
    pack = models.ForeignKey(EnactedPack, on_delete=models.PROTECT, related_name="past_cases")
    year = models.PositiveIntegerField()
    organisation = models.CharField(max_length=120)
    site = models.CharField(max_length=80)
    industry = models.CharField(max_length=10)
    district = models.CharField(max_length=20)
    size = models.CharField(max_length=10)
    entry = models.TextField()
    packed = models.BinaryField()
    granted = models.BooleanField()
    decided_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("title_code", "year", "id"), name="past_case_by_title"),)


class DryRun(models.Model):
    """Rules tried on past cases: which pack and requirements, on which years, and what came of it. The pack is pinned by its digest."""

    key = models.CharField(max_length=16, unique=True, default=new_key)
    pack = models.ForeignKey(EnactedPack, on_delete=models.PROTECT, related_name="dry_runs")
    requirements_code = models.CharField(max_length=40)
    title_code = models.CharField(max_length=40)
    job_key = models.CharField(max_length=16, blank=True)
    begun_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="dry_runs")
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    tried = models.PositiveIntegerField(default=0)
    exact = models.PositiveIntegerField(default=0)  # how many were worked out in exact decimals
    outcomes = models.JSONField(default=dict)  # outcome → how many

    class Meta:
        indexes = (models.Index(fields=("pack", "-begun_at"), name="dry_run_by_pack"),)


class DryRunLine(models.Model):
    """A past case whose outcome would be another: it would win or lose the title, or could not be decided."""

    run = models.ForeignKey(DryRun, on_delete=models.CASCADE, related_name="lines")
    case = models.ForeignKey(PastCase, on_delete=models.PROTECT, related_name="dry_run_lines")
    outcome = models.CharField(max_length=10)
    before = models.DecimalField(max_digits=8, decimal_places=2)
    after_low = models.DecimalField(max_digits=8, decimal_places=2)
    after_high = models.DecimalField(max_digits=8, decimal_places=2)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("run", "case"), name="dry_run_line_is_one_a_case"),
            models.CheckConstraint(condition=Q(outcome__in=[str(outcome) for outcome in Tried]), name="dry_run_outcome_is_known"),
        )
        indexes = (models.Index(fields=("run", "outcome", "id"), name="dry_run_line_by_outcome"),)
