"""The memo: one page, however much there is to say."""

from datetime import UTC, datetime

import pytest

from sinople.kernel.text import Text
from sinople.people.models import Authority
from sinople.seals.papers import MemoLevel, memo, memo_of
from sinople.seals.queries import LevelShown, SignOffShown
from tests.letters.papers import pages, words

AT = datetime(2023, 6, 14, 2, tzinfo=UTC)
DIGEST = "9f2c71be" * 8


def made_memo(consequences, levels):
    return memo(
        key="abcd2345efgh", issuer="深圳市工业和信息化局", subject="第一批集体决策会议", prepared_by="张拟办", prepared_at=AT, consequences=consequences, levels=levels,
        digest=DIGEST, on=AT,
    )  # fmt: skip


def test_a_memo_says_what_signing_does_and_leaves_room_to_sign():
    said = words(made_memo(
        {"grant": 12, "target": None, "over_target": True, "districts": {"宝安区": 6, "南山区": 2}, "earliest_end": "2023-06-21", "closes_at": "2023-06-30T18:00:00+08:00", "own": [1, "x"]},
        [MemoLevel("check", "李核稿", AT, "同意。"), MemoLevel("approve")],
    ))  # fmt: skip
    for part in (
        "拟授予12",
        "年度数量目标—",
        "是否超出目标是",
        "宝安区6；南山区2",
        "最早截止日2023年6月21日",
        "2023年6月30日18时00分00秒",
        "own1；x",
        "同意。",
        "李核稿2023年6月14日10时00分00秒",
        "签发",
        "签名：年月日",
        DIGEST,
    ):
        assert part in said


@pytest.mark.parametrize("levels", [1, 3, 5, 6])
def test_a_memo_is_one_page(levels):
    consequences = {
        "grant": 200,
        "refuse": 40,
        "defer": 9,
        "target": 150,
        "over_target": True,
        "districts": {f"某某某某区{n}": n for n in range(11)},
        "letters": 49,
    }
    assert pages(made_memo(consequences, [MemoLevel("consult") for _ in range(levels)])) == 1


@pytest.mark.django_db
def test_a_memo_of_a_sign_off_names_districts_and_leaves_the_office_out():
    Authority.objects.get_or_create(level="city", district="", defaults={"name_zh": "深圳市工业和信息化局", "name_en": "City bureau"})
    Authority.objects.update_or_create(level="district", district="baoan", defaults={"name_zh": "宝安区工业和信息化局", "name_en": "Bao'an"})
    levels = (
        LevelShown("drafting", ("张拟办",), AT, True, False), LevelShown("approve", ("刘签发",), AT, True, False), LevelShown("numbering", (), None, False, True),
    )  # fmt: skip
    shown = SignOffShown("k", "open", Text("第一批", "First"), ("review.meeting", "k"), DIGEST, "张拟办", AT, {"districts": {"baoan": 6}}, levels)
    said = words(memo_of(shown, at=AT))
    assert "宝安区工业和信息化局6" in said
    assert "刘签发" in said
    assert "编号" not in said
