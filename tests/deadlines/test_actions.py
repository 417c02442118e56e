"""Clocks that start, wait for delivery, pause, go on, are met or missed; provisional dates and why this date."""

import shutil
from datetime import date, datetime

import pytest

from sinople.deadlines import actions, queries
from sinople.deadlines.models import Deadline, Pause
from sinople.kernel.acting import CLOCK
from sinople.kernel.refused import Refused
from sinople.law.calendar import load_calendar
from sinople.law.clocks import SHANGHAI, end_of
from sinople.law.packs import Clock
from tests.stories import last_line, verbs_of

pytestmark = pytest.mark.django_db
ABOUT = ("t", "k")
DEFAULT = {"authority": "default", "mark": "D", "source": {"zh": "我们", "en": "ours"}}


def at(month, day, hour=10, year=2023):
    return datetime(year, month, day, hour, tzinfo=SHANGHAI)


def rule(code="district_review", days=5, **changes):
    facts = {
        "code": code,
        "name": {"zh": "审核", "en": "review"},
        "days": {"code": "days", "value": str(days), "kind": "whole", **DEFAULT},
        "starts_with": {"zh": "提交", "en": "hand-in"},
    }
    return Clock.model_validate({**facts, **DEFAULT, **changes})


def start(code="district_review", days=5, *, on=None, **changes):
    return actions.start(rule=rule(code, days, **changes), about=ABOUT, by=CLOCK, at=on or at(6, 14))


def counted(row):
    return [day.day for day in queries.due_of(row).days if day.counted]


def test_the_first_day_does_not_count_and_holidays_do_not_either():
    row = start()
    assert row.due_at == end_of(date(2023, 6, 21))
    assert counted(row) == [date(2023, 6, day) for day in (15, 16, 19, 20, 21)]
    row = start("formal_review", on=at(6, 21))  # the Dragon Boat holiday, then a make-up Sunday
    assert counted(row) == [date(2023, 6, day) for day in (25, 26, 27, 28, 29)]


def test_why_this_date_names_every_skipped_day():
    shown = queries.shown(start(on=at(6, 21)), at(6, 21))
    reasons = {day.day.day: day.reason for day in shown.why.days}
    assert reasons == {21: "first_day", 22: "holiday", 23: "holiday", 24: "holiday", 25: "make_up", 26: "counted", 27: "counted", 28: "counted", 29: "counted"}
    assert shown.why.days[1].name.zh
    assert (shown.code, shown.state, shown.days_left, shown.is_provisional) == ("district_review", "running", 5, False)


@pytest.mark.parametrize(("now", "left"), [(at(6, 14), 5), (at(6, 15), 5), (at(6, 16), 4), (at(6, 18), 3), (at(6, 21), 1), (at(6, 22), 0)])
def test_days_left(now, left):
    assert queries.shown(start(), now).days_left == left


def test_a_pause_moves_the_date_by_its_days():
    row = start()
    actions.pause(about=ABOUT, code="district_review", why="correction", by=CLOCK, at=at(6, 16))
    row.refresh_from_db()
    assert (row.state, Pause.objects.get().why) == ("paused", "correction")
    actions.pause(about=ABOUT, code="district_review", why="again", by=CLOCK, at=at(6, 17))
    assert Pause.objects.count() == 1
    actions.resume(about=ABOUT, code="district_review", by=CLOCK, at=at(6, 19))
    row.refresh_from_db()
    assert (row.state, row.due_at) == ("running", end_of(date(2023, 6, 26)))
    assert counted(row) == [date(2023, 6, day) for day in (15, 20, 21, 25, 26)]
    assert verbs_of(row) == ["begin", "pause", "resume"]


def test_a_paused_clock_does_not_run_out():
    start()
    actions.pause(about=ABOUT, code="district_review", why="correction", by=CLOCK, at=at(6, 16))
    assert queries.due_by(at(12, 1)) == []
    assert queries.due_before(at(12, 1)) == []


