"""The receipt and the statement of truth."""

from datetime import UTC, date, datetime

import pytest

from sinople.applications.papers import Handed, receipt, statement
from tests.letters.papers import millimetres, pages, words

AT = datetime(2023, 6, 30, 9, 59, 59, 999000, tzinfo=UTC)
DIGEST = "9f2c71be" * 8
WHAT = {
    "number": "SZ-GF-2023-0042",
    "organisation": "示例精密制造（深圳）有限公司",
    "credit_code": "91440300MA5F00001A",
    "site": "宝安生产基地",
    "title": "深圳市绿色工厂",
    "call": "2023年度深圳市绿色工厂申报通知",
    "digest": DIGEST,
}


def test_the_receipt_names_the_moment_that_counted_in_the_citys_time():
    said = words(receipt(**WHAT, handed_in_at=AT, by="王小明", closes_at=datetime(2023, 6, 30, 10, tzinfo=UTC)))
    assert "2023年6月30日17时59分59秒" in said
    assert "申报截止：2023年6月30日18时00分00秒" in said
    assert DIGEST in said
    for part in ("SZ-GF-2023-0042", "示例精密制造（深圳）有限公司", "91440300MA5F00001A", "王小明"):
        assert part in said


def test_the_receipt_lists_what_was_handed_in():
    materials = [Handed(f"材料{n}", f"{n}.pdf", 3_400_000, DIGEST) for n in range(60)]
    made = receipt(**WHAT, handed_in_at=AT, by="王小明", materials=materials)
    assert pages(made) > 1
    assert "（共60项）" in words(made)
    assert "3.2MB" in words(made)


def test_the_same_receipt_is_the_same_again():
    assert receipt(**WHAT, handed_in_at=AT, by="王小明") == receipt(**WHAT, handed_in_at=AT, by="王小明")


@pytest.mark.parametrize(("demonstration", "shown"), [(True, True), (False, False)])
def test_a_paper_of_a_demonstration_says_so(settings, demonstration, shown):
    settings.DEMONSTRATION = demonstration
    assert ("演示数据" in words(receipt(**WHAT, handed_in_at=AT, by="王小明"))) is shown


def test_words_of_a_receipt_cannot_become_commands():
    said = words(receipt(**{**WHAT, "organisation": '#panic("x") $a$ *b* \\ <c> @d'}, handed_in_at=AT, by="王小明"))
    assert '#panic("x")$a$*b*\\<c>@d' in said


def test_the_statement_fits_one_page_with_room_to_sign():
    made = statement(**WHAT, on=date(2023, 6, 14), addressee="深圳市工业和信息化局", legal_representative="李示例")
    assert (pages(made), millimetres(made)) == (1, (210, 297))
    said = words(made)
    assert "深圳市工业和信息化局：" in said
    assert "法定代表人（签字）" in said
    assert "（盖章）" in said
    assert DIGEST in said
