"""The state's lists: their traps on lines of our own, their figures where the real lists lie."""

import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from sinople.kernel.refused import Refused
from sinople.titles.models import NationalListing
from sinople.titles.rules import ListKind, read_national_lists
from sinople.titles.rules.national_lists import INDEX

PLACE = Path(os.environ.get("SINOPLE_NATIONAL_LISTS") or Path(__file__).resolve().parents[3] / "shared/data/national_lists")
HEADS = {
    "绿色工厂名单.csv": "序号,地区,工厂名称,行业,第三方评价机构,批次",
    "绿色工业园区名单.csv": "序号,地区,园区,第三方评价机构,批次",
    "绿色供应链管理示范企业名单.csv": "序号,地区,企业名称,第三方评价机构,批次",
    "绿色设计产品名单.csv": "序号,企业名称,产品名称,产品型号,推荐单位,地区,批次,种类,绿色设计亮点,适用评价标准",
    INDEX: "序号,时间,批次,名称,名单,网页",
}
INDEX_LINES = [f"1,2017年8月23日,1,{name.removesuffix('.csv')},x,https://example.org/1" for name in HEADS if name != INDEX] + [
    "2,2022年1月15日,2021,绿色供应链管理示范企业名单,x,https://example.org/6"
]


@pytest.fixture
def lists(tmp_path):
    """Return a way to read lists of a test's own lines."""

    def read(**lines):
        for name, head in HEADS.items():
            said = lines.get(name.removesuffix(".csv"), INDEX_LINES if name == INDEX else [])
            (tmp_path / name).write_text("\n".join([head, *said]) + "\n", encoding="utf-8")
        return read_national_lists(tmp_path)

    return read


def test_a_factory_with_its_announcement(lists):
    found = lists(绿色工厂名单=["8,深圳,示例电子（深圳）有限公司,电子,示例评价中心,1"])
    (holder,) = found.holders
    assert (holder.kind, holder.batch, holder.number, holder.place, holder.name, holder.industry, holder.evaluator) == (
        ListKind.FACTORY, "1", "8", "深圳", "示例电子（深圳）有限公司", "电子", "示例评价中心",
    )  # fmt: skip
    assert (holder.announced_on, holder.source, holder.is_of_the_city) == (date(2017, 8, 23), "https://example.org/1", True)
    assert found.doubts == ()


def test_spaces_nan_and_dashes_are_left_out(lists):
    (holder,) = lists(绿色设计产品名单=['1,"  示例  照明\n公司 ",灯,-,nan,深圳,1,一、灯（1种）,轻。nan,《规范》nan']).holders
    assert (holder.name, holder.model, holder.recommended_by, holder.category) == ("示例 照明 公司", "", "", "一、灯（1种）")


def test_a_name_that_ends_in_nan_keeps_it(lists):
    (holder,) = lists(绿色工厂名单=["1,深圳,Hainan,电子,某中心,1"]).holders
    assert holder.name == "Hainan"


@pytest.mark.parametrize(
    ("written", "place"), [("内蒙", "内蒙古"), ("黑龙", "黑龙江"), ("兵团", "新疆生产建设兵团"), ("深圳", "深圳"), ("海信", ""), ("na", "")]
)
def test_places_are_made_whole_or_left_empty(lists, written, place):
    found = lists(绿色工厂名单=[f"1,{written},示例公司,,某中心,1"])
    assert found.holders[0].place == place
    assert len(found.doubts) == (0 if place else 1)


def test_a_firm_named_after_the_city_stays_where_the_list_puts_it(lists):
    found = lists(绿色供应链管理示范企业名单=["99,广东,深圳市示例实业有限公司,,2021"])
    assert not found.holders[0].is_of_the_city
    assert [doubt.reason.message.partition(";")[0].partition(",")[0] for doubt in found.doubts] == [
        "The name speaks of Shenzhen",
        "The list names no evaluation organisation.",
    ]
    assert all(doubt.taken for doubt in found.doubts)


def test_a_batch_without_announcement_is_doubtful(lists):
    found = lists(绿色工厂名单=["1,深圳,示例公司,,某中心,9"])
    assert found.holders[0].announced_on is None
    assert [doubt.reason.values for doubt in found.doubts] == [{"batch": "9"}]


def test_a_heading_among_the_lines_names_the_kind_after_it(lists):
    found = lists(
        绿色设计产品名单=[
            "1,甲公司,电视,A,深圳市某局,深圳,1,二十一、电视机（1种）,,",
            "二十二、微型计算机（1种）,,,,,na,1,二十一、电视机（1种）,,",
            "1,乙公司,电脑,B,深圳市某局,深圳,1,二十一、电视机（1种）,,",
            "1,丙公司,灯,C,深圳市某局,深圳,1,二十三、灯（1种）,,",
        ]
    )
    assert [holder.category for holder in found.holders] == ["二十一、电视机（1种）", "二十二、微型计算机（1种）", "二十三、灯（1种）"]
    assert [(doubt.line, doubt.taken) for doubt in found.doubts] == [(3, False)]


def test_the_same_entry_is_taken_once(lists):
    line = "1,甲公司,电视,A,深圳市某局,深圳,1,一、电视机（2种）,,"
    found = lists(绿色设计产品名单=[line, line])
    assert (len(found.holders), [doubt.taken for doubt in found.doubts]) == (1, [False])


def test_a_missing_list_is_named(tmp_path):
    with pytest.raises(Refused, match=INDEX):
        read_national_lists(tmp_path)


def test_the_published_lists_give_the_figures_of_the_hearing():
    """Shenzhen, batches 1–5: what the bureau itself named at the hearing of 2022-05-10."""
    if not PLACE.is_dir():
        pytest.skip(f"The published lists do not lie at {PLACE}; set SINOPLE_NATIONAL_LISTS to their folder.")
    found = read_national_lists(PLACE)
    city = [holder for holder in found.holders if holder.is_of_the_city]
    assert Counter(str(holder.kind) for holder in city if holder.batch != "2021") == {"factory": 45, "park": 2, "supply_chain": 7, "product": 71}
    assert Counter(str(holder.kind) for holder in city if holder.batch == "2021") == {"factory": 17, "product": 11}
    assert Counter(holder.batch for holder in city if holder.kind is ListKind.FACTORY) == {"1": 8, "2": 2, "3": 5, "4": 9, "5": 21, "2021": 17}
    named = {doubt.name for doubt in found.doubts if doubt.reason.message.startswith("The name speaks of Shenzhen")}
    assert len(named) == 4
    assert all(holder.announced_on for holder in found.holders)
    assert len({holder.identity for holder in found.holders}) == len(found.holders)
    print(f"\nThe published lists at {PLACE.name} were read: {len(found.holders)} holders, {len(found.doubts)} doubtful lines.")


@pytest.mark.django_db
def test_the_command_brings_them_in_once_and_says_what_was_doubtful(lists, tmp_path, capsys):
    lists(绿色工厂名单=["8,深圳,示例电子（深圳）有限公司,电子,示例评价中心,1", "9,北京,示例公司,电子,示例评价中心,1"])
    for fresh in (2, 0):
        call_command("import_national_lists", tmp_path)
        said = capsys.readouterr().out.splitlines()
        assert said[0] == f"2 rows read, {fresh} new."
        assert said[1] == "深圳: factory 1"
    assert NationalListing.objects.count() == 2
    call_command("verify_audit")
