"""From the district to the decision: the result, the story, who is denied, and nothing left of what was refused."""

from decimal import Decimal

import pytest
from django.http import Http404

from demonstration import rounds
from sinople.applications import actions as applications
from sinople.applications import queries as application_queries
from sinople.deadlines.models import Deadline
from sinople.files.queries import evidence_by_keys
from sinople.letters.models import Letter, Paper
from sinople.review import actions, queries
from sinople.review.models import Case, Meeting, Opinion, Verdict
from sinople.seals import actions as seals
from tests.makers import (
    DAY,
    DECIDED,
    PASSED,
    POINTS,
    RECOMMENDED,
    SCORED,
    fresh_meeting,
    make_case,
    make_cases,
    make_meeting,
    make_panel,
    make_strangers,
    seats_of,
    sign_off_of,
)
from tests.stories import denied_to_others, last_line, refused, verbs_of

pytestmark = pytest.mark.django_db


def clocks(case):
    return dict(Deadline.objects.filter(about_key=case.application.key).values_list("code", "state"))


def test_recommend_gives_a_place_and_starts_the_citys_clock(town):
    case = make_case(town)
    denied_to_others(lambda acting: actions.recommend(case=case, words="", checks={}, by=acting, at=RECOMMENDED), make_strangers(town) | {"city": town.officer})
    actions.recommend(case=case, words="同意推荐。", checks={"a": "met"}, by=town.district_of(case), at=RECOMMENDED)
    case = rounds.fresh(case)
    assert (case.state, case.position) == ("formal", 1)
    assert last_line(case)[:3] == ("recommend", "district", "formal")
    assert clocks(case) == {"district_review": "met", "formal_review": "running"}
    assert queries.last_verdict(case).checks == {"a": "met"}
    assert Letter.objects.filter(person_id=town.officer.person_id, message__startswith="A district recommends").exists()


def test_the_district_recommends_in_an_order(town):
    first, second = make_case(town, n=0), make_case(town, n=0, site=1)
    Case.objects.filter(pk=second.pk).update(district=first.district)
    for case in (first, second):
        actions.recommend(case=rounds.fresh(case), words="", checks={}, by=town.district_of(first), at=RECOMMENDED)
    assert [rounds.fresh(case).position for case in (first, second)] == [1, 2]


@pytest.mark.parametrize("stage", ["district", "formal"])
def test_an_unmet_check_stops_the_stage(town, stage):
    case = make_case(town, stage)
    act = actions.recommend if stage == "district" else actions.pass_formally
    with refused("not everything holds"):
        act(case=case, words="", checks={"a": "met", "b": "unmet"}, by=town.district_of(case) if stage == "district" else town.officer, at=PASSED)


@pytest.mark.parametrize("stage", ["district", "formal"])
def test_a_stage_returns_once_and_its_clock_pauses(town, stage):
    case = make_case(town, stage)
    by, clock = (town.district_of(case), "district_review") if stage == "district" else (town.officer, "formal_review")
    denied_to_others(
        lambda acting: actions.send_back(case=case, points=POINTS, by=acting, at=PASSED),
        make_strangers(town),
        allowed=["city_officer"],
    )
    with refused("at least one point"):
        actions.send_back(case=case, points=[("", "  ")], by=by, at=PASSED)
    actions.send_back(case=case, points=POINTS, by=by, at=PASSED)
    assert clocks(case)[clock] == "paused"
    assert clocks(case)["correction"] == "waiting"
    assert verbs_of(case)[-1] == "send_back"
    case = rounds.fresh(case)
    assert case.application.state == "returned"
    for point in application_queries.points_of(case.application):
        applications.answer_point(application=case.application, point=point, words="已更正", by=town.company().filler, at=PASSED + DAY)
    actions.hand_in(application=case.application, confirmed=True, statement_key="", by=town.company().submitter, at=PASSED + DAY)
    assert clocks(case)[clock] == "running"
    with refused("returned the application once already"):
        actions.send_back(case=rounds.fresh(case), points=POINTS, by=by, at=PASSED + 2 * DAY)


