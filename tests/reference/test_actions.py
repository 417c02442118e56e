"""The life of an edition: changed in a draft, sealed by another person, in force from its day; clocks follow it, or stay with theirs."""

from copy import copy
from datetime import date, timedelta

import pytest
from django.db import transaction

from sinople.daily import actions as daily
from sinople.databook import queries as databooks
from sinople.deadlines import queries as deadlines
from sinople.kernel.acting import Role
from sinople.kernel.refused import Refused
from sinople.law.editions import rows_of
from sinople.reference import actions, queries
from sinople.reference.models import Edition
from tests.deadlines.test_actions import at as moment_on
from tests.deadlines.test_actions import start
from tests.makers import BEGUN, DAY, make_strangers
from tests.racing import race, won
from tests.stories import denied_to_others, last_line, refused, verbs_of

pytestmark = pytest.mark.django_db
TODAY = BEGUN.date()


def rows(table="grid", **cells):
    latest = queries.latest()
    found = dict(enumerate(rows_of(queries.at_digest(latest.digest) if latest else queries.shipped(), table), start=1))
    return found | {1: {**found[1], **cells}}


def change(by, *, table="grid", day=TODAY, base=None, source="公告〔2023〕1号", at=BEGUN, **cells):
    latest = queries.latest()
    key = base if base is not None else latest.key if latest else ""
    return actions.change_table(table=table, rows=rows(table, **cells), base=key, source=source, effective_on=day, by=by, at=at)


def enter(row, sealer, at=BEGUN):
    actions.seal_edition(row=row, by=sealer, at=at)
    return actions.follow_calendar(on=row.effective_on, at=at)


def new_year(by, at=BEGUN):
    known = rows("calendar")
    days = {n: {**cells, "year": "2027", "day": cells["day"].replace("2026", "2027")} for n, cells in known.items() if cells["year"] == "2026"}
    more = {1000 + n: cells for n, cells in days.items() if cells["day"].startswith("2027")}
    latest = queries.latest()
    return actions.change_table(table="calendar", rows=known | more, base=latest.key if latest else "", source="国办", effective_on=TODAY, by=by, at=at)


def test_a_factor_is_changed_sealed_and_counts_from_its_day(town):
    administrator = town.cast.officers["administrator"]
    row = change(administrator, factor="0.5", day=TODAY + DAY)
    assert (row.version, row.state, verbs_of(row)) == (1, "draft", ["change_table"])
    assert databooks.factors().grid_for("guangdong", 2021).factor.value == "0.4715"
    actions.seal_edition(row=row, by=town.leader, at=BEGUN)
    assert actions.follow_calendar(on=TODAY, at=BEGUN) == []
    assert databooks.factors().grid_for("guangdong", 2021).factor.value == "0.4715"
    assert [one.pk for one in actions.follow_calendar(on=TODAY + DAY, at=BEGUN + DAY)] == [row.pk]
    assert databooks.factors().grid_for("guangdong", 2021).factor.value == "0.5"
    assert verbs_of(row) == ["change_table", "seal", "enter"]
    assert last_line(row) == ("enter", "sealed", "in_force", 0)


def test_the_next_edition_builds_on_the_one_before_and_replaces_it(town):
    first, second = town.officer, town.cast.officers["administrator"]
    old = change(first, factor="0.5")
    enter(old, town.leader)
    new = change(second, table="coal", factor="0.123")
    assert new.changes == old
    enter(new, town.leader)
    old.refresh_from_db()
    assert (old.state, queries.digest_in_force()) == ("replaced", new.digest)
    current = queries.current()
    assert (current.grid[0].factor.value, current.coal[0].factor.value) == ("0.5", "0.123")


def test_a_draft_is_set_aside_by_the_next_one(town):
    old = change(town.officer, factor="0.5")
    new = change(town.officer, table="coal", factor="0.123")
    old.refresh_from_db()
    assert (old.state, new.state, new.version) == ("set_aside", "draft", 2)
    with refused("Only a draft is sealed"):
        actions.seal_edition(row=old, by=town.leader, at=BEGUN)


def test_whoever_had_a_hand_in_it_does_not_seal_it(town):
    administrator = town.cast.officers["administrator"]
    change(administrator, factor="0.5")
    row = change(town.officer, table="coal", factor="0.123")
    with refused("a second person"):
        actions.seal_edition(row=row, by=administrator, at=BEGUN)
    enter(row, town.leader)
    other = change(town.officer, table="coal", factor="0.124")
    actions.seal_edition(row=other, by=administrator, at=BEGUN)  # that hand was in an edition that is sealed already


