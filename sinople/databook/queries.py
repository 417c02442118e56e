"""Readings of a site and year."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.shortcuts import get_object_or_404

from sinople.databook.models import Databook, Reading
from sinople.kernel.acting import Acting
from sinople.kernel.text import Text
from sinople.law.packs import Quantity
from sinople.schemes import queries as schemes


@dataclass(frozen=True, slots=True)
class ReadingShown:
    """One reading ready to show."""

    quantity: str
    value: Decimal
    unit: str
    typed: str
    typed_unit: str
    boundary: str
    evidence_key: str
    by: str
    at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class QuantitiesUnder:
    """The quantities of one heading of the data book."""

    code: str
    name: Text
    quantities: tuple[Quantity, ...]


def quantities_on(day: date) -> list[QuantitiesUnder]:
    """Return what the regulation in force on a day asks a site to measure, by heading; each quantity once, whatever the titles that use it."""
    row = schemes.pack_in_force(day)
    found: dict[str, QuantitiesUnder] = {}
    seen: set[str] = set()
    for table in schemes.pack_of(row.digest).tables if row else ():
        for group in table.quantity_groups:
            fresh = tuple(q for q in table.quantities if q.group == group.code and q.code not in seen)
            seen.update(q.code for q in fresh)
            before = found[group.code].quantities if group.code in found else ()
            found[group.code] = QuantitiesUnder(group.code, group.name, before + fresh)
    return [under for under in found.values() if under.quantities]


def databook_for(acting: Acting, key: str) -> Databook:
    """Return a data book of one's own organisation."""
    rows = Databook.objects.filter(site__organisation_id=acting.organisation_id or -1)
    return get_object_or_404(rows.select_related("site__organisation"), key=key)


def databooks_of(acting: Acting) -> list[Databook]:
    """Return the data books of one's own sites, latest year first."""
    rows = Databook.objects.filter(site__organisation_id=acting.organisation_id or -1)
    return list(rows.select_related("site").order_by("-year", "site__name", "pk"))


def databook_of(site_id: int, year: int) -> Databook | None:
    """Return the data book of a site and year, if it was begun."""
    return Databook.objects.filter(site_id=site_id, year=year).first()


def readings_of(databook: Databook | None) -> dict[str, ReadingShown]:
    """Return the readings of a data book by quantity."""
    if databook is None:
        return {}
    rows = Reading.objects.filter(databook=databook).select_related("person").order_by("quantity")
    return {
        r.quantity: ReadingShown(r.quantity, r.value.normalize(), r.unit, r.typed, r.typed_unit, r.boundary, r.evidence_key, r.person.name, r.at, r.version)
        for r in rows
    }


def values_of(site_id: int, year: int) -> dict[str, Decimal]:
    """Return the figures of a site and year by quantity."""
    rows = Reading.objects.filter(databook__site_id=site_id, databook__year=year).order_by("quantity")
    return {quantity: value.normalize() for quantity, value in rows.values_list("quantity", "value")}


def users_of(databook: Databook) -> list[tuple[str, str]]:
    """Return what used the figures of a data book, as (kind, key)."""
    return list(databook.uses.values_list("about_kind", "about_key").order_by("at", "pk"))


def reading(databook: Databook, quantity: str) -> Reading | None:
    """Return one reading."""
    return Reading.objects.filter(databook=databook, quantity=quantity).select_related("person").first()
