"""The sheet reader: a process of its own, whose end is a sentence."""

import io
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter

from sinople.files.sheets import read_sheets
from sinople.kernel.refused import Refused
from tests.files import samples as s


def test_rows_come_as_they_are_written(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(s.xlsx([["用电量", 1234.56, 7], ["=1+1", True, None], [" 0.1 ", 0.1, -3]]))
    book = read_sheets(path)
    assert book.sheets[0].name == "能耗"
    assert book.sheets[0].rows == (("用电量", Decimal("1234.56"), Decimal(7)), ("=1+1", True, None), (" 0.1 ", Decimal("0.1"), Decimal(-3)))
    assert (book.formulas, book.hidden) == (0, False)


def test_days_come_as_days():
    page = io.BytesIO()
    with xlsxwriter.Workbook(page, {"in_memory": True}) as book:
        book.add_worksheet().write_datetime(0, 0, date(2023, 6, 14), book.add_format({"num_format": "yyyy-mm-dd"}))
    assert read_sheets(page.getvalue()).sheets[0].rows == ((date(2023, 6, 14),),)


def test_formulas_with_their_value_are_counted():
    assert read_sheets(s.xlsx(formula="=SUM(B1:B2)", value=1241.56)).formulas == 1


def test_a_formula_without_a_value_is_refused_with_its_cell():
    with pytest.raises(Refused, match="D1"):
        read_sheets(s.without_values(s.xlsx(formula="=SUM(B1:B2)", value=1241.56)))


def test_a_formula_that_gives_an_empty_text_is_no_zero():
    book = read_sheets(s.with_empty_texts(s.xlsx(formula='=IF(TRUE,"","x")', value="x")))
    assert (book.formulas, book.sheets[0].rows[0]) == (1, ("用电量", Decimal("1234.56"), None, None))


@pytest.mark.parametrize("changes", [{"hidden_row": 1}, {"hidden_sheet": True}])
def test_what_is_hidden_is_said(changes):
    assert read_sheets(s.xlsx(**changes)).hidden


@pytest.mark.parametrize("data", [s.docx(), b"", b"a,b\n1,2\n", s.xlsx()[:-40], s.xlsx_parts(**{"xl/worksheets/sheet1.xml": bytes(60 * 1024 * 1024)})])
def test_what_is_no_sound_workbook_is_refused(data):
    with pytest.raises(Refused):
        read_sheets(data)


def test_too_many_cells_are_refused():
    with pytest.raises(Refused):
        read_sheets(s.xlsx([[1]] + [[None] * 16_000 + [1]] + [[None]] * 300 + [[1]]))


LARGE = [[f"text {row} {column}" for column in range(20)] for row in range(12_000)]


def test_a_sheet_that_needs_too_much_memory_ends_its_reader_only():
    data = s.xlsx(LARGE)
    assert len(read_sheets(data).sheets[0].rows) == 12_000
    with pytest.raises(Refused, match="more memory or time"):
        read_sheets(data, memory=30 * 1024 * 1024)


def test_a_reader_that_crashes_is_a_sentence():
    """With a little more memory it is the Rust part that runs out, and ends the process by a signal or hangs."""
    with pytest.raises(Refused, match=r"more memory or time|too long"):
        read_sheets(s.xlsx(LARGE), memory=60 * 1024 * 1024, seconds=1)


def test_a_sheet_that_takes_too_long_is_stopped():
    with pytest.raises(Refused, match="too long"):
        read_sheets(s.xlsx(), seconds=0.005)
