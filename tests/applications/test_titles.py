"""The other titles: what their tables look at, what they attach to, ticks that are kept, frozen and shown as differences, hand-in without an evaluator."""

from decimal import Decimal

import pytest
from django.conf import settings

from demonstration import others
from demonstration.city import on
from sinople.applications import actions, permissions, queries
from sinople.applications.models import Application
from sinople.applications.rules import deep, flat, looks_at, needs_file
from sinople.evaluation import actions as evaluation
from sinople.evaluation import queries as evaluations
from sinople.law import packs
from sinople.law.scoring import Answer, Context, Product
from sinople.people import actions as people
from sinople.people import queries as organisations
from sinople.people.models import Site
from sinople.review import actions as review
from sinople.schemes import actions as schemes
from sinople.titles import actions as titles
from tests import makers
from tests.makers import BEGUN, DAY, HOUR
from tests.stories import refused

pytestmark = pytest.mark.django_db
CASES = [(title, way) for title in others.TITLES for way in others.WAYS[title] if way[3] != "draft"]


@pytest.fixture
def open_call(town):
    """Open a call of any title in the plan of the year."""

    def opened(title: str) -> others.Scene:
        facts = {"name": f"申报通知 {title}", "words": "", "contact": "节能处", "opens_at": on(2023, 3, 1), "closes_at": on(2023, 6, 30, 18)}
        plan, requirements = town.call.plan, town.call.requirements_code
        call = schemes.draft_call(plan=plan, requirements_code=requirements, title_code=title, by=town.officer, at=on(2023, 2, 21), **facts)
        schemes.sign(sign_off=schemes.lay_call(call=call, by=town.officer, at=on(2023, 2, 21)), by=town.leader, at=on(2023, 2, 21))
        call.refresh_from_db()
        return others.Scene(town.cast, call, town.pack, town.draw)

    return opened


@pytest.fixture
def bodies():
    streams = others.Streams(makers._codes, makers._identities)
    return {body.code: others.make_body(streams, body, on(2023, 3, 1)) for body in others.BODIES}


def begun(scene, company, way, at=BEGUN) -> Application:
    _who, place, what, _to, changed = way
    site = company.sites[place] if company.sites else people.whole_of(organisation=company.organisation, by=company.filler, at=at)
    return others.fill(scene, company, site, others.example_of(scene.call.title_code, holding=what), at, readings=changed)


@pytest.mark.parametrize(("title", "way"), CASES, ids=lambda value: value if isinstance(value, str) else value[0])
def test_every_title_goes_from_the_draft_to_the_district(open_call, bodies, title, way):
    others.make_holder(bodies["group"], on(2023, 3, 3))
    scene, company = open_call(title), bodies[way[0]]
    made = begun(scene, company, way)
    live = queries.live_sheet(made)
    assert live.decided
    assert live.passed is (not way[4])
    others.walk(scene, company, made, BEGUN, to="recommended")
    made.refresh_from_db()
    letters = queries.table_of(made).edition.partition("-")[0]
    assert (made.state, made.number) == ("handed_in", f"2023-{letters}-0001")
    engagement = evaluations.engagement_of(made)
    assert queries.declared_sheet(made) == evaluations.verified_sheet(engagement) == live
    entry = evaluations.verified_entry(engagement)
    assert entry.context == queries.context_of(made)
    assert not evaluations.differences(engagement)


def test_a_data_centre_is_told_that_it_misses_pue_by_a_hundredth(open_call, bodies):
    made = begun(open_call("green-data-centre"), bodies["cloud"], others.WAYS["green-data-centre"][1])
    (row,) = [row for row in queries.live_sheet(made).rows if row.must is False]
    (why,) = [one for one in (row.proof, *row.proof.children) if "gap" in one.values]
    assert (row.code, why.values["figure"], why.values["limit"], why.values["gap"]) == ("DC23-5", Decimal("1.31"), Decimal("1.30"), Decimal("0.01"))


