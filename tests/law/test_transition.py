"""What becomes of titles when rules take the place of others; what a title is worth in honours."""

from decimal import Decimal

import pytest
from django.conf import settings

from sinople.law import packs
from sinople.law.packs.money import rewards
from sinople.law.packs.transition import transition

OLD, NEW = (packs.load(settings.PACKS / code) for code in ("sz-2022", "sz-2024"))
PLACE = "settings/transition"


def confirmed(value):
    return packs.confirmed(NEW, [packs.Confirmation(PLACE, "局函", value)])


def test_titles_go_on_or_have_no_place():
    found = transition(OLD, NEW)
    assert {title.code for title in found.goes_on} == {"green-factory", "green-park", "green-supply-chain"}
    assert len(found.without_place) == 5
    assert {title.code for title in (*found.goes_on, *found.without_place)} == {title.code for title in OLD.titles}


def test_a_default_ends_nothing_until_it_is_confirmed():
    assert not transition(OLD, NEW).is_settled
    assert transition(OLD, NEW).ended_titles == ()
    settled = transition(OLD, confirmed("titles_end"))
    assert settled.is_settled
    assert set(settled.ended_titles) == {title.code for title in settled.without_place}


@pytest.mark.parametrize(("rule", "words"), [("titles_run_out", "until their own last day"), ("as they like", "nothing happens by itself")])
def test_another_rule_ends_nothing(rule, words):
    found = transition(OLD, confirmed(rule))
    assert found.ended_titles == ()
    assert words in found.words


def test_rules_without_a_stated_transition():
    bare = NEW.model_copy(update={"settings": tuple(value for value in NEW.settings if value.code != "transition")})
    found = transition(OLD, bare)
    assert (found.rule, found.is_settled, found.ended_titles) == (None, False, ())
    assert "nothing happens by itself" in found.words


def test_money_is_summed_where_it_is_known_and_unknown_where_not():
    known = packs.confirmed(OLD, [packs.Confirmation(path, "局函", "200000") for path in _places("green-factory", "city")])
    found = {reward.amount.code: reward for reward in rewards(known, "green-factory", gains=2, loses=5)}
    city = next(reward for code, reward in found.items() if reward.amount.value == "200000")
    assert (city.gained, city.lost, city.difference) == (Decimal(400000), Decimal(1000000), Decimal(-600000))
    unknown = [reward for reward in rewards(OLD, "green-factory", gains=2, loses=5) if not reward.amount.is_given]
    assert unknown
    assert {(reward.gained, reward.lost, reward.difference) for reward in unknown} == {(None, None, None)}
    assert rewards(OLD, "no-such-title", gains=1, loses=1) == ()


def _places(title, level):
    return [
        f"honours/{honour.code}/amounts/{amount.code}/value"
        for honour in OLD.honours
        if honour.title == title
        for amount in honour.amounts
        if amount.code == level
    ]
