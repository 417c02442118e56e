"""Sign-offs: what was prepared, who signed at which level, its number, stamp and release."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sinople.audit.models import Thing
from sinople.seals.rules import Level
from sinople.seals.states import FLOW, SealState


class SignOff(Thing):
    """What one person prepared for others to sign. The room that owns the lines applies them at the last signature."""

    FLOW: ClassVar = FLOW

    about_kind = models.CharField(max_length=40)
    about_key = models.CharField(max_length=40)
    subject_zh = models.CharField(max_length=200)
    subject_en = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)  # of what is signed: it may not change under the signatures
    levels = models.JSONField()
    consequences = models.JSONField(default=dict)
    prepared_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="prepared")
    prepared_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=[str(state) for state in SealState]), name="sign_off_state_is_known"),
            models.UniqueConstraint(fields=("about_kind", "about_key"), condition=Q(state="open"), name="sign_off_is_open_once"),
        )

    def level_list(self) -> list[Level]:
        """Return the levels as the rules read them."""
        return [Level(level["code"], tuple(level["roles"]), level.get("count", 1)) for level in self.levels]


class Signature(models.Model):
    """One signature at one level, by click or as the registered scan of a signed page."""

    sign_off = models.ForeignKey(SignOff, on_delete=models.PROTECT, related_name="signatures")
    level = models.CharField(max_length=30)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="signatures")
    opinion = models.CharField(max_length=400, blank=True)
    scan_key = models.CharField(max_length=16, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("sign_off", "person"), name="one_signature_a_person"),)


class Scan(models.Model):
    """The scan of a page signed by hand: registered by one person, confirmed by another, instead of a click."""

    key = models.CharField(max_length=16, unique=True)
    sign_off = models.ForeignKey(SignOff, on_delete=models.PROTECT, related_name="scans")
    evidence_key = models.CharField(max_length=16)
    signer = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="signed_scans")
    level = models.CharField(max_length=30)
    registered_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="registered_scans")
    registered_at = models.DateTimeField()
    confirmed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="confirmed_scans")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(confirmed_by=models.F("registered_by")), name="scan_is_confirmed_by_another"),)


class AfterSigning(models.Model):
    """What the office does after sign-off: numbering, stamping, release, each a record of its own."""

    class Step(models.TextChoices):
        NUMBERING = "numbering"
        STAMPING = "stamping"
        RELEASE = "release"

    sign_off = models.ForeignKey(SignOff, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=12, choices=Step.choices)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="office_steps")
    value = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("sign_off", "step"), name="office_step_is_done_once"),)
