"""Notices from the draft to the publication; objections, by name, protected, stopping one line alone."""

from datetime import timedelta

import pytest
from cryptography.fernet import InvalidToken
from django.http import Http404

from demonstration import rounds
from sinople.audit.queries import story_of
from sinople.deadlines import queries as deadlines
from sinople.deadlines.models import Deadline
from sinople.letters.models import Letter, Numbered, Paper
from sinople.notices import actions, queries
from sinople.notices.models import Notice, Objection, Objector
from sinople.notices.rules import grounds_against_objecting, hidden, new_code, shown
from tests.makers import DAY, ENDED, HOUR, RELEASED, fresh_notice, line_of, make_cases, make_meeting, make_notice, make_objection, make_strangers, sign_off_of
from tests.stories import denied_to_others, last_line, refused, verbs_of

pytestmark = pytest.mark.django_db
WORDS = {"name": "示例市民", "contact": "13900000000", "words": "夜间噪声扰民，请核实监测数据。"}


def decided(town, count=1):
    return make_meeting(town, make_cases(town, count, "meeting"), "decided")


def test_prepare_takes_the_approved_once(town):
    meeting = decided(town, 2)
    assert queries.meetings_to_announce() == [meeting]
    denied_to_others(
        lambda acting: actions.prepare(meeting=meeting, name="x", office="y", by=acting, at=RELEASED), make_strangers(town), allowed=["city_officer"]
    )
    notice = actions.prepare(meeting=meeting, name="公示", office="节能处", by=town.officer, at=RELEASED)
    assert [row.n for row in queries.lines_of(notice)] == [1, 2]
    assert verbs_of(notice) == ["prepare_notice"]
    with refused("a notice for this meeting already"):
        actions.prepare(meeting=meeting, name="x", office="y", by=town.officer, at=RELEASED)


def test_a_meeting_that_approved_nobody_has_no_notice(town):
    meeting = make_meeting(town, make_cases(town, 1, "meeting"), "decided", proposal="refuse")
    with refused("approved nobody"):
        actions.prepare(meeting=meeting, name="x", office="y", by=town.officer, at=RELEASED)


def test_a_formal_notice_over_a_year_without_calendar_is_refused(town):
    notice, late = make_notice(town, "draft"), RELEASED.replace(year=2026, month=12, day=29)
    with refused("holidays of 2027 have not been announced"):
        actions.lay(notice=notice, by=town.officer, at=late)
    denied_to_others(lambda acting: actions.lay(notice=notice, by=acting, at=RELEASED), make_strangers(town), allowed=["city_officer"])


def test_release_over_a_year_without_calendar_is_refused_too(town):
    notice = make_notice(town, "stamped")
    with refused("holidays of 2027"):
        actions.release(notice=notice, sign_off=sign_off_of(notice), by=town.clerk, at=RELEASED.replace(year=2026, month=12, day=29))


def test_the_office_does_its_steps_in_their_order(town):
    notice = make_notice(town, "signed")
    sign_off = sign_off_of(notice)
    with refused("First comes the number"):
        actions.stamp(sign_off=sign_off, by=town.clerk, at=RELEASED)
    with refused("First comes the number"):
        actions.release(notice=notice, sign_off=sign_off, by=town.clerk, at=RELEASED)
    for act in (
        lambda acting: actions.number(notice=notice, sign_off=sign_off, by=acting, at=RELEASED),
        lambda acting: actions.stamp(sign_off=sign_off, by=acting, at=RELEASED),
        lambda acting: actions.release(notice=notice, sign_off=sign_off, by=acting, at=RELEASED),
    ):
        _denied_or_rolled_back(act, make_strangers(town))
    assert actions.number(notice=notice, sign_off=sign_off, by=town.clerk, at=RELEASED) == "深工信绿评示〔2023〕1号"
    with refused("First comes the number"):
        actions.number(notice=notice, sign_off=sign_off, by=town.clerk, at=RELEASED)
    assert Numbered.objects.filter(about_key=notice.key).count() == 1


def _denied_or_rolled_back(act, strangers):
    """The number is taken before the office's step asks who may: the post's transaction takes it back."""
    from django.core.exceptions import PermissionDenied
    from django.db import transaction

    from tests.stories import census

    before = census()
    for role, acting in strangers.items():
        if role != "office_clerk":
            with pytest.raises(PermissionDenied), transaction.atomic():
                act(acting)
    assert census() == before


def test_publicity_and_its_clock_begin_at_the_release(town):
    notice = make_notice(town, "open", count=2)
    assert (notice.released_at, notice.ends_at) == (RELEASED, ENDED)
    assert [day.day.day for day in deadlines.clock_of(Notice.kind(), notice.key, RELEASED).why.days if day.counted] == [15, 16, 19, 20, 21]
    assert last_line(notice)[:3] == ("release", "signed", "open")
    assert {row.case_state for row in queries.lines_of(notice)} == {"announced"}
    paper = Paper.objects.get(kind="notice")
    assert (paper.is_public, paper.number) == (True, notice.number)
    assert Letter.objects.filter(person_id=town.company().submitter.person_id, message__contains="public notice until").exists()
    assert queries.open_notices(ENDED - HOUR) == [notice]
    assert queries.open_notices(ENDED) == []


def test_before_its_release_a_notice_is_the_citys_own(town):
    notice = make_notice(town, "stamped")
    from sinople.kernel.acting import ANYONE

    with pytest.raises(Http404):
        queries.notice_for(ANYONE, notice.key)
    assert queries.notices_seen(ANYONE) == []
    assert queries.notice_for(town.leader, notice.key) == notice
    actions.release(notice=notice, sign_off=sign_off_of(notice), by=town.clerk, at=RELEASED)
    assert queries.notice_for(ANYONE, notice.key) == notice
    assert queries.notices_seen(ANYONE) == [notice]


