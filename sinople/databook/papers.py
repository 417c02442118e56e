"""The template of a data book as a workbook: instructions, protected codes, units as a list; filled in where figures stand."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from sinople.databook.rules.workbooks import BOUNDARY, COLUMNS, EDITION, FIGURE, FIRST_ROW, MARK, UNIT

FONT = {"font_name": "Noto Sans CJK SC", "font_size": 10}
WIDTHS = (24, 40, 9, 16, 12, 28, 22)
LONGEST_LIST = 255  # of a drop-down written into the cell, as spreadsheets take it
EXACT_DIGITS = 15


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One line of the template: what is asked, and what stands."""

    code: str
    name: str
    product: int
    typed: str
    unit: str
    units: tuple[str, ...]
    boundary: str
    before: str


def template(rows: Sequence[TemplateRow], *, site_key: str, site: str, year: int, at: datetime) -> bytes:
    """Return the template as XLSX; no cell is a formula, and what was typed comes out as it was typed."""
    import xlsxwriter

    page = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(page, options) as book:
        book.set_properties({"title": f"{site} {year}", "created": at.astimezone(UTC).replace(tzinfo=None)})
        looks = _looks(book)
        _figures(book.add_worksheet(_("Figures")), rows, looks, (MARK, EDITION, site_key, str(year), site))
        _instructions(book.add_worksheet(_("Instructions")), looks, site, year)
    return page.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    looks: dict[str, dict[str, Any]] = {
        "plain": {"locked": True}, "title": {"bold": True, "font_size": 14}, "head": {"bold": True, "bg_color": "#E6EFEA", "border": 1, "text_wrap": True},
        "code": {"font_color": "#5B6B63"}, "open": {"locked": False, "bg_color": "#FFFAF0", "border": 1}, "wrap": {"text_wrap": True, "valign": "top"},
    }  # fmt: skip
    return {name: book.add_format({**FONT, **facts}) for name, facts in looks.items()}


def _figures(sheet: Any, rows: Sequence[TemplateRow], looks: dict[str, Any], mark: Sequence[str]) -> None:
    sheet.write_string(0, 0, _("Data book %(year)s · %(site)s") % {"year": mark[3], "site": mark[4]}, looks["title"])
    for column, said in enumerate(mark):
        sheet.write_string(1, column, said, looks["code"])
    sheet.write_string(
        2, 0, _("Fill in the light columns: figure, unit, boundary. Everything else is protected. Leave a figure empty where there is none."), looks["plain"]
    )
    heads = (_("Code"), _("Quantity"), _("Product"), _("Figure"), _("Unit"), _("Boundary"), _("Year before"))
    for column, (words, width) in enumerate(zip(heads, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(FIRST_ROW - 2, column, words, looks["head"])
    sheet.freeze_panes(FIRST_ROW - 1, 2)
    for n, row in enumerate(rows, start=FIRST_ROW - 1):
        _line(sheet, n, row, looks)
    # A whole empty column of open cells stays open below the last row of its own: nothing is asked there.
    sheet.protect("", {"format_columns": True, "select_locked_cells": True, "sort": False})


def _line(sheet: Any, n: int, row: TemplateRow, looks: dict[str, Any]) -> None:
    texts = (row.code, row.name, str(row.product) if row.product else "", None, row.unit, row.boundary, row.before)
    for column, said in enumerate(texts):
        if said is not None:
            sheet.write_string(n, column, said, looks["open" if column in {UNIT, BOUNDARY} else "code"])
    if not row.typed:
        sheet.write_blank(n, FIGURE, None, looks["open"])
    elif row.typed.replace(".", "", 1).isascii() and row.typed.replace(".", "", 1).isdecimal() and len(row.typed) <= EXACT_DIGITS:
        sheet.write_number(n, FIGURE, float(row.typed), looks["open"])
    else:
        sheet.write_string(n, FIGURE, row.typed, looks["open"])
    units = list(row.units)
    while len(",".join(units)) > LONGEST_LIST:
        units.pop()
    sheet.data_validation(n, UNIT, n, UNIT, {"validate": "list", "source": units, "error_title": _("Unit"), "error_message": _("Choose a unit of the list.")})


def _instructions(sheet: Any, looks: dict[str, Any], site: str, year: int) -> None:
    sheet.set_column(0, 0, 110)
    lines = (
        _("How to fill in the data book %(year)s of %(site)s") % {"year": year, "site": site},
        _("1. Figures stand in the column %(column)s of the sheet “%(sheet)s”; digits only, the unit has a column of its own.")
        % {"column": COLUMNS[FIGURE], "sheet": _("Figures")},
        _("2. Any unit of the list will do. The figure is kept as typed and turned into the unit of the law."),
        _("3. Energy carriers come first: standard coal and carbon dioxide are worked out from them. State them only where you have a verified figure."),
        _("4. Formulas, merged cells and hidden rows are refused, so that what you see is what is read. Paste values."),
        _("5. The workbook belongs to this site and year only. It is read whole or not at all; every fault is named by its cell."),
        _("6. Before anything is saved you see what would change."),
    )
    for n, said in enumerate(lines):
        sheet.write_string(n, 0, said, looks["title" if n == 0 else "wrap"])
    sheet.protect()
