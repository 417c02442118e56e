"""Persons, their accounts and posts; organisations, their sites; authorities; proofs of authority to act."""

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from sinople.audit.models import Thing
from sinople.kernel.acting import Acting, Role
from sinople.kernel.ids import new_key
from sinople.people.states import PROOF_FLOW, ProofState


class Person(models.Model):
    """One human being, whatever the accounts; known by the salted digest of the identity number."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    phone = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """An account. It says who one is; what one may do comes from the person's memberships."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="users")
    language = models.CharField(max_length=10, blank=True)
    membership_chosen = models.BigIntegerField(default=0)


class Authority(models.Model):
    """The city bureau, or the industry department of a district."""

    class Level(models.TextChoices):
        CITY = "city"
        DISTRICT = "district"

    level = models.CharField(max_length=10, choices=Level.choices)
    district = models.CharField(max_length=20, blank=True)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=120)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("level", "district"), name="authority_is_one_a_district"),)

    def __str__(self) -> str:
        return self.name_zh


class Organisation(models.Model):
    """A legal person or its equivalent, known by its credit code."""

    class Kind(models.TextChoices):
        ENTERPRISE = "enterprise"
        PARK = "park"
        EVALUATOR = "evaluator"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    credit_code = models.CharField(max_length=18, unique=True)
    name = models.CharField(max_length=120)
    industry = models.CharField(max_length=10, blank=True)  # GB/T 4754-2017 division
    legal_representative = models.CharField(max_length=60, blank=True)
    founded_on = models.DateField(null=True)
    district = models.CharField(max_length=20)
    address = models.CharField(max_length=200, blank=True)
    qualifications = models.JSONField(default=dict)  # self-declared by evaluators; shown, never a threshold (hearing answer 6)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(kind__in=["enterprise", "park", "evaluator"]), name="organisation_kind_is_known"),)
        indexes = (models.Index(fields=("kind", "industry"), name="organisation_by_industry"),)

    def __str__(self) -> str:
        return self.name


class Site(models.Model):
    """What a title attaches to: a place in one district with a boundary (a site, a data centre, a park), the whole organisation, or a product it makes."""

    class Kind(models.TextChoices):
        SITE = "site"
        DATA_CENTRE = "data_centre"
        PARK = "park"
        ORGANISATION = "organisation"
        PRODUCT = "product"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="sites")
    name = models.CharField(max_length=80)
    district = models.CharField(max_length=20)
    address = models.CharField(max_length=200)
    boundary = models.CharField(max_length=400, blank=True)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.SITE)
    model_names = models.CharField(max_length=400, blank=True)  # of a product
    standard = models.CharField(max_length=60, blank=True)  # of a product, from the catalogue of the regulation
    added_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("organisation", "name"), name="site_name_is_used_once"),
            models.UniqueConstraint(fields=("organisation",), condition=Q(kind="organisation"), name="organisation_is_whole_once"),
            models.CheckConstraint(condition=Q(kind__in=["site", "data_centre", "park", "organisation", "product"]), name="site_kind_is_known"),
        )

    def __str__(self) -> str:
        return self.name


class Holding(models.Model):
    """A title that an organisation holds, written down by the room that grants or finds it, for those beneath it. `ref` is the grant or the listing."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="holdings")
    title_code = models.CharField(max_length=40)
    ref = models.CharField(max_length=40, unique=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        indexes = (models.Index(fields=("organisation", "title_code"), name="holding_of_organisation"),)


class Membership(models.Model):
    """A post: one person, in one organisation or authority, in one role, from a moment until another."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=24)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="memberships")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, null=True, related_name="memberships")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(role__in=[str(role) for role in Role]), name="membership_role_is_known"),
            models.CheckConstraint(condition=Q(organisation__isnull=True) | Q(authority__isnull=True), name="membership_is_of_one_body"),
            # One constraint for each kind of body: not every engine can count two nulls as the same.
            models.UniqueConstraint(
                fields=("person", "role", "organisation"), condition=Q(until__isnull=True, organisation__isnull=False), name="post_in_organisation_is_held_once"
            ),
            models.UniqueConstraint(
                fields=("person", "role", "authority"), condition=Q(until__isnull=True, authority__isnull=False), name="post_in_authority_is_held_once"
            ),
            models.UniqueConstraint(
                fields=("person", "role"),
                condition=Q(until__isnull=True, organisation__isnull=True, authority__isnull=True),
                name="post_without_body_is_held_once",
            ),
        )

    def is_active(self, at: datetime) -> bool:
        """Say whether the post is held at a moment: what `active` asks the database."""
        return self.since <= at and (self.until is None or self.until > at)

    def acting(self) -> Acting:
        """Return this post as the plain values that rooms get."""
        return Acting(
            person_id=self.person_id,
            name=self.person.name,
            membership_id=self.pk,
            role=Role(self.role),
            organisation_id=self.organisation_id or 0,
            authority_id=self.authority_id or 0,
            district=self.authority.district if self.authority else "",
        )


class ProofQuerySet(models.QuerySet["ProofOfAuthority"]):
    def visible_to(self, acting: Acting) -> "ProofQuerySet":
        """Keep what this person may see: their own, and those that their district checks."""
        if acting.role is Role.DISTRICT_OFFICER:
            return self.filter(Q(person_id=acting.person_id) | Q(organisation__district=acting.district))
        return self.filter(person_id=acting.person_id or -1)


class ProofOfAuthority(Thing):
    """Somebody asks to act for an organisation, with the licence and a power of attorney; the district checks it."""

    FLOW: ClassVar = PROOF_FLOW

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="proofs")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="proofs")
    role = models.CharField(max_length=24)
    licence_key = models.CharField(max_length=16, blank=True)  # the evidence kept by `files`, a floor above
    attorney_key = models.CharField(max_length=16, blank=True)
    is_disputed = models.BooleanField(default=False)  # somebody already acts for the organisation: the district hears both
    reason = models.CharField(max_length=400, blank=True)
    identity_token = models.TextField(blank=True)  # what the province's unified identity signed, where that is the proof

    objects = ProofQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=[str(state) for state in ProofState]), name="proof_state_is_known"),
            models.UniqueConstraint(fields=("organisation", "person"), condition=Q(state="waiting"), name="proof_waits_once"),
        )


def active(at: datetime) -> Q:
    """Return the condition of a membership that holds at a moment."""
    return Q(since__lte=at) & (Q(until__isnull=True) | Q(until__gt=at))
