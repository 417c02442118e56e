"""What happens by itself, once, however often and from wherever it is run."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction

from sinople.audit.models import Line
from sinople.daily.actions import AT_DUE, REMIND_BEFORE, run
from sinople.deadlines.models import Deadline
from sinople.letters.models import Letter
from sinople.review import actions as review
from sinople.titles.models import Grant
from tests import makers
from tests.makers import DAY, ENDED, HOUR, POINTS, RECEIVED, RECOMMENDED, make_case, make_grant, make_notice, make_panel, seats_of
from tests.racing import race
from tests.stories import last_line, verbs_of

db = pytest.mark.django_db
TICK = timedelta(seconds=1)


def clock(case, code="district_review"):
    return Deadline.objects.get(about_key=case.application.key, code=code)


def letters_to(person, words):
    return Letter.objects.filter(person_id=person.person_id, message__contains=words).count()


@db
def test_those_concerned_are_reminded_once_and_told_when_it_is_overdue(town):
    case = make_case(town)
    due, officer = clock(case).due_at, town.district_of(case)
    assert run(due - REMIND_BEFORE - TICK)["reminders"] == 0
    for _ in range(2):
        run(due - REMIND_BEFORE)
    assert letters_to(officer, "is due on") == 1
    assert run(due - TICK)["due"] == 0
    for _ in range(2):
        run(due)
    assert last_line(clock(case))[:3] == ("miss", "running", "overdue")
    assert letters_to(officer, "Overdue since") == 1
    assert letters_to(town.other_district(case), "Overdue since") == 0


@db
def test_a_correction_is_the_applicants_turn(town):
    case = make_case(town)
    review.send_back(case=case, points=POINTS, by=town.district_of(case), at=RECOMMENDED)
    assert run(RECOMMENDED + 90 * DAY)["due"] == 0  # not delivered yet
    run(makers.read_letter(case.application.key, "correction", town.company().submitter, RECOMMENDED + HOUR).due_at)
    assert letters_to(town.company().submitter, "Overdue since") == 1
    assert letters_to(town.district_of(case), "Overdue since") == 0
    assert clock(case).state == "paused"


@db
def test_an_invitation_is_the_experts_turn(town):
    panel = make_panel(town, [make_case(town, "expert")], "drawn")
    seat = seats_of(panel)[0]
    run(makers.read_letter(seat.key, "expert_invitation", town.expert_of(seat), makers.DRAWN).due_at)
    assert letters_to(town.expert_of(seat), "Overdue since") == 1


@db
def test_an_invitation_of_an_evaluator_is_its_signers_turn(town):
    made, signer = makers.make_engagement(town), town.cast.evaluators[0][2]
    run(makers.read_letter(made.key, "invitation_answer", signer, RECEIVED).due_at)
    assert letters_to(signer, "Overdue since") == 1
    assert letters_to(town.company().submitter, "Overdue since") == 0


@db
def test_a_formal_review_is_the_citys_turn(town):
    case = make_case(town, "formal")
    run(clock(case, "formal_review").due_at)
    assert letters_to(town.officer, "Overdue since") == 1


@db
@pytest.mark.parametrize(("moment", "state"), [(-TICK, "open"), (timedelta(0), "ended"), (HOUR, "ended")])
def test_a_notice_ends_by_itself(town, moment, state):
    notice = make_notice(town, "open")
    for _ in range(2):
        run(ENDED + moment)
    notice.refresh_from_db()
    assert notice.state == state
    assert verbs_of(notice).count("end") == (state == "ended")


@db
def test_calls_close_by_their_hour(town):
    run(town.call.closes_at - TICK)
    town.call.refresh_from_db()
    assert town.call.state == "open"
    assert run(town.call.closes_at)["calls"] == 1
    assert run(town.call.closes_at)["calls"] == 0


@db
def test_titles_end_the_day_after_their_last(town):
    grant = make_grant(town)
    Grant.objects.update(ends_on=makers.PUBLISHED.date())
    assert run(makers.PUBLISHED)["expired"] == 0
    assert run(makers.PUBLISHED + DAY)["expired"] == 1
    grant.refresh_from_db()
    assert grant.state == "expired"


@db
def test_a_second_run_changes_nothing(town):
    make_case(town)
    at = RECEIVED + 60 * DAY
    run(at)
    lines, letters = Line.objects.count(), Letter.objects.count()
    assert sum(run(at).values()) == 0
    assert (Line.objects.count(), Letter.objects.count()) == (lines, letters)


@db
def test_one_refusal_does_not_hold_up_the_rest(town, monkeypatch):
    from sinople.kernel.refused import Refused

    first, second = make_case(town, n=0), make_case(town, n=1)

    def refuse_the_first(deadline, at):
        if deadline.about_key == first.application.key:
            raise Refused("No.")
        marked(deadline, at)

    marked = AT_DUE["district_review"]
    monkeypatch.setitem(AT_DUE, "district_review", refuse_the_first)
    run(clock(first).due_at)
    assert (clock(first).state, clock(second).state) == ("running", "overdue")


@db
def test_the_command_says_what_it_did(town, capsys):
    call_command("daily")
    assert "reminders" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_run_from_two_places_at_once(town):
    with transaction.atomic():
        case = make_case(town)
    at = clock(case).due_at

    def both(_n):
        return run(at)

    results = race(both)
    assert not any(isinstance(result, Exception) for result in results), results
    assert verbs_of(clock(case)).count("miss") == 1
    assert letters_to(town.district_of(case), "Overdue since") == 1
