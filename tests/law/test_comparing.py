"""What differs between two packs, in the words of the law, and which way it bears."""

import json
from decimal import Decimal

import pytest
from django.conf import settings

from sinople.kernel.refused import Refused
from sinople.kernel.text import Text
from sinople.law.comparing import compare
from sinople.law.packs import load
from sinople.law.packs.changing import changed, parts_of, places_in

THRESHOLD = "tables/GF-2018/indicators/1.1f/optional/tiers/0/at"


@pytest.fixture(scope="module")
def pack():
    return load(settings.PACKS / "sz-2022")


def only(pack, changes):
    (found,) = compare(pack, changed(pack, changes, "局函〔2023〕9号")).differences
    return found


def test_a_pack_does_not_differ_from_itself(pack):
    assert compare(pack, pack).differences == ()


@pytest.mark.parametrize(
    ("path", "value", "bearing"),
    [
        (THRESHOLD, "35", "stricter"),
        (THRESHOLD, "25", "looser"),
        ("clocks/district_review/days", "20", "longer"),
        ("clocks/district_review/days", "5", "shorter"),
        ("titles/green-factory/validity_years", "5", ""),  # there was no figure before
        ("tables/GF-2018/pass_total", "60", ""),
        ("settings/panel_size", "5", ""),
    ],
)
def test_a_changed_figure_says_which_way_it_bears(pack, path, value, bearing):
    found = only(pack, {path: value})
    assert (found.what, found.path, found.after, found.bearing) == ("changed", path, value, bearing)


def test_the_difference_is_said_in_the_words_of_the_law(pack):
    found = only(pack, {THRESHOLD: "35"})
    assert [words.zh for words in found.around] == ["绿色工厂评价指标（GB/T 36132-2018 版）", "1.1f 室外透水地面面积占室外总面积比例"]
    assert (found.field, found.before, found.after, found.unit) == ("threshold", "30", "35", "%")


def test_a_confirmation_is_not_a_change(pack):
    found = only(pack, {"clocks/district_review/days": "15"})
    assert (found.what, found.before, found.after) == ("confirmed", "15", "15")


def test_what_comes_and_goes(pack):
    without = pack.model_copy(update={"vetoes": pack.vetoes[1:], "articles": pack.articles[:-1]})
    gone = {one.part: one for one in compare(pack, without).differences}
    assert {part: (one.what, one.bearing) for part, one in gone.items()} == {"vetoes": ("removed", "looser"), "articles": ("removed", "")}
    back = {one.part: (one.what, one.bearing) for one in compare(without, pack).differences}
    assert back["vetoes"] == ("added", "stricter")
    assert back["articles"] == ("added", "")


def test_words_are_compared_too(pack):
    found = only(pack, {"articles/sz-2022#1/summary": Text("新的摘要", "A new summary")})
    assert (found.part, found.field, found.after) == ("articles", "summary", Text("新的摘要", "A new summary"))
    assert found.source == Text("局函〔2023〕9号", "局函〔2023〕9号")


def test_articles_of_two_regulations_stand_beside_each_other_by_their_numbers(pack):
    later = load(settings.PACKS / "sz-2024")
    found = [one for one in compare(pack, later).differences if one.part == "articles"]
    both = {article.anchor.partition("#")[2] for article in pack.articles} & {article.anchor.partition("#")[2] for article in later.articles}
    assert both
    assert not {one.path.partition("/")[2] for one in found if one.what in {"added", "removed"}} & both


def test_counts_and_plain_values(pack):
    found = compare(pack, changed(pack, {THRESHOLD: "35", "clocks/district_review/days": "20"}, "x"))
    assert (found.count("stricter"), found.count("longer", "shorter"), found.count("looser")) == (1, 1, 0)
    assert list(found.by_part()) == ["clocks", "tables"]
    assert json.loads(json.dumps(found.as_json()))["differences"][1]["after"] == "35"


def test_every_part_opens_and_every_path_leads_back(pack):
    for part, _name in parts_of(pack):
        places = places_in(pack, part)
        assert places, part
        assert len({place.path for place in places}) == len(places)
    with pytest.raises(Refused, match="no part called"):
        places_in(pack, "tables/none")


def test_a_change_that_does_not_fit_is_refused_with_every_ground(pack):
    weight = "tables/GF-2018/groups/GF18-1/weight"
    with pytest.raises(Refused, match="add up to 105") as caught:
        changed(pack, {weight: "25"}, "x")
    assert len(caught.value.grounds) == 1
    made = changed(pack, {weight: "25", "tables/GF-2018/groups/GF18-2/weight": "10"}, "x")
    assert made.table("GF-2018").groups[0].weight.number == Decimal(25)


@pytest.mark.parametrize(
    ("changes", "source", "words"),
    [
        ({"clocks/district_review/days": "soon"}, "x", "cannot be used"),
        ({"clocks/none/days": "5"}, "x", "no value at"),
        ({"clocks/district_review/days": "5"}, " ", "Name the source"),
        ({"articles/sz-2022#1/summary": Text("字", "")}, "x", "both languages"),
        ({"articles/none/summary": Text("字", "word")}, "x", "no value at"),
    ],
)
def test_what_cannot_stand_is_refused(pack, changes, source, words):
    with pytest.raises(Refused, match=words):
        changed(pack, changes, source)


def test_a_value_can_be_emptied_again(pack):
    with_total = changed(pack, {"tables/GF-2018/pass_total": "85"}, "x")
    without = changed(with_total, {"tables/GF-2018/pass_total": None}, "x")
    assert without.table("GF-2018").pass_total.value is None
    assert without.table("GF-2018").pass_total.confirmed_by == ""
