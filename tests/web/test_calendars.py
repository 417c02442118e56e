"""One's clocks in a calendar at a secret address, and mail at once or once a day."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from sinople.deadlines.models import Deadline
from sinople.letters import queries as letters
from sinople.people.models import Membership, User
from tests import makers
from tests.crowds import more_applications
from tests.web.sitting import page, seat, set_moment, text_of

pytestmark = pytest.mark.django_db


def address(acting) -> str:
    """Let the person make an address and return its path."""
    assert seat(acting).post(reverse("door:feed")).status_code == 302
    return reverse("door:calendar", args=[letters.preference_of(acting.person_id).feed])


def events(path, client=None):
    answered = (client or Client()).get(path)
    assert answered.status_code == 200
    assert answered["Content-Type"].startswith("text/calendar")
    return list(Calendar.from_ical(answered.content).walk("VEVENT"))


def test_whoever_knows_the_address_reads_the_dates_without_signing_in(town):
    case = makers.make_case(town, "district")
    officer = town.district_of(case)
    set_moment(case.application.handed_in_at)
    found = events(address(officer))
    due = Deadline.objects.get(about_key=case.application.key, code="district_review")
    assert [event["dtend"].dt for event in found if event["uid"] == f"{due.key}@sinople"] == [due.due_at]
    assert all(event["url"].endswith("/") and "/go/" in event["url"] for event in found)


def test_another_address_ends_the_first_and_none_ends_it_too(town):
    acting = town.company().submitter
    first = address(acting)
    second = address(acting)
    assert first != second
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    seat(acting).post(reverse("door:feed"), {"end": "1"})
    assert Client().get(second).status_code == 404
    assert Client().get(reverse("door:calendar", args=["None"])).status_code == 404


def test_a_draft_has_the_hour_at_which_its_call_closes(town):
    application = makers.make_application(town)
    closing = [event for event in events(address(town.company().submitter)) if event["uid"] == f"call-{application.key}@sinople"]
    assert closing[0]["dtend"].dt == application.call.closes_at


def test_whose_post_has_ended_reads_nothing_and_whose_account_is_closed_no_calendar(town):
    makers.make_application(town)
    acting = town.company().submitter
    path = address(acting)
    assert events(path)
    Membership.objects.filter(person_id=acting.person_id).update(until=makers.BEGUN)
    set_moment(makers.BEGUN)
    assert events(path) == []
    User.objects.filter(person_id=acting.person_id).update(is_active=False)
    assert Client().get(path).status_code == 404


def test_a_calendar_asks_as_often_for_sixty_as_for_ten(town):
    application = makers.make_application(town)
    path = address(town.company().submitter)

    def asked():
        with CaptureQueriesContext(connection) as captured:
            Client().get(path)
        return len(captured)

    more_applications(application, 9)
    few = asked()
    more_applications(application, 30)
    assert asked() == few


def test_the_profile_shows_and_keeps_what_one_chose(town):
    acting = town.company().submitter
    client = seat(acting)
    assert client.post(reverse("door:mail"), {"mail": "daily"}).status_code == 302
    shown = page(client.get(reverse("door:profile")))
    assert shown.xpath("//input[@id='mail_daily']/@checked")
    assert client.post(reverse("door:mail"), {"mail": "never"}).status_code == 409
    assert letters.preference_of(acting.person_id).mail == "daily"
    assert "calendar/" not in text_of(client.get(reverse("door:profile")))
    path = address(acting)
    assert path in text_of(client.get(reverse("door:profile")))
