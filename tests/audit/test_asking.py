"""A question that is compiled once says what Django's own query says, with whatever its places are filled."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sinople.audit.asking import Change, Place, Question
from sinople.audit.models import ClockOffset
from sinople.people.models import Organisation, Site
from tests.makers import BEGUN

pytestmark = pytest.mark.django_db
DISTRICTS, KINDS = ("440303", "440304", "440305"), ("enterprise", "park")


@pytest.fixture
def places():
    """Forty sites of organisations of two kinds in three districts, none added at the same moment."""
    for n, (district, kind) in enumerate(product(DISTRICTS, KINDS)):
        for m in range(7):
            body = Organisation.objects.create(kind=kind, credit_code=f"{n:09d}{m:09d}", name=f"{n}-{m}", district=district)
            Site.objects.create(organisation=body, name="s", district=district, address="a", added_at=BEGUN + timedelta(minutes=n * 7 + m))


def latest(limit=5):
    rows = Site.objects.filter(district=Place("district"), organisation__kind=Place("kind"), added_at__gte=Place("since"))
    return Question(lambda: rows.order_by("-added_at", "-pk").values_list("pk", "added_at", "organisation__name")[:limit])


def fillings(districts=DISTRICTS, kinds=KINDS):
    return [{"district": district, "kind": kind, "since": BEGUN} for district, kind in product(districts, kinds)]


def plainly(districts=DISTRICTS, kinds=KINDS):
    rows = Site.objects.filter(district__in=districts, organisation__kind__in=kinds)
    return list(rows.order_by("-added_at", "-pk").values_list("pk", "added_at", "organisation__name"))


def test_the_same_question_with_other_places(places):
    question = latest()
    for filling in fillings():
        assert question.ask(**filling) == plainly([filling["district"]], [filling["kind"]])[:5]
    assert question.ask(**{**fillings()[0], "since": BEGUN + timedelta(minutes=5)}) == plainly(DISTRICTS[:1], KINDS[:1])[:2]


def test_objects_come_with_what_is_joined_to_them(places):
    question = Question(lambda: Site.objects.filter(district=Place("district")).select_related("organisation").defer("address").order_by("pk"))
    with CaptureQueriesContext(connection) as captured:
        found = question.things(district=DISTRICTS[1])
        names = [site.organisation.name for site in found]
    assert len(captured) == 1
    assert found == list(Site.objects.filter(district=DISTRICTS[1]).order_by("pk"))
    assert names == [site.organisation.name for site in Site.objects.filter(district=DISTRICTS[1]).order_by("pk")]
    assert found[0].get_deferred_fields() == {"address"}
    assert found[0].address == "a"
    assert question.thing(district="nowhere") is None


@pytest.mark.parametrize(("districts", "kinds"), [(DISTRICTS[:1], KINDS[:1]), (DISTRICTS[:2], KINDS[:1]), (DISTRICTS, KINDS)])
def test_a_union_of_limited_selects_is_the_head_of_the_whole(places, districts, kinds):
    with CaptureQueriesContext(connection) as captured:
        found = latest().merged(fillings(districts, kinds), order="2 DESC, 1 DESC", limit=5)
    assert len(captured) == 1
    assert found == plainly(districts, kinds)[:5]


def test_counts_stop_where_the_question_stops(places):
    assert latest(limit=5).counted(fillings()) == [5] * 6
    assert latest(limit=50).counted(fillings()) == [7] * 6


def test_nobody_is_not_asked_about(places):
    question = Question(lambda: Site.objects.none().filter(district=Place("district")).values_list("pk"))
    with CaptureQueriesContext(connection) as captured:
        assert question.ask(district=DISTRICTS[0]) == []
        assert question.things(district=DISTRICTS[0]) == []
        assert question.merged([{"district": one} for one in DISTRICTS], order="1", limit=5) == []
        assert question.counted([{"district": one} for one in DISTRICTS]) == [0, 0, 0]
    assert len(captured) == 0


def test_a_change_says_how_many_rows_it_changed():
    ClockOffset.objects.update_or_create(pk=1, defaults={"seconds": 5})
    change = Change(lambda: ClockOffset.objects.filter(seconds=Place("was")), seconds=Place("becomes"))
    assert (change.make(was=5, becomes=7), change.make(was=5, becomes=9)) == (1, 0)
    assert ClockOffset.objects.get().seconds == 7
