"""The story's rows: lines, checkpoints over their heads, and the demonstration's offset of the clock."""

from typing import ClassVar

from django.db import models

from sinople.kernel.flow import Flow
from sinople.kernel.ids import new_key


class Thing(models.Model):
    """Whatever has a state and a story. A state changes through `audit.actions.move` alone."""

    FLOW: ClassVar[Flow]

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    state = models.CharField(max_length=24)
    moved_at = models.DateTimeField()

    class Meta:
        abstract = True

    def allows(self, verb: str) -> bool:
        """Say whether the verb is open in the present state."""
        return self.FLOW.allows(self.state, verb)

    @classmethod
    def kind(cls) -> str:
        """Return the word by which lines, letters and addresses know this kind of thing."""
        return cls._meta.label_lower


class Line(models.Model):
    """One act, chained to the act before it on the same thing. `stored` holds the bytes that were hashed."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    n = models.PositiveIntegerField()
    verb = models.CharField(max_length=40)
    at = models.DateTimeField()
    person_id = models.BigIntegerField(default=0)
    role = models.CharField(max_length=24, blank=True)
    stored = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "key", "n"), name="line_number_is_taken_once"),)
        ordering = ("kind", "key", "n")
        indexes = (models.Index(fields=("person_id", "at"), name="line_by_person"),)


class Checkpoint(models.Model):
    """A signed root over the head of every chain; a copy is kept outside the database."""

    at = models.DateTimeField()
    last_line_id = models.BigIntegerField()
    lines = models.BigIntegerField()
    root = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    public_key = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)


class ClockOffset(models.Model):
    """How far the demonstration's clock is ahead of the database's. One row; production never reads it."""

    seconds = models.BigIntegerField(default=0)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="clock_offset_is_one_row"),)
