"""Entering a reading and taking it out; what follows from carriers is worked out at once."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError
from django.db.models import F

from sinople.audit.actions import record
from sinople.audit.permissions import demand
from sinople.databook import permissions, queries
from sinople.databook.models import Databook, Derived, Product, Reading
from sinople.databook.rules import year_of_months
from sinople.databook.states import BookState
from sinople.kernel.acting import Acting
from sinople.kernel.refused import Refused
from sinople.law.energy import shares_to_json, worked_out
from sinople.law.packs import Quantity
from sinople.law.units import convert, parse_number

PLACES = Decimal("0.00000001")
LIMIT = Decimal(10) ** 18


def enter(
    *, databook: Databook, quantity: Quantity, typed: str, unit: str, by: Acting, at: datetime, version: int = 0, boundary: str = "", evidence_key: str = "",
    product: Product | None = None, months: Sequence[str] = (),
) -> Reading:  # fmt: skip
    """Enter a reading, as a year or by months: kept as typed and in the quantity's unit; refused when a second editor was faster."""
    change(databook, by)
    given = unit or quantity.unit
    figure = year_of_months(months, field=quantity.code) if months else parse_number(typed, field=quantity.code)
    value = value_in(quantity, figure, given)
    facts: dict[str, Any] = {
        "value": value, "unit": quantity.unit, "typed": f"{figure:f}" if months else typed, "typed_unit": given, "months": list(months), "boundary": boundary,
        "evidence_key": evidence_key,
    }  # fmt: skip
    made = _write(databook, quantity.code, product, facts, version=version, by=by, at=at)
    record("enter", databook, by=by, at=at, quantity=quantity.code, value=value, unit=quantity.unit, evidence=evidence_key, product=product.n if product else 0)
    if queries.carrier_of(quantity.code) is not None:
        _work_out(databook, at)
    return made


def take_out(*, databook: Databook, quantity: str, by: Acting, at: datetime, version: int, product: Product | None = None) -> None:
    """Take a reading out: what is worked out from carriers then counts again."""
    change(databook, by)
    gone, _by_model = Reading.objects.filter(databook=databook, quantity=quantity, product=product, version=version).delete()
    if not gone:
        raise Refused("Somebody else has just changed this. Reload the page to see where it stands.")
    record("take_out", databook, by=by, at=at, quantity=quantity)
    if queries.carrier_of(quantity) is not None:
        _work_out(databook, at)


def change(databook: Databook, by: Acting) -> None:
    """Go on only if the person may change the book, and let nobody lock it before the transaction ends."""
    demand(permissions.may_change, by, databook)
    if Databook.objects.select_for_update().filter(pk=databook.pk, state=BookState.OPEN).values_list("pk").first() is None:
        raise Refused(permissions.LOCKED)


def value_in(quantity: Quantity, figure: Decimal, unit: str) -> Decimal:
    """Return the figure in the unit of the quantity; a carrier also takes the units of its bills."""
    carrier = queries.carrier_of(quantity.code)
    value = carrier.amount(figure, unit) if carrier else convert(figure, unit, quantity.unit)
    if abs(value) >= LIMIT:
        raise Refused("%(value)s %(unit)s is too large a figure; check the unit.", value=figure, unit=unit, field=quantity.code)
    return value.quantize(PLACES)


def _work_out(databook: Databook, at: datetime) -> None:
    """Work out energy and carbon anew; where a factor is not known, nothing is guessed."""
    codes = [carrier.code for carrier in queries.carriers().carriers]
    amounts = dict(Reading.objects.filter(databook=databook, product=None, quantity__in=codes).order_by("pk").values_list("quantity", "value"))
    worked = {one.quantity: one for one in worked_out(queries.carriers(), queries.factors(), amounts, year=databook.year) if one.value is not None}
    Derived.objects.filter(databook=databook).exclude(quantity__in=list(worked)).delete()
    for code, one in worked.items():
        facts = {"value": (one.value or Decimal(0)).quantize(PLACES), "basis": shares_to_json(one), "at": at}
        Derived.objects.update_or_create(databook=databook, quantity=code, defaults=facts)


def _write(databook: Databook, code: str, product: Product | None, facts: dict[str, Any], *, version: int, by: Acting, at: datetime) -> Reading:
    if version == 0:
        try:
            return Reading.objects.create(databook=databook, quantity=code, product=product, person_id=by.person_id, at=at, **facts)
        except IntegrityError:
            raise Refused("Somebody else has just entered this figure; reload to see theirs. Yours was kept in the form.", field=code) from None
    rows = Reading.objects.filter(databook=databook, quantity=code, product=product, version=version)
    changed = rows.update(**facts, person_id=by.person_id, at=at, version=F("version") + 1)
    found = queries.reading(databook, code, product)
    if not changed or found is None:
        name = found.person.name if found else ""
        raise Refused(
            "%(name)s has just changed this figure to %(value)s; yours was kept in the form.", field=code, name=name, value=found.typed if found else ""
        )
    return found
