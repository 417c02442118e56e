"""Values in words: the reader's language, the city's time, tidy figures."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.forms import CharField, ChoiceField, Form
from django.utils import translation

from sinople.kernel.refused import Ground, Refused
from sinople.kernel.text import Text
from sinople.law.scoring import Proof
from sinople.web import wording
from sinople.web.environment import attributes, options_of, translated, typed, typed_moment

MOMENT = datetime(2023, 6, 13, 17, 30, tzinfo=UTC)
FACTORY = Text("绿色工厂", "Green factory")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "—"),
        (Decimal("0.4120"), "0.412"),
        (Decimal("46.0"), "46"),
        (Decimal("1E+3"), "1,000"),
        (Decimal("-1234567.50"), "-1,234,567.5"),
        (0, "0"),
        (100, "100"),
        (0.1, "0.1"),
        ("30 %", "30 %"),
    ],
)
def test_number(value, shown):
    assert wording.number(value) == shown


def test_a_number_with_places():
    assert wording.number(Decimal("46"), 1) == "46.0"


def test_times_are_the_citys():
    assert wording.moment(MOMENT) == "2023-06-14 01:30"
    assert wording.day(MOMENT) == "2023-06-14"
    assert wording.exact_moment(MOMENT) == "2023-06-14 01:30:00"
    assert wording.moment(date(2023, 6, 14)) == "2023-06-14"
    assert wording.day(None) == "—"


@pytest.mark.parametrize(
    ("language", "long", "left", "late", "today"),
    [
        ("zh-hans", "2023年6月14日 星期三", "还剩 3 个工作日", "已超期 1 个工作日", "今日到期"),
        ("en", "June 14, 2023 Wednesday", "3 working days left", "1 working day overdue", "due today"),
    ],
)
def test_words_follow_the_reader(language, long, left, late, today):
    with translation.override(language):
        assert wording.long_day(MOMENT) == long
        assert (wording.days_left(3), wording.days_left(-1), wording.days_left(0)) == (left, late, today)


@pytest.mark.parametrize(
    ("language", "name", "sentence"), [("zh-hans", "绿色工厂", "单位成立不满 3 年。"), ("en", "Green factory", "The organisation is younger than 3 years.")]
)
def test_messages_and_texts_follow_the_reader(language, name, sentence):
    ground = Ground("The organisation is younger than %(years)s years.", values={"years": 3})
    with translation.override(language):
        assert wording.said(FACTORY) == name
        assert wording.words(ground) == sentence
        assert name in wording.words(Refused("%(label)s: %(error)s", label=FACTORY, error="x"))


def test_any_value_is_shown():
    with translation.override("en"):
        assert [wording.shown(one) for one in (True, False, None, "", date(2023, 6, 1), Decimal("1.50"), FACTORY, 3, ["a", Decimal("2.0")])] == [
            "Yes", "No", "—", "—", "2023-06-01", "1.5", "Green factory", 3, "a, 2",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "masked"),
    [
        ("13812345678", "138****5678"),
        ("440301199001011234", "440301********1234"),
        ("chen@example.com", "c***@example.com"),
        ("12345", "1****"),
        ("", "—"),
        (None, "—"),
    ],
)
def test_masked(value, masked):
    assert wording.masked(value) == masked


def test_amounts_sizes_and_digests():
    with translation.override("en"):
        assert wording.money(Decimal("1234.5")) == "CNY 1,234.50"
    assert wording.size(10) == "1 KB"
    assert wording.size(50 * 1024 * 1024) == "50.0 MB"
    assert wording.short_digest("9f2c" * 16) == "9f2c9f2c…9f2c9f2c"


class Sample(Form):
    name = CharField(max_length=5)
    kind = ChoiceField(choices=[("", "?"), ("group", [("a", "A")]), ("b", "B")])


def test_attributes_are_escaped_and_false_ones_left_out():
    assert str(attributes({"a": '"<', "b": None, "c": False, "d": True})) == ' a="&#34;&lt;" d'


def test_attributes_of_the_field_come_along():
    assert 'maxlength="5"' in attributes({"name": "name"}, Sample()["name"])


def test_the_chosen_option_is_marked():
    found = [option for group in options_of(Sample({"kind": "a"})["kind"]) for option in group.choices]
    assert [value for value, _words, chosen in found if chosen] == ["a"]


def test_values_as_they_stand_in_a_field():
    assert [str(typed(one)) for one in (None, date(2023, 6, 1), Decimal("1E+2"), "<")] == ["", "2023-06-01", "100", "&lt;"]
    assert typed(MOMENT) == typed_moment(MOMENT) == "2023-06-14T01:30"


@pytest.mark.parametrize(("language", "sentence"), [("en", "Reason: &lt;b&gt;100%&lt;/b&gt;"), ("zh-hans", "理由：&lt;b&gt;100%&lt;/b&gt;")])
def test_sentences_of_pages_follow_the_reader_and_escape_what_they_carry(language, sentence):
    with translation.override(language):
        assert translated("Reason: %(reason)s", reason="<b>100%</b>") == sentence


@pytest.mark.parametrize(
    ("node", "waits"),
    [
        (Proof("%(shown)s = %(value)s"), False), (Proof("Undecided: these are missing: %(names)s."), True), (Proof("a", ok=True, children=(Proof("Undecided: x"),)), False),
        (Proof("a", children=(Proof("b", ok=False), Proof("c", children=(Proof("Undecided: x"),)))), True), (Proof("some rows are undecided."), True),
    ],
)  # fmt: skip
def test_only_what_waits_for_something_is_undecided(node, waits):
    assert wording.is_undecided(node) is waits