def test_a_notice_sent_back_goes_to_its_preparer(town):
    notice = make_notice(town, "laid")
    actions.send_back(notice=notice, sign_off=sign_off_of(notice), reason="名单有误", by=town.leader, at=RELEASED)
    assert last_line(notice)[:3] == ("take_back", "laid", "draft")


def test_a_notice_that_was_changed_is_not_signed(town):
    notice = make_notice(town, "laid")
    Notice.objects.filter(pk=notice.pk).update(name="另一名单")
    with refused("changed after it was prepared"):
        actions.sign(notice=fresh_notice(notice), sign_off=sign_off_of(notice), by=town.leader, at=RELEASED)


@pytest.mark.parametrize(("moment", "is_open"), [(-HOUR, True), (timedelta(seconds=-1), True), (timedelta(0), False), (HOUR, False)])
def test_objections_are_taken_until_the_last_moment(town, moment, is_open):
    line = line_of(make_notice(town, "open"))
    if is_open:
        made = actions.receive(line=line, at=ENDED + moment, **WORDS)
        assert queries.objection_by_code(made.code.lower()) == made
        assert Deadline.objects.get(about_key=made.key).code == "objection_acceptance"
    else:
        with refused(codes=["ended"]):
            actions.receive(line=line, at=ENDED + moment, **WORDS)


def test_who_objects_is_hidden_and_every_look_is_written_down(town):
    made = make_objection(town, make_notice(town, "open"))
    row = Objector.objects.get(objection=made)
    stored = (
        f"{row.name_hidden}{row.contact_hidden}"
        + "".join(str(told.facts) for told in story_of(made))
        + "".join(str(letter.values) for letter in Letter.objects.all())
    )
    assert WORDS["name"] not in stored
    assert WORDS["contact"] not in stored
    denied_to_others(
        lambda acting: actions.look_at_objector(objection=made, reason="x", by=acting, at=RELEASED), make_strangers(town), allowed=["city_officer"]
    )
    with refused("why you need to know"):
        actions.look_at_objector(objection=made, reason=" ", by=town.officer, at=RELEASED)
    seen = actions.look_at_objector(objection=made, reason="电话核实", by=town.officer, at=RELEASED)
    assert (seen.name, seen.contact) == (WORDS["name"], WORDS["contact"])
    assert last_line(made)[0] == "look_at_objector"


@pytest.mark.parametrize(("state", "publishable"), [("received", [2]), ("accepted", [2]), ("refused", [1, 2]), ("rejected", [1, 2]), ("upheld", [2])])
def test_an_objection_stops_its_line_and_no_other(town, state, publishable):
    notice = make_notice(town, "open", count=2)
    made = make_objection(town, notice, state)
    assert [line.n for line in queries.publishable(notice)] == publishable
    assert [row.is_stopped for row in queries.lines_of(notice)] == [state == "accepted", False]
    case = rounds.fresh(line_of(notice).case)
    assert case.state == ("refused" if state == "upheld" else "announced")
    if state != "received":
        assert verbs_of(made)[1] == ("refuse_objection" if state == "refused" else "accept_objection")
    assert queries.objections_about(case) == [made]


def test_objections_are_the_citys_and_need_reasons(town):
    notice = make_notice(town, "open")
    made = make_objection(town, notice)
    denied_to_others(lambda acting: actions.accept(objection=made, by=acting, at=RELEASED), make_strangers(town), allowed=["city_officer"])
    denied_to_others(lambda acting: actions.refuse(objection=made, reason="x", by=acting, at=RELEASED), make_strangers(town), allowed=["city_officer"])
    with refused("give the reasons"):
        actions.refuse(objection=made, reason=" ", by=town.officer, at=RELEASED)
    actions.accept(objection=made, by=town.officer, at=RELEASED + HOUR)
    assert set(Deadline.objects.filter(about_key=made.key).values_list("code", "state")) == {("objection_acceptance", "met"), ("objection_answer", "running")}
    for act in (actions.uphold, actions.reject):
        denied_to_others(lambda acting, act=act: act(objection=made, reason="x", by=acting, at=RELEASED), make_strangers(town), allowed=["city_officer"])
        with refused("give the reasons"):
            act(objection=made, reason="", by=town.officer, at=RELEASED)
    assert queries.objection_for(town.officer, made.key) == made
    assert queries.objections_seen(town.officer, state="accepted") == [made]
    with pytest.raises(Http404):
        queries.objection_for(town.company().submitter, made.key)


def test_the_end_is_told_to_whoever_prepared_it(town):
    notice = make_notice(town, "ended")
    assert last_line(notice)[:3] == ("end", "open", "ended")
    assert Letter.objects.filter(person_id=town.officer.person_id, message__startswith="The public notice").exists()
    assert Deadline.objects.get(code="public_notice").state == "met"
    with refused("not open now"):
        actions.end(notice=notice, at=ENDED + DAY)


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"name": " "}, ["name"]),
        ({"name": "匿"}, ["name"]),
        ({"contact": "123"}, ["contact"]),
        ({"words": "不服"}, ["words"]),
        ({"is_open": False, "name": ""}, ["ended", "name"]),
    ],
)
def test_grounds_against_objecting(change, codes):
    assert [ground.code for ground in grounds_against_objecting(**{**WORDS, "is_open": True, **change})] == codes


def test_what_is_hidden_is_read_with_the_same_secret_alone():
    token = hidden("某某", "salt")
    assert shown(token, "salt") == "某某"
    with pytest.raises(InvalidToken):
        shown(token, "other")
    assert len({new_code() for _ in range(100)}) == 100
    assert Objection.objects.count() == 0
