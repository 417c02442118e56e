"""Public notices, their lines, objections; whoever objects stays hidden."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sinople.audit.models import Thing
from sinople.kernel.acting import CITY_ROLES, Acting
from sinople.notices.states import NOTICE_FLOW, OBJECTION_FLOW, NoticeState, ObjectionState


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, acting: Acting) -> "NoticeQuerySet":
        """Keep what this person may see: before its release a notice is the city's own."""
        return self if acting.role in CITY_ROLES else self.filter(state__in=[NoticeState.OPEN, NoticeState.ENDED, NoticeState.PUBLISHED])


class Notice(Thing):
    """A public notice of the candidates a meeting approved. Publicity begins at its release."""

    FLOW: ClassVar = NOTICE_FLOW

    meeting = models.OneToOneField("review.Meeting", on_delete=models.PROTECT, related_name="notice")
    name = models.CharField(max_length=160)
    office = models.CharField(max_length=200)  # where objections go: named office, phone, address
    number = models.CharField(max_length=60, blank=True)
    prepared_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="notices_prepared")
    released_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=[str(state) for state in NoticeState]), name="notice_state_is_known"),
            models.CheckConstraint(condition=~Q(state__in=["open", "ended", "published"]) | Q(ends_at__isnull=False), name="open_notice_has_an_end"),
        )
        indexes = (models.Index(fields=("state", "ends_at"), name="notice_ending"),)


class NoticeLine(models.Model):
    """One candidate of a notice. An accepted objection stops this line alone."""

    key = models.CharField(max_length=16, unique=True)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="lines")
    case = models.OneToOneField("review.Case", on_delete=models.PROTECT, related_name="notice_line")
    n = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("notice", "n"), name="notice_line_has_one_place"),)


class ObjectionQuerySet(models.QuerySet["Objection"]):
    def visible_to(self, acting: Acting) -> "ObjectionQuerySet":
        """Keep what this person may see: the city alone."""
        return self if acting.role in CITY_ROLES else self.none()


class Objection(Thing):
    """An objection to one line. What was said is shown to the city; who said it lies hidden in a row of its own."""

    FLOW: ClassVar = OBJECTION_FLOW

    line = models.ForeignKey(NoticeLine, on_delete=models.PROTECT, related_name="objections")
    code = models.CharField(max_length=20, unique=True)
    words = models.TextField()
    evidence_key = models.CharField(max_length=16, blank=True)
    received_at = models.DateTimeField()
    answer = models.TextField(blank=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(state__in=[str(state) for state in ObjectionState]), name="objection_state_is_known"),)


class Objector(models.Model):
    """Who objected, hidden at rest; each look is a line of the story."""

    objection = models.OneToOneField(Objection, on_delete=models.PROTECT, related_name="objector")
    name_hidden = models.TextField()
    contact_hidden = models.TextField()
