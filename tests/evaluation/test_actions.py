"""Engagements: invited, accepted or declined, verified, signed; independence and reasons."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.http import Http404

from sinople.applications import queries as application_queries
from sinople.applications.models import Given
from sinople.audit.queries import story_of
from sinople.databook import actions as databooks
from sinople.databook.models import Reading
from sinople.evaluation import actions, queries
from sinople.evaluation.models import Engagement, Report, Verified
from sinople.evaluation.rules import Difference, advice_about, grounds_against_signing, steps_between
from sinople.files.queries import evidence_by_keys
from sinople.law.scoring import Answer
from sinople.letters.models import Letter
from sinople.people import actions as people
from sinople.people.models import Person
from tests import makers
from tests.makers import BEGUN, DAY, fresh_application, fresh_engagement, make_engagement
from tests.stories import denied_to_others, last_line, refused, verbs_of

pytestmark = pytest.mark.django_db
AT = BEGUN + DAY


def signer(town):
    return town.cast.evaluators[0][2]


def member(town):
    return town.cast.evaluators[0][1]


def test_invite_tells_the_evaluator_and_is_one_at_a_time(town):
    made = make_engagement(town)
    assert (made.state, verbs_of(made)) == ("invited", ["invite"])
    assert Letter.objects.filter(about_key=made.key, person_id=signer(town).person_id).exists()
    with refused("engaged already"):
        actions.invite(application=made.application, evaluator=town.cast.evaluators[1][0], words="", by=town.company().submitter, at=AT)
    with refused("cannot evaluate itself"):
        actions.invite(application=made.application, evaluator=made.application.organisation, words="", by=town.company().submitter, at=AT)
    denied_to_others(
        lambda acting: actions.invite(application=made.application, evaluator=made.evaluator, words="", by=acting, at=AT), makers.make_strangers(town)
    )


@pytest.mark.parametrize(("state", "seen"), [("invited", False), ("accepted", True)])
def test_evidence_is_read_after_acceptance(town, state, seen):
    made = make_engagement(town, state)
    from sinople.applications.actions import evidence_keys_of

    kept = evidence_by_keys(evidence_keys_of(made.application))
    assert kept
    assert all(evidence.readers.filter(audience="organisation", ref=str(made.evaluator_id)).exists() is seen for evidence in kept)


@pytest.mark.parametrize("state", ["accepted", "declined", "cancelled", "signed"])
def test_an_invitation_is_answered_once(town, state):
    made = make_engagement(town, state)
    assert verbs_of(made)[1] == {"accepted": "accept", "declined": "decline", "cancelled": "cancel", "signed": "accept"}[state]
    with refused("answered already"):
        actions.accept(engagement=made, by=signer(town), at=AT)
    with refused("answered already"):
        actions.decline(engagement=made, reason="x", by=signer(town), at=AT)


def test_after_a_refusal_another_evaluator_is_invited(town):
    made = make_engagement(town, "declined")
    again = actions.invite(application=made.application, evaluator=town.cast.evaluators[1][0], words="", by=town.company().submitter, at=AT)
    assert queries.engagement_of(made.application) == again
    assert [row.state for row in queries.engagements_of(town.cast.evaluators[1][2])] == ["invited"]


def test_verifying_keeps_declared_beside_verified(town):
    made = make_engagement(town, "accepted")
    row = Given.objects.filter(application=made.application, holds=True).order_by("code")[0]
    kept = actions.verify_answer(engagement=made, given=Answer(row.code, holds=False), reason="现场未见", by=member(town), at=AT)
    assert (kept.holds, kept.version) == (False, 1)
    with refused("colleague has just recorded"):
        actions.verify_answer(engagement=made, given=Answer(row.code, holds=True), reason="", by=member(town), at=AT)
    again = actions.verify_answer(engagement=made, given=Answer(row.code, holds=True), reason="", by=signer(town), at=AT, version=1)
    assert (again.holds, again.version) == (True, 2)
    with refused("colleague has just recorded"):
        actions.verify_answer(engagement=made, given=Answer(row.code, holds=True), reason="", by=signer(town), at=AT, version=1)
    assert queries.differences(made) == {}
    denied_to_others(
        lambda acting: actions.verify_reading(engagement=made, code="x", value=Decimal(1), reason="", by=acting, at=AT), makers.make_strangers(town)
    )
    denied_to_others(
        lambda acting: actions.write_report(engagement=made, conclusion="x", suggestions="", highlights="", by=acting, at=AT), makers.make_strangers(town)
    )


def test_every_difference_needs_its_reason_and_the_report_its_conclusion(town):
    made = make_engagement(town, "accepted")
    actions.verify_reading(engagement=made, code="green_material", value=Decimal(1), reason=" ", by=member(town), at=AT)
    with refused("cannot be signed yet", codes=["reason:green_material", "conclusion"]):
        actions.sign_report(engagement=made, by=signer(town), at=AT)
    denied_to_others(lambda acting: actions.sign_report(engagement=made, by=acting, at=AT), makers.make_strangers(town) | {"member": member(town)})


def test_the_declared_values_are_taken_over_at_once(town):
    made = make_engagement(town, "accepted")
    rows = [row.code for row in Given.objects.filter(application=made.application).order_by("code")]
    assert actions.verify_as_declared(engagement=made, rows=rows, readings=["green_material", "nothing"], by=member(town), at=AT) == len(rows) + 1
    assert actions.verify_as_declared(engagement=made, rows=rows, readings=["green_material"], by=member(town), at=AT) == 0
    assert queries.differences(made) == {}
    assert queries.verified_facts(made)[1]["green_material"] == Verified.objects.get(kind="reading").value.normalize()
    denied_to_others(lambda acting: actions.verify_as_declared(engagement=made, rows=[], readings=[], by=acting, at=AT), makers.make_strangers(town))


def test_signing_freezes_the_report_and_leads_the_application_on(town):
    made = make_engagement(town, "signed")
    report = Report.objects.get(engagement=made)
    assert last_line(made)[:3] == ("sign_report", "accepted", "signed")
    assert fresh_application(made.application).state == "verified"
    assert len(report.digest) == 64
    assert [found.code for found in queries.differences(made).values()] == ["green_material"]
    assert queries.verified_sheet(made) == queries.verified_sheet(fresh_engagement(made))
    assert queries.reports_of(made.evaluator) == [report]
    assert queries.load_of([made.evaluator_id], BEGUN.year) == {made.evaluator_id: 1}


def test_an_evaluator_who_filled_in_the_self_evaluation_is_not_independent(town):
    made = make_engagement(town, "accepted")
    filler = Person.objects.get(pk=town.company().filler.person_id)
    from sinople.kernel.acting import CLOCK, Role

    people.appoint(person=filler, role=Role.EVALUATOR, organisation=made.evaluator, by=CLOCK, at=BEGUN)
    actions.write_report(engagement=made, conclusion="符合", suggestions="", highlights="", by=member(town), at=AT)
    with refused(codes=["independence"]):
        actions.sign_report(engagement=fresh_engagement(made), by=signer(town), at=AT)


def test_a_cancelled_engagement_is_gone_for_the_evaluator(town):
    made = make_engagement(town, "accepted")
    denied_to_others(lambda acting: actions.cancel(engagement=made, by=acting, at=AT), makers.make_strangers(town) | {"signer": signer(town)})
    actions.cancel(engagement=made, by=town.company().submitter, at=AT)
    with pytest.raises(Http404):
        queries.engagement_for(signer(town), made.key)
    assert queries.engagement_for(town.company().submitter, made.key) == made
    for acting in (town.officer, town.cast.evaluators[1][2], town.company(1).submitter):
        with pytest.raises(Http404):
            queries.engagement_for(acting, made.key)


def test_new_evidence_reaches_an_evaluator_at_work(town):
    made = make_engagement(town, "accepted")
    from sinople.applications import actions as applications
    from sinople.files import actions as files

    applications.reopen(application=made.application, by=town.company().submitter, at=AT)
    kept = files.keep_made(name="新.pdf", content=b"%PDF-1.4 new", by=town.company().filler, at=AT, organisation_id=town.company().organisation.pk)
    code = Given.objects.filter(application=made.application)[0].code
    applications.add_evidence(application=made.application, code=code, evidence_key=kept.key, by=town.company().filler, at=AT)
    actions.declare(application=fresh_application(made.application), by=town.company().submitter, at=AT)
    assert kept.readers.filter(audience="organisation", ref=str(made.evaluator_id)).exists()


def test_evaluators_are_listed_with_advice_and_record_and_nobody_is_left_out(town):
    rows = queries.evaluator_rows(town.call.pack.digest, 2023)
    assert len(rows) == len(town.cast.evaluators)
    assert {row.reports for row in rows} == {0}
    assert Engagement.objects.count() == 0


DIFFERS = Difference("6.1", "1", "2", "")


@pytest.mark.parametrize(
    ("differences", "conclusion", "wrote", "codes"),
    [
        ({}, "好", False, []),
        ({}, " ", False, ["conclusion"]),
        ({"6.1": DIFFERS}, "好", False, ["reason:6.1"]),
        ({"6.1": Difference("6.1", "1", "2", "票据")}, "好", False, []),
        ({"6.1": DIFFERS}, "", True, ["reason:6.1", "conclusion", "independence"]),
    ],
)
def test_grounds_against_signing(differences, conclusion, wrote, codes):
    assert [ground.code for ground in grounds_against_signing(differences, conclusion=conclusion, wrote_the_self_evaluation=wrote)] == codes


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ({"full_time_staff": "10", "senior_staff": "3"}, []), ({"full_time_staff": "9", "senior_staff": "3"}, ["staff"]), ({"full_time_staff": "10", "senior_staff": "2"}, ["senior"]),
        ({"full_time_staff": "10"}, ["senior"]), ({}, ["staff"]), ({"full_time_staff": "ten"}, ["staff"]),
    ],
)  # fmt: skip
def test_advice_about(said, codes):
    assert [ground.code for ground in advice_about(said, full_time=Decimal(10), senior_share=Decimal(30))] == codes
    assert advice_about(said, full_time=None, senior_share=None) == []


def test_the_steps_lead_from_the_declared_total_to_the_verified_one(town):
    made = make_engagement(town, "accepted")
    declared = application_queries.declared_sheet(made.application)
    assert steps_between(declared, queries.verified_sheet(made)) == []
    actions.verify_answer(engagement=made, given=Answer("2.1", False), reason="证书已过期", by=member(town), at=AT)
    verified = queries.verified_sheet(made)
    steps = steps_between(declared, verified)
    assert [step.code for step in steps] == ["2.1"]
    assert steps[0].change < 0
    assert (steps[0].before, steps[-1].after) == (declared.low, verified.low)
    capped = steps_between(declared, replace(verified, low=verified.low - 3))
    assert (capped[-1].code, capped[-1].name, capped[-1].change) == ("", None, -3)


def test_taking_over_a_declared_value_asks_that_its_evidence_was_opened(town):
    """What was said is told by the story; a row without evidence, and the word that one looked, go through."""
    made = make_engagement(town, "accepted")
    facts = {"engagement": made, "kind": "answer", "code": "2.1", "reason": "", "by": member(town), "at": AT}
    bare = actions.adopt(**facts | {"code": "2.2"}, opened=False)
    assert (bare.code, bare.reason) == ("2.2", "")
    Given.objects.filter(application=made.application, code="2.1").update(evidence_keys=["behind2.1"])
    with refused("tick that you looked at it") as caught:
        actions.adopt(**facts, opened=False)
    assert caught.value.field == "2.1"
    actions.adopt(**facts, opened=True)
    told = [line.facts for line in story_of(made)]
    assert [(fact["row"], fact["evidence_opened"]) for fact in told if "evidence_opened" in fact] == [("2.2", False), ("2.1", True)]


def test_a_figure_of_another_year_has_its_evidence_too(town):
    made = make_engagement(town, "accepted")
    site, filler = made.application.site, town.company().filler
    code = next(iter(application_queries.declared_facts(made.application)[1]))
    Reading.objects.filter(databook__site=site, databook__year=made.application.year, quantity=code).update(evidence_key="behind")
    earlier = databooks.begin(site=site, year=2021, by=filler, at=AT)
    assert [queries.has_evidence(made, "reading", one) for one in (code, f"{code}@2021")] == [True, False]
    twin = Reading.objects.get(databook__site=site, databook__year=made.application.year, quantity=code, product=None)
    twin.pk, twin.databook = None, earlier
    twin.save(force_insert=True)
    assert queries.has_evidence(made, "reading", f"{code}@2021")
