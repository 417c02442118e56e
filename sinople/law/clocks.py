"""When a time limit ends, and why on that day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sinople.kernel.refused import Refused
from sinople.kernel.text import Text
from sinople.law.calendar import ONE_DAY, Calendar
from sinople.law.packs.models import Clock

SHANGHAI = ZoneInfo("Asia/Shanghai")

Pause = tuple[datetime, datetime]  # a pause that still runs ends, for now, at the moment of asking


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day on the way: counted or not, and why (first_day, counted, paused, weekend, holiday, closure, make_up)."""

    day: date
    counted: bool
    reason: str
    name: Text | None
    known: bool


@dataclass(frozen=True, slots=True)
class Due:
    """When a time limit ends: `due_at` is the midnight after the last day, so `moment < due_at` is in time."""

    starts_at: datetime
    due_at: datetime
    last_day: date
    provisional: bool
    count: int
    kind: str
    clock: str
    anchor: str
    authority: str
    days: tuple[CountedDay, ...]

    @property
    def skipped(self) -> tuple[CountedDay, ...]:
        """Return the days that do not count, with the reason."""
        return tuple(day for day in self.days if not day.counted)


def due(clock: Clock, starts_at: datetime, calendar: Calendar, paused: Sequence[Pause] = (), *, require_known: bool = False) -> Due:
    """Return when the clock runs out and every day on the way; a day touched by a pause does not count."""
    count = clock.days.whole
    days: list[CountedDay] = []
    left = count
    for day in _days_from(_local(starts_at).date()):
        if require_known and clock.kind == "working":
            calendar.demand(day)
        judged = _judge(clock, day, is_first=not days, calendar=calendar, paused=paused)
        days.append(judged)
        left -= judged.counted
        if left <= 0:
            break
    return _due(clock, starts_at, tuple(days), count)


def end_of(day: date) -> datetime:
    """Return 24:00 of the day in Asia/Shanghai, which is the next midnight."""
    return datetime.combine(day + ONE_DAY, time(), tzinfo=SHANGHAI)


def start_of(day: date) -> datetime:
    """Return 0:00 of the day in Asia/Shanghai."""
    return datetime.combine(day, time(), tzinfo=SHANGHAI)


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise Refused("A moment without a time zone cannot start a clock.")
    return moment.astimezone(SHANGHAI)


def _days_from(day: date) -> Iterator[date]:
    while True:
        yield day
        day += ONE_DAY


def _judge(clock: Clock, day: date, *, is_first: bool, calendar: Calendar, paused: Sequence[Pause]) -> CountedDay:
    fact = calendar.fact(day)
    known = fact.known or clock.kind == "calendar"
    if is_first and not clock.first_day_counts:
        return CountedDay(day, False, "first_day", None, known)
    if any(_local(begins).date() <= day <= _local(ends).date() for begins, ends in paused):
        return CountedDay(day, False, "paused", None, known)
    if clock.kind == "calendar" or fact.working:
        return CountedDay(day, True, "make_up" if fact.reason == "make_up" else "counted", fact.name if fact.working else None, known)
    return CountedDay(day, False, fact.reason, fact.name, known)


def _due(clock: Clock, starts_at: datetime, days: tuple[CountedDay, ...], count: int) -> Due:
    return Due(
        starts_at=_local(starts_at),
        due_at=end_of(days[-1].day),
        last_day=days[-1].day,
        provisional=not all(day.known for day in days),
        count=count,
        kind=clock.kind,
        clock=clock.code,
        anchor=clock.anchor,
        authority=clock.days.authority,
        days=days,
    )
