"""A table out of a workbook or a text file: what it gives back, and what is refused."""

import io
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter
from django.conf import settings

from sinople.files.sheets import Sheet, Workbook, read_sheets
from sinople.kernel.refused import Refused
from sinople.law.editions import TABLES, load_reference, rows_of, with_rows
from sinople.reference import papers, rules
from tests.makers import BEGUN

SHIPPED = load_reference(settings.PACKS / "reference")


def book_of(table):
    return papers.workbook(rows_of(SHIPPED, table), heads=[(name, "Words") for name in rules.heads(TABLES[table])], sheet="表", at=BEGUN)


@pytest.mark.parametrize("table", TABLES)
def test_a_table_given_out_comes_back_the_same(table):
    kind = TABLES[table]
    for rows in (rules.rows_in_text(rules.text_of(rows_of(SHIPPED, table), kind), kind), rules.rows_in_workbook(read_sheets(book_of(table)), kind)):
        assert with_rows(SHIPPED, table, rows) == SHIPPED


def test_cells_that_a_spreadsheet_retyped_are_read_as_they_are_meant():
    kind = TABLES["calendar"]
    head = rules.heads(kind)
    cells = {"year": Decimal(2027), "day": date(2027, 1, 1), "kind": "holiday", "name.zh": "元旦", "name.en": "New Year", "notice": True}
    found = rules.rows_in_workbook(Workbook((Sheet("a", (head, tuple(cells.get(name) for name in head), (None,) * len(head))),), 0, False), kind)
    assert {name: found[2][name] for name in cells} == {
        "year": "2027", "day": "2027-01-01", "kind": "holiday", "name.zh": "元旦", "name.en": "New Year", "notice": "true",
    }  # fmt: skip
    assert list(found) == [2], "an empty row is none"


def test_a_chinese_spreadsheet_writes_its_own_encoding():
    kind = TABLES["grid"]
    assert rules.rows_in_text(rules.text_of(rows_of(SHIPPED, "grid"), kind).decode("utf-8-sig").encode("gb18030"), kind)[2]["name.zh"] == "广东省"


def workbook(build):
    page = io.BytesIO()
    with xlsxwriter.Workbook(page, {"in_memory": True}) as book:
        build(book.add_worksheet())
    return read_sheets(page.getvalue())


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda sheet: sheet.write_formula(0, 0, "=1+1", None, 2), "formulas"),
        (lambda sheet: (sheet.write(0, 0, "x"), sheet.set_row(1, None, None, {"hidden": True}), sheet.write(1, 0, "y")), "hidden"),
        (lambda sheet: sheet.merge_range(0, 0, 1, 1, "x"), "merged"),
        (lambda sheet: sheet.write(0, 0, "area"), "column year is missing"),
        (lambda _sheet: None, "column area is missing"),
    ],
)
def test_a_workbook_that_says_other_than_it_shows_is_refused(build, words):
    with pytest.raises(Refused, match=words):
        rules.rows_in_workbook(workbook(build), TABLES["grid"])


@pytest.mark.parametrize("content", [b"\xff\xff\xff\xff", b'"open', b"a" * 200_000])
def test_a_text_that_is_no_table_is_refused(content):
    with pytest.raises(Refused):
        rules.rows_in_text(content, TABLES["grid"])
