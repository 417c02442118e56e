"""The one move, the one record, checkpoints, the movable clock."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from sinople.applications.models import Application
from sinople.applications.states import State, Verb
from sinople.audit import actions, queries
from sinople.audit.models import Checkpoint, Line
from sinople.kernel.acting import CLOCK, Acting
from sinople.kernel.refused import Refused
from tests.makers import BEGUN, DAY, make_application
from tests.stories import last_line, line_count, refused

pytestmark = pytest.mark.django_db


def test_a_move_changes_the_state_and_writes_one_line(town):
    application, before = make_application(town), line_count()
    actions.move(application, Verb.DECLARE, by=town.company().submitter, at=BEGUN + DAY, digest="abc")
    application.refresh_from_db()
    assert (application.state, application.moved_at) == (State.DECLARED, BEGUN + DAY)
    assert line_count() == before + 1
    assert last_line(application) == ("declare", "draft", "declared", town.company().submitter.person_id)
    assert queries.story_of(application)[-1].facts == {"digest": "abc"}


def test_a_verb_that_is_not_open_is_refused(town):
    application = make_application(town, partly=True)
    with refused("not open now"):
        actions.move(application, Verb.CLOSE, by=town.officer, at=BEGUN)


def test_who_comes_second_is_refused(town):
    application = make_application(town, partly=True)
    stale = Application.objects.get(pk=application.pk)
    actions.move(application, Verb.WITHDRAW, by=town.officer, at=BEGUN)
    with refused("Somebody else has just changed this"):
        actions.move(stale, Verb.WITHDRAW, by=town.officer, at=BEGUN)


@pytest.mark.django_db(transaction=True)
def test_an_act_outside_a_transaction_is_a_mistake(town):
    application, before = make_application(town, partly=True) if connection.in_atomic_block else _in_one(town), line_count()
    with pytest.raises(RuntimeError, match="one transaction"):
        actions.record("look", application, by=CLOCK, at=BEGUN)
    assert line_count() == before


def _in_one(town):
    with transaction.atomic():
        return make_application(town, partly=True)


def test_a_line_says_who_in_which_post_and_when(town):
    application = make_application(town, partly=True)
    line = actions.record("look", application, by=town.officer, at=BEGUN, why="audit")
    assert (line.person_id, line.role, line.at, line.verb) == (town.officer.person_id, "city_officer", BEGUN, "look")
    assert actions.record("look", application, by=CLOCK, at=BEGUN).role == "clock"


def test_refusals_are_a_chain_of_their_own_for_each_person():
    by = Acting(person_id=77)
    for words in ("One.", "Two."):
        actions.note_refusal(address="/x/", by=by, at=BEGUN, refusal=words, values={"n": 1})
    assert [(told.verb, told.facts["refusal"]) for told in queries.lines_of("refusal", "77")] == [("refused", "One."), ("refused", "Two.")]
    assert queries.faults("refusal", "77") == []


def test_acts_of_a_person_come_latest_first(town):
    application = make_application(town, partly=True)
    actions.move(application, Verb.WITHDRAW, by=town.company().submitter, at=BEGUN + 3 * DAY)
    kind, key, told = queries.acts_of(town.company().submitter.person_id)[0]
    assert (kind, key, told.verb) == ("applications.application", application.key, "withdraw")
    assert queries.latest_lines(limit=1)[0][3].verb == "withdraw"
    assert queries.latest_lines(limit=1, before=queries.latest_lines(limit=1)[0][0])[0][3].verb != "withdraw"


def test_a_checkpoint_is_made_only_when_a_line_was_added(town, checkpoints):
    made = actions.checkpoint(at=BEGUN)
    assert made is not None
    assert actions.checkpoint(at=BEGUN + DAY) is None
    assert queries.faults() == []
    assert [row[1:4] for row in queries.kept_outside()] == [[str(made.last_line_id), str(made.lines), made.root]]
    assert queries.checkpoints() == [Checkpoint.objects.get()]


def test_the_key_is_made_once_and_readable_by_its_owner_alone(town, checkpoints, settings):
    actions.checkpoint(at=BEGUN)
    place = settings.DATA / "checkpoint.key"
    first = place.read_bytes()
    assert place.stat().st_mode & 0o777 == 0o600
    assert actions._make_signing_key() == first


def test_the_clock_moves_forward_only_where_it_may(settings):
    wanted = queries.moment() + timedelta(days=3)
    actions.set_clock(wanted, by=CLOCK)
    assert abs(queries.moment() - wanted) < timedelta(seconds=5)
    settings.CLOCK_MOVABLE = False
    assert abs(queries.moment() - (wanted - timedelta(days=3))) < timedelta(seconds=5)
    with pytest.raises(Refused):
        actions.set_clock(wanted, by=CLOCK)


def test_the_moment_is_the_databases_own_and_goes_on_inside_a_transaction():
    first = queries.moment()
    second = queries.moment()
    assert first.tzinfo is not None
    assert second >= first
    assert Line.objects.count() == queries.line_count()
