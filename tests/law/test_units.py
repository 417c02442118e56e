from decimal import Decimal

import pytest

from sinople.kernel.refused import Refused
from sinople.law.units import UNITS, convert, parse_figure, parse_number, unit_of, units_like


@pytest.mark.parametrize(
    ("figure", "came_in", "goes_to", "wanted"),
    [
        ("1.5", "t", "kg", "1500"),
        ("1500", "kgce", "tce", "1.5"),
        ("3", "万元", "元", "30000"),
        ("2", "hm2", "m2", "20000"),
        ("5", "公顷", "m²", "50000"),
        ("1", "10⁴m³", "m3", "10000"),
        ("12", "万kWh", "kWh", "120000"),
        ("50", "%", "-", "0.5"),
        ("3", "万件", "件", "30000"),
        ("2", "t/m2", "kg/m2", "2000"),
        ("7", "kWh", "kWh", "7"),
        ("1", "吨", "千克", "1000"),
        ("1200", "万千瓦时", "度", "12000000"),
        ("2", "吨标煤", "kgce", "2000"),
        ("1", "万吨标准煤", "tce", "10000"),
        ("30", "10⁴Nm³", "标准立方米", "300000"),
        ("7", "万立方米", "m³", "70000"),
        ("1", "吉焦", "兆焦", "1000"),
        ("1", "百万千焦", "GJ", "1"),
        ("0.84", "kg/L", "t/m3", "0.84"),
        ("3", "百万元", "万元", "300"),
        ("2", "兆瓦时", "kWh", "2000"),
        ("5", "千克二氧化碳", "tCO2", "0.005"),
        ("4", "万平方米", "公顷", "4"),
    ],
)
def test_convert(figure, came_in, goes_to, wanted):
    assert convert(Decimal(figure), came_in, goes_to) == Decimal(wanted)


@pytest.mark.parametrize(("came_in", "goes_to"), [("t", "m3"), ("件", "台"), ("tce", "kWh"), ("t", "tce"), ("t/m2", "t")])
def test_what_measures_different_things_is_refused(came_in, goes_to):
    with pytest.raises(Refused, match="different things"):
        convert(Decimal(1), came_in, goes_to)


@pytest.mark.parametrize("name", ["bushel", "t/", "/t", "t/m2/d"])
def test_an_unknown_unit_is_refused(name):
    with pytest.raises(Refused, match="is not known"):
        unit_of(name)


def test_every_unit_goes_there_and_back():
    for name in UNITS:
        for other in units_like(name):
            assert convert(convert(Decimal("12.5"), name, other), other, name) == Decimal("12.5")


def test_units_like_begins_with_the_unit():
    assert units_like("tce") == ("tce", "gce", "kgce", "万tce")


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("12", "12"),
        (" 1,234.50 ", "1234.50"),
        ("１２３．５", "123.5"),
        ("1，234", "1234"),
        ("12。5", "12.5"),
        ("+7", "7"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1 000", "1000"),
        ("0", "0"),
    ],
)
def test_numbers_as_people_type_them(typed, wanted):
    assert parse_number(typed) == Decimal(wanted)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "is empty"),
        ("   ", "is empty"),
        ("abc", "is not a number"),
        ("12万", "is not a number"),
        ("1e5", "is not a number"),
        ("NaN", "is not a number"),
        ("1.2.3", "is not a number"),
        ("٣", "is not a number"),
        ("12,34", "thousands"),
        ("-5", "negative"),
        ("1" + "0" * 15, "too large"),
        ("0.123456789", "places"),
    ],
)
def test_what_is_no_number_is_refused_with_what_to_do(typed, said):
    with pytest.raises(Refused, match=said) as refused:
        parse_number(typed, what="Site area", field="site_area")
    assert refused.value.field == "site_area"
    assert "Site area" in str(refused.value)


def test_a_negative_number_where_it_may_be():
    assert parse_number("−5", negative=True) == -5


def test_a_limit_of_its_own():
    with pytest.raises(Refused, match="below 100"):
        parse_number("100", limit=Decimal(100))


@pytest.mark.parametrize(
    ("typed", "unit", "wanted"),
    [
        ("12", "t", "12"), ("12 t", "t", "12"), ("320 kg", "t", "0.32"), ("1,250.5 公斤", "t", "1.2505"), ("１２ 万kWh", "kWh", "120000"), ("3", "", "3"), ("1.25亿元", "万元", "12500"),
        ("5 %", "%", "5"), ("40 kgce/m2", "tce/m2", "0.04"),
    ],
)  # fmt: skip
def test_a_figure_with_another_unit_behind_it(typed, unit, wanted):
    assert parse_figure(typed, unit=unit) == Decimal(wanted)


@pytest.mark.parametrize(("typed", "said"), [("12 吨", "measure different things"), ("12 丈", "not known")])
def test_a_figure_whose_unit_does_not_fit_is_refused(typed, said):
    with pytest.raises(Refused, match=said):
        parse_figure(typed, unit="万元")
