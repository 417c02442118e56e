"""The public notice."""

from datetime import UTC, date, datetime

import pytest
from django.conf import settings

from sinople.kernel.acting import CLOCK
from sinople.law.packs.loading import load
from sinople.notices.models import Notice
from sinople.notices.papers import Listed, notice, notice_of
from sinople.notices.queries import NoticeLineRow
from sinople.people.models import Authority
from sinople.review.models import Meeting
from sinople.schemes.actions import import_pack
from sinople.schemes.models import Call
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
    for part in (
        "深工信绿评示〔2023〕5号",
        "自2023年6月14日起至2023年6月20日止",
        "拟授予下列3个对象",
        "匿名提出的异议不予受理",
        "绿色发展处，电话0755-88100000。",
        "示例3制造有限公司",
        DIGEST,
    ):
        assert part in said
    assert "深圳市工业和信息化局2023年6月14日" in said


def test_a_long_list_runs_over_pages():
    made = made_notice(200)
    assert pages(made) > 5
    assert "示例200制造有限公司" in words(made)
    assert words(made).count("序号单位名称") == pages(made) - 1


@pytest.mark.django_db
def test_the_paper_of_a_notice_counts_its_days_as_the_clock_does():
    """The end is the midnight after the last day: the paper names the day before it."""
    pack = import_pack(pack=load(settings.PACKS / "sz-2022"), by=CLOCK, at=AT)
    released = Notice(
        name="关于第一批名单的公示", number="深工信绿评示〔2023〕5号", office="绿色发展处", meeting=Meeting(call=Call(pack=pack, title_code="green-factory")),
        released_at=AT, ends_at=datetime(2023, 6, 20, 16, tzinfo=UTC),
    )  # fmt: skip
    line = NoticeLineRow("k", 1, "示例制造有限公司", "91440300MA5F00001A", "宝安生产基地", "baoan", "announced", False)
    bureau = Authority(name_zh="深圳市工业和信息化局")
    said = words(notice_of(notice=released, lines=[line], districts={"baoan": ("宝安区工业和信息化局", "Bao'an")}, bureau=bureau, digest=DIGEST))
    assert "自2023年6月14日起至2023年6月20日止" in said
    assert "《深圳市工业和信息化局绿色制造试点示范管理暂行办法》（深工信规〔2022〕3号）有关规定" in said
    assert "宝安区工业和信息化局" in said


@pytest.mark.django_db
def test_a_notice_that_was_not_released_has_no_paper():
    with pytest.raises(ValueError, match="released"):
        notice_of(notice=Notice(name="x"), lines=[], districts={}, bureau=Authority(), digest=DIGEST)
