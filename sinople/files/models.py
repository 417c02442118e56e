"""Evidence: what was uploaded or made, and who else may read it. The bytes lie under their digest, outside the web root."""

from enum import StrEnum
from typing import Self

from django.db import models
from django.db.models import Q

from sinople.files.rules.limits import MAX_NAME, Kind
from sinople.kernel.acting import CITY_ROLES, Acting, Role
from sinople.kernel.ids import new_key


class Audience(StrEnum):
    """To whom reading is granted. `ref` of the row names the one meant; the city and the public need no name."""

    ORGANISATION = "organisation"
    DISTRICT = "district"
    CITY = "city"
    PERSON = "person"
    PUBLIC = "public"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, acting: Acting) -> Self:
        """Narrow to what this person may read: their organisation's own, and what was granted to them."""
        return self.filter(_own(acting) | Q(pk__in=Reader.objects.filter(_granted(acting)).values("evidence_id")))


def _own(acting: Acting) -> Q:
    if acting.organisation_id:
        return Q(organisation_id=acting.organisation_id)
    # An authority's own file is seen by whoever uploaded it, as long as they act for an authority.
    return Q(organisation_id=0, uploaded_by_id=acting.person_id) if acting.authority_id and acting.person_id else Q(pk__in=())


def _granted(acting: Acting) -> Q:
    granted = Q(audience=Audience.PUBLIC)
    if acting.organisation_id:
        granted |= Q(audience=Audience.ORGANISATION, ref=str(acting.organisation_id))
    if acting.person_id:
        granted |= Q(audience=Audience.PERSON, ref=str(acting.person_id))
    if acting.role is Role.DISTRICT_OFFICER and acting.district:
        granted |= Q(audience=Audience.DISTRICT, ref=acting.district)
    if acting.role in CITY_ROLES:
        granted |= Q(audience=Audience.CITY)
    return granted


class Evidence(models.Model):
    """One file under one name. The same bytes may be kept under several names; they lie on the disk once."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    digest = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=8)
    name = models.CharField(max_length=MAX_NAME)
    organisation_id = models.BigIntegerField(default=0, db_index=True)  # 0: an authority's own
    uploaded_by_id = models.BigIntegerField(default=0)
    uploaded_at = models.DateTimeField()
    about_kind = models.CharField(max_length=40, blank=True)
    about_key = models.CharField(max_length=40, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("uploaded_at", "key")
        indexes = (models.Index(fields=("about_kind", "about_key"), name="evidence_about"),)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=[str(kind) for kind in Kind]), name="evidence_kind_is_known"),
            models.CheckConstraint(condition=Q(size__gt=0), name="evidence_is_not_empty"),
        )

    def __str__(self) -> str:
        return self.name


class Reader(models.Model):
    """A grant of reading one file."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="readers")
    audience = models.CharField(max_length=16)
    ref = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("evidence", "audience", "ref"), name="reader_is_granted_once"),
            models.CheckConstraint(condition=Q(audience__in=[str(audience) for audience in Audience]), name="reader_audience_is_known"),
            models.CheckConstraint(
                condition=Q(audience__in=[Audience.CITY, Audience.PUBLIC], ref="") | (~Q(audience__in=[Audience.CITY, Audience.PUBLIC]) & ~Q(ref="")),
                name="reader_is_named_where_needed",
            ),
        )
        indexes = (models.Index(fields=("audience", "ref"), name="reader_by_audience"),)

    def __str__(self) -> str:
        return f"{self.audience} {self.ref}".strip()
