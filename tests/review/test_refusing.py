"""Refusals on the pack's route: prepared, signed by others, numbered, stamped, sent; sent back; decided by a meeting."""

import pytest

from demonstration import rounds
from sinople.applications import actions as applications
from sinople.letters.models import Letter, Paper
from sinople.review import actions, queries
from sinople.review.models import Refusal
from sinople.seals.models import SignOff
from tests.makers import DAY, DECIDED, PASSED, RECOMMENDED, make_case, make_cases, make_meeting, make_strangers, sign_off_of
from tests.stories import denied_to_others, last_line, refused, verbs_of

pytestmark = pytest.mark.django_db


def laid(town, stage="district"):
    case = make_case(town, stage)
    by = town.district_of(case) if stage == "district" else town.officer
    return actions.refuse(case=case, grounds=["不符合申报条件。"], by=by, at=PASSED)


def fresh(town, made):
    return queries.refusal_for(town.leader, made.key)


def sign(town, made, *, by=None):
    return actions.sign_refusal(refusal=fresh(town, made), sign_off=sign_off_of(made), by=by or town.leader, at=PASSED)


def test_the_route_is_the_packs(town):
    made = laid(town)
    assert [level["code"] for level in SignOff.objects.get(about_key=made.key).levels] == [
        level.code for level in town.pack.route("refusal") if level.kind == "sign"
    ]
    assert Paper.objects.filter(kind="memo", about_key=sign_off_of(made).key).count() == 1


def test_who_prepared_does_not_sign_and_nothing_leaves_before_the_last_step(town):
    made = laid(town, "formal")
    with refused("cannot sign this now", codes=["preparer", "not_the_turn"]):
        sign(town, made, by=town.officer)
    assert sign(town, made)
    assert last_line(made.case)[:3] == ("refuse", "refusing", "refused")
    step = {"sign_off": sign_off_of(made), "at": PASSED}
    with refused("First comes the number"):
        actions.send_refusal(refusal=fresh(town, made), by=town.clerk, **step)
    denied_to_others(lambda acting: actions.stamp_refusal(by=acting, **step), make_strangers(town), allowed=["office_clerk"])
    number = actions.number_refusal(refusal=fresh(town, made), by=town.clerk, **step)
    actions.stamp_refusal(by=town.clerk, **step)
    assert not Paper.objects.filter(kind="refusal").exists()
    actions.send_refusal(refusal=fresh(town, made), by=town.clerk, **step)
    assert Paper.objects.get(kind="refusal").number == number
    assert verbs_of(made) == ["lay", "approve", "release"]
    assert Letter.objects.filter(message__startswith="Your application", person_id=town.company().submitter.person_id).count() == 1


@pytest.mark.parametrize("stage", ["district", "formal"])
def test_a_refusal_sent_back_leads_back_to_its_review(town, stage):
    made = laid(town, stage)
    actions.send_refusal_back(refusal=fresh(town, made), sign_off=sign_off_of(made), reason="理由不足", by=town.leader, at=PASSED)
    case = rounds.fresh(made.case)
    assert (case.state, Refusal.objects.get().state) == (stage, "draft")
    assert Letter.objects.filter(person_id=made.prepared_by_id, message__contains="sent back to you").count() == 1
    if stage == "district":
        rounds.recommend(town.scene, case, PASSED + DAY)
        assert rounds.fresh(case).state == "formal"
    again = actions.refuse(case=rounds.fresh(case), grounds=["另有理由。"], by=town.officer, at=PASSED + DAY)
    assert (again.pk, again.stage, again.prepared_by_id) == (made.pk, "formal", town.officer.person_id)
    assert sign(town, again)


def test_what_was_withdrawn_meanwhile_is_not_refused(town):
    made = laid(town)
    applications.withdraw(application=rounds.fresh(made.case).application, reason="", by=town.company().submitter, at=PASSED)
    with refused("withdrawn meanwhile"):
        sign(town, made)
    actions.send_refusal_back(refusal=fresh(town, made), sign_off=sign_off_of(made), reason="已撤回", by=town.leader, at=PASSED)


def test_what_is_signed_may_not_change(town):
    made = laid(town)
    Refusal.objects.filter(pk=made.pk).update(grounds=[])
    with refused("was changed after it was prepared"):
        sign(town, made)


def test_a_refusal_by_the_meeting_counts_at_once_and_its_letter_is_signed(town):
    cases = make_cases(town, 1, "meeting")
    make_meeting(town, cases, "decided", proposal="refuse")
    made = Refusal.objects.get()
    assert (rounds.fresh(cases[0]).state, made.state, made.stage) == ("refused", "laid", "meeting")
    actions.send_refusal_back(refusal=fresh(town, made), sign_off=sign_off_of(made), reason="措辞不当", by=town.leader, at=DECIDED)
    assert queries.refusals_sent_back() == [made]
    assert rounds.fresh(cases[0]).state == "refused"
    denied_to_others(
        lambda acting: actions.lay_refusal(refusal=fresh(town, made), grounds=["x"], by=acting, at=DECIDED), make_strangers(town), allowed=["city_officer"]
    )
    actions.lay_refusal(refusal=fresh(town, made), grounds=["综合评审名次靠后。"], by=town.officer, at=DECIDED)
    with refused("lies before the signers"):
        actions.lay_refusal(refusal=fresh(town, made), grounds=["x"], by=town.officer, at=DECIDED)
    rounds.send_refusals(town.scene, DECIDED + DAY)
    assert Refusal.objects.get().state == "sent"
    assert Letter.objects.filter(message__startswith="Your application").exists()
    assert RECOMMENDED < DECIDED
