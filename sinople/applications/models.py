"""Applications, answers, papers, what was declared and handed in, corrections."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sinople.applications.states import FLOW, OPEN, SEEN_BY_AUTHORITIES, State
from sinople.audit.models import Thing
from sinople.kernel.acting import CITY_ROLES, Acting, Role
from sinople.kernel.ids import new_key


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, acting: Acting) -> "ApplicationQuerySet":
        """Keep what this person may see; an authority sees nothing before the hand-in."""
        if acting.role is Role.DISTRICT_OFFICER:
            return self.filter(district=acting.district, handed_in_at__isnull=False)
        if acting.role in CITY_ROLES:
            return self.filter(handed_in_at__isnull=False)
        if acting.role in {Role.FILLER, Role.SUBMITTER, Role.AGENT}:
            return self.filter(organisation_id=acting.organisation_id)
        return self.none()

    def open(self) -> "ApplicationQuerySet":
        """Keep those that are neither withdrawn nor closed."""
        return self.filter(state__in=OPEN)


class Application(Thing):
    """One title, one site, one call. Pinned to the call's pack and requirements for ever."""

    FLOW: ClassVar = FLOW

    call = models.ForeignKey("schemes.Call", on_delete=models.PROTECT, related_name="applications")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="applications")
    site = models.ForeignKey("people.Site", on_delete=models.PROTECT, related_name="applications")
    district = models.CharField(max_length=20)
    industry = models.CharField(max_length=10)
    year = models.PositiveIntegerField()  # of the data book that it draws from
    pack_digest = models.CharField(max_length=64)
    number = models.CharField(max_length=30, blank=True)
    begun_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=[str(state) for state in State]), name="application_state_is_known"),
            models.CheckConstraint(condition=~Q(state__in=["handed_in", "returned"]) | Q(handed_in_at__isnull=False), name="hand_in_has_a_time"),
            models.UniqueConstraint(fields=("call", "site"), condition=~Q(state=State.WITHDRAWN), name="one_application_a_site_and_call"),
        )
        indexes = (
            models.Index(fields=("organisation", "-begun_at", "-id"), name="application_of_organisation"),
            models.Index(fields=("district", "state", "-handed_in_at", "-id"), name="application_of_district"),
            models.Index(fields=("state", "-handed_in_at", "-id"), name="application_by_state"),
        )

    @property
    def is_open(self) -> bool:
        """Say whether it is neither withdrawn nor closed."""
        return self.state in OPEN

    @property
    def is_seen_by_authorities(self) -> bool:
        """Say whether it was handed in once."""
        return self.state in SEEN_BY_AUTHORITIES and self.handed_in_at is not None


class Given(models.Model):
    """The applicant's answer to one row of the table. `version` tells two editors apart."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="given")
    code = models.CharField(max_length=20)
    holds = models.BooleanField(null=True)
    degree = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    stated = models.DecimalField(max_digits=26, decimal_places=8, null=True)
    ticks = models.JSONField(null=True)  # of a list, or of what can be picked
    not_applicable = models.BooleanField(default=False)
    reason = models.CharField(max_length=600, blank=True)
    evidence_keys = models.JSONField(default=list)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="answers_given")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("application", "code"), name="answer_is_one_a_row"),)


class PaperAdded(models.Model):
    """A file for one material of the list."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="papers")
    material = models.CharField(max_length=40)
    evidence_key = models.CharField(max_length=16)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="papers_added")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("application", "material", "evidence_key"), name="paper_is_added_once"),)


class Snapshot(models.Model):
    """What was declared, or handed in, as it stood: figures, answers, papers and the sheet, under one digest."""

    class Kind(models.TextChoices):
        DECLARED = "declared"
        HANDED_IN = "handed_in"

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="snapshots")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    n = models.PositiveIntegerField()
    content = models.TextField()
    sheet = models.TextField()
    digest = models.CharField(max_length=64)
    statement_key = models.CharField(max_length=16, blank=True)  # the signed scan, where one was added
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="snapshots")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("application", "kind", "n"), name="snapshot_is_numbered"),)


class Point(models.Model):
    """One point of a correction: what is asked, what the applicant answered."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="points")
    key = models.CharField(max_length=16, unique=True)
    stage = models.CharField(max_length=20)
    code = models.CharField(max_length=40, blank=True)  # the row or paper concerned
    words = models.CharField(max_length=600)
    asked_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="points_asked")
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)


class Comment(models.Model):
    """A word to one's colleagues on a row, or on the whole: the team's own, no office sees it, and it is no part of the story."""

    key = models.CharField(max_length=16, unique=True, default=new_key)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="comments")
    code = models.CharField(max_length=40, blank=True)  # the row; nothing: the whole
    words = models.CharField(max_length=600)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="comments_written")
    at = models.DateTimeField()
    resolved_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="comments_resolved")
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(resolved_by__isnull=True, resolved_at__isnull=True) | Q(resolved_by__isnull=False, resolved_at__isnull=False),
                name="comment_is_resolved_by_somebody",
            ),
        )
        indexes = (models.Index(fields=("application", "resolved_at", "-id"), name="comment_of_application"),)
