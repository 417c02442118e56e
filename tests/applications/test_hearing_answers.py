"""The answers that the bureau gave at the hearing, each as a rule that would be missed if it were lost."""

import pytest
from django.urls import reverse

from sinople.applications import actions as applications
from sinople.applications import queries
from sinople.applications.models import Application, Given
from sinople.evaluation import actions as evaluation
from sinople.evaluation import queries as evaluation_queries
from sinople.law.packs import notes_beside
from sinople.law.packs.checks import faults_of
from sinople.law.scoring import Answer, score
from sinople.people import actions as people
from sinople.schemes import actions as schemes
from sinople.schemes import queries as scheme_queries
from sinople.schemes.models import Plan
from sinople.titles import actions as titles
from sinople.titles.rules.national_lists import ListKind, NationalHolder
from tests import makers
from tests.makers import BEGUN, HOUR
from tests.stories import refused
from tests.web.sitting import page, seat, set_moment

pytestmark = pytest.mark.django_db


def setting(town, code):
    return town.pack.setting(code)


def test_answer_1_national_and_city_applications_run_in_parallel(town):
    """A national holder may apply in the city: nothing asks for a national title, and none closes the door."""
    assert setting(town, "national_calls_in_parallel").holds
    company = town.company()
    held = NationalHolder(next(iter(ListKind)), "1", "1", "深圳市", company.organisation.name)
    titles.import_national(holders=[held], by=town.officer, at=BEGUN)
    assert makers.make_application(town, "handed_in").state == "handed_in"


def test_answer_2_the_number_of_applications_has_no_limit(town):
    """Eight sites of one organisation, eight applications in one call."""
    limit = setting(town, "applications_per_organisation")
    assert not limit.is_given
    company = town.company(1)
    for n in range(7):
        site = people.add_site(organisation=company.organisation, name=f"第{n}厂", district="440305", address="演示路", by=company.filler, at=BEGUN)
        applications.begin(call=town.call, site=site, by=company.filler, at=BEGUN)
    applications.begin(call=town.call, site=company.sites[0], by=company.filler, at=BEGUN)
    assert Application.objects.filter(organisation=company.organisation, call=town.call).count() == 8


def test_answer_4_headquarters_and_plant_apply_for_themselves_each_in_its_district(town):
    assert setting(town, "apply_per_site").holds
    first, second = (makers.make_case(town, n=0, site=site) for site in (0, 1))
    assert first.application.organisation == second.application.organisation
    assert first.district != second.district
    assert (first.district, second.district) == tuple(site.district for site in town.company().sites)


def test_answer_5_a_firm_without_a_city_title_before_may_be_granted_at_once(town):
    """Levels need not be certified one after the other, and nobody must have been in the cultivation pool."""
    assert not setting(town, "step_by_step_levels").holds
    assert not setting(town, "cultivation_required").holds
    assert makers.make_grant(town).state == "valid"


def test_answer_6_conditions_of_evaluators_are_advice_and_block_nothing(town):
    assert not setting(town, "evaluator_conditions_block").holds
    body, _member, signer = town.cast.evaluators[0]
    body.qualifications = {"full_time_staff": "1", "senior_staff": "0"}
    body.save()
    assert evaluation_queries.advice(body, town.call.pack.digest) != []
    application = makers.make_application(town, "declared")
    engagement = evaluation.invite(application=application, evaluator=body, words="", by=town.company().submitter, at=BEGUN + 3 * HOUR)
    evaluation.accept(engagement=engagement, by=signer, at=BEGUN + 4 * HOUR)
    evaluation.write_report(engagement=engagement, conclusion="符合。", suggestions="", highlights="", by=signer, at=BEGUN + 4 * HOUR)
    evaluation.sign_report(engagement=makers.fresh_engagement(engagement), by=signer, at=BEGUN + 5 * HOUR)
    assert makers.fresh_application(application).state == "verified"


def test_answer_7_targets_stand_in_the_yearly_plan_not_in_the_pack(town):
    assert setting(town, "targets_in_plan").holds
    content = town.row.content
    assert "target" not in {name for title in town.pack.titles for name in type(title).model_fields}
    plan = schemes.draft_plan(year=2024, pack=town.row, targets={"green-factory": 30}, words="", by=town.officer, at=BEGUN)
    changed = schemes.draft_plan(year=2024, pack=town.row, targets={"green-factory": 50}, words="", by=town.officer, at=BEGUN + HOUR)
    assert (changed.pk, changed.targets) == (plan.pk, {"green-factory": 50})
    assert Plan.objects.get(pk=plan.pk).pack.content == content


def sheet_with(town, application, *changed):
    table = scheme_queries.table_of(town.call)
    answers = queries.answers_of(application) | {answer.code: answer for answer in changed}
    reference = scheme_queries.references(table.edition, application.industry)
    return score(table, answers, queries.readings_of(application), industry=application.industry, reference=reference)


