"""Outgoing letters as rows, their deliveries, how persons want to be reached, made papers with their chapters and templates, and the register of numbers."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sinople.audit.models import Thing
from sinople.kernel.ids import new_key
from sinople.letters.states import TEMPLATE_FLOW, LetterState, TemplateState


class Letter(models.Model):
    """A message to one person, written in the transaction of the act; sent after commit by the worker."""

    key = models.CharField(max_length=16, unique=True, default=new_key)
    once_key = models.CharField(max_length=160, unique=True)
    person_id = models.BigIntegerField()
    message = models.CharField(max_length=300)  # English message id; the reader's language is chosen when it is shown or sent
    values = models.JSONField(default=dict)
    grounds = models.JSONField(default=list)
    about_kind = models.CharField(max_length=40)
    about_key = models.CharField(max_length=40)
    state = models.CharField(max_length=10, default=LetterState.WAITING)
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    said = models.CharField(max_length=300, blank=True)
    begins = models.CharField(max_length=16, blank=True)  # the clock that waits for this letter's delivery

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(state__in=[str(state) for state in LetterState]), name="letter_state_is_known"),)
        indexes = (
            models.Index(fields=("person_id", "-written_at"), name="letter_of_person"),
            models.Index(fields=("state", "id"), name="letter_waiting"),
            models.Index(fields=("begins",), condition=~Q(begins=""), name="letter_beginning_a_clock"),
        )


class Delivery(models.Model):
    """That something reached somebody (送达): clocks that begin with delivery begin here."""

    class How(models.TextChoices):
        READ = "read"  # in the site, by whom it was written to
        HAND = "hand"
        POST = "post"
        LEFT = "left"
        MAIL = "mail"
        TEXT = "text"
        ANNOUNCED = "announced"

    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="delivery")
    at = models.DateTimeField()
    how = models.CharField(max_length=20, choices=How.choices)
    evidence_key = models.CharField(max_length=16, blank=True)  # the receipt, where an officer registered it
    registered_by_id = models.BigIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(how="read") | (~Q(evidence_key="") & Q(registered_by_id__gt=0)), name="delivery_outside_the_site_has_its_receipt"
            ),
        )


class Paper(models.Model):
    """A document as it was made: its bytes, their digest, its number if it has one."""

    key = models.CharField(max_length=16, unique=True, default=new_key)
    kind = models.CharField(max_length=30)
    about_kind = models.CharField(max_length=40)
    about_key = models.CharField(max_length=40)
    number = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=160)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    is_public = models.BooleanField(default=False)
    remarks = models.JSONField(default=list)  # grounds, as letters keep them: what could not be taken in
    made_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "about_kind", "about_key", "digest"), name="paper_is_kept_once"),)
        indexes = (models.Index(fields=("about_kind", "about_key"), name="paper_of_thing"),)


class Chapter(models.Model):
    """What somebody wrote for the papers of a thing: a chapter, or one line of a form. `version` tells two editors apart."""

    about_kind = models.CharField(max_length=40)
    about_key = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    words = models.TextField(blank=True)
    person_id = models.BigIntegerField()
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("about_kind", "about_key", "code"), name="chapter_is_written_once"),)


class Template(Thing):
    """A bureau's own Word template of a paper: checked when it comes, put in use by a second person, replaced by the next."""

    FLOW: ClassVar = TEMPLATE_FLOW

    code = models.CharField(max_length=40)  # of the outline
    n = models.PositiveIntegerField()
    name = models.CharField(max_length=160)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    uploaded_by_id = models.BigIntegerField()
    uploaded_at = models.DateTimeField()
    put_in_use_by_id = models.BigIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=[str(state) for state in TemplateState]), name="template_state_is_known"),
            models.UniqueConstraint(fields=("code", "n"), name="template_is_numbered"),
            models.UniqueConstraint(fields=("code",), condition=Q(state=TemplateState.IN_USE), name="one_template_in_use"),
            models.CheckConstraint(condition=~Q(put_in_use_by_id=models.F("uploaded_by_id")), name="template_is_put_in_use_by_another"),
        )


class Series(models.Model):
    """A series of numbers of one year: the last one given. Numbers are never given twice and never left out."""

    code = models.CharField(max_length=40)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("code", "year"), name="series_is_one_a_year"),)


class Numbered(models.Model):
    """One entry of the register of numbers."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="entries")
    n = models.PositiveIntegerField()
    about_kind = models.CharField(max_length=40)
    about_key = models.CharField(max_length=40)
    words = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("series", "n"), name="number_is_given_once"),)


class Preference(models.Model):
    """How a person wants to be reached: at once or once a day by mail, and the secret address of their calendar."""

    class Mail(models.TextChoices):
        AT_ONCE = "at_once"
        DAILY = "daily"

    person_id = models.BigIntegerField(unique=True)
    mail = models.CharField(max_length=10, choices=Mail.choices, default=Mail.AT_ONCE)
    digest_on = models.DateField(null=True)  # the last day on which a digest went out
    feed = models.CharField(max_length=43, null=True, unique=True)  # who knows it reads the calendar; another one ends it

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(mail__in=["at_once", "daily"]), name="mail_preference_is_known"),)
