"""Data books, their readings, products and series of years."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Value
from django.shortcuts import get_object_or_404

from sinople.databook.models import Databook, Derived, Product, Reading, Workbook
from sinople.kernel.acting import Acting
from sinople.law.energy import Worked, worked_from_json
from sinople.law.scoring import Context
from sinople.law.scoring import Product as ScoredProduct

DISTRICT_REGION = "44"  # Guangdong, as the look-ups by region know it


@dataclass(frozen=True, slots=True)
class ReadingShown:
    """One reading ready to show."""

    quantity: str
    value: Decimal
    unit: str
    typed: str
    typed_unit: str
    months: tuple[str, ...]
    boundary: str
    evidence_key: str
    by: str
    person_id: int
    at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class BookRow:
    """A data book in the list: how much is in it."""

    key: str
    site: str
    year: int
    state: str
    readings: int
    products: int


def databook_for(acting: Acting, key: str) -> Databook:
    """Return a data book of one's own organisation."""
    rows = Databook.objects.filter(site__organisation_id=acting.organisation_id or -1)
    return get_object_or_404(rows.select_related("site__organisation"), key=key)


def databooks_of(acting: Acting) -> list[Databook]:
    """Return the data books of one's own sites, latest year first."""
    rows = Databook.objects.filter(site__organisation_id=acting.organisation_id or -1)
    return list(rows.select_related("site").order_by("-year", "site__name", "pk"))


def book_rows(acting: Acting) -> list[BookRow]:
    """Return the data books of one's own sites with what is in them."""
    counts = {"filled": Count("readings", filter=Q(readings__product=None), distinct=True), "made": Count("products", distinct=True)}
    rows = Databook.objects.filter(site__organisation_id=acting.organisation_id or -1).annotate(**counts)
    names: tuple[Any, ...] = ("key", "site__name", "year", "state", "filled", "made")
    return [BookRow(*row) for row in rows.order_by("-year", "site__name", "pk").values_list(*names)]


def databook_of(site_id: int, year: int) -> Databook | None:
    """Return the data book of a site and year, if it was begun."""
    return Databook.objects.filter(site_id=site_id, year=year).select_related("site__organisation").first()


def readings_of(databook: Databook | None, product: Product | None = None) -> dict[str, ReadingShown]:
    """Return the stated readings of a data book, or of one product, by quantity."""
    if databook is None:
        return {}
    rows = Reading.objects.filter(databook=databook, product=product).select_related("person").order_by("quantity")
    return {row.quantity: _shown(row) for row in rows}


def product_readings(databook: Databook) -> dict[int, dict[str, ReadingShown]]:
    """Return the readings of every product by its number."""
    found: dict[int, dict[str, ReadingShown]] = {}
    for row in Reading.objects.filter(databook=databook, product__isnull=False).select_related("person", "product").order_by("product__n", "quantity"):
        found.setdefault(row.product.n if row.product else 0, {})[row.quantity] = _shown(row)
    return found


def stated_of(site_id: int, year: int) -> dict[str, Decimal]:
    """Return the stated figures of a site and year by quantity."""
    rows = Reading.objects.filter(databook__site_id=site_id, databook__year=year, product=None).order_by("quantity")
    return {quantity: value.normalize() for quantity, value in rows.values_list("quantity", "value")}


def values_of(site_id: int, year: int) -> dict[str, Decimal]:
    """Return the figures of a site and year by quantity: stated ones first, else what was worked out from carriers."""
    where = {"databook__site_id": site_id, "databook__year": year}
    worked = Derived.objects.filter(**where).annotate(rank=Value(0)).values_list("quantity", "value", "rank")
    stated = Reading.objects.filter(**where, product=None).annotate(rank=Value(1)).values_list("quantity", "value", "rank")
    return {quantity: value.normalize() for quantity, value, _rank in worked.union(stated, all=True).order_by("rank", "quantity")}


def worked_of(databook: Databook) -> dict[str, Worked]:
    """Return what was worked out from carriers, with the factors of its time."""
    rows = Derived.objects.filter(databook=databook).order_by("quantity")
    return {row.quantity: worked_from_json(row.quantity, row.value.normalize(), row.basis) for row in rows}


def series_of(site_id: int, years: Iterable[int] = ()) -> dict[int, dict[str, Decimal]]:
    """Return the figures of a site by year and quantity, all years or those asked for: two questions, whatever their number."""
    wanted = {"databook__site_id": site_id} | ({"databook__year__in": list(years)} if years else {})
    found: dict[int, dict[str, Decimal]] = {}
    for rows in (Derived.objects.filter(**wanted), Reading.objects.filter(**wanted, product=None)):
        for year, quantity, value in rows.order_by("databook__year", "quantity").values_list("databook__year", "quantity", "value"):
            found.setdefault(year, {})[quantity] = value.normalize()
    return dict(sorted(found.items()))


def years_of(databook: Databook) -> list[Databook]:
    """Return the books of the same site, latest year first."""
    return list(Databook.objects.filter(site_id=databook.site_id).order_by("-year"))


def products_of(databook: Databook) -> list[Product]:
    """Return the main products of a site and year."""
    return list(Product.objects.filter(databook=databook).order_by("n"))


def product_for(databook: Databook, n: str) -> Product:
    """Return a product of a data book by its number."""
    return get_object_or_404(Product, databook=databook, n=int(n) if n.isdecimal() and len(n) == 1 else 0)


def context_of(site_id: int, year: int) -> Context:
    """Return what some tables look at besides one year's readings: the years before, and the main products with their own readings."""
    readings: dict[int, dict[str, Decimal]] = {}
    rows = Reading.objects.filter(databook__site_id=site_id, databook__year=year, product__isnull=False).order_by("product__n", "quantity")
    for product, quantity, value in rows.values_list("product_id", "quantity", "value"):
        readings.setdefault(product, {})[quantity] = value.normalize()
    products = Product.objects.filter(databook__site_id=site_id, databook__year=year).order_by("n")
    scored = tuple(ScoredProduct(product.name, product.kind, readings.get(product.pk, {})) for product in products)
    return Context(year=year, years=series_of(site_id), products=scored, region=DISTRICT_REGION)


def users_of(databook: Databook) -> list[tuple[str, str]]:
    """Return what used the figures of a data book, as (kind, key)."""
    return list(databook.uses.values_list("about_kind", "about_key").order_by("at", "pk"))


def reading(databook: Databook, quantity: str, product: Product | None = None) -> Reading | None:
    """Return one reading."""
    return Reading.objects.filter(databook=databook, quantity=quantity, product=product).select_related("person").first()


def workbook_for(databook: Databook, key: str) -> Workbook:
    """Return a filled-in template that was read for this book."""
    return get_object_or_404(Workbook, databook=databook, key=key)


def _shown(r: Reading) -> ReadingShown:
    return ReadingShown(
        r.quantity, r.value.normalize(), r.unit, r.typed, r.typed_unit, tuple(r.months), r.boundary, r.evidence_key, r.person.name, r.person_id, r.at, r.version
    )