def test_what_waits_for_delivery_begins_with_it():
    row = start("correction", after_delivery=True)
    assert (row.state, row.due_at) == ("waiting", None)
    assert queries.shown(row, at(6, 14)).why is None
    actions.begin_after_delivery(key=row.key, since=at(6, 19), by=CLOCK, at=at(6, 20))
    assert actions.begin_after_delivery(key=row.key, since=at(6, 18), by=CLOCK, at=at(6, 20)) is None
    row.refresh_from_db()
    assert (row.state, counted(row)[0]) == ("running", date(2023, 6, 20))


def test_a_clock_that_was_met_is_over():
    row = start()
    actions.meet(about=ABOUT, by=CLOCK, at=at(6, 16))
    row.refresh_from_db()
    assert last_line(row)[:3] == ("meet", "running", "met")
    assert queries.clock_of(*ABOUT, at(6, 16)) is None
    assert [shown.state for shown in queries.clocks_of(*ABOUT, at(6, 16))] == ["met"]
    assert queries.shown(row, at(6, 16)).days_left == 0
    actions.meet(about=ABOUT, by=CLOCK, at=at(6, 16))
    assert verbs_of(row) == ["begin", "meet"]
    assert start().pk != row.pk  # the same kind of clock may run again


@pytest.mark.parametrize(("hour", "due"), [(at(6, 21, 23), False), (end_of(date(2023, 6, 21)), True), (at(6, 22, 0), True)])
def test_it_runs_out_at_midnight(hour, due):
    row = start()
    assert (queries.due_by(hour) == [row]) is due


def test_a_missed_clock_may_still_be_met():
    row = start()
    actions.miss(deadline=row, at=at(6, 22))
    assert (row.state, queries.due_by(at(6, 30))) == ("overdue", [])
    actions.meet(about=ABOUT, by=CLOCK, at=at(6, 23))
    assert verbs_of(row) == ["begin", "miss", "meet"]


def test_a_date_in_a_year_without_calendar_is_provisional_and_becomes_firm(settings, tmp_path):
    row = start(days=10, on=at(12, 28, year=2026))
    assert row.is_provisional
    assert queries.provisional() == [row]
    assert actions.count_again() == 0
    calendars = tmp_path / "reference/calendars"
    shutil.copytree(settings.PACKS / "reference", tmp_path / "reference")
    text = (calendars / "2026.yaml").read_text(encoding="utf-8").replace("2026", "2027")
    (calendars / "2027.yaml").write_text(text, encoding="utf-8")
    assert load_calendar(calendars).knows(date(2027, 1, 1))
    settings.PACKS = tmp_path
    assert actions.count_again() == 1
    row.refresh_from_db()
    assert not row.is_provisional


def test_a_formal_clock_refuses_such_a_year():
    with pytest.raises(Refused, match="2027 have not been announced"):
        start("public_notice", days=10, on=at(12, 28, year=2026), formal=True)


def test_a_later_pack_does_not_move_a_date_that_runs():
    row = start()
    row.refresh_from_db()
    assert Clock.model_validate(row.rule) == rule()


def test_a_reminder_is_noted_once():
    row = start()
    assert queries.due_before(at(6, 22)) == [row]
    assert actions.note_reminder(deadline=row, at=at(6, 20))
    assert not actions.note_reminder(deadline=row, at=at(6, 20))
    assert queries.due_before(at(6, 22)) == []


def test_after_a_pause_one_is_reminded_again():
    row = start()
    actions.note_reminder(deadline=row, at=at(6, 15))
    actions.pause(about=ABOUT, code="district_review", why="correction", by=CLOCK, at=at(6, 16))
    actions.resume(about=ABOUT, code="district_review", by=CLOCK, at=at(6, 19))
    assert Deadline.objects.get(pk=row.pk).reminded_at is None


def test_lists_and_the_next_date():
    row = start()
    assert queries.due_dates("t", ["k", "other"]) == {"k": row.due_at}
    assert queries.next_due(at(6, 14)) == row.due_at
    assert queries.next_due(row.due_at) is None
    assert queries.live(*ABOUT, "district_review") == row
    assert queries.live(*ABOUT, "other") is None
