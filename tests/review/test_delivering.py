"""Deliveries on record, and the clocks that begin with them."""

from datetime import timedelta

import pytest
from django.http import Http404

from sinople.deadlines import queries as deadlines
from sinople.deadlines.models import Deadline
from sinople.experts.models import Seat
from sinople.kernel.acting import Role
from sinople.letters.models import Delivery, Letter
from sinople.review import actions
from tests import makers
from tests.makers import DAY, HOUR, POINTS, RECOMMENDED, make_case, make_panel, make_strangers, read_letter, seats_of
from tests.racing import race, won
from tests.stories import denied_to_others, refused, verbs_of

db = pytest.mark.django_db


def returned(town):
    case = make_case(town)
    actions.send_back(case=case, points=POINTS, by=town.district_of(case), at=RECOMMENDED)
    return case, Deadline.objects.get(about_key=case.application.key, code="correction")


def registering(clock, by, **changes):
    facts = {"how": "post", "delivered_at": RECOMMENDED + HOUR, "evidence_key": "receipt", "at": RECOMMENDED + DAY}
    return actions.register_delivery(deadline=clock, by=by, **{**facts, **changes})


@db
def test_the_first_of_those_to_whom_it_was_written_begins_the_clock(town):
    case, clock = returned(town)
    assert (clock.state, clock.due_at) == ("waiting", None)
    company = town.company()
    begun = read_letter(case.application.key, "correction", company.filler, RECOMMENDED + HOUR)
    assert (begun.state, begun.starts_at) == ("running", RECOMMENDED + HOUR)
    again = read_letter(case.application.key, "correction", company.submitter, RECOMMENDED + 3 * DAY)
    assert (again.starts_at, again.due_at) == (begun.starts_at, begun.due_at)
    assert verbs_of(case.application)[-1] == "deliver"
    assert verbs_of(clock) == ["begin"]


@db
def test_a_letter_about_something_else_begins_nothing(town):
    _case, clock = returned(town)
    person = town.company().submitter
    for letter in Letter.objects.filter(person_id=person.person_id, begins=""):
        actions.deliver(letter=letter, by=person, at=RECOMMENDED + HOUR)
    clock.refresh_from_db()
    assert clock.state == "waiting"


@db
def test_an_officer_registers_what_was_delivered_outside_the_site(town):
    case, clock = returned(town)
    officer = town.district_of(case)
    denied_to_others(lambda acting: registering(clock, acting), make_strangers(town), allowed=["city_officer"])
    for changes, field in (
        ({"delivered_at": RECOMMENDED - timedelta(seconds=1)}, "delivered_at"), ({"delivered_at": RECOMMENDED + 2 * DAY}, "delivered_at"),
        ({"evidence_key": ""}, "evidence"), ({"how": "read"}, "evidence"), ({"how": "pigeon"}, "evidence"),
    ):  # fmt: skip
        with refused() as caught:
            registering(clock, officer, **changes)
        assert caught.value.field == field
    begun = registering(clock, officer)
    assert (begun.state, begun.starts_at) == ("running", RECOMMENDED + HOUR)
    rows = Delivery.objects.filter(letter__begins=clock.key)
    assert {(row.how, row.at, row.evidence_key, row.registered_by_id) for row in rows} == {("post", RECOMMENDED + HOUR, "receipt", officer.person_id)}
    assert len(rows) == 2
    clock.refresh_from_db()
    with refused("on record already"):
        registering(clock, officer)


@db
def test_the_panels_keeper_registers_an_experts_delivery(town):
    panel = make_panel(town, [make_case(town, "expert")], "drawn")
    seat = seats_of(panel)[0]
    key = deadlines.waiting(Seat.kind(), [seat.key])[seat.key]
    clock = Deadline.objects.get(key=key)
    denied_to_others(lambda acting: registering(clock, acting), make_strangers(town), allowed=["city_officer", "pool_keeper"])
    assert registering(clock, town.keeper, how="text", delivered_at=makers.DRAWN, at=makers.PLEDGED).state == "running"


@db
def test_whose_clocks_an_office_watches(town):
    case, clock = returned(town)
    assert deadlines.deadline_for(town.district_of(case), clock.key) == clock == deadlines.deadline_for(town.officer, clock.key)
    for stranger in make_strangers(town).values():
        if stranger.role not in {Role.CITY_OFFICER, Role.LEADER, Role.OFFICE_CLERK, Role.POOL_KEEPER}:
            with pytest.raises(Http404):
                deadlines.deadline_for(stranger, clock.key)


@pytest.mark.django_db(transaction=True)
def test_two_who_read_at_once_begin_it_once(town):
    from django.db import transaction

    with transaction.atomic():
        case, clock = returned(town)
    readers = [town.company().filler, town.company().submitter]
    results = race(lambda n: read_letter(case.application.key, "correction", readers[n], RECOMMENDED + HOUR))
    assert won(results) == 2, results
    assert verbs_of(clock) == ["begin"]
