"""Editions of the reference tables, true by their digest."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sinople.audit.models import Thing
from sinople.reference.states import FLOW, EditionState


class Edition(Thing):
    """All tables as they stand from a day on. A sealed one never changes: a correction is the next one. Before the first, the files that are shipped count."""

    FLOW: ClassVar = FLOW

    version = models.PositiveIntegerField(unique=True)
    digest = models.CharField(max_length=64)
    content = models.TextField()
    table = models.CharField(max_length=20)  # the one that was changed last
    source = models.CharField(max_length=300)
    effective_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="editions_made")
    changes = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="changed_in")  # nothing: made from the files that are shipped

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(state__in=[str(state) for state in EditionState]), name="edition_state_is_known"),)
        indexes = (models.Index(fields=("state", "-version"), name="edition_by_state"),)