def test_answer_9_own_technology_is_not_counted_among_what_must_go(town):
    """The row on equipment to be eliminated is decided by what the firm says of it, with its reason, which is frozen and read by everybody after; no catalogue overrules it."""
    assert setting(town, "own_technology_exempt").holds
    row = next(row for row in scheme_queries.table_of(town.call).indicators if "淘汰" in row.name.zh)
    application, said = makers.make_application(town), Answer(row.code, holds=True, reason="自主研发的设备，不列入淘汰目录")
    before = queries.given(application)[row.code]
    applications.answer(application=application, given=said, by=town.company().filler, at=BEGUN + HOUR, version=before.version)
    applications.declare(application=application, by=town.company().submitter, at=BEGUN + 2 * HOUR)
    assert queries.declared_facts(application)[0][row.code] == said
    assert said.code not in {proof.anchor.rpartition(":")[2] for proof in queries.declared_sheet(application).failing}
    assert queries.declared_sheet(application).passed is not False
    assert sheet_with(town, application, Answer(row.code, holds=False)).passed is False


def test_answer_9_stands_beside_its_row_for_applicant_evaluator_and_reviewers(town):
    """The applicant answers with it before their eyes; evaluator, district, city and expert judge with it; it is named as an answer, never as an article."""
    case = makers.make_case(town, "expert")
    panel = makers.make_panel(town, [case], "ready")
    application, chosen = case.application, makers.seats_of(panel)[0]
    group, engagement = {"key": application.key, "group": "GF18-1"}, application.engagements.get()
    signer = next(signer for body, _member, signer in town.cast.evaluators if body.pk == engagement.evaluator_id)
    places = [
        (town.company().submitter, "applicant:application", {"key": application.key}),
        (town.company().submitter, "applicant:group", group),
        (town.company().submitter, "applicant:readiness_title", {"site": application.site.key, "title": "green-factory"}),
        (town.company().submitter, "applicant:application_explanation", {"key": application.key, "which": "self-evaluation"}),
        (signer, "evaluator:group", {**group, "key": engagement.key}),
        (signer, "evaluator:engagement", {"key": engagement.key}),
        (town.district_of(case), "district:case", {"key": case.key}),
        (town.officer, "city:case_row", {"key": case.key, "code": "1.3b"}),
        (town.expert_of(chosen), "expert:sheet", {"key": chosen.key, "case": case.key}),
    ]
    set_moment(makers.PLEDGED)
    for acting, name, where in places:
        for language, words in (
            ("zh", "听证会答复（2022-05-10）第9项：企业自主研发的技术、设备不列入淘汰目录"),
            ("en", "Answer at the hearing of 2022-05-10, no. 9: "),
        ):
            found = page(seat(acting, language=language).get(reverse(name, kwargs=where)))
            beside = found.xpath(f"//*[contains(., '{words}')][contains(., '1.3b')]")
            assert beside, (name, language)


def test_answer_9_concerns_rows_that_are_there(town):
    """A misspelt row is told with its file and place, and would otherwise be shown beside nothing."""
    pack = town.pack
    mended = tuple(one.model_copy(update={"rows": ("GF-2018#9.9z",)}) if one.number == 9 else one for one in pack.answers)
    faults = faults_of(pack.model_copy(update={"answers": mended}))
    assert [(fault.file, fault.place) for fault in faults] == [("answers.yaml", ("answers", 8, "rows"))]
    assert notes_beside(pack, pack.table("GF-2018")).keys() == {"1.3b", "GF18-B8", "6.9"}


def test_answer_11_care_for_employees_is_a_required_condition(town):
    """Whoever fails it is not passed, whatever the rest of the sheet; whoever leaves it out cannot declare."""
    assert setting(town, "employee_care_required").holds
    care = next(veto for veto in scheme_queries.table_of(town.call).vetoes if "人文关怀" in veto.name.zh)
    application = makers.make_application(town)
    assert sheet_with(town, application).passed is not False
    assert sheet_with(town, application, Answer(care.code, holds=False)).passed is False
    Given.objects.filter(application=application, code=care.code).delete()
    with refused("not complete yet", codes=[f"row:{care.code}"]):
        applications.declare(application=application, by=town.company().submitter, at=BEGUN + HOUR)


@pytest.mark.parametrize("number", range(1, 12))
def test_every_answer_stands_in_the_pack_as_the_hearings_own_and_never_as_an_article(town, number):
    answer = next(answer for answer in town.pack.answers if answer.number == number)
    assert answer.anchor == f"sz-2022#hearing.{number}"
    assert str(town.pack.setting(answer.setting).authority) == "hearing"
