"""Starting, pausing and ending the clocks of a thing."""

from datetime import datetime

from sinople.audit.actions import move
from sinople.deadlines import queries
from sinople.deadlines.models import Deadline, Pause
from sinople.deadlines.states import DeadlineState, DeadlineVerb
from sinople.kernel.acting import CLOCK, Acting
from sinople.law.packs import Clock
from sinople.reference import queries as reference


def start(*, rule: Clock, about: tuple[str, str], by: Acting, at: datetime, district: str = "") -> Deadline:
    """Start a clock; one that begins with delivery waits until the delivery is on record."""
    made = Deadline.objects.create(
        about_kind=about[0], about_key=about[1], code=rule.code, rule=rule.model_dump(mode="json"), district=district, state=DeadlineState.WAITING, moved_at=at
    )
    return made if rule.after_delivery else begin(deadline=made, by=by, at=at)


def begin(*, deadline: Deadline, by: Acting, at: datetime, since: datetime | None = None, **facts: str) -> Deadline:
    """Let a clock run from this moment, or since an earlier one; a formal one refuses a year whose calendar is not out."""
    rule = Clock.model_validate(deadline.rule)
    deadline.starts_at = since or at
    _count(deadline, require_known=rule.formal)
    return move(deadline, DeadlineVerb.BEGIN, by=by, at=at, code=deadline.code, due_at=deadline.due_at, **facts)


def begin_after_delivery(*, key: str, since: datetime, by: Acting, at: datetime, **facts: str) -> Deadline | None:
    """Begin the clock that waited for a delivery; nothing if it has begun, or ended, before: the first delivery counts."""
    row = Deadline.objects.select_for_update().filter(key=key, state=DeadlineState.WAITING).first()
    return begin(deadline=row, by=by, at=at, since=since, **facts) if row else None


def pause(*, about: tuple[str, str], code: str, why: str, by: Acting, at: datetime) -> None:
    """Stop counting while the ball is elsewhere."""
    row = queries.live(about[0], about[1], code)
    if row is not None and row.allows(DeadlineVerb.PAUSE):
        Pause.objects.create(deadline=row, from_at=at, why=why)
        move(row, DeadlineVerb.PAUSE, by=by, at=at, why=why)


def resume(*, about: tuple[str, str], code: str, by: Acting, at: datetime) -> None:
    """Count on; the days of the pause are skipped and the due date is worked out again."""
    row = queries.live(about[0], about[1], code)
    if row is not None and row.state == DeadlineState.PAUSED:
        row.pauses.filter(to_at__isnull=True).update(to_at=at)
        _count(row)
        Deadline.objects.filter(pk=row.pk).update(reminded_at=None)
        move(row, DeadlineVerb.RESUME, by=by, at=at, due_at=row.due_at)


def meet(*, about: tuple[str, str], by: Acting, at: datetime, code: str = "") -> None:
    """End the running clocks of a thing: what they waited for has happened."""
    rows = Deadline.objects.filter(about_kind=about[0], about_key=about[1], state__in=queries.LIVE)
    for row in (rows.filter(code=code) if code else rows).order_by("pk"):
        row.pauses.filter(to_at__isnull=True).update(to_at=at)
        move(row, DeadlineVerb.MEET, by=by, at=at, code=row.code)


def miss(*, deadline: Deadline, at: datetime) -> Deadline:
    """Mark a clock as overdue."""
    return move(deadline, DeadlineVerb.MISS, by=CLOCK, at=at, code=deadline.code)


def note_reminder(*, deadline: Deadline, at: datetime) -> bool:
    """Note that those concerned were reminded; false when somebody else was faster."""
    return bool(Deadline.objects.filter(pk=deadline.pk, reminded_at__isnull=True).update(reminded_at=at))


def count_again() -> int:
    """Work out the provisional dates again, once a year's calendar is known; return how many became firm."""
    rows = [row for row in queries.provisional() if row.starts_at]
    for row in rows:
        _count(row)
    return sum(not row.is_provisional for row in rows)


def _count(deadline: Deadline, *, require_known: bool = False) -> None:
    deadline.calendar = reference.digest_in_force() if deadline.is_provisional or not deadline.due_at else deadline.calendar
    found = queries.due_of(deadline)
    if require_known:
        for day in found.days:
            queries.calendar().demand(day.day)
    deadline.due_at, deadline.is_provisional = found.due_at, found.provisional
    Deadline.objects.filter(pk=deadline.pk).update(
        starts_at=deadline.starts_at, due_at=deadline.due_at, is_provisional=deadline.is_provisional, calendar=deadline.calendar
    )
