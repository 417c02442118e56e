"""The same act by two at once: exactly one succeeds. The control takes the compare-and-set away and shows that the test would see it."""

import time
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from sinople.applications import actions as applications
from sinople.applications.models import Application
from sinople.audit.actions import move
from sinople.audit.models import Line
from sinople.evaluation import actions as evaluation
from sinople.evaluation.models import Report
from sinople.experts import actions as experts
from sinople.kernel.refused import Refused
from sinople.letters import actions as letters
from sinople.letters.models import Numbered
from sinople.notices import actions as notices
from sinople.notices.states import NoticeState
from sinople.people.models import Person
from sinople.review import actions as review
from sinople.review.models import Meeting, Opinion
from sinople.seals.models import SignOff
from tests import makers
from tests.makers import BEGUN, DAY, PLEDGED, RECEIVED, SCORED
from tests.racing import race, won

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 10


@contextmanager
def held():
    with transaction.atomic():
        yield


def lines_with(verb, key):
    return Line.objects.filter(verb=verb, key=key).count()


def handing_in(town, key):
    """What a post does: fetch, then act."""

    def act(_n):
        application = Application.objects.select_related("call__pack", "call__plan", "organisation", "site").get(key=key)
        time.sleep(0.01)
        return review.hand_in(application=application, confirmed=True, statement_key="", by=town.company().submitter, at=RECEIVED)

    return act


def test_a_double_hand_in_opens_one_case(town):
    with held():
        application = makers.make_application(town, "verified")
    results = race(handing_in(town, application.key))
    assert won(results) == 1, results
    assert lines_with("hand_in", application.key) == 1
    assert Numbered.objects.filter(about_key=application.key).count() == 1


def test_ten_double_withdrawals_succeed_once_each(town):
    with held():
        made = [makers.make_application(town, n=n, partly=True) for n in range(8)] + [
            makers.make_application(town, n=n, site=1, partly=True) for n in (0, 4)
        ]  # fmt: skip
    assert len(made) == ROUNDS
    for application in made:
        submitter = town.company_of(application).submitter
        copies = [Application.objects.get(pk=application.pk) for _ in range(2)]
        results = race(lambda n, copies=copies, submitter=submitter: applications.withdraw(application=copies[n], reason="", by=submitter, at=RECEIVED))
        assert won(results) == 1, results
        assert lines_with("withdraw", application.key) == 1


def moved_without_asking(thing, verb, *, by, at):
    """The control: as `move` would be without its condition, and without the number of the line that is taken once."""
    goes_to = thing.FLOW.after(thing.state, verb)
    type(thing).objects.filter(pk=thing.pk).update(state=goes_to, moved_at=at)
    return goes_to


@pytest.mark.parametrize(("mover", "winners"), [(move, 1), (moved_without_asking, 2)], ids=["move", "control"])
def test_the_condition_of_the_move_decides(town, mover, winners):
    with held():
        application = makers.make_application(town, partly=True)
    for _ in range(ROUNDS):
        with held():
            Application.objects.filter(pk=application.pk).update(state="draft")
        copies = [Application.objects.get(pk=application.pk) for _ in range(2)]
        results = race(lambda n, copies=copies: mover(copies[n], "withdraw", by=town.company().submitter, at=RECEIVED))
        assert won(results) == winners, results


@pytest.mark.parametrize(("mover", "winners"), [(move, 1), (moved_without_asking, 2)], ids=["move", "control"])
def test_two_evaluators_seal_one_report_once(town, mover, winners):
    with held():
        made = makers.make_engagement(town, "accepted")
    copies = [makers.fresh_engagement(made) for _ in range(2)]
    results = race(lambda n: mover(copies[n], "sign_report", by=town.cast.evaluators[0][2], at=RECEIVED))
    assert won(results) == winners, results


def test_a_report_that_two_sign_at_once_is_there_once(town):
    with held():
        made = makers.make_engagement(town, "accepted")
        signer = town.cast.evaluators[0][2]
        evaluation.write_report(engagement=made, conclusion="符合", suggestions="", highlights="", by=signer, at=RECEIVED)
    copies = [makers.fresh_engagement(made) for _ in range(2)]
    results = race(lambda n: evaluation.sign_report(engagement=copies[n], by=signer, at=RECEIVED))
    assert won(results) == 1, results
    assert (lines_with("sign_report", made.key), Report.objects.filter(engagement=made).count()) == (1, 1)


def test_an_opinion_is_signed_once_and_the_case_concluded_once(town):
    with held():
        case = makers.make_case(town, "expert")
        panel = makers.make_panel(town, [case], "ready")
        for seat in makers.seats_of(panel):
            points = {group.code: group.max / 2 for group in review.scoring.queries.sheet_of(case).groups}
            review.save_opinion(seat=seat, case=case, points=points, remarks={}, recommends=True, by=town.expert_of(seat), at=SCORED)
    keys = list(Opinion.objects.order_by("pk").values_list("key", "seat__expert__person_id"))
    acting = {expert.person_id: expert for expert in town.cast.experts}
    related = ("seat__expert", "seat__panel", "case__application__call__pack", "case__application__call__plan")
    for key, person in keys:
        copies = [Opinion.objects.select_related(*related).get(key=key) for _ in range(2)]
        results = race(lambda n, copies=copies, person=person: review.sign_opinion(opinion=copies[n], by=acting[person], at=SCORED))
        assert won(results) == 1, results
        assert lines_with("sign_opinion", key) == 1
    assert lines_with("conclude", case.key) == 1


