"""Beginning a data book, entering readings."""

from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError
from django.db.models import F

from sinople.audit.actions import record
from sinople.audit.permissions import demand
from sinople.databook import permissions, queries
from sinople.databook.models import Databook, Reading, ReadingUse
from sinople.kernel.acting import Acting
from sinople.kernel.refused import Refused
from sinople.law.packs import Quantity
from sinople.law.units import convert, parse_number
from sinople.people.models import Site


def begin(*, site: Site, year: int, by: Acting, at: datetime) -> Databook:
    """Begin the data book of a site and year, or return the one that stands."""
    demand(permissions.may_enter, by, site)
    if not 2000 <= year <= at.year:
        raise Refused("%(year)s is not a year that can have been measured already.", field="year", year=year)
    made, is_new = Databook.objects.get_or_create(site=site, year=year)
    if is_new:
        record("begin", made, by=by, at=at, year=year)
    return made


def enter(
    *, databook: Databook, quantity: Quantity, typed: str, unit: str, by: Acting, at: datetime, version: int = 0, boundary: str = "", evidence_key: str = ""
) -> Reading:
    """Enter a reading: kept as typed and in the quantity's unit; refused when a second editor was faster."""
    demand(permissions.may_enter, by, databook.site)
    figure = parse_number(typed, field=quantity.code)
    value = convert(figure, unit or quantity.unit, quantity.unit)
    facts: dict[str, Decimal | str] = {
        "value": value,
        "unit": quantity.unit,
        "typed": typed,
        "typed_unit": unit or quantity.unit,
        "boundary": boundary,
        "evidence_key": evidence_key,
    }
    made = _write(databook, quantity.code, facts, version=version, by=by, at=at)
    record("enter", databook, by=by, at=at, quantity=quantity.code, value=value, unit=quantity.unit, evidence=evidence_key)
    return made


def note_use(*, databook: Databook, about: tuple[str, str], at: datetime) -> None:
    """Note that a form used the figures of a data book."""
    ReadingUse.objects.get_or_create(databook=databook, about_kind=about[0], about_key=about[1], defaults={"at": at})


def _write(databook: Databook, code: str, facts: dict[str, Decimal | str], *, version: int, by: Acting, at: datetime) -> Reading:
    if version == 0:
        try:
            return Reading.objects.create(databook=databook, quantity=code, person_id=by.person_id, at=at, **facts)
        except IntegrityError:
            raise Refused("Somebody else has just entered this figure; reload to see theirs. Yours was kept in the form.", field=code) from None
    changed = Reading.objects.filter(databook=databook, quantity=code, version=version).update(**facts, person_id=by.person_id, at=at, version=F("version") + 1)
    found = queries.reading(databook, code)
    if not changed or found is None:
        name = found.person.name if found else ""
        raise Refused(
            "%(name)s has just changed this figure to %(value)s; yours was kept in the form.", field=code, name=name, value=found.typed if found else ""
        )
    return found
