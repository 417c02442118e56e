"""From the draft to the hand-in, correction and withdrawal: the result, the story, and nothing left of what was refused."""

from datetime import timedelta
from decimal import Decimal

import pytest

from sinople.applications import actions, queries
from sinople.applications.models import Given, PaperAdded, Snapshot
from sinople.deadlines.models import Deadline
from sinople.files import actions as files
from sinople.kernel.ids import new_key
from sinople.law.scoring import Answer
from sinople.letters.models import Letter, Numbered, Paper
from sinople.review import actions as review
from sinople.review.models import Case
from tests import makers
from tests.makers import BEGUN, DAY, HOUR, POINTS, RECEIVED, RECOMMENDED, fresh_application, make_application
from tests.stories import denied_to_others, last_line, refused, verbs_of

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def others(town, *allowed):
    return {role: acting for role, acting in makers.make_strangers(town).items() if role not in allowed}


def test_begin_pins_the_pack_and_begins_the_data_book(town):
    company = town.company()
    made = actions.begin(call=town.call, site=company.sites[0], by=company.filler, at=BEGUN)
    assert (made.state, made.pack_digest, made.year, made.district) == ("draft", town.call.pack.digest, 2022, company.sites[0].district)
    assert verbs_of(made) == ["begin"]
    assert queries.readings_of(made) == {}


def test_begin_is_refused_twice_and_in_a_closed_call(town):
    company = town.company()
    actions.begin(call=town.call, site=company.sites[0], by=company.filler, at=BEGUN)
    with refused("an application for this site"):
        actions.begin(call=town.call, site=company.sites[0], by=company.filler, at=BEGUN)
    town.call.state = "closed"
    with refused("not open"):
        actions.begin(call=town.call, site=town.company(1).sites[0], by=town.company(1).filler, at=BEGUN)
    denied_to_others(lambda acting: actions.begin(call=town.call, site=company.sites[0], by=acting, at=BEGUN), others(town))


def test_after_a_withdrawal_the_site_may_begin_again(town):
    first = make_application(town, partly=True)
    actions.withdraw(application=first, reason="", by=town.company().submitter, at=BEGUN)
    assert queries.may_begin_for(first.site, town.call)
    assert actions.begin(call=town.call, site=first.site, by=town.company().filler, at=BEGUN + DAY).pk != first.pk


def test_answer_keeps_the_version_and_tells_the_second_editor(town):
    application, by = make_application(town), town.company().filler
    row = Given.objects.filter(application=application, degree__isnull=False).first()
    said = Answer(row.code, degree=Decimal("0.5"), reason="依据台账")
    made = actions.answer(application=application, given=said, by=by, at=BEGUN, version=row.version)
    assert (made.version, made.degree, made.reason) == (row.version + 1, Decimal("0.5"), "依据台账")
    assert last_line(application)[0] == "answer"
    with refused(f"{row.person.name} has just changed this row") as caught:
        actions.answer(application=application, given=said, by=by, at=BEGUN, version=row.version)
    assert caught.value.field == row.code
    with refused("has just answered this row"):
        actions.answer(application=application, given=said, by=by, at=BEGUN)


def test_files_are_added_and_taken_off(town):
    application, by = make_application(town), town.company().filler
    kept = files.keep_made(name="台账.pdf", content=b"%PDF-1.4 x", by=by, at=BEGUN, organisation_id=application.organisation_id)
    code = Given.objects.filter(application=application)[0].code
    for _ in range(2):
        actions.add_evidence(application=application, code=code, evidence_key=kept.key, by=by, at=BEGUN)
    assert Given.objects.get(application=application, code=code).evidence_keys == [kept.key]
    material = PaperAdded.objects.filter(application=application)[0].material
    actions.add_paper(application=application, material=material, evidence_key=kept.key, by=by, at=BEGUN)
    assert kept.key in actions.evidence_keys_of(application)
    actions.remove_paper(application=application, material=material, evidence_key=kept.key, by=by, at=BEGUN)
    assert not PaperAdded.objects.filter(evidence_key=kept.key).exists()
    assert verbs_of(application)[-3:] == ["add_evidence", "add_paper", "remove_paper"]


