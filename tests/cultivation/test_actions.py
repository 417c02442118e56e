"""The pool: in and out, once at a time, with every act in its story; plans and milestones; the clock's part."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.http import Http404

from sinople.applications import actions as applications
from sinople.audit.queries import faults, lines_of
from sinople.cultivation import actions, queries
from sinople.cultivation.models import Candidate, CreationPlan, Milestone
from sinople.daily.actions import run
from sinople.databook import actions as databooks
from sinople.kernel.text import Text
from sinople.law.readiness import Step
from sinople.letters.models import Letter
from tests.makers import BEGUN, DAY, TITLE, make_application, make_candidate, make_cases, make_creation_plan, make_meeting, make_notice, make_strangers
from tests.racing import race, won
from tests.stories import denied_to_others, refused, verbs_of

pytestmark = pytest.mark.django_db
STEPS = (
    Step("6.11", Text("单位产品能耗", "Energy per product"), "figure", True, 2, Decimal(1), "kgce", "<=", Decimal("1.30"), Decimal("1.50")),
    Step("GF18-B1", Text("守法", "Lawful"), "requirement", True, 1),
)


def saved(town, n=0, **changes):
    company = town.company(n)
    facts = {
        "site": company.sites[0], "title_code": TITLE, "year": 2022, "pack_digest": town.row.digest, "edition": "GF-2018", "points": (Decimal(40), Decimal(60), Decimal(100)),
        "goal": Decimal(60), "steps": STEPS, "effort": 3, "target_on": date(2024, 3, 31), "words": "先改电机", "by": company.filler, "at": BEGUN,
    }  # fmt: skip
    return databooks.save_plan(**{**facts, **changes})


def test_a_site_asks_and_is_admitted_for_three_years(town):
    candidate = make_candidate(town, "in_pool")
    assert (candidate.entered_on, candidate.until_on) == (date(2023, 6, 2), date(2026, 6, 2))
    assert verbs_of(candidate) == ["ask", "admit"]
    assert faults(candidate.kind(), candidate.key) == []
    told = set(Letter.objects.filter(about_key=candidate.key).values_list("person_id", flat=True))
    assert {town.cast.districts[candidate.district].person_id, town.company().submitter.person_id} <= told


def test_one_candidate_at_a_time_and_again_after_a_refusal(town):
    make_candidate(town, "asked")
    with refused("on its way to this title already") as caught:
        make_candidate(town, "asked")
    assert caught.value.field == "title"
    assert Candidate.objects.count() == 1
    make_candidate(town, "refused", n=1)
    assert make_candidate(town, "asked", n=1).state == "asked"


@pytest.mark.parametrize(
    ("changes", "words", "field"),
    [
        ({"reason": "  "}, "why this site", "reason"),
        ({"title_code": "green-product"}, "not of the kind", "title"),
        ({"title_code": "none"}, "not of the kind", "title"),
    ],
)
def test_what_is_asked_has_to_fit(town, changes, words, field):
    company = town.company()
    facts = {"site": company.sites[0], "title_code": TITLE, "pack": town.row, "reason": "x", "by": company.submitter, "at": BEGUN}
    with refused(words) as caught:
        actions.ask(**facts | changes)
    assert caught.value.field == field
    with refused("another site"):
        actions.ask(**facts, readiness=saved(town, 1))


def test_nobody_else_leads_a_candidate(town):
    strangers = make_strangers(town)
    made = make_candidate(town, "asked", n=0)
    officer = town.cast.districts[made.district]
    denied_to_others(lambda acting: actions.admit(candidate=made, by=acting, at=BEGUN), strangers)
    denied_to_others(lambda acting: actions.leave(candidate=made, reason="x", by=acting, at=BEGUN), strangers)
    denied_to_others(lambda acting: actions.ask(site=made.site, title_code=TITLE, pack=town.row, reason="x", by=acting, at=BEGUN), strangers)
    denied_to_others(lambda acting: actions.propose(site=made.site, title_code=TITLE, pack=town.row, reason="x", by=acting, at=BEGUN), strangers)
    actions.admit(candidate=made, by=officer, at=BEGUN)
    denied_to_others(lambda acting: actions.name_mentor(candidate=made, person_id=officer.person_id, by=acting, at=BEGUN), strangers)
    denied_to_others(lambda acting: actions.begin_plan(candidate=made, year=2023, by=acting, at=BEGUN), strangers)
    with pytest.raises(Http404):
        queries.candidate_for(town.company(1).submitter, made.key)
    assert queries.candidate_for(town.officer, made.key) == made


def test_a_proposal_begins_nothing_before_the_enterprise_agrees(town):
    made, company = make_candidate(town, "proposed"), town.company()
    assert not queries.is_in_pool(made.site_id, TITLE)
    assert queries.proposed_to(company.submitter) == [made]
    actions.agree(candidate=made, by=company.submitter, at=BEGUN)
    assert queries.is_in_pool(made.site_id, TITLE)
    with refused("answered already"):
        actions.decline(candidate=made, reason="", by=company.submitter, at=BEGUN)
    assert make_candidate(town, "declined", n=1).state == "declined"


def test_leaving_needs_a_reason_and_tells_the_district(town):
    made = make_candidate(town, "in_pool")
    with refused("Give the reason"):
        actions.leave(candidate=made, reason=" ", by=town.company().submitter, at=BEGUN)
    actions.leave(candidate=made, reason="迁往市外", by=town.company().submitter, at=BEGUN)
    made.refresh_from_db()
    assert (made.state, made.answer) == ("left", "迁往市外")


def test_mentor_and_visit(town):
    made = make_candidate(town, "in_pool")
    officer, other = town.cast.districts[made.district], town.other_district(made)
    with refused("officer of the district") as caught:
        actions.name_mentor(candidate=made, person_id=other.person_id, by=officer, at=BEGUN)
    assert caught.value.field == "mentor"
    actions.name_mentor(candidate=made, person_id=officer.person_id, by=officer, at=BEGUN)
    with refused("has not been made yet"):
        actions.note_visit(candidate=made, visited_on=BEGUN.date() + timedelta(days=2), findings="x", advice="", by=officer, at=BEGUN)
    with refused("what was found"):
        actions.note_visit(candidate=made, visited_on=BEGUN.date(), findings=" ", advice="", by=officer, at=BEGUN)
    actions.note_visit(candidate=made, visited_on=BEGUN.date(), findings="台账完整", advice="补清单", by=officer, at=BEGUN)
    assert [(visit.findings, visit.advice, visit.person_id) for visit in queries.visits_of(made)] == [("台账完整", "补清单", officer.person_id)]


def test_a_saved_plan_becomes_milestones_once(town):
    made, company = make_candidate(town, "in_pool"), town.company()
    plan = actions.begin_plan(candidate=made, year=2023, by=company.filler, at=BEGUN)
    assert actions.take_over(plan=plan, readiness=saved(town), by=company.filler, at=BEGUN) == 2
    assert actions.take_over(plan=plan, readiness=saved(town), by=company.filler, at=BEGUN) == 0
    assert [(step.row, step.op, step.target, step.due_on) for step in queries.milestones_of(plan)] == [
        ("6.11", "<=", Decimal("1.30"), date(2023, 12, 31)), ("GF18-B1", "", None, date(2023, 12, 31)),
    ]  # fmt: skip
    with refused("another site or another title"):
        actions.take_over(plan=plan, readiness=saved(town, title_code="green-enterprise"), by=company.filler, at=BEGUN)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"words": " "}, "words"), ({"due_on": date(2024, 1, 1)}, "due_on"), ({"target": Decimal(1), "op": "<="}, "target"), ({"target": Decimal(1), "row": "6.11"}, "target"),
    ],
)  # fmt: skip
def test_what_a_milestone_has_to_be(town, changes, field):
    made = make_creation_plan(town, "draft")
    with refused() as caught:
        actions.add_milestone(**{"plan": made, "words": "x", "due_on": date(2023, 12, 1), "by": town.company().filler, "at": BEGUN} | changes)
    assert caught.value.field == field
    assert made.milestones.count() == 1


def test_a_plan_is_confirmed_or_comes_back(town):
    made, company = make_creation_plan(town, "submitted"), town.company()
    officer = town.cast.districts[made.candidate.district]
    step = queries.milestones_of(made)[0]
    with refused("with the district, or confirmed already"):
        actions.remove_milestone(milestone=step, by=company.filler, at=BEGUN)
    with refused("not confirmed"):
        actions.reach(milestone=step, note="", by=company.filler, at=BEGUN)
    with refused("Give the reason"):
        actions.send_back(plan=made, reason="", by=officer, at=BEGUN)
    actions.send_back(plan=made, reason="请补充碳核查", by=officer, at=BEGUN)
    actions.remove_milestone(milestone=queries.milestones_of(made)[0], by=company.filler, at=BEGUN)
    with refused("plans nothing"):
        actions.submit(plan=made, by=company.submitter, at=BEGUN)
    assert [line.verb for line in lines_of(made.kind(), made.key)] == ["begin_plan", "add_milestone", "submit", "send_back", "remove_milestone"]


def test_one_plan_a_year_within_the_stay(town):
    made, company = make_creation_plan(town, "confirmed"), town.company()
    for year, words in ((2023, "already"), (2022, "year in the pool"), (2027, "year in the pool")):
        with refused(words):
            actions.begin_plan(candidate=made.candidate, year=year, by=company.filler, at=BEGUN)
    assert CreationPlan.objects.count() == 1


def test_a_milestone_is_reached_once(town):
    made, company = make_creation_plan(town, "confirmed"), town.company()
    step = queries.milestone_for(company.filler, queries.milestones_of(made)[0].key)
    actions.reach(milestone=step, note="报告已提交", by=company.filler, at=BEGUN)
    with refused("reached already"):
        actions.reach(milestone=step, note="", by=company.filler, at=BEGUN)
    rows = queries.candidates_seen(town.officer, on=BEGUN.date())
    assert [(row.progress.reached, row.progress.all) for row in rows] == [(1, 1)]


def test_the_clock_reminds_once_and_ends_a_stay(town):
    made, company = make_creation_plan(town, "confirmed"), town.company()
    due = queries.milestones_of(made)[0].due_on
    said = Letter.objects.filter(message__startswith="A milestone of", person_id=company.submitter.person_id)
    at = BEGUN.replace(month=due.month, day=due.day) - timedelta(days=15)
    assert run(at)["milestones"] == 0
    assert run(at + DAY)["milestones"] == 1
    assert run(at + DAY)["milestones"] == 0
    assert said.count() == 1
    last = BEGUN.replace(year=2026) + DAY
    assert run(last)["stays"] == 0
    assert run(last + DAY)["stays"] == 1
    assert run(last + DAY)["stays"] == 0
    made.candidate.refresh_from_db()
    assert made.candidate.state == "lapsed"


def test_a_granted_title_leads_out_of_the_pool(town):
    candidates = [make_candidate(town, state, n=n) for n, state in enumerate(("in_pool", "asked", "proposed"))]
    for candidate in candidates:
        actions.earn(site_id=candidate.site_id, title_code=TITLE, by=town.officer, at=BEGUN)
    assert {Candidate.objects.get(pk=candidate.pk).state for candidate in candidates} == {"earned"}
    assert actions.earn(site_id=candidates[0].site_id, title_code=TITLE, by=town.officer, at=BEGUN) is None


def test_publishing_the_list_tells_the_pool(town):
    make_candidate(town, "in_pool")
    make_notice(town, "published", meeting=make_meeting(town, make_cases(town, 1, "meeting"), "decided"))
    assert set(Candidate.objects.values_list("state", flat=True)) == {"earned"}


def test_whether_the_pool_comes_first_is_the_packs_word(town, monkeypatch):
    """In sz-2022 nobody needs the pool to apply; where the rules want it, a site outside is told so."""
    make_application(town)
    company = town.company(1)
    wanted = applications.schemes.pack_of(town.call.pack.digest)
    settings = tuple(one.model_copy(update={"value": "true"}) if one.code == "cultivation_required" else one for one in wanted.settings)
    monkeypatch.setattr(applications.schemes, "pack_of", lambda _digest: wanted.model_copy(update={"settings": settings}))
    with refused("want a site in the cultivation pool") as caught:
        applications.begin(call=town.call, site=company.sites[0], by=company.filler, at=BEGUN)
    assert caught.value.field == "site"
    make_candidate(town, "in_pool", n=1)
    assert applications.begin(call=town.call, site=company.sites[0], by=company.filler, at=BEGUN).state == "draft"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_ask_at_once_one_is_told(town):
    """The constraint lets one through; the control goes round it with a state that it does not hold, and there are two."""
    assert won(race(lambda _n: make_candidate(town, "asked"))) == 1
    made = Candidate.objects.get()
    facts = {field.attname: getattr(made, field.attname) for field in Candidate._meta.concrete_fields if field.name not in {"id", "key", "state"}}
    assert won(race(lambda _n: Candidate.objects.create(**facts, state="lapsed"))) == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_report_at_once_one_is_told(town):
    """The condition on the row lets one through; the control writes without it, and both believe they were first."""
    with transaction.atomic():
        made, company = make_creation_plan(town, "confirmed"), town.company()
    step = queries.milestones_of(made)[0]
    assert won(race(lambda _n: actions.reach(milestone=queries.milestone_for(company.filler, step.key), note="", by=company.filler, at=BEGUN))) == 1
    Milestone.objects.filter(pk=step.pk).update(reached_at=None, reached_by=None)
    assert won(race(lambda _n: Milestone.objects.filter(pk=step.pk).update(reached_at=BEGUN, reached_by_id=company.filler.person_id))) == 2
