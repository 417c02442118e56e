"""How long what happened is kept: the story for ever, records of sign-ins as long as the installation says, and never less than 184 days."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog

from config.environment import read
from sinople.audit.models import Line
from sinople.audit.queries import moment
from sinople.daily import actions as daily
from tests.makers import make_application

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.mark.parametrize(("days", "starts"), [("183", False), ("184", True), ("0", False), ("-1", False), ("3650", True)])
def test_no_start_below_the_floor(monkeypatch, capsys, days, starts):
    monkeypatch.setenv("SINOPLE_MODE", "test")
    monkeypatch.setenv("SINOPLE_AUDIT_DAYS", days)
    if starts:
        assert read().audit_days == int(days)
        return
    with pytest.raises(SystemExit) as stopped:
        read()
    assert (stopped.value.code, "SINOPLE_AUDIT_DAYS" in capsys.readouterr().err) == (2, True)


def test_records_of_sign_ins_are_kept_as_long_as_the_installation_says(settings):
    settings.AUDIT_DAYS = 184
    now = moment()
    for age in (183, 185):
        for rows, more in ((AccessLog, {}), (AccessFailureLog, {}), (AccessAttempt, {"failures_since_start": 1, "get_data": "", "post_data": ""})):
            made = rows.objects.create(username=f"of {age} days", ip_address="192.0.2.1", user_agent=str(age), **more)
            rows.objects.filter(pk=made.pk).update(attempt_time=now - age * DAY)
    daily.run(now)
    for rows in (AccessLog, AccessFailureLog, AccessAttempt):
        assert list(rows.objects.values_list("username", flat=True)) == ["of 183 days"]


def test_the_story_is_never_dropped(town, settings):
    settings.AUDIT_DAYS = 184
    make_application(town)
    before = set(Line.objects.values_list("digest", flat=True))
    daily.run(moment() + 4000 * DAY)
    assert before <= set(Line.objects.values_list("digest", flat=True))
