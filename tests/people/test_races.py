"""The same post, or two that exclude each other, given by two at once: one stands. The controls take the guard away."""

import time
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction

from sinople.kernel.acting import CLOCK, Role
from sinople.kernel.refused import Refused
from sinople.people import actions
from sinople.people.models import Authority, Membership
from tests.makers import BEGUN, make_organisation, make_person
from tests.racing import race, won

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def without_the_constraints():
    """Take the promise of the database away, and give it back."""
    guards = [guard for guard in Membership._meta.constraints if guard.name.endswith("held_once")]
    with connection.schema_editor() as editor:
        for guard in guards:
            editor.remove_constraint(Membership, guard)
    yield
    Membership.objects.all().delete()
    with connection.schema_editor() as editor:
        for guard in guards:
            editor.add_constraint(Membership, guard)


def body_of(kind):
    if kind == "organisation":
        return {"organisation": make_organisation(), "role": Role.SUBMITTER}
    if kind == "authority":
        return {"authority": Authority.objects.create(level="city", name_zh="市局", name_en="Bureau"), "role": Role.LEADER}
    return {"role": Role.EXPERT}


def inserted(person, body):
    """What `appoint` does after it has looked: insert."""

    def act(_n):
        try:
            return Membership.objects.create(person=person, since=BEGUN, **body)
        except IntegrityError as fault:
            raise Refused(str(fault)) from None

    return act


@pytest.mark.parametrize("kind", ["organisation", "authority", "neither"])
def test_a_post_is_held_once_whatever_the_body(kind):
    with transaction.atomic():
        person, body = make_person(), body_of(kind)
    results = race(inserted(person, body))
    assert won(results) == Membership.objects.count() == 1, results
    Membership.objects.update(until=BEGUN)
    assert won(race(inserted(person, body))) == 1, "a post that has ended may be given again"


@pytest.mark.parametrize("kind", ["organisation", "authority", "neither"])
def test_the_control_gives_it_twice(kind):
    with transaction.atomic():
        person, body = make_person(), body_of(kind)
    with without_the_constraints():
        assert won(race(inserted(person, body))) == Membership.objects.count() == 2


def appointed(person, roles):
    def act(n):
        made = actions.appoint(person=person, role=roles[n], by=CLOCK, at=BEGUN)
        time.sleep(0.3)  # the first holds its transaction open while the second asks
        return made

    return act


def test_the_same_post_given_twice_at_once_is_one_post():
    with transaction.atomic():
        person = make_person()
    results = race(appointed(person, [Role.EXPERT, Role.EXPERT]))
    assert won(results) == 2, results
    assert results[0] == results[1]
    assert Membership.objects.count() == 1


@pytest.mark.parametrize("is_held", [True, False], ids=["held", "control"])
def test_auditor_and_administrator_at_once_are_not_one_person(monkeypatch, is_held):
    if not is_held:
        monkeypatch.setattr(actions, "hold", lambda _thing: None)
    with transaction.atomic():
        person = make_person()
    results = race(appointed(person, [Role.AUDITOR, Role.ADMINISTRATOR]))
    one_by_one = is_held or connection.vendor == "sqlite"  # SQLite has one writer at a time
    assert won(results) == (1 if one_by_one else 2), results
