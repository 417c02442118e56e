"""Decided cases are kept as they stood; other rules are tried on them."""

import pytest

from demonstration import rounds
from demonstration.city import TITLE
from sinople.jobs import actions as jobs
from sinople.kernel.acting import Role
from sinople.schemes import actions, queries
from sinople.schemes.models import DryRun, PastCase
from sinople.schemes.rules import Tried, tried
from sinople.schemes.tasks import dry_run
from tests.makers import BEGUN, DECIDED, make_cases, make_meeting, make_strangers
from tests.stories import denied_to_others

pytestmark = pytest.mark.django_db
WEIGHTS = {"tables/GF-2018/groups/GF18-1/weight": "25", "tables/GF-2018/groups/GF18-2/weight": "10"}


@pytest.mark.parametrize(
    ("before", "after", "granted", "outcome"),
    [
        (True, True, True, "same"),
        (True, False, True, "loses"),
        (True, False, False, "same"),  # refused for another reason: it loses nothing
        (False, True, False, "gains"),
        (True, True, False, "same"),  # it passed before too, and was refused for another reason
        (False, False, False, "same"),
        (True, None, True, "open"),
        (None, None, True, "same"),
        (None, False, True, "loses"),
        (None, True, False, "same"),
    ],
)
def test_what_becomes_of_a_case(before, after, granted, outcome):
    assert tried(before=before, after=after, granted=granted) == Tried(outcome)


def decided(town, count=3):
    cases = make_cases(town, count, "meeting")
    make_meeting(town, cases, "decided")
    return [rounds.fresh(case) for case in cases]


def changed(town, changes, reason="试"):
    return actions.change_values(row=town.row, changes=changes, source="局函〔2023〕9号", reason=reason, by=town.officer, at=BEGUN)


def run(town, row):
    made = actions.begin_dry_run(row=row, requirements_code=town.call.requirements_code, title_code=TITLE, by=town.officer, at=DECIDED)
    job = jobs.take(at=DECIDED)
    jobs.run(job, handlers={"dry_run": dry_run}, now=lambda: DECIDED)
    job.refresh_from_db()
    assert job.state == "done", job.said
    return DryRun.objects.get(pk=made.pk), job


def test_a_decision_is_kept_as_it_stood(town):
    cases = decided(town)
    kept = PastCase.objects.order_by("pk")
    assert {row.case_key for row in kept} == {case.key for case in cases}
    assert {row.granted for row in kept} == {True}
    for row in kept:
        assert (row.edition, row.title_code, row.pack_id, row.year) == ("GF-2018", TITLE, town.row.pk, town.call.plan.year)
        assert row.size in {"micro", "small", "medium", "large"}


def test_the_same_rules_change_nothing(town):
    decided(town)
    found, job = run(town, town.row)
    assert (found.outcomes, found.tried, found.lines.count()) == ({"same": 3}, 3, 0)
    assert (job.done, job.whole) == (3, 3)


def test_a_stricter_rule_shows_who_would_lose(town):
    cases = decided(town)
    made = changed(town, {"tables/GF-2018/pass_total": "100"})
    found, _job = run(town, made)
    lost = queries.lines_of(found, "loses")
    assert found.outcomes == {"loses": len(cases)}
    assert {line.case.case_key for line in lost} == {case.key for case in cases}
    before, after = queries.sheets_of(queries.line_for(found, lost[0].pk))
    assert (before.passed, after.passed) == (True, False)
    assert (before.low, after.low) == (lost[0].before, lost[0].after_low)
    facets = queries.facets_of(found)
    assert {name: sum(facet.loses for facet in rows) for name, rows in facets.items()} == dict.fromkeys(("district", "industry", "size"), 3)


def test_columns_and_decimals_give_the_same_outcome(town, monkeypatch):
    decided(town)
    made = changed(town, WEIGHTS)
    quick, _job = run(town, made)
    monkeypatch.setattr("sinople.schemes.tasks.unsuited", lambda _table: "years")
    exact, _job = run(town, made)
    assert exact.exact == 3
    assert quick.outcomes == exact.outcomes


def test_a_task_done_twice_finds_the_same(town):
    decided(town)
    found, _job = run(town, changed(town, {"tables/GF-2018/pass_total": "100"}))
    count = found.lines.count()
    dry_run(jobs.Work({"run": found.key}, DECIDED, lambda _done, _whole: None))
    found.refresh_from_db()
    assert (found.lines.count(), found.tried) == (count, 3)


def test_who_may_try(town):
    facts = {"row": town.row, "requirements_code": town.call.requirements_code, "title_code": TITLE, "at": DECIDED}
    denied_to_others(lambda acting: actions.begin_dry_run(by=acting, **facts), make_strangers(town), allowed=[Role.CITY_OFFICER, Role.LEADER])
