"""Around a closing hour: whatever the application's own clock says, and however long a post takes, the database's moment at its beginning decides."""

import os
import random
import time
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from sinople.applications.models import Application
from sinople.audit.models import Line
from sinople.audit.queries import moment
from sinople.people import queries as people
from sinople.review import actions as review
from sinople.schemes.models import Call
from tests import makers
from tests.web.sitting import seat

pytestmark = pytest.mark.django_db
TRIES = int(os.environ.get("SINOPLE_TRIES", "120"))  # `./run bench deadline` takes ten thousand
MINUTES, MILLISECOND = timedelta(minutes=10), timedelta(milliseconds=1)


class Closing:
    """An application that is ready, its submitter at the desk, and a call that closes whenever it is told to."""

    def __init__(self, town, monkeypatch) -> None:
        self.application = makers.make_application(town, "verified")
        self.client = seat(town.company().submitter)
        self.address = reverse("applicant:submission", kwargs={"key": self.application.key})
        self.call, self.ahead = town.call, timedelta()
        real_now, real_time = timezone.now, time.time  # noqa: TID251 - the clock that must not decide
        monkeypatch.setattr(timezone, "now", lambda: real_now() + self.ahead)
        monkeypatch.setattr(time, "time", lambda: real_time() + self.ahead.total_seconds())

    def attempt(self, closes_in: timedelta, ahead: timedelta) -> tuple[bool, datetime, datetime, datetime, datetime]:
        """Hand in with the application's clock moved; return whether it was taken, when it closed, which moment was written down, and the true moments around."""
        self.ahead = ahead
        with transaction.atomic():
            before = moment()
            closes = before + closes_in
            Call.objects.filter(pk=self.call.pk).update(closes_at=closes)
            response = self.client.post(self.address, {"confirmed": "on"})
            after = moment()
            assert response.status_code in {302, 409}, response.status_code
            taken = response.status_code == 302
            said = self._moment_kept(taken)
            transaction.set_rollback(True)
        return taken, closes, said, before, after

    def _moment_kept(self, taken: bool) -> datetime:
        if taken:
            return Application.objects.get(pk=self.application.pk).handed_in_at
        return Line.objects.filter(verb="refused").latest("pk").at


def faults_in(closing: Closing, tries: int) -> list[str]:
    """Try so often, half of it within a few milliseconds of the closing, and return what was decided wrongly."""
    draw, wrong = random.Random(2023), []
    for _ in range(tries):
        near = draw.random() < 0.5
        closes_in = draw.randint(-5, 60) * MILLISECOND if near else draw.uniform(-1, 1) * MINUTES
        taken, closes, said, before, after = closing.attempt(closes_in, draw.uniform(-1, 1) * MINUTES)
        if not before <= said <= after:
            wrong.append(f"{said} lies outside of the post, {before} to {after}")
        if taken != (said < closes) or (before >= closes and taken) or (after < closes and not taken):
            wrong.append(f"taken {taken} at {said}, closing {closes}")
    return wrong


def test_the_moment_of_the_database_decides_whatever_the_clock_of_the_application(town, monkeypatch):
    closing = Closing(town, monkeypatch)
    assert faults_in(closing, TRIES) == []


def test_the_control_goes_by_the_clock_of_the_application_and_is_found_out(town, monkeypatch):
    closing, standing_of = Closing(town, monkeypatch), people.standing_of

    def by_its_own_clock(user):
        found = standing_of(user)
        return replace(found, at=timezone.now())  # noqa: TID251 - the clock that must not decide

    monkeypatch.setattr(people, "standing_of", by_its_own_clock)
    assert len(faults_in(closing, 40)) > 10


@pytest.mark.parametrize(("closes_in", "taken"), [(timedelta(milliseconds=400), True), (timedelta(), False)])
def test_a_post_that_is_still_open_at_the_closing_counts_from_its_beginning(town, monkeypatch, closes_in, taken):
    """The transaction is held open across the closing; what began in time is taken."""
    closing, hand_in = Closing(town, monkeypatch), review.hand_in

    def slowly(**facts):
        time.sleep(0.5)
        return hand_in(**facts)

    monkeypatch.setattr(review, "hand_in", slowly)
    was_taken, closes, said, _before, after = closing.attempt(closes_in, timedelta())
    assert (was_taken, said < closes, after > closes) == (taken, taken, True)