@pytest.mark.parametrize("stage", ["district", "formal"])
def test_refuse_makes_the_letter_with_every_ground(town, stage):
    case = make_case(town, stage, failing="1.2a")
    by = town.district_of(case) if stage == "district" else town.officer
    denied_to_others(
        lambda acting: actions.refuse(case=case, grounds=["x"], by=acting, at=PASSED),
        make_strangers(town),
        allowed=["city_officer"],
    )
    with refused("names its grounds"):
        actions.refuse(case=case, grounds=[" "], by=by, at=PASSED)
    made = actions.refuse(case=case, grounds=["照明不符合。"], by=by, at=PASSED)
    assert (rounds.fresh(case).state, made.state, made.stage) == ("refusing", "laid", stage)
    with refused("This review is over"):
        actions.refuse(case=rounds.fresh(case), grounds=["x"], by=by, at=PASSED)
    assert not Letter.objects.filter(message__startswith="Your application").exists()
    rounds.send_refusals(town.scene, PASSED + DAY)
    case = rounds.fresh(case)
    assert (case.state, case.application.state) == ("refused", "closed")
    verdict = Verdict.objects.get(case=case, verb="refuse")
    assert (verdict.person_id, verdict.stage) == (by.person_id, stage)
    assert verdict.grounds[0]["values"]["words"] == "照明不符合。"
    assert len(verdict.grounds) > 1  # the sheet's own proof beside the officer's words
    letter = Letter.objects.get(person_id=town.company().submitter.person_id, message__startswith="Your application")
    assert letter.grounds == verdict.grounds
    assert Paper.objects.get(kind="refusal").number == "深工信绿评函〔2023〕1号"
    assert set(clocks(case).values()) == {"met"}


def test_pass_formally_is_the_citys(town):
    case = make_case(town, "formal")
    denied_to_others(lambda acting: actions.pass_formally(case=case, words="", checks={}, by=acting, at=PASSED), make_strangers(town), allowed=["city_officer"])
    actions.pass_formally(case=case, words="通过", checks={}, by=town.officer, at=PASSED)
    assert last_line(case)[:3] == ("pass", "formal", "expert")
    assert queries.cases_for_panels(town.call) == [case]
    assert queries.calls_in_expert_review() == [town.call]


def test_a_withdrawn_case_can_no_longer_be_reviewed(town):
    case = make_case(town)
    applications.withdraw(application=case.application, reason="", by=town.company().submitter, at=RECOMMENDED)
    with refused("This review is over"):
        actions.recommend(case=rounds.fresh(case), words="", checks={}, by=town.district_of(case), at=RECOMMENDED)


def ready(town):
    case = make_case(town, "expert")
    panel = make_panel(town, [case], "ready")
    return rounds.fresh(case), seats_of(panel)


def half(case):
    return {group.code: group.max / 2 for group in queries.sheet_of(case).groups}


def test_an_expert_scores_alone(town):
    case, seats = ready(town)
    own, colleague = (town.expert_of(seat) for seat in seats[:2])
    made = actions.save_opinion(seat=seats[0], case=case, points=half(case), remarks={}, recommends=None, by=own, at=SCORED)
    assert queries.opinion_of(seats[0], case) == made
    assert queries.opinion_of(seats[1], case) is None
    denied_to_others(
        lambda acting: actions.save_opinion(seat=seats[0], case=case, points={}, remarks={}, recommends=True, by=acting, at=SCORED),
        make_strangers(town) | {"colleague": colleague},
    )
    denied_to_others(
        lambda acting: actions.sign_opinion(opinion=queries.opinion_of(seats[0], case), by=acting, at=SCORED), {"colleague": colleague, "officer": town.officer}
    )
    assert list(queries.opinions_by(seats[0])) == [case.key]


def test_two_windows_of_one_sheet(town):
    case, seats = ready(town)
    save = {"seat": seats[0], "case": case, "remarks": {}, "recommends": True, "by": town.expert_of(seats[0]), "at": SCORED}
    actions.save_opinion(points={}, **save)
    with refused("begun in another window"):
        actions.save_opinion(points={}, **save)
    assert actions.save_opinion(points=half(case), version=1, **save).version == 2
    with refused("changed in another window"):
        actions.save_opinion(points={}, version=1, **save)


def test_an_opinion_is_complete_before_it_is_signed(town):
    case, seats = ready(town)
    groups = queries.sheet_of(case).groups
    points = {groups[0].code: groups[0].max + 1}
    by = town.expert_of(seats[0])
    actions.save_opinion(seat=seats[0], case=case, points=points, remarks={}, recommends=None, by=by, at=SCORED)
    with refused("not complete yet") as caught:
        actions.sign_opinion(opinion=queries.opinion_of(seats[0], case), by=by, at=SCORED)
    assert {ground.code for ground in caught.value.grounds} == {f"group:{group.code}" for group in groups} | {"recommends"}


