"""One edition of the tables that the bureau fills, whole."""

from functools import cached_property
from typing import Literal

from sinople.law.calendar import Calendar, NamedDay
from sinople.law.packs.values import Code, Day, Frozen, Row, Words
from sinople.law.reference import CoalFactor, Factors, Fuel, GridFactor, Size, Sizes, UseOfFuel


class CalendarDay(Row):
    """A day that the notice of a year names: off, or to be worked to make up for another. Now and then it lies in the year before."""

    year: int
    day: Day
    kind: Literal["holiday", "make_up"]
    name: Words
    notice: str


class Reference(Frozen):
    """One edition of all tables, whole; sealed by its digest."""

    calendar: tuple[CalendarDay, ...]
    closures: tuple[NamedDay, ...] = ()
    coal: tuple[CoalFactor, ...]
    media: tuple[CoalFactor, ...]
    grid: tuple[GridFactor, ...]
    fuels: tuple[Fuel, ...]
    oxidation: tuple[UseOfFuel, ...]
    direct: tuple[CoalFactor, ...]
    sizes: tuple[Size, ...]
    size_quantity: Code
    provenance: Row  # of the factors and classes as a whole

    @cached_property
    def working_days(self) -> Calendar:
        """Return the calendar of working days."""
        return Calendar(
            holidays={row.day: row.name for row in self.calendar if row.kind == "holiday"},
            make_up_days={row.day: row.name for row in self.calendar if row.kind == "make_up"},
            known_years=frozenset(row.year for row in self.calendar),
            closures={row.day: row.name for row in self.closures},
            numbers={row.year: row.notice for row in self.calendar},
        )

    @cached_property
    def factors(self) -> Factors:
        """Return the factors of energy and carbon."""
        tables = {name: getattr(self, name) for name in ("coal", "media", "grid", "fuels", "oxidation", "direct")}
        return Factors(**tables, **dict(self.provenance))

    @cached_property
    def size_classes(self) -> Sizes:
        """Return the classes of enterprises by size."""
        return Sizes(quantity=self.size_quantity, sizes=self.sizes, **dict(self.provenance))
