"""What is asked to be measured on a day: the quantities of the regulation in force, energy carriers, products."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from sinople.databook.rules import Asked
from sinople.kernel.text import Text
from sinople.law.energy import Carrier, Carriers, load_carriers
from sinople.law.packs import Pack, Quantity
from sinople.law.plausibility import Checks, load_checks
from sinople.law.reference import Factors
from sinople.law.units import units_like
from sinople.reference import queries as reference
from sinople.schemes import queries as schemes

CARRIERS = Text(zh="能源品种", en="Energy carriers")


@dataclass(frozen=True, slots=True)
class QuantitiesUnder:
    """The quantities of one heading of the data book."""

    code: str
    name: Text
    quantities: tuple[Quantity, ...]


@lru_cache(maxsize=2)
def _carriers(folder: Path) -> Carriers:
    return load_carriers(folder)


@lru_cache(maxsize=2)
def _checks(folder: Path) -> Checks:
    return load_checks(folder)


def carriers() -> Carriers:
    """Return the energy carriers of the house."""
    return _carriers(settings.PACKS / "reference")


def factors() -> Factors:
    """Return the factors of energy and carbon that count now."""
    return reference.current().factors


def checks() -> Checks:
    """Return the checks of plausibility."""
    return _checks(settings.PACKS / "reference")


def carrier_of(code: str) -> Carrier | None:
    """Return the energy carrier of a code, if it is one."""
    return carriers().named(code)


def quantities_on(day: date) -> list[QuantitiesUnder]:
    """Return what the regulation in force on a day asks a site to measure, by heading; each quantity once, whatever the titles that use it."""
    pack = _pack_on(day)
    return _by_heading(pack, "site") if pack else []


def of_products_on(day: date) -> list[Quantity]:
    """Return what is asked of a main product by itself."""
    pack = _pack_on(day)
    return [quantity for under in (_by_heading(pack, "product") if pack else []) for quantity in under.quantities]


def everything_asked(day: date) -> list[QuantitiesUnder]:
    """Return the carriers first, then what the regulation asks of the site; nothing where no regulation is in force."""
    asked = quantities_on(day)
    return [QuantitiesUnder("carriers", CARRIERS, _as_quantities(carriers())), *asked] if asked else []


def quantity_on(day: date, code: str) -> Quantity | None:
    """Return one quantity of the site or of a product."""
    return next((q for q in (*(q for under in everything_asked(day) for q in under.quantities), *of_products_on(day)) if q.code == code), None)


def names_on(day: date) -> dict[str, tuple[Text, str]]:
    """Return the name and the unit of every quantity of the site."""
    return {q.code: (q.name, q.unit) for under in everything_asked(day) for q in under.quantities}


def units_of(quantity: Quantity) -> tuple[str, ...]:
    """Return the units that a figure of the quantity can be typed in."""
    carrier = carrier_of(quantity.code)
    return carrier.units if carrier else units_like(quantity.unit)


def fields_on(day: date, products: int) -> list[Asked]:
    """Return every field of a template: the site's quantities, then those of each product."""
    site = [Asked(q.code, 0, units_of(q)) for under in everything_asked(day) for q in under.quantities]
    return site + [Asked(q.code, n, units_of(q)) for n in range(1, products + 1) for q in of_products_on(day)]


def product_kinds_on(day: date) -> list[tuple[str, Text]]:
    """Return the kinds of product that the tables in force know a figure of."""
    pack = _pack_on(day)
    rows = (row for table in (pack.tables if pack else ()) for lookup in table.lookups if lookup.by == "product" for row in lookup.rows)
    return list({row.code: row.name or Text(zh=row.code, en=row.code) for row in rows}.items())


def pack_on(day: date) -> Pack | None:
    """Return the regulation in force on a day."""
    return _pack_on(day)


def _pack_on(day: date) -> Pack | None:
    row = schemes.pack_in_force(day)
    return schemes.pack_of(row.digest) if row else None


@lru_cache(maxsize=1)
def _as_quantities(rows: Carriers) -> tuple[Quantity, ...]:
    return tuple(Quantity(code=c.code, name=c.name, unit=c.unit, group="carriers", authority=c.authority, mark=c.mark, source=c.source) for c in rows.carriers)


def _by_heading(pack: Pack, each: str) -> list[QuantitiesUnder]:
    found: dict[str, QuantitiesUnder] = {}
    seen: set[str] = set()
    for table in pack.tables:
        asked = [q for q in table.quantities if q.each == each and not q.formula and q.over is None]
        for group in table.quantity_groups:
            fresh = tuple(q for q in asked if q.group == group.code and q.code not in seen)
            seen.update(q.code for q in fresh)
            before = found[group.code].quantities if group.code in found else ()
            found[group.code] = QuantitiesUnder(group.code, group.name, before + fresh)
    return [under for under in found.values() if under.quantities]