@pytest.mark.parametrize("is_held", [True, False], ids=["held", "control"])
def test_the_last_two_opinions_signed_at_once_conclude_the_case(town, monkeypatch, is_held):
    """Whoever commits second must see the first one's signature. Without holding the case both count without the other, and it is never concluded."""
    if not is_held:
        monkeypatch.setattr(review.scoring, "hold", lambda _thing: None)
    with held():
        case = makers.make_case(town, "expert")
        panel = makers.make_panel(town, [case], "ready")
        for seat in makers.seats_of(panel):
            points = {group.code: group.max / 2 for group in review.scoring.queries.sheet_of(case).groups}
            made = review.save_opinion(seat=seat, case=case, points=points, remarks={}, recommends=True, by=town.expert_of(seat), at=SCORED)
        first = Opinion.objects.order_by("pk")[0]
        review.sign_opinion(opinion=related_opinion(first.pk), by=by_expert(town, first), at=SCORED)
        assert made.pk
    open_ones = [related_opinion(opinion.pk) for opinion in Opinion.objects.filter(state="open").order_by("pk")]

    def sign_and_linger(n):
        time.sleep(0.3 * n)
        review.sign_opinion(opinion=open_ones[n], by=by_expert(town, open_ones[n]), at=SCORED)
        time.sleep(0.6 * (1 - n))  # the first holds its transaction open while the second signs

    results = race(sign_and_linger)
    signed = Opinion.objects.filter(state="signed").count()
    case.refresh_from_db()
    one_by_one = is_held or connection.vendor == "sqlite"  # SQLite has one writer at a time
    assert (won(results), signed, case.state) == (2, 3, "meeting" if one_by_one else "expert"), results


def test_the_last_two_pledges_at_once_complete_the_panel(town):
    with held():
        panel = makers.make_panel(town, [makers.make_case(town, "expert")], "drawn")
        for seat in makers.seats_of(panel):
            experts.accept(seat=seat, by=town.expert_of(seat), at=PLEDGED)
        first, *others = makers.seats_of(panel)
        review.pledge(seat=first, by=town.expert_of(first), at=PLEDGED)

    def pledge_and_linger(n):
        time.sleep(0.3 * n)
        review.pledge(seat=others[n], by=town.expert_of(others[n]), at=PLEDGED)
        time.sleep(0.6 * (1 - n))

    results = race(pledge_and_linger)
    panel.refresh_from_db()
    assert (won(results), panel.state) == (2, "ready"), results


def related_opinion(pk):
    return Opinion.objects.select_related("seat__expert", "seat__panel", "case__application__call__pack", "case__application__call__plan").get(pk=pk)


def by_expert(town, opinion):
    return next(expert for expert in town.cast.experts if expert.person_id == opinion.seat.expert.person_id)


def test_the_last_signature_of_a_meeting_applies_it_once(town):
    with held():
        case = makers.make_case(town, "meeting")
        meeting = makers.make_meeting(town, [case], "laid")
        review.sign_meeting(meeting=meeting, sign_off=makers.sign_off_of(meeting), by=town.checker, at=makers.DECIDED)
    results = race(
        lambda _n: review.sign_meeting(
            meeting=makers.fresh_meeting(meeting), sign_off=SignOff.objects.get(about_key=meeting.key), by=town.leader, at=makers.DECIDED
        )
    )
    assert won(results) == 1, results
    assert lines_with("decide", meeting.key) == 1
    assert lines_with("approve", case.key) == 1
    assert Meeting.objects.get().state == "decided"


def test_a_notice_is_released_once(town):
    with held():
        notice = makers.make_notice(town, "stamped")
    results = race(lambda _n: notices.release(notice=makers.fresh_notice(notice), sign_off=makers.sign_off_of(notice), by=town.clerk, at=makers.RELEASED))
    notice.refresh_from_db()
    assert (won(results), notice.state) == (1, NoticeState.OPEN), results
    assert lines_with("release", notice.key) == 1


def test_numbers_are_given_once_and_without_a_gap(town):
    def act(n):
        return [letters.number(series="x", year=2023, words="%(year)s-%(n)s", about=("t", f"{n}-{i}"), by=town.officer, at=BEGUN) for i in range(5)]

    for _ in range(4):
        results = race(act, runners=4)
        assert won(results) >= 1
    given = sorted(Numbered.objects.values_list("n", flat=True))
    assert given == list(range(1, len(given) + 1))
    assert len(given) >= 20


def test_the_first_number_of_a_year_may_be_asked_for_twice_at_once(town):
    results = race(lambda n: letters.number(series="fresh", year=2031, words="%(n)s", about=("t", str(n)), by=town.officer, at=BEGUN))
    assert won(results) == 2, results
    assert sorted(str(result) for result in results) == ["1", "2"]


def numbered_by_counting(n):
    """The control: the next number is counted, then taken."""
    last = max(Person.objects.filter(name__startswith="no ").values_list("name", flat=True), default="no 0")
    time.sleep(0.05)
    return int(last.split()[1]) + 1


def test_the_control_gives_a_number_twice(town):
    def act(n):
        connection.cursor().execute("SELECT 1")
        return numbered_by_counting(n)

    results = race(act) if connection.vendor == "postgresql" else [numbered_by_counting(n) for n in range(2)]
    assert results == [1, 1]


def test_the_loser_writes_nothing(town):
    with held():
        application = makers.make_application(town, partly=True)
    before = Line.objects.count()
    copies = [Application.objects.get(pk=application.pk) for _ in range(2)]
    results = race(lambda n: applications.withdraw(application=copies[n], reason="", by=town.company().submitter, at=BEGUN + DAY))
    assert [type(result) for result in results if isinstance(result, Exception)] == [Refused]
    assert Line.objects.count() == before + 1