def test_figures_of_years_and_products_have_names_of_their_own():
    context = Context(2022, {2021: {"a": Decimal(1)}, 2022: {"a": Decimal(9)}}, (Product("x", "k", {"b": Decimal(2)}), Product("y", "k", {"b": Decimal(3)})))
    figures = flat({"a": Decimal(5)}, context)
    assert figures == {"a": 5, "a@2021": 1, "b@p1": 2, "b@p2": 3}
    readings, back = deep(figures, context)
    assert readings == {"a": 5}
    assert back.years == {2021: {"a": 1}}
    assert [product.readings for product in back.products] == [{"b": 2}, {"b": 3}]


def test_a_table_says_what_it_looks_at(town):
    found = {title: looks_at(town.pack.table_for("2022", title)) for title in ("green-factory", *others.TITLES)}
    assert (found["green-park"].years, found["green-factory"].years) == (3, 0)
    assert {title for title, looks in found.items() if looks.holdings} == {"green-enterprise"}
    assert {title for title, looks in found.items() if looks.products} == {"green-product", "energy-leader", "water-leader"}


def test_an_evaluator_finds_another_figure_of_an_earlier_year_and_another_pick(open_call, bodies):
    scene, company = open_call("green-park"), bodies["park"]
    made = begun(scene, company, others.WAYS["green-park"][0])
    actions.declare(application=made, by=company.submitter, at=BEGUN + HOUR)
    _body, member, signer = scene.cast.evaluators[0]
    engagement = evaluation.invite(application=made, evaluator=_body, words="", by=company.submitter, at=BEGUN + HOUR)
    evaluation.accept(engagement=engagement, by=signer, at=BEGUN + HOUR)
    evaluation.verify_reading(engagement=engagement, code="energy_tce@2021", value=Decimal(110_000), reason="漏计一台锅炉", by=member, at=BEGUN + HOUR)
    evaluation.verify_answer(engagement=engagement, given=Answer("R24", ticks=("RG5", "RG7")), reason="RG8 无据", by=member, at=BEGUN + HOUR)
    found = evaluations.differences(engagement)
    assert (found["energy_tce@2021"].declared, found["energy_tce@2021"].verified) == ("100000", "110000")
    assert (found["R24"].declared, found["R24"].verified) == ("RG5、RG8", "RG5、RG7")
    declared, verified = queries.declared_sheet(made), evaluations.verified_sheet(engagement)
    by_year = [{year.year: year.sheet for year in sheet.years} for sheet in (declared, verified)]
    assert by_year[0][2021] != by_year[1][2021]
    assert {row.code for row in verified.rows if row.verdict == "not_applicable"} != {row.code for row in declared.rows if row.verdict == "not_applicable"}
    with refused("At most 2 may be picked"):
        evaluation.verify_answer(engagement=engagement, given=Answer("R24", ticks=("RG5", "RG6", "RG7")), reason="", by=member, at=BEGUN, version=1)


def test_ticks_are_kept_with_their_version_and_refused_where_they_do_not_belong(open_call, bodies):
    company = bodies["park"]
    made = actions.begin(call=open_call("green-park").call, site=company.sites[0], by=company.filler, at=BEGUN)
    first = actions.answer(application=made, given=Answer("R24", ticks=("RG5",)), by=company.filler, at=BEGUN)
    again = actions.answer(application=made, given=Answer("R24", ticks=("RG5", "RG6")), by=company.filler, at=BEGUN, version=first.version)
    assert (again.ticks, again.version) == (["RG5", "RG6"], 2)
    assert queries.answers_of(made)["R24"].ticks == ("RG5", "RG6")
    for ticks, words in ((("RG5", "RG6", "RG7"), "At most 2"), (("EG1",), "is not on the list")):
        with refused(words):
            actions.answer(application=made, given=Answer("R24", ticks=ticks), by=company.filler, at=BEGUN, version=2)
    grounds = {ground.code for ground in queries.missing_of(made)}
    assert {"choice:I12a", "quantity:energy_tce"} <= grounds
    assert "choice:R24" not in grounds


