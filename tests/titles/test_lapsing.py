"""Rules that take the place of others: titles without a place end by the stated transition, others go on, and holders are told."""

from datetime import date, datetime

import pytest
from django.conf import settings

from demonstration.city import INVENTED
from sinople.daily import actions as daily
from sinople.law import packs
from sinople.law.clocks import SHANGHAI
from sinople.letters import queries as letters
from sinople.schemes import actions, queries
from sinople.titles import queries as titles
from sinople.titles.models import Grant
from tests import makers
from tests.makers import BEGUN
from tests.stories import last_line

pytestmark = pytest.mark.django_db
CHANGE = datetime(2024, 7, 19, 9, tzinfo=SHANGHAI)
PLACE = "settings/transition"


def new_rules(town, *, rule):
    """Seal the rules of 2024 with a transition; every other value is confirmed as it stands."""
    row = actions.import_pack(pack=packs.load(settings.PACKS / "sz-2024"), by=town.officer, at=BEGUN)
    left = {found.path for found in queries.to_confirm(row, "2024", "green-factory") if found.value.is_given} - {PLACE}
    row = actions.confirm_values(row=row, paths=sorted(left), source=INVENTED, by=town.officer, at=BEGUN)
    row = actions.confirm_values(row=row, paths=[PLACE], values={PLACE: rule}, source=INVENTED, by=town.officer, at=BEGUN)
    return actions.seal(row=row, by=town.leader, at=BEGUN)


@pytest.fixture
def grant(town):
    made = makers.make_grant(town)
    Grant.objects.filter(pk=made.pk).update(title_code="green-product", ends_on=date(2030, 1, 1))  # as if of a title that the new rules do not know
    return Grant.objects.get(pk=made.pk)


def test_a_title_without_a_place_ends_with_its_rules(town, grant):
    new_rules(town, rule="titles_end")
    assert titles.grants_to_lapse() == [], "sealed is not in force"
    assert daily.run(CHANGE)["lapsed"] == 1
    grant.refresh_from_db()
    assert (grant.state, last_line(grant)[0]) == ("expired", "expire")
    told = letters.letters_of(town.company().filler, limit=5)
    assert any("took the place" in letter.message for letter in told)
    assert daily.run(CHANGE)["lapsed"] == 0


@pytest.mark.parametrize(("rule", "title"), [("titles_run_out", "green-product"), ("titles_end", "green-factory")])
def test_a_title_goes_on_where_the_transition_or_the_new_rules_let_it(town, grant, rule, title):
    Grant.objects.filter(pk=grant.pk).update(title_code=title)
    new_rules(town, rule=rule)
    assert daily.run(CHANGE)["lapsed"] == 0
    grant.refresh_from_db()
    assert grant.state == "valid"


def test_what_becomes_of_titles_is_asked_once_for_all_packs(town, grant, django_assert_max_num_queries):
    new_rules(town, rule="titles_end")
    actions.follow_calendar(on=CHANGE.date(), at=CHANGE)
    titles.grants_to_lapse()
    with django_assert_max_num_queries(6):
        assert [found.pk for found, _number in titles.grants_to_lapse()] == [grant.pk]
