"""The yearly data book of a site: measured values with what was typed, products, what was worked out, answers to questions; who uses them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sinople.audit.models import Thing
from sinople.databook.states import DATABOOK_FLOW, BookState
from sinople.kernel.ids import new_key


class Databook(Thing):
    """One site, one year."""

    FLOW: ClassVar = DATABOOK_FLOW

    site = models.ForeignKey("people.Site", on_delete=models.PROTECT, related_name="databooks")
    year = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("site", "year"), name="databook_is_one_a_site_and_year"),
            models.CheckConstraint(condition=Q(state__in=[str(state) for state in BookState]), name="databook_state_is_known"),
        )


class Product(models.Model):
    """A main product of a site and year: three at most, each with readings of its own."""

    MOST = 3

    databook = models.ForeignKey(Databook, on_delete=models.PROTECT, related_name="products")
    n = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("databook", "n"), name="product_number_is_taken_once"),
            models.CheckConstraint(condition=Q(n__gte=1, n__lte=3), name="product_is_one_of_three"),
        )


class Reading(models.Model):
    """One value of one quantity, in the quantity's unit, beside what was typed, as a year or by months. `version` tells two editors apart."""

    databook = models.ForeignKey(Databook, on_delete=models.PROTECT, related_name="readings")
    product = models.ForeignKey(Product, null=True, on_delete=models.PROTECT, related_name="readings")
    quantity = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=26, decimal_places=8)
    unit = models.CharField(max_length=20)
    typed = models.CharField(max_length=60)
    typed_unit = models.CharField(max_length=20)
    months = models.JSONField(default=list)  # what was typed for each month, empty where the year was typed
    boundary = models.CharField(max_length=200, blank=True)
    evidence_key = models.CharField(max_length=16, blank=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="readings")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("databook", "quantity"), condition=Q(product=None), name="reading_is_one_a_quantity"),
            models.UniqueConstraint(fields=("product", "quantity"), condition=Q(product__isnull=False), name="reading_is_one_a_product"),
        )
        indexes = (models.Index(fields=("quantity", "databook"), name="reading_by_quantity"),)


class Derived(models.Model):
    """A quantity worked out from carriers, with every factor that was used: factors published later change nothing of it."""

    databook = models.ForeignKey(Databook, on_delete=models.PROTECT, related_name="derived")
    quantity = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=26, decimal_places=8)
    basis = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("databook", "quantity"), name="derived_is_one_a_quantity"),)


class Explained(models.Model):
    """The reason given to a question about figures; `about` holds the figures, and the answer holds as long as they stand."""

    databook = models.ForeignKey(Databook, on_delete=models.PROTECT, related_name="explained")
    code = models.CharField(max_length=60)
    about = models.CharField(max_length=300)
    reason = models.CharField(max_length=400)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="explained")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("databook", "code"), name="explanation_is_one_a_question"),)


class Workbook(models.Model):
    """A filled-in template that was read and not yet taken over: its rows, and which reading each of them would replace."""

    key = models.CharField(max_length=16, unique=True, default=new_key)
    databook = models.ForeignKey(Databook, on_delete=models.PROTECT, related_name="workbooks")
    name = models.CharField(max_length=200)
    rows = models.JSONField()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="workbooks")
    at = models.DateTimeField()
    taken_over_at = models.DateTimeField(null=True)


class ReadingUse(models.Model):
    """A form that used a reading: written by the room above when it froze its figures."""

    databook = models.ForeignKey(Databook, on_delete=models.PROTECT, related_name="uses")
    about_kind = models.CharField(max_length=40)
    about_key = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("databook", "about_kind", "about_key"), name="use_is_noted_once"),)


class SelfCheck(models.Model):
    """The answers of a site to the table of one title and year that belong to no application. `version` tells two editors apart."""

    key = models.CharField(max_length=16, unique=True, default=new_key)
    site = models.ForeignKey("people.Site", on_delete=models.PROTECT, related_name="self_checks")
    title_code = models.CharField(max_length=40)
    year = models.PositiveIntegerField()
    answers = models.JSONField()  # by row, as the law freezes them
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="self_checks")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("site", "title_code", "year"), name="self_check_is_one_a_title_and_year"),)


class ReadinessPlan(models.Model):
    """What a site means to do to earn a title, as it was worked out: nothing changes it later. The district sees it while it is shared."""

    key = models.CharField(max_length=16, unique=True, default=new_key)
    site = models.ForeignKey("people.Site", on_delete=models.PROTECT, related_name="readiness_plans")
    title_code = models.CharField(max_length=40)
    year = models.PositiveIntegerField()  # of the figures that it begins from
    pack_digest = models.CharField(max_length=64)
    edition = models.CharField(max_length=40)
    points_now = models.DecimalField(max_digits=8, decimal_places=3)
    points_then = models.DecimalField(max_digits=8, decimal_places=3)
    points_most = models.DecimalField(max_digits=8, decimal_places=3)
    goal = models.DecimalField(max_digits=8, decimal_places=3, null=True)
    effort = models.PositiveIntegerField()
    steps = models.JSONField()
    target_on = models.DateField()
    words = models.CharField(max_length=600, blank=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="readiness_plans")
    at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("site", "-at", "-id"), name="readiness_plan_of_site"),
            models.Index(fields=("-shared_at", "-id"), condition=Q(shared_at__isnull=False), name="readiness_plan_shared"),
        )