def test_the_last_opinion_concludes_the_case_and_ends_the_panel(town):
    case, seats = ready(town)
    for seat in seats:
        assert queries.panel_result(case) is None
        actions.save_opinion(seat=seat, case=case, points=half(case), remarks={}, recommends=True, by=town.expert_of(seat), at=SCORED)
        actions.sign_opinion(opinion=queries.opinion_of(seat, case), by=town.expert_of(seat), at=SCORED)
    case = rounds.fresh(case)
    assert (case.state, case.result, case.spread) == ("meeting", sum(half(case).values()).quantize(Decimal("0.01")), 0)
    assert last_line(case)[:3] == ("conclude", "expert", "meeting")
    assert last_line(seats[0].panel)[0] == "finish"
    assert clocks(case)["decision"] == "running"
    assert len(queries.signed_opinions(case)) == 3
    with refused("until the case is concluded"):
        actions.save_opinion(seat=seats[0], case=case, points={}, remarks={}, recommends=True, by=town.expert_of(seats[0]), at=SCORED, version=1)


def test_experts_read_the_evidence_once_they_have_pledged(town):
    case, seats = ready(town)
    kept = evidence_by_keys(applications.evidence_keys_of(case.application))
    for evidence in kept:
        refs = set(evidence.readers.filter(audience="person").values_list("ref", flat=True))
        assert {str(seat.expert.person_id) for seat in seats} <= refs
    assert queries.case_for_seat(seats[0], case.key) == case


def test_a_meeting_holds_each_case_once(town):
    cases = make_cases(town, 2, "meeting")
    assert queries.calls_with_cases_to_decide() == [town.call]
    denied_to_others(
        lambda acting: actions.prepare_meeting(call=town.call, cases=cases, name="x", held_on=DECIDED.date(), by=acting, at=DECIDED),
        make_strangers(town),
        allowed=["city_officer"],
    )
    with refused("No case of this call"):
        actions.prepare_meeting(call=town.call, cases=[], name="x", held_on=DECIDED.date(), by=town.officer, at=DECIDED)
    meeting = make_meeting(town, cases)
    assert verbs_of(meeting) == ["prepare_meeting"]
    assert queries.cases_to_decide(town.call) == []
    with refused("another batch"):
        actions.prepare_meeting(call=town.call, cases=cases, name="y", held_on=DECIDED.date(), by=town.officer, at=DECIDED)
    assert queries.meetings_seen() == [meeting]


def test_a_batch_is_laid_when_every_line_has_its_proposal_and_reason(town):
    cases = make_cases(town, 2, "meeting")
    meeting = make_meeting(town, cases)
    with refused("not ready", codes=["open", "open"]):
        actions.lay_meeting(meeting=meeting, by=town.officer, at=DECIDED)
    with refused("to grant, to refuse or to defer"):
        actions.propose(meeting=meeting, proposals={cases[0].key: ("perhaps", "")}, by=town.officer, at=DECIDED)
    actions.propose(meeting=meeting, proposals={cases[0].key: ("refuse", ""), cases[1].key: ("defer", " ")}, by=town.officer, at=DECIDED)
    with refused("not ready", codes=["reason", "reason"]):
        actions.lay_meeting(meeting=meeting, by=town.officer, at=DECIDED)
    denied_to_others(lambda acting: actions.propose(meeting=meeting, proposals={}, by=acting, at=DECIDED), make_strangers(town), allowed=["city_officer"])
    denied_to_others(lambda acting: actions.lay_meeting(meeting=meeting, by=acting, at=DECIDED), make_strangers(town), allowed=["city_officer"])


@pytest.mark.parametrize(
    ("proposal", "state", "application_state"), [("grant", "approved", "handed_in"), ("defer", "deferred", "handed_in"), ("refuse", "refused", "closed")]
)
def test_the_last_signature_applies_every_line(town, proposal, state, application_state):
    cases = make_cases(town, 2, "meeting")
    meeting = make_meeting(town, cases, "laid", proposal=proposal)
    sign_off = sign_off_of(meeting)
    assert not actions.sign_meeting(meeting=meeting, sign_off=sign_off, by=town.checker, at=DECIDED)
    assert {rounds.fresh(case).state for case in cases} == {"meeting"}
    assert actions.sign_meeting(meeting=meeting, sign_off=sign_off, by=town.leader, at=DECIDED)
    assert {(rounds.fresh(case).state, rounds.fresh(case).application.state) for case in cases} == {(state, application_state)}
    meeting = fresh_meeting(meeting)
    assert (meeting.state, meeting.minutes_number) == ("decided", "深工信绿评纪〔2023〕1号")
    assert bytes(Paper.objects.get(kind="minutes").content[:4]) == b"%PDF"
    assert last_line(meeting)[:3] == ("decide", "laid", "decided")


def test_a_batch_that_was_changed_is_not_signed(town):
    cases = make_cases(town, 1, "meeting")
    meeting = make_meeting(town, cases, "laid")
    meeting.lines.update(proposal="refuse")
    with refused("changed after it was prepared"):
        actions.sign_meeting(meeting=meeting, sign_off=sign_off_of(meeting), by=town.checker, at=DECIDED)