def test_who_may_do_what(town):
    row = change(town.officer, factor="0.5")
    strangers = make_strangers(town)
    denied_to_others(lambda acting: change(acting, factor="0.6"), strangers, allowed=[str(Role.CITY_OFFICER), str(Role.ADMINISTRATOR)])
    denied_to_others(lambda acting: actions.seal_edition(row=row, by=acting, at=BEGUN), strangers, allowed=[str(Role.LEADER), str(Role.ADMINISTRATOR)])


def test_what_is_refused_leaves_nothing(town):
    with refused("Nothing is different"):
        change(town.officer)
    with refused("name the source"):
        change(town.officer, source=" ", factor="0.5")
    with refused("has passed"):
        change(town.officer, day=TODAY - DAY, factor="0.5")
    with refused("cannot be taken over", codes=["cell"]):
        change(town.officer, factor="x")
    row = change(town.officer, factor="0.5")
    with refused("Somebody else"):
        change(town.officer, base="", factor="0.6")
    with refused("has passed"):
        actions.seal_edition(row=row, by=town.leader, at=BEGUN + DAY)


def test_an_edition_does_not_take_effect_before_one_that_is_sealed(town):
    later = change(town.officer, factor="0.5", day=TODAY + timedelta(days=30))
    actions.seal_edition(row=later, by=town.leader, at=BEGUN)
    with refused("cannot take effect before it"):
        change(town.officer, factor="0.6", day=TODAY + DAY)


def test_provisional_dates_become_firm_when_the_year_comes(town):
    row = start(days=10, on=moment_on(12, 28, year=2026))
    assert row.is_provisional
    made = new_year(town.officer)
    actions.seal_edition(row=made, by=town.leader, at=BEGUN)
    done = daily.run(BEGUN)
    assert (done["editions"], done["firm"]) == (1, 1)
    row.refresh_from_db()
    assert (row.is_provisional, row.calendar) == (False, made.digest)
    assert deadlines.due_of(row).due_at == row.due_at


def test_a_clock_that_runs_keeps_the_calendar_it_began_with(town):
    row = start(days=5, on=moment_on(6, 5, year=2023))
    why = deadlines.due_of(row)
    closed = {1: {"day": "2023-06-07", "name.zh": "台风", "name.en": "Typhoon", "authority": "notice", "mark": "S", "source.zh": "令", "source.en": "Order"}}
    made = actions.change_table(table="closures", rows=closed, base="", source="令", effective_on=TODAY, by=town.officer, at=BEGUN)
    enter(made, town.leader)
    row.refresh_from_db()
    assert deadlines.due_of(row) == why
    assert start("correction", days=5, on=moment_on(6, 5, year=2023)).due_at > why.due_at


def test_which_edition_counts_is_asked_once_in_a_request(town, django_assert_num_queries):
    enter(change(town.officer, factor="0.5"), town.leader)
    queries.current()
    with django_assert_num_queries(1), queries.asked_once():
        for _ in range(5):
            assert queries.current().grid[0].factor.value == "0.5"
    with queries.asked_once():
        before = queries.digest_in_force()
        enter(change(town.officer, factor="0.6"), town.leader)
        assert queries.digest_in_force() != before, "what has just entered is not forgotten"


def test_the_editions_ask_once(town):
    first = change(town.officer, factor="0.5")
    assert [row.made_by.name for row in queries.editions()] == [town.officer.name]
    assert queries.edition_by_key(first.key) == first


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guarded", [True, False])
def test_of_two_changes_at_once_one_is_the_next_draft(town, guarded, monkeypatch):
    with transaction.atomic():
        base = change(town.officer, factor="0.5")
    monkeypatch.setattr(queries, "latest", lambda: copy(base))  # both have read it before either wrote
    if not guarded:  # the control: without the move that happens once, and the number that is taken once, both would be kept
        monkeypatch.setattr(actions, "move", lambda thing, *_args, **_facts: thing)
        monkeypatch.setattr(
            Edition.objects, "get_or_create", lambda version, defaults: (Edition.objects.create(version=100 + version * 2 + _odd(defaults), **defaults), True)
        )

    def act(n):
        return actions.change_table(
            table="grid",
            rows=wanted | {1: {**wanted[1], "factor": f"0.6{n}"}},
            base=base.key,
            source="x",
            effective_on=date(2099, 1, 1),
            by=town.officer,
            at=BEGUN,
        )

    wanted = rows()
    results = race(act)
    assert won(results) == (1 if guarded else 2), results
    assert Edition.objects.exclude(pk=base.pk).count() == won(results)


def _odd(defaults):
    return int('"0.61"' in defaults["content"])


def test_an_unknown_table_is_refused(town):
    with pytest.raises(Refused, match="no table called"):
        actions.change_table(table="nothing", rows={}, base="", source="x", effective_on=TODAY, by=town.officer, at=BEGUN)
