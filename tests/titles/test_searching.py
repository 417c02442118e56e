"""Words in the register: the same lines whether they are met among the latest or found by their grams."""

import pytest

from sinople.titles import queries
from sinople.titles.models import Grant
from sinople.titles.queries.searching import ENOUGH, grams_of
from tests import makers
from tests.crowds import copied, more_cases, more_grants

pytestmark = pytest.mark.django_db


def found(words, **asked):
    return [row.row for row in queries.register(words=words, limit=100, **asked)]


def read_through(words):
    """What reading every line finds."""
    rows = Grant.objects.order_by("-granted_on", "-pk")
    return [g.pk for g in rows if words in g.holder or words in g.site_name or words in {g.credit_code, g.number}]


def test_words_that_many_hold_and_words_that_few_hold(town):
    grant = makers.make_grant(town)
    more_grants(grant, ENOUGH + 9)
    (case,) = more_cases(grant.case, 1)
    rare = copied(grant, case=case, number="R-1", holder="罕见百分%_号制造厂", credit_code="91440300RARERARER1")
    common = grant.holder[:2]
    for words in (common, grant.holder, "罕", "罕见", "罕见百分", "百分%_号", "%", "_", "r-1", "R-1", "91440300RARERARER1", "没有这个名字", "见罕"):
        assert found(words) == read_through(words), words
    assert found("91440300rarerarer1") == [rare.pk]
    assert found("罕见", district="elsewhere") == found("罕见", state="revoked") == []
    assert queries.register_count(words=common) == len(read_through(common))
    assert queries.register_count(words="罕见") == 1
    first = queries.register(words=common, limit=10)
    rest = queries.register(words=common, limit=100, before=queries.place_from(queries.place_of(first[-1])))
    assert [row.row for row in (*first, *rest)] == read_through(common)


@pytest.mark.parametrize(("words", "pieces"), [("绿", ["绿"]), ("绿色", ["绿色"]), ("绿色工厂", ["绿色工", "色工厂"]), ("aaaa", ["aaa"])])
def test_pieces_of_words(words, pieces):
    assert grams_of(words) == pieces
