"""Working days by the State Council's notices; a year whose notice is not known is never guessed in earnest."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from sinople.kernel.refused import Refused
from sinople.kernel.text import Text
from sinople.law.packs.reading import read_rows
from sinople.law.packs.values import Day, Frozen, Row, Words

SATURDAY = 5
ONE_DAY = timedelta(days=1)


class NamedDay(Row):
    """A day that the notice names, and why."""

    day: Day
    name: Words


class Year(Row):
    """One year's notice: its number, the days off, the make-up days."""

    year: int
    number: str
    holidays: tuple[NamedDay, ...]
    make_up_days: tuple[NamedDay, ...]


class Closures(Frozen):
    """Local closures, each with its source: a typhoon, an order of the city."""

    closures: tuple[NamedDay, ...]


@dataclass(frozen=True, slots=True)
class DayFact:
    """What a day is: working or not, why, and whether the notice of its year is known."""

    day: date
    working: bool
    reason: str  # workday | make_up | weekend | holiday | closure
    name: Text | None = None
    known: bool = True


@dataclass(frozen=True)
class Calendar:
    """Days off, make-up days and closures; `known_years` are those whose notice is out."""

    holidays: Mapping[date, Text] = field(default_factory=dict)
    make_up_days: Mapping[date, Text] = field(default_factory=dict)
    known_years: frozenset[int] = frozenset()
    closures: Mapping[date, Text] = field(default_factory=dict)
    numbers: Mapping[int, str] = field(default_factory=dict)

    def knows(self, day: date) -> bool:
        """Say whether the notice of the day's year is known."""
        return day.year in self.known_years

    def fact(self, day: date) -> DayFact:
        """Return what the day is and why."""
        known = self.knows(day)
        if day in self.closures:
            return DayFact(day, False, "closure", self.closures[day], known)
        if day in self.make_up_days:
            return DayFact(day, True, "make_up", self.make_up_days[day], known)
        if day in self.holidays:
            return DayFact(day, False, "holiday", self.holidays[day], known)
        weekend = day.weekday() >= SATURDAY
        return DayFact(day, not weekend, "weekend" if weekend else "workday", None, known)

    def is_working_day(self, day: date, *, require_known: bool = False) -> bool:
        """Say whether the day is a working day; in an unknown year only by the weekday, unless that is refused."""
        if require_known:
            self.demand(day)
        return self.fact(day).working

    def demand(self, day: date) -> None:
        """Raise Refused when the notice of the day's year is not known."""
        if not self.knows(day):
            raise Refused(
                "The holidays of %(year)s have not been announced yet, so %(day)s cannot be fixed; load that year's calendar first.", year=day.year, day=day
            )

    def add_working_days(self, day: date, count: int, *, require_known: bool = False) -> date:
        """Return the working day that lies `count` working days after (or before) the day, which itself does not count."""
        step = ONE_DAY if count >= 0 else -ONE_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_working_day(day, require_known=require_known)
        return day

    def next_working_day(self, day: date, *, require_known: bool = False) -> date:
        """Return the first working day after the day."""
        return self.add_working_days(day, 1, require_known=require_known)


def years_in(folder: Path) -> list[Year]:
    """Return the notices kept in a folder, one file a year."""
    return [read_rows(path, Year) for path in sorted(folder.glob("[0-9]*.yaml"))]


def closures_in(folder: Path) -> tuple[NamedDay, ...]:
    """Return the local closures kept in a folder, where there are any."""
    closing = folder / "closures.yaml"
    return read_rows(closing, Closures).closures if closing.exists() else ()


def load_calendar(folder: Path) -> Calendar:
    """Return the calendar kept in a folder: one file a year, and closures.yaml where there is one."""
    years = years_in(folder)
    return Calendar(
        holidays={named.day: named.name for year in years for named in year.holidays},
        make_up_days={named.day: named.name for year in years for named in year.make_up_days},
        known_years=frozenset(year.year for year in years),
        closures={named.day: named.name for named in closures_in(folder)},
        numbers={year.year: year.number for year in years},
    )