def test_editing_is_for_ones_own_people_and_before_the_declaration(town):
    application, declared = make_application(town), make_application(town, "declared", n=1)
    given = Answer(Given.objects.filter(application=application)[0].code, holds=True)
    acts = [
        lambda acting, of: actions.answer(application=of, given=given, by=acting, at=BEGUN),
        lambda acting, of: actions.add_evidence(application=of, code=given.code, evidence_key="x", by=acting, at=BEGUN),
        lambda acting, of: actions.add_paper(application=of, material="x", evidence_key="x", by=acting, at=BEGUN),
        lambda acting, of: actions.remove_paper(application=of, material="x", evidence_key="x", by=acting, at=BEGUN),
        lambda acting, of: actions.declare(application=of, by=acting, at=BEGUN),
        lambda acting, of: actions.withdraw(application=of, reason="", by=acting, at=BEGUN),
    ]
    for act in acts:
        denied_to_others(lambda acting, act=act: act(acting, application), others(town))
    for act in acts[:5]:
        with refused("The application cannot be changed now" if act in acts[:4] else "only while the application is a draft"):
            act(town.company(1).submitter, declared)


def test_declare_freezes_a_digest(town):
    application = make_application(town)
    actions.declare(application=application, by=town.company().submitter, at=BEGUN + DAY)
    frozen = queries.snapshot_of(application, Snapshot.Kind.DECLARED)
    assert last_line(application) == ("declare", "draft", "declared", town.company().submitter.person_id)
    assert len(frozen.digest) == 64
    assert queries.declared_sheet(application) == queries.live_sheet(application)
    answers, readings = queries.declared_facts(application)
    assert (answers, readings) == (queries.answers_of(application), queries.readings_of(application))


def test_declare_names_everything_that_is_missing(town):
    application = make_application(town, partly=True)
    with refused("not complete yet") as caught:
        actions.declare(application=application, by=town.company().submitter, at=BEGUN)
    codes = {ground.code.partition(":")[0] for ground in caught.value.grounds}
    assert {"paper", "quantity"} <= codes
    assert len(caught.value.grounds) == len(queries.missing_of(application))


def test_the_filler_fills_and_does_not_declare(town):
    application = make_application(town)
    denied_to_others(lambda acting: actions.declare(application=application, by=acting, at=BEGUN), {"filler": town.company().filler})


def test_reopen_leads_back_to_the_draft_and_a_new_digest(town):
    application = make_application(town, "verified")
    denied_to_others(lambda acting: actions.reopen(application=application, by=acting, at=BEGUN), others(town) | {"filler": town.company().filler})
    actions.reopen(application=application, by=town.company().submitter, at=BEGUN + DAY)
    assert last_line(application)[:3] == ("reopen", "verified", "draft")
    actions.declare(application=application, by=town.company().submitter, at=BEGUN + DAY)
    assert queries.snapshot_of(application, Snapshot.Kind.DECLARED).n == 2


def test_hand_in_gives_a_number_a_receipt_and_a_case(town):
    application = make_application(town, "verified")
    case = review.hand_in(application=application, confirmed=True, statement_key="", by=town.company().submitter, at=RECEIVED)
    application = fresh_application(application)
    assert (application.state, application.handed_in_at, application.number) == ("handed_in", RECEIVED, "2023-GF-0001")
    assert last_line(application)[:3] == ("hand_in", "verified", "handed_in")
    assert verbs_of(case) == ["open"]
    receipt = Paper.objects.get(kind="receipt")
    assert (receipt.number, bytes(receipt.content[:4])) == ("2023-GF-0001", b"%PDF")
    assert Deadline.objects.get(about_key=application.key).code == "district_review"
    assert Letter.objects.filter(about_key=case.key, person_id=town.district_of(case).person_id).exists()
    assert Numbered.objects.get(about_key=application.key).words == "2023-GF-0001"


@pytest.mark.parametrize(("moment", "codes"), [(-HOUR, []), (-SECOND, []), (timedelta(0), ["closed"]), (SECOND, ["closed"]), (DAY, ["closed"])])
def test_the_closing_second_decides(town, moment, codes):
    application, at = make_application(town, "verified"), town.call.closes_at + moment

    def act():
        actions.hand_in(application=application, confirmed=True, statement_key="", by=town.company().submitter, at=at)

    if codes:
        with refused("cannot be handed in", codes=codes):
            act()
    else:
        act()
        assert fresh_application(application).handed_in_at == at