def test_a_title_attaches_to_its_own_kind(town, open_call, bodies):
    scene = open_call("green-park")
    for company, site in ((town.company(), town.company().sites[0]), (bodies["cloud"], bodies["cloud"].sites[0])):
        with refused("not of the kind"):
            actions.begin(call=scene.call, site=site, by=company.filler, at=BEGUN)
    whole = people.whole_of(organisation=town.company().organisation, by=town.company().filler, at=BEGUN)
    assert whole == people.whole_of(organisation=town.company().organisation, by=town.company().filler, at=BEGUN)
    with refused("not of the kind"):
        actions.begin(call=town.call, site=whole, by=town.company().filler, at=BEGUN)
    with refused("Name the models"):
        people.add_site(
            organisation=town.company().organisation, name="产品", district="440306", address="x", kind="product", by=town.company().filler, at=BEGUN
        )


def test_overlaps_are_questions_and_block_nothing(open_call, bodies):
    scene = open_call("green-product")
    made = []
    for code in ("cooling", "drives"):
        company = bodies[code]
        product = people.add_site(
            organisation=company.organisation, name="同名产品", district="440306", address="x", kind="product", model_names="A-1", by=company.filler, at=BEGUN
        )
        made.append(actions.begin(call=scene.call, site=product, by=company.filler, at=BEGUN))
    assert [ground.code for ground in queries.overlaps_of(made[0])] == ["product"]
    again = actions.begin(call=open_call("green-product").call, site=made[0].site, by=bodies["cooling"].filler, at=BEGUN)
    assert [ground.code for ground in queries.overlaps_of(again)] == ["twice", "product"]


def test_holdings_follow_grants_and_the_lists_of_the_state(town, bodies):
    grant = makers.make_grant(town)
    assert organisations.holdings_of(grant.organisation_id) == {"green-factory"}
    titles.surrender(grant=grant, reason="不再生产", by=town.company_of(grant.case).submitter, at=BEGUN + 90 * DAY)
    assert organisations.holdings_of(grant.organisation_id) == frozenset()
    for _ in range(2):
        others.make_holder(bodies["group"], BEGUN)
        assert organisations.holdings_of(bodies["group"].organisation.pk) == {"green-factory", "green-supply-chain"}
    assert titles.match_national() == 2


def test_the_pack_says_which_papers_are_made_here_and_whether_an_evaluator_is_demanded():
    for code, title, wanted in (("sz-2022", "green-factory", True), ("sz-2024", "green-factory", False), ("cn-2024", "green-park", False)):
        pack = packs.load(settings.PACKS / code)
        assert ("verified" in pack.title(title).stages) is wanted, code
        assert pack.setting("third_party_required").holds is wanted
        assert not any(needs_file(material) for material in pack.materials_for(title) if material.code.endswith(("_report",)) and material.stage != "handed_in")


def test_without_a_demand_one_hands_in_after_the_declaration_but_not_past_an_evaluator_at_work(town, monkeypatch):
    monkeypatch.setattr(permissions, "demands_evaluation", lambda _application: False)
    company, body = town.company(), town.cast.evaluators[0][0]
    declared = makers.make_application(town, "declared")
    engagement = evaluation.invite(application=declared, evaluator=body, words="", by=company.submitter, at=BEGUN + DAY)
    with refused("An evaluator is engaged"):
        review.hand_in(application=declared, confirmed=True, statement_key="", by=company.submitter, at=BEGUN + DAY)
    evaluation.cancel(engagement=engagement, by=company.submitter, at=BEGUN + DAY)
    case = review.hand_in(application=makers.fresh_application(declared), confirmed=True, statement_key="", by=company.submitter, at=BEGUN + DAY)
    assert (case.state, case.application.state) == ("district", "handed_in")


def test_where_it_is_demanded_nobody_hands_in_without_the_report(town):
    declared = makers.make_application(town, "declared")
    with refused("once the evaluator has signed"):
        review.hand_in(application=declared, confirmed=True, statement_key="", by=town.company().submitter, at=BEGUN + DAY)


def test_a_site_added_before_there_were_kinds_is_a_site():
    assert Site().kind == "site"
