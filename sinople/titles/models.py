"""Publications of lists, grants, holders of the national lists."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sinople.audit.models import Thing
from sinople.titles.states import GRANT_FLOW, LIST_FLOW, GrantState, ListState


class Publication(Thing):
    """The list of a notice that has ended, laid before the signers; its publication grants the titles."""

    FLOW: ClassVar = LIST_FLOW

    notice = models.OneToOneField("notices.Notice", on_delete=models.PROTECT, related_name="publication")
    number = models.CharField(max_length=60, blank=True)
    lines = models.JSONField()  # keys of the notice's lines, in order
    prepared_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="publications_prepared")
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(state__in=[str(state) for state in ListState]), name="publication_state_is_known"),)


class Grant(Thing):
    """One title held by one holder at one site. Everyone may see it."""

    FLOW: ClassVar = GRANT_FLOW

    number = models.CharField(max_length=40, unique=True)
    title_code = models.CharField(max_length=40)
    title_zh = models.CharField(max_length=80)
    title_en = models.CharField(max_length=120)
    case = models.OneToOneField("review.Case", on_delete=models.PROTECT, related_name="grant")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="grants")
    site = models.ForeignKey("people.Site", on_delete=models.PROTECT, related_name="grants")
    district = models.CharField(max_length=20)
    industry = models.CharField(max_length=10)
    holder = models.CharField(max_length=120)  # as granted: a later name does not rewrite a certificate
    site_name = models.CharField(max_length=80)
    credit_code = models.CharField(max_length=18)
    pack_digest = models.CharField(max_length=64)
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="grants")
    granted_on = models.DateField()
    ends_on = models.DateField(null=True)  # only where the validity of titles is confirmed
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(state__in=[str(state) for state in GrantState]), name="grant_state_is_known"),)
        indexes = (
            models.Index(fields=("-granted_on", "-id"), name="grant_latest"),
            models.Index(fields=("district", "-granted_on", "-id"), name="grant_of_district"),
            models.Index(fields=("credit_code",), name="grant_of_code"),
        )


class NationalListing(models.Model):
    """One row of a national list, as it was published."""

    key = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=20)
    batch = models.CharField(max_length=20)
    row_number = models.CharField(max_length=20, blank=True)
    place = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    product = models.CharField(max_length=400, blank=True)
    model = models.TextField(blank=True)
    industry = models.CharField(max_length=120, blank=True)
    evaluator = models.CharField(max_length=200, blank=True)
    announced_on = models.DateField(null=True)
    source = models.CharField(max_length=200, blank=True)
    same_as = models.CharField(max_length=64, unique=True)  # digest of the row: the same row is brought in once
    imported_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("place", "kind", "batch", "id"), name="listing_of_place"),
            models.Index(fields=("kind", "-announced_on", "-id"), name="listing_latest"),
            models.Index(fields=("name",), name="listing_by_name"),
        )
