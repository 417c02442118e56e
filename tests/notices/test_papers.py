"""The public notice."""

from datetime import UTC, date, datetime

from sinople.notices.papers import Listed, notice
from tests.letters.papers import pages, words

AT = datetime(2023, 6, 13, 17, tzinfo=UTC)  # the 14th in the city
DIGEST = "9f2c71be" * 8


def made_notice(count):
    rows = [Listed(n, f"示例{n}制造有限公司", "91440300MA5F00001A", "宝安生产基地", "宝安区") for n in range(1, count + 1)]
    return notice(
        number="深工信绿评示〔2023〕5号", issuer="深圳市工业和信息化局", name="关于第一批名单的公示", title="深圳市绿色工厂", basis="《办法》", first_day=date(2023, 6, 14),
        last_day=date(2023, 6, 20), office="绿色发展处，电话0755-88100000。", rows=rows, digest=DIGEST, on=AT,
    )  # fmt: skip


def test_a_notice_says_who_until_when_and_how_to_object():
    said = words(made_notice(3))
    for part in ("深工信绿评示〔2023〕5号", "自2023年6月14日起至2023年6月20日止", "拟授予下列3个对象", "匿名提出的异议不予受理", "绿色发展处，电话0755-88100000。", "示例3制造有限公司", DIGEST):
        assert part in said
    assert "深圳市工业和信息化局2023年6月14日" in said


def test_a_long_list_runs_over_pages():
    made = made_notice(200)
    assert pages(made) > 5
    assert "示例200制造有限公司" in words(made)
    assert words(made).count("序号单位名称") == pages(made) - 1