def test_a_district_may_close_earlier(town):
    application = make_application(town, "verified")
    earlier = town.call.closes_at - 5 * DAY
    town.call.windows.create(district=application.district, closes_at=earlier)
    with refused(codes=["closed"]):
        actions.hand_in(application=application, confirmed=True, statement_key="", by=town.company().submitter, at=earlier)
    actions.hand_in(application=application, confirmed=True, statement_key="", by=town.company().submitter, at=earlier - SECOND)


def test_hand_in_needs_the_statement_and_an_open_window(town):
    application = make_application(town, "verified")
    with refused(codes=["not_open_yet", "statement"]):
        actions.hand_in(application=application, confirmed=False, statement_key="", by=town.company().submitter, at=town.call.opens_at - SECOND)
    denied_to_others(
        lambda acting: actions.hand_in(application=application, confirmed=True, statement_key="", by=acting, at=RECEIVED),
        others(town) | {"filler": town.company().filler},
    )


def test_a_correction_is_answered_point_by_point_and_handed_in_again(town):
    application = make_application(town, "returned")
    submitter = town.company().submitter
    points = queries.points_of(application)
    assert [(point.code, point.words) for point in points] == list(POINTS)
    assert queries.was_returned(application, "district")
    with refused("answer every point", codes=["point", "point"]):
        review.hand_in(application=application, confirmed=True, statement_key="", by=submitter, at=RECOMMENDED + DAY)
    with refused("say what you have done"):
        actions.answer_point(application=application, point=points[0], words=" ", by=submitter, at=RECOMMENDED + DAY)
    denied_to_others(lambda acting: actions.answer_point(application=application, point=points[0], words="x", by=acting, at=RECOMMENDED), others(town))
    for point in points:
        actions.answer_point(application=application, point=queries.point_for(application, point.key), words="已更正。", by=submitter, at=RECOMMENDED + DAY)
    case = review.hand_in(
        application=application, confirmed=True, statement_key="", by=submitter, at=town.call.closes_at + DAY
    )  # the window concerns the first hand-in
    assert (Case.objects.count(), case.state, fresh_application(application).state) == (1, "district", "handed_in")
    assert Snapshot.objects.filter(application=application, kind="handed_in").count() == 2
    assert Paper.objects.filter(kind="receipt").count() == 2
    assert dict(Deadline.objects.filter(about_key=application.key).values_list("code", "state")) == {"correction": "met", "district_review": "running"}


@pytest.mark.parametrize("state", ["draft", "declared", "verified", "handed_in", "returned"])
def test_withdraw_at_any_time(town, state):
    application = make_application(town, state)
    actions.withdraw(application=application, reason="搬迁", by=town.company().submitter, at=RECOMMENDED + DAY)
    assert last_line(application)[:3] == ("withdraw", state, "withdrawn")
    assert not Deadline.objects.filter(about_key=application.key).exclude(state="met").exists()
    with refused("ended already"):
        actions.withdraw(application=application, reason="", by=town.company().submitter, at=RECOMMENDED)


def test_a_withdrawn_case_is_on_nobodys_list(town):
    case = makers.make_case(town)
    officer = town.district_of(case)
    assert [row.key for row in review_waiting(officer)] == [case.key]
    actions.withdraw(application=case.application, reason="", by=town.company().submitter, at=RECOMMENDED)
    assert review_waiting(officer) == []


def review_waiting(officer):
    from sinople.review import queries as review_queries

    return review_queries.cases_waiting(officer, "district")


def test_what_is_unknown_does_not_exist(town):
    from django.http import Http404

    application = make_application(town)
    for acting in (*others(town).values(), town.officer, town.district_of(application)):
        with pytest.raises(Http404):
            queries.application_for(acting, application.key)
    assert queries.application_for(town.company().filler, application.key) == application
    with pytest.raises(Http404):
        queries.application_for(town.company().filler, new_key())


def test_authorities_see_what_was_handed_in(town):
    application = make_application(town, "handed_in")
    for acting in (town.officer, town.leader, town.district_of(application), town.company().filler):
        assert queries.application_for(acting, application.key) == application
    assert queries.applications_of(town.company().filler)[0].key == application.key
    assert queries.open_applications_of(town.company().filler) == [application]
    assert queries.count_of(application.organisation) == 1
    assert "handed_in" in queries.open_states()
