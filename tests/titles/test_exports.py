"""Lists for spreadsheets: no cell is a formula, whatever stands in it."""

import csv
import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from sinople.files.sheets import read_sheets
from sinople.titles.papers import register_xlsx
from sinople.titles.rules import defused, register_csv

HOSTILE = [
    "=1+1",
    "+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠A1",
    " =1",
    "　=1",
    '=HYPERLINK("http://evil.example","x")',
    "a\x00=1",
]
DAY = date(2023, 6, 14)


@pytest.mark.parametrize("cell", HOSTILE)
def test_hostile_cells_are_text(cell):
    assert not defused(cell).strip(" \u3000").startswith(tuple("=+-@\t\r\n＝＋－＠"))


@pytest.mark.parametrize(("cell", "said"), [(None, ""), ("绿色工厂", "绿色工厂"), (-3, "-3"), (Decimal("-0.50"), "-0.50"), (DAY, "2023-06-14"), ("1-2", "1-2")])
def test_plain_cells_stay_as_they_are(cell, said):
    assert defused(cell) == said


def test_csv_opens_as_utf8_with_its_headings():
    data = register_csv([["甲公司", DAY, 3], ["=1+1", None, Decimal("1.5")]], headings=["单位", "日期", "数"])
    assert data.startswith("\ufeff".encode())
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows == [["单位", "日期", "数"], ["甲公司", "2023-06-14", "3"], ["'=1+1", "", "1.5"]]


def test_no_cell_of_a_workbook_is_a_formula_or_a_link():
    data = register_xlsx([[cell, 1] for cell in HOSTILE] + [["https://example.org", 2], ["mailto:a@b.c", 3]], headings=["=H", "n"], sheet="名单", on=DAY)
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        written = b"".join(opened.read(name) for name in opened.namelist() if name.startswith("xl/worksheets"))
    assert not re.search(rb"<f[ >/]|<hyperlink", written)
    book = read_sheets(data)
    assert book.formulas == 0
    assert book.sheets[0].rows[0][0] == "=H"
    assert book.sheets[0].rows[1] == ("=1+1", Decimal(1))


def test_a_workbook_keeps_days_and_figures_and_is_the_same_again():
    rows = [["甲公司", DAY, Decimal("86.33"), None]]
    data = register_xlsx(rows, headings=["a", "b", "c", "d"], sheet="名单", on=DAY)
    assert data == register_xlsx(rows, headings=["a", "b", "c", "d"], sheet="名单", on=DAY)
    assert read_sheets(data).sheets[0].rows[1][:3] == ("甲公司", DAY, Decimal("86.33"))
