"""Every reason against handing in, and what is still missing before declaring."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sinople.applications.rules import grounds_against_handing_in, is_in_year

OPENS, CLOSES = datetime(2023, 3, 1, tzinfo=UTC), datetime(2023, 6, 30, tzinfo=UTC)
TICK = timedelta(microseconds=1)
MOMENTS = [
    (OPENS - timedelta(days=1), ["not_open_yet"]), (OPENS - TICK, ["not_open_yet"]), (OPENS, []), (OPENS + TICK, []), (CLOSES - timedelta(seconds=1), []), (CLOSES - TICK, []),
    (CLOSES, ["closed"]), (CLOSES + TICK, ["closed"]), (CLOSES + timedelta(days=1), ["closed"]),
]  # fmt: skip


@pytest.mark.parametrize(("at", "codes"), MOMENTS)
@pytest.mark.parametrize("statement", [True, False])
def test_accepted_exactly_if_the_moment_is_before_the_close(at, codes, statement):
    found = grounds_against_handing_in(at, opens_at=OPENS, closes_at=CLOSES, statement=statement)
    assert [ground.code for ground in found] == codes + ([] if statement else ["statement"])


@pytest.mark.parametrize("minutes", range(-10, 11))
def test_the_same_moment_decides_in_every_time_zone(minutes):
    from zoneinfo import ZoneInfo

    at = CLOSES + timedelta(minutes=minutes)
    for zone in ("Asia/Shanghai", "America/New_York", "UTC"):
        found = grounds_against_handing_in(at.astimezone(ZoneInfo(zone)), opens_at=OPENS, closes_at=CLOSES, statement=True)
        assert (found == []) is (at < CLOSES)


@pytest.mark.parametrize(("day", "holds"), [(date(2022, 1, 1), True), (date(2022, 12, 31), True), (date(2023, 1, 1), False)])
def test_is_in_year(day, holds):
    assert is_in_year(day, 2022) is holds
