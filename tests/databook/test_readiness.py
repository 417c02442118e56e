"""Self-checks and plans: kept as a whole, two editors told apart, saved once, shown to the district and taken back."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from sinople.audit.queries import faults, lines_of
from sinople.databook import actions, permissions, queries
from sinople.databook import actions as books
from sinople.databook.models import ReadinessPlan, SelfCheck
from sinople.kernel.ids import new_key
from sinople.kernel.text import Text
from sinople.law.readiness import Step
from sinople.law.scoring import Answer
from sinople.people.models import Site
from sinople.schemes.queries import table_of
from tests.makers import BEGUN, DAY, make_strangers
from tests.racing import race, won
from tests.stories import denied_to_others, refused
from tests.tables import HERE, OWN, asked, own

pytestmark = pytest.mark.django_db
D = Decimal
STEPS = (
    Step("1.1a", Text("甲", "one"), "figure", True, 2, D("1.5"), "kWh", "<=", D("1.30"), D("1.31"), (), "x / y"),
    Step("pick", Text("乙", "two"), "pick", False, 0, picks=("a", "b")),
)


def keep(town, *, by=None, version=0, holds=True, at=BEGUN):
    company = town.company()
    return actions.keep_check(
        site=company.sites[0], title_code="green-factory", year=2022, table=table_of(town.call), answers={"GF18-B1": Answer("GF18-B1", holds=holds)},
        by=by or company.filler, at=at, version=version,
    )  # fmt: skip


def save(town, **changes):
    company = town.company()
    facts = {
        "site": company.sites[0], "title_code": "green-factory", "year": 2022, "pack_digest": town.row.digest, "edition": "GF-2018", "points": (D(40), D(60), D(100)),
        "goal": D(60), "steps": STEPS, "effort": 2, "target_on": date(2023, 12, 31), "words": " 先改电机 ", "by": company.filler, "at": BEGUN,
    }  # fmt: skip
    return actions.save_plan(**{**facts, **changes})


def test_a_self_check_is_kept_as_a_whole_and_two_editors_are_told_apart(town):
    check = keep(town)
    assert queries.answers_kept(check) == {"GF18-B1": Answer("GF18-B1", holds=True)}
    with refused("has just changed this self-check"):
        keep(town)
    assert keep(town, version=1, holds=False).version == 2
    with refused("has just changed this self-check"):
        keep(town, version=1)
    assert SelfCheck.objects.count() == 1
    assert [line.verb for line in lines_of("databook.selfcheck", check.key)] == ["keep_check", "keep_check"]
    assert faults("databook.selfcheck", check.key) == []
    with refused("has no row"):
        actions.keep_check(
            site=town.company().sites[0], title_code="green-factory", year=2022, table=table_of(town.call), answers={"none": Answer("none", holds=True)},
            by=town.company().filler, at=BEGUN, version=2,
        )  # fmt: skip


def test_checks_and_plans_register_with_the_book_of_their_figures(town):
    book = books.begin(site=town.company().sites[0], year=2022, by=town.company().filler, at=BEGUN)
    check, plan = keep(town), save(town)
    keep(town, version=1)
    assert queries.users_of(book) == [("databook.selfcheck", check.key), ("databook.readinessplan", plan.key)]
    assert queries.self_check_for(town.company().filler, check.key) == check
    with pytest.raises(Http404):
        queries.self_check_for(town.company(1).filler, check.key)


def test_others_neither_keep_nor_plan_nor_share(town):
    strangers = make_strangers(town)
    denied_to_others(lambda acting: keep(town, by=acting), strangers)
    denied_to_others(lambda acting: save(town, by=acting), strangers)
    plan = save(town)
    denied_to_others(lambda acting: actions.share_plan(plan=plan, by=acting, at=BEGUN), strangers)
    denied_to_others(lambda acting: actions.take_back_plan(plan=plan, by=acting, at=BEGUN), strangers)
    with pytest.raises(PermissionDenied):
        actions.share_plan(plan=plan, by=town.company().filler, at=BEGUN)
    with pytest.raises(Http404):
        queries.plan_for(town.company(1).submitter, plan.key)


def test_a_plan_reads_back_as_it_was_worked_out(town):
    plan = save(town)
    assert tuple(queries.steps_of(plan)) == STEPS
    assert (plan.words, plan.points_then, plan.goal) == ("先改电机", 60, 60)
    with refused("nothing to plan"):
        save(town, steps=())
    with refused("passed already") as caught:
        save(town, target_on=date(2023, 1, 1))
    assert caught.value.field == "target_on"


def test_the_district_sees_a_plan_while_it_is_shared(town):
    plan, submitter = save(town), town.company().submitter
    officer = town.cast.districts[plan.site.district]
    with refused("does not see this plan"):
        actions.take_back_plan(plan=plan, by=submitter, at=BEGUN)
    actions.share_plan(plan=plan, by=submitter, at=BEGUN + DAY)
    assert [row.key for row in queries.plans_seen(officer)] == [plan.key]
    with refused("sees this plan already"):
        actions.share_plan(plan=plan, by=submitter, at=BEGUN + DAY)
    actions.take_back_plan(plan=plan, by=submitter, at=BEGUN + DAY)
    assert queries.plans_seen(officer) == []
    assert queries.plans_seen(town.clerk) == []
    assert [line.verb for line in lines_of("databook.readinessplan", plan.key)] == ["save_plan", "share_plan", "take_back_plan"]


def test_the_lists_ask_the_same_whatever_their_length(town):
    plan = save(town)
    actions.share_plan(plan=plan, by=town.company().submitter, at=BEGUN)
    officer = town.cast.districts[plan.site.district]
    few = [_count(lambda: queries.plans_seen(officer), 1), _count(lambda: queries.plans_seen(town.company().filler), 1)]
    facts = {field.attname: getattr(plan, field.attname) for field in ReadinessPlan._meta.concrete_fields if field.name not in {"id", "key"}}
    ReadinessPlan.objects.bulk_create(ReadinessPlan(**facts, key=new_key()) for _ in range(1_000))
    assert [_count(lambda: queries.plans_seen(officer), 50), _count(lambda: queries.plans_seen(town.company().filler), 50)] == few == [1, 1]


def _count(ask, rows):
    ask()
    with CaptureQueriesContext(connection) as captured:
        assert len(ask()) == rows
    return len(captured)


def test_who_may_is_a_table():
    site = Site(organisation_id=OWN, district=HERE)

    def made(state):
        return (ReadinessPlan(site=site, shared_at=BEGUN if state == "shared" else None),)

    assert asked(permissions.may_check, own("filler", "submitter", "agent"), ["any"], ["any"], lambda _state: (site,))
    assert asked(permissions.may_share, own("submitter", "agent"), ["saved", "shared"], ["saved"], made)
    assert asked(permissions.may_take_back, own("submitter", "agent"), ["saved", "shared"], ["shared"], made)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_keep_at_once_one_is_told(town):
    """The first keep and the second; the control writes without a look at the version, and one answer is lost in silence."""
    assert won(race(lambda _n: keep(town))) == SelfCheck.objects.count() == 1
    assert won(race(lambda n: keep(town, version=1, holds=bool(n)))) == 1
    assert SelfCheck.objects.get().version == 2
    blind = race(lambda n: SelfCheck.objects.filter(title_code="green-factory").update(answers={"GF18-B1": {"code": "GF18-B1", "holds": bool(n)}}))
    assert won(blind) == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_share_at_once_one_is_told(town):
    with transaction.atomic():
        plan = save(town)
    copies = [queries.plan_for(town.company().submitter, plan.key) for _ in range(2)]
    assert won(race(lambda n: actions.share_plan(plan=copies[n], by=town.company().submitter, at=BEGUN))) == 1
    assert [line.verb for line in lines_of("databook.readinessplan", plan.key)] == ["save_plan", "share_plan"]
