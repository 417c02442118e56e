"""The yearly data book of a site: measured values with what was typed, their boundary and evidence; who uses them."""

from django.db import models

from sinople.kernel.ids import new_key


class Databook(models.Model):
    """One site, one year."""

    key = models.CharField(max_length=16, unique=True, default=new_key)
    site = models.ForeignKey("people.Site", on_delete=models.PROTECT, related_name="databooks")
    year = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("site", "year"), name="databook_is_one_a_site_and_year"),)


class Reading(models.Model):
    """One value of one quantity, in the quantity's unit, beside what was typed. `version` tells two editors apart."""

    databook = models.ForeignKey(Databook, on_delete=models.PROTECT, related_name="readings")
    quantity = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=26, decimal_places=8)
    unit = models.CharField(max_length=20)
    typed = models.CharField(max_length=60)
    typed_unit = models.CharField(max_length=20)
    boundary = models.CharField(max_length=200, blank=True)
    evidence_key = models.CharField(max_length=16, blank=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="readings")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("databook", "quantity"), name="reading_is_one_a_quantity"),)


class ReadingUse(models.Model):
    """A form that used a reading: written by the room above when it froze its figures."""

    databook = models.ForeignKey(Databook, on_delete=models.PROTECT, related_name="uses")
    about_kind = models.CharField(max_length=40)
    about_key = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("databook", "about_kind", "about_key"), name="use_is_noted_once"),)
