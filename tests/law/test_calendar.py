from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import chinese_calendar
import pytest

from sinople.kernel.refused import Refused
from sinople.kernel.text import Text
from sinople.law.calendar import Calendar, load_calendar
from sinople.law.clocks import SHANGHAI, due, end_of, start_of
from sinople.law.faults import PackFault
from sinople.law.packs.models import Clock

CALENDARS = Path(__file__).parents[2] / "packs/reference/calendars"
CALENDAR = load_calendar(CALENDARS)
OURS = {"authority": "default", "mark": "D", "source": Text("我们", "ours")}


def make_clock(days=5, **changes):
    return Clock(
        code="notice",
        name=Text("公示", "notice"),
        days={"code": "days", "value": str(days), "kind": "whole", **OURS},
        starts_with=Text("发布", "release"),
        anchor="x#1",
        **OURS,
        **changes,
    )


def at(day, hour=10):
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), tzinfo=SHANGHAI) + timedelta(hours=hour)


@pytest.mark.parametrize("year", range(2019, 2027))
def test_every_day_of_the_year_against_another_table(year):
    day = date(year, 1, 1)
    while day.year == year:
        assert CALENDAR.is_working_day(day) == chinese_calendar.is_workday(day), day
        day += timedelta(days=1)


def test_every_notice_has_its_number():
    assert CALENDAR.known_years == set(range(2019, 2027))
    assert all(number.startswith("国办发明电〔") for number in CALENDAR.numbers.values())


@pytest.mark.parametrize(
    ("day", "working", "reason"),
    [("2023-06-21", True, "workday"), ("2023-06-22", False, "holiday"), ("2023-06-25", True, "make_up"), ("2023-06-18", False, "weekend")],
)
def test_facts_of_a_day(day, working, reason):
    fact = CALENDAR.fact(date.fromisoformat(day))
    assert (fact.working, fact.reason, fact.known) == (working, reason, True)


def test_a_closure_goes_before_everything():
    calendar = Calendar(
        make_up_days={date(2023, 6, 25): Text("补", "make-up")}, known_years=frozenset({2023}), closures={date(2023, 6, 25): Text("台风", "typhoon")}
    )
    assert calendar.fact(date(2023, 6, 25)).reason == "closure"


@pytest.mark.parametrize(
    ("day", "count", "wanted"),
    [
        ("2023-06-20", 1, "2023-06-21"),
        ("2023-06-21", 1, "2023-06-25"),
        ("2023-06-21", 5, "2023-06-29"),
        ("2023-06-25", -1, "2023-06-21"),
        ("2023-06-20", 0, "2023-06-20"),
    ],
)
def test_add_working_days(day, count, wanted):
    assert CALENDAR.add_working_days(date.fromisoformat(day), count) == date.fromisoformat(wanted)


def test_next_working_day():
    assert CALENDAR.next_working_day(date(2023, 9, 28)) == date(2023, 10, 7)


def test_an_unknown_year_is_never_guessed_in_earnest():
    assert CALENDAR.is_working_day(date(2027, 1, 4))
    with pytest.raises(Refused, match="2027"):
        CALENDAR.is_working_day(date(2027, 1, 4), require_known=True)
    with pytest.raises(Refused, match="2027"):
        CALENDAR.add_working_days(date(2026, 12, 30), 5, require_known=True)


def test_due_says_why_on_that_day():
    found = due(make_clock(), at("2023-06-20"), CALENDAR)
    assert found.due_at == at("2023-06-29", 0)
    assert found.last_day == date(2023, 6, 28)
    assert not found.provisional
    assert [(day.day.day, day.reason) for day in found.days] == [
        (20, "first_day"), (21, "counted"), (22, "holiday"), (23, "holiday"), (24, "holiday"), (25, "make_up"), (26, "counted"), (27, "counted"), (28, "counted"),
    ]  # fmt: skip
    assert [day.day.day for day in found.skipped] == [20, 22, 23, 24]
    assert (found.clock, found.anchor, found.authority, found.count, found.kind) == ("notice", "x#1", "default", 5, "working")


def test_the_first_day_counts_where_the_clock_says_so():
    assert due(make_clock(first_day_counts=True), at("2023-06-19"), CALENDAR).last_day == date(2023, 6, 26)


def test_calendar_days_need_no_calendar():
    found = due(make_clock(kind="calendar", days=10), at("2027-02-01"), CALENDAR, require_known=True)
    assert (found.last_day, found.provisional) == (date(2027, 2, 11), False)


def test_days_touched_by_a_pause_do_not_count():
    found = due(make_clock(days=3), at("2023-06-05"), CALENDAR, [(at("2023-06-06", 15), at("2023-06-08", 9))])
    assert [day.reason for day in found.days] == ["first_day", "paused", "paused", "paused", "counted", "weekend", "weekend", "counted", "counted"]


def test_a_pause_stops_no_day_before_or_after_it():
    found = due(make_clock(days=3), at("2023-06-05"), CALENDAR, [(at("2023-06-08", 9), at("2023-06-08", 15))])
    assert [day.reason for day in found.days] == ["first_day", "counted", "counted", "paused", "counted"]


def test_a_date_in_a_year_without_notice_is_provisional():
    found = due(make_clock(), at("2026-12-30"), CALENDAR)
    assert found.provisional
    with pytest.raises(Refused, match="have not been announced"):
        due(make_clock(), at("2026-12-30"), CALENDAR, require_known=True)


def test_a_start_elsewhere_is_read_in_shanghai():
    late = datetime(2023, 6, 19, 17, tzinfo=ZoneInfo("UTC"))
    assert due(make_clock(days=1), late, CALENDAR).last_day == date(2023, 6, 21)


def test_a_moment_without_zone_starts_nothing():
    with pytest.raises(Refused, match="time zone"):
        due(make_clock(), datetime(2023, 6, 19), CALENDAR)


def test_no_days_end_with_the_day_itself():
    assert due(make_clock(days=0), at("2023-06-20"), CALENDAR).last_day == date(2023, 6, 20)


def test_ends_and_starts_of_days():
    assert end_of(date(2023, 6, 30)) == start_of(date(2023, 7, 1))


def test_closures_are_read_from_their_file(tmp_path):
    (tmp_path / "2023.yaml").write_text((CALENDARS / "2023.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    words = "{zh: 台风停工, en: Typhoon}"
    (tmp_path / "closures.yaml").write_text(
        f"closures:\n  - {{day: 2023-09-01, name: {words}, authority: notice, mark: S, source: {words}}}\n", encoding="utf-8"
    )
    assert not load_calendar(tmp_path).is_working_day(date(2023, 9, 1))


def test_a_wrong_day_is_named_with_its_line(tmp_path):
    (tmp_path / "2023.yaml").write_text(
        "year: 2023\nnumber: x\nauthority: notice\nmark: S\nsource: {zh: 文, en: text}\nholidays:\n  - {day: 1672531200, name: {zh: 元旦, en: New Year}}\nmake_up_days: []\n",
        encoding="utf-8",
    )
    with pytest.raises(PackFault, match=r"2023\.yaml:7: holidays/0/day: write the day as year-month-day"):
        load_calendar(tmp_path)
