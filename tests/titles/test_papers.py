"""The certificate."""

import io
from datetime import date

import pikepdf
import pytest

from sinople.titles.papers import certificate
from tests.letters.papers import millimetres, pages, words

DIGEST = "9f2c71be" * 8
WHAT = {
    "holder": "示例精密制造（深圳）有限公司", "site": "宝安生产基地", "credit_code": "91440300MA5F00001A", "title": "深圳市绿色工厂", "number": "SZ-GF-2023-0018",
    "granted_on": date(2023, 7, 3), "basis": "《深圳市工业和信息化局绿色制造试点示范管理暂行办法》（深工信规〔2022〕3号）",
    "verify_address": "https://sinople.example/verify/abcd2345efgh/", "digest": DIGEST,
}  # fmt: skip


def test_a_certificate_says_who_what_since_when_and_where_to_verify_it():
    made = certificate(**WHAT, title_en="Shenzhen Green Factory")
    assert (pages(made), millimetres(made)) == (1, (297, 210))
    said = words(made).replace("\u200b", "")
    for part in (
        "深圳市绿色工厂",
        "SHENZHENGREENFACTORY",
        "示例精密制造（深圳）有限公司",
        "自二〇二三年七月三日起生效。",
        "SZ-GF-2023-0018",
        "https://sinople.example/verify/abcd2345efgh/",
        DIGEST,
        "深圳市工业和信息化局",
    ):
        assert part in said


def test_an_end_is_printed_only_when_one_is_given():
    assert "有效期" not in words(certificate(**WHAT))
    assert "有效期至二〇二六年七月二日" in words(certificate(**WHAT, ends_on=date(2026, 7, 2)))


@pytest.mark.parametrize(
    ("day", "said"),
    [(date(2023, 10, 20), "二〇二三年十月二十日"), (date(2024, 12, 31), "二〇二四年十二月三十一日"), (date(2030, 1, 11), "二〇三〇年一月十一日")],
)
def test_days_are_written_out_in_words(day, said):
    assert f"自{said}起生效" in words(certificate(**{**WHAT, "granted_on": day}))


def test_a_certificate_of_the_demonstration_says_so():
    assert "演示数据不具效力" in words(certificate(**WHAT, demonstration=True))
    assert "演示数据" not in words(certificate(**WHAT))


def test_the_same_certificate_is_the_same_again():
    assert certificate(**WHAT) == certificate(**WHAT)


@pytest.mark.parametrize("holder", ["示例" * 40 + "有限公司", "A Very Long Name of a Foreign-Invested Manufacturing Company (Shenzhen) Limited Liability"])
def test_a_long_name_stays_on_the_page(holder):
    made = certificate(**{**WHAT, "holder": holder})
    assert pages(made) == 1
    assert holder.replace(" ", "") in words(made)


def test_lowered_figures_are_drawn():
    assert "CO2" in words(certificate(**{**WHAT, "site": "CO₂捕集装置"}))


def test_the_certificate_holds_no_link_and_no_script():
    with pikepdf.open(io.BytesIO(certificate(**WHAT))) as opened:
        assert not any(isinstance(found, pikepdf.Dictionary) and ("/JS" in found or "/URI" in found) for found in opened.objects)
