"""When something is due, why, and what is due by now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db.models import OuterRef, QuerySet, Subquery, prefetch_related_objects
from django.shortcuts import get_object_or_404

from sinople.audit.asking import Place, Question
from sinople.deadlines.models import Deadline
from sinople.deadlines.states import DeadlineState
from sinople.kernel.acting import Acting
from sinople.kernel.text import Text
from sinople.law import clocks
from sinople.law.calendar import Calendar
from sinople.law.packs import Clock
from sinople.reference import queries as reference

LIVE = (DeadlineState.WAITING, DeadlineState.RUNNING, DeadlineState.PAUSED, DeadlineState.OVERDUE)


@dataclass(frozen=True, slots=True)
class RunningClock:
    """A clock with its date, for calendars."""

    key: str
    about_kind: str
    about_key: str
    name: Text
    due_at: datetime
    is_provisional: bool


@dataclass(frozen=True, slots=True)
class ClockShown:
    """A clock ready to show: its name, what it stands on, how many days are left, and every day on the way."""

    code: str
    name: Text
    anchor: str
    authority: str
    state: str
    due_at: datetime | None
    is_provisional: bool
    days_left: int
    kind: str
    starts_with: Text
    why: clocks.Due | None
    key: str = ""


def calendar() -> Calendar:
    """Return the calendar of working days that counts now."""
    return reference.current().working_days


def clock_of(kind: str, key: str, at: datetime) -> ClockShown | None:
    """Return the clock of a thing that runs now, ready to show."""
    rows = Deadline.objects.filter(about_kind=kind, about_key=key, state__in=LIVE).prefetch_related("pauses")
    row = rows.order_by("due_at", "pk").first()
    return shown(row, at) if row else None


def clocks_of(kind: str, key: str, at: datetime) -> list[ClockShown]:
    """Return every clock that a thing has or had."""
    rows = _CLOCKS.things(kind=kind, key=key)
    prefetch_related_objects(rows, "pauses")
    return [shown(row, at) for row in rows]


_CLOCKS = Question(lambda: Deadline.objects.filter(about_kind=Place("kind"), about_key=Place("key")).order_by("pk"))


def live(kind: str, key: str, code: str = "") -> Deadline | None:
    """Return the running clock of a thing, of one code if named."""
    rows = Deadline.objects.filter(about_kind=kind, about_key=key, state__in=LIVE)
    return (rows.filter(code=code) if code else rows).order_by("pk").first()


def shown(row: Deadline, at: datetime) -> ClockShown:
    """Return a clock ready to show."""
    rule = Clock.model_validate(row.rule)
    why = due_of(row) if row.starts_at else None
    return ClockShown(
        row.code, rule.name, rule.anchor, rule.days.authority, row.state, row.due_at, row.is_provisional,
        _days_left(row, at, why) if row.due_at and why else 0, rule.kind, rule.starts_with, why, row.key,
    )  # fmt: skip


def deadline_for(acting: Acting, key: str) -> Deadline:
    """Return a clock that this office watches."""
    return get_object_or_404(Deadline.objects.visible_to(acting), key=key)


def waiting(kind: str, keys: Sequence[str]) -> dict[str, str]:
    """Return for each thing the clock that waits for a delivery, by its key."""
    rows = Deadline.objects.filter(about_kind=kind, about_key__in=keys, state=DeadlineState.WAITING).order_by("pk")
    return dict(rows.values_list("about_key", "key"))


def due_of(row: Deadline) -> clocks.Due:
    """Return when the clock runs out, counted again from its rule, start and pauses."""
    rule = Clock.model_validate(row.rule)
    assert row.starts_at is not None  # noqa: S101 - callers ask only for clocks that have begun
    pauses = [(pause.from_at, pause.to_at) for pause in row.pauses.all() if pause.to_at]
    return clocks.due(rule, row.starts_at, reference.at_digest(row.calendar).working_days, pauses, require_known=False)


def due_dates(kind: str, keys: list[str]) -> dict[str, datetime]:
    """Return for each thing when its running clock is due, for lists."""
    rows = Deadline.objects.filter(about_kind=kind, about_key__in=keys, state__in=LIVE, due_at__isnull=False).order_by("-due_at", "pk")
    return {key: due for key, due in rows.values_list("about_key", "due_at") if due}


def running_of(kind: str, keys: Sequence[str]) -> list[RunningClock]:
    """Return the clocks of things that have a date, earliest first."""
    return _running(Deadline.objects.filter(about_kind=kind, about_key__in=keys), len(keys) * 4)


def watched(acting: Acting, *, limit: int = 200) -> list[RunningClock]:
    """Return the clocks that this office watches, earliest first."""
    return _running(Deadline.objects.visible_to(acting), limit)


def _running(rows: QuerySet[Deadline], limit: int) -> list[RunningClock]:
    found = rows.filter(state__in=(DeadlineState.RUNNING, DeadlineState.OVERDUE), due_at__isnull=False).order_by("due_at", "pk")[:limit]
    return [
        RunningClock(row.key, row.about_kind, row.about_key, Clock.model_validate(row.rule).name, row.due_at, row.is_provisional) for row in found if row.due_at
    ]


def due_date(kind: str, key: str) -> Subquery:
    """Return a column for lists of other rooms: when the running clock of each row's thing is due; `key` names the row's path to it."""
    rows = Deadline.objects.filter(about_kind=kind, about_key=OuterRef(key), state__in=LIVE, due_at__isnull=False)
    return Subquery(rows.order_by("due_at", "pk").values("due_at")[:1])


def due_by(at: datetime, *, limit: int = 200) -> list[Deadline]:
    """Return the running clocks that have run out at a moment, earliest first."""
    return list(Deadline.objects.filter(state=DeadlineState.RUNNING, due_at__lte=at).order_by("due_at", "pk")[:limit])


def due_before(at: datetime, *, limit: int = 200) -> list[Deadline]:
    """Return the running clocks that run out before a moment and were not reminded of yet."""
    rows = Deadline.objects.filter(state=DeadlineState.RUNNING, due_at__lte=at, reminded_at__isnull=True)
    return list(rows.order_by("due_at", "pk")[:limit])


def provisional() -> list[Deadline]:
    """Return the clocks whose dates wait for a year's calendar."""
    return list(Deadline.objects.filter(is_provisional=True, state__in=LIVE).prefetch_related("pauses").order_by("pk"))


def next_due(after: datetime) -> datetime | None:
    """Return the next moment at which something is due."""
    rows = Deadline.objects.filter(state=DeadlineState.RUNNING, due_at__gt=after)
    return rows.order_by("due_at").values_list("due_at", flat=True).first()


def _days_left(row: Deadline, at: datetime, found: clocks.Due) -> int:
    """Return how many counted days are left, today included; negative by how many it is overdue."""
    if row.state == DeadlineState.MET:
        return 0
    today = at.astimezone(clocks.SHANGHAI).date()
    if today <= found.last_day:
        return sum(day.counted and day.day >= today for day in found.days)
    return -_gone(found.last_day, today, found.kind, row.calendar)


@lru_cache(maxsize=512)
def _gone(last_day: date, today: date, kind: str, edition: str) -> int:
    """Return how many counted days have passed after the last one."""
    known, gone = reference.at_digest(edition).working_days, (last_day + timedelta(days=n) for n in range(1, (today - last_day).days + 1))
    return sum(kind == "calendar" or known.is_working_day(day) for day in gone)