def test_all_or_nothing(town):
    """One line cannot be applied: the signature, the minutes and every other line are gone with it."""
    cases = make_cases(town, 2, "meeting")
    meeting = make_meeting(town, cases, "laid")
    actions.sign_meeting(meeting=meeting, sign_off=sign_off_of(meeting), by=town.checker, at=DECIDED)
    Case.objects.filter(pk=cases[1].pk).update(state="expert")
    with refused("not open now"):
        actions.sign_meeting(meeting=meeting, sign_off=sign_off_of(meeting), by=town.leader, at=DECIDED)
    assert rounds.fresh(cases[0]).state == "meeting"


def test_a_case_withdrawn_meanwhile_is_left_out(town):
    cases = make_cases(town, 2, "meeting")
    meeting = make_meeting(town, cases, "laid")
    applications.withdraw(application=rounds.fresh(cases[0]).application, reason="", by=town.company().submitter, at=DECIDED)
    for who in (town.checker, town.leader):
        actions.sign_meeting(meeting=meeting, sign_off=sign_off_of(meeting), by=who, at=DECIDED)
    assert [rounds.fresh(case).state for case in cases] == ["meeting", "approved"]


def test_a_batch_sent_back_is_prepared_anew(town):
    cases = make_cases(town, 1, "meeting")
    meeting = make_meeting(town, cases, "laid")
    denied_to_others(
        lambda acting: actions.send_meeting_back(meeting=meeting, sign_off=sign_off_of(meeting), reason="x", by=acting, at=DECIDED), {"preparer": town.officer}
    )
    actions.send_meeting_back(meeting=meeting, sign_off=sign_off_of(meeting), reason="理由不足", by=town.leader, at=DECIDED)
    assert last_line(meeting)[:3] == ("take_back", "laid", "draft")
    again = actions.lay_meeting(meeting=fresh_meeting(meeting), by=town.officer, at=DECIDED + DAY)
    assert again.state == "open"


def test_the_scan_of_a_signed_page_counts_as_the_signature(town):
    from sinople.people.models import Person

    cases = make_cases(town, 1, "meeting")
    meeting = make_meeting(town, cases, "laid")
    actions.sign_meeting(meeting=meeting, sign_off=sign_off_of(meeting), by=town.checker, at=DECIDED)
    signer = Person.objects.get(pk=town.leader.person_id)
    scan = seals.register_scan(sign_off=sign_off_of(meeting), signer=signer, evidence_key="scan", by=town.officer, at=DECIDED)
    assert actions.confirm_meeting_scan(meeting=meeting, scan=scan, by=town.clerk, at=DECIDED)
    assert (rounds.fresh(cases[0]).state, fresh_meeting(meeting).state) == ("approved", "decided")


def test_a_deferred_case_comes_again(town):
    case = make_case(town, "deferred")
    denied_to_others(lambda acting: actions.bring_again(case=case, by=acting, at=DECIDED), make_strangers(town), allowed=["city_officer"])
    actions.bring_again(case=case, by=town.officer, at=DECIDED + DAY)
    assert last_line(case)[:3] == ("bring_again", "deferred", "meeting")
    assert queries.cases_to_decide(town.call) == [case]


def test_consequences_stand_before_the_signature(town):
    cases = make_cases(town, 2, "meeting")
    said = sign_off_of(make_meeting(town, cases, "laid")).consequences
    assert (said["grant"], said["refuse"], said["target"], said["over_target"]) == (2, 0, 24, False)
    assert sum(said["districts"].values()) == 2


def test_cases_are_seen_by_those_concerned(town):
    case = make_case(town)
    for acting in (town.officer, town.leader, town.district_of(case), town.company().filler):
        assert queries.case_for(acting, case.key) == case
    strangers = make_strangers(town)
    for role in ("filler", "district_officer", "expert", "evaluator_signer", "auditor", "administrator"):
        with pytest.raises(Http404):
            queries.case_for(strangers[role], case.key)
    assert queries.counts_by_state(town.officer) == {"district": 1}
    assert queries.counts_by_state(strangers["district_officer"]) == {}
    assert [row.key for row in queries.cases_seen(town.officer, states=["district"], districts=[case.district])] == [case.key]
    assert queries.cases_seen(town.officer, after=(case.opened_at, case.pk)) == []
    assert queries.case_of(case.application) == case


def test_the_checklist_comes_from_the_pack(town):
    case = make_case(town)
    checks = {check.code: check.found for check in queries.checklist_of(case)}
    assert {material.code for material in town.pack.materials_for("green-factory") if material.mandatory.holds} & set(checks)
    assert "unmet" not in set(checks.values())
    assert Opinion.objects.count() == Meeting.objects.count() == 0
    assert queries.verdicts_of(case) == []
