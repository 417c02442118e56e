"""The workbook of answers: every row of the table, what is asked of it, drop-downs, instructions; no cell is a formula."""

import io
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from sinople.applications.models import Application, Given
from sinople.applications.sheets import AWAY, DEGREE, EDITION, FIRST_ROW, HOLDS, MARK, NAME, REASON, STATED, TICKS, UNIT, VERSION
from sinople.kernel.text import Text
from sinople.law.packs import Table
from sinople.law.packs.rules import CountOfSet

FONT = {"font_name": "Noto Sans CJK SC", "font_size": 10, "valign": "top", "text_wrap": True}
WIDTHS = (12, 46, 10, 10, 14, 10, 22, 12, 40, 4)
LOOKS: dict[str, dict[str, Any]] = {
    "plain": {}, "title": {"bold": True, "font_size": 14, "text_wrap": False}, "head": {"bold": True, "bg_color": "#E6EFEA", "border": 1},
    "code": {"font_color": "#5B6B63"}, "open": {"locked": False, "bg_color": "#FFFAF0", "border": 1}, "shut": {"bg_color": "#F0F2F1"},
}  # fmt: skip
LONGEST_LIST = 255
HUNDRED = Decimal(100)


def answers_xlsx(application: Application, table: Table, given: Mapping[str, Given], *, language: str, at: datetime) -> bytes:
    """Return the workbook of an application with the answers that stand."""
    import xlsxwriter

    page = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(page, options) as book:
        book.set_properties({"title": application.site.name, "created": at.astimezone(UTC).replace(tzinfo=None)})
        looks = {name: book.add_format({**FONT, **facts}) for name, facts in LOOKS.items()}
        _answers(book.add_worksheet(_("Answers")), application, table, given, looks, language)
        _instructions(book.add_worksheet(_("Instructions")), looks)
    return page.getvalue()


def _answers(sheet: Any, application: Application, table: Table, given: Mapping[str, Given], looks: Mapping[str, Any], language: str) -> None:
    sheet.write_string(0, 0, f"{application.organisation.name} · {application.site.name} · {table.name.said_in(language)}", looks["title"])
    for column, said in enumerate((MARK, EDITION, application.key, table.edition)):
        sheet.write_string(1, column, said, looks["code"])
    sheet.write_string(2, 0, _("Fill in the light cells only; everything else is protected."), looks["title"])
    heads = (_("Code"), _("Row"), _("Holds"), _("Degree (%)"), _("Figure"), _("Unit"), _("Ticks"), _("Not applicable"), _("Reason"), "")
    for column, (words, width) in enumerate(zip(heads, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(FIRST_ROW - 2, column, words, looks["head"])
    sheet.freeze_panes(FIRST_ROW - 1, 2)
    for n, (code, name, unit, asks, ticks) in enumerate(_asked(table), start=FIRST_ROW - 1):
        for column, said in ((0, code), (NAME, name.said_in(language)), (UNIT, unit), (VERSION, str(given[code].version) if code in given else "0")):
            sheet.write_string(n, column, said, looks["code"])
        _open_cells(sheet, n, asks, given.get(code), looks)
        _lists(sheet, n, asks, table.degree_step.number, ticks)
    sheet.protect("", {"format_columns": True, "select_locked_cells": True})


def _asked(table: Table) -> list[tuple[str, Text, str, frozenset[str], tuple[str, ...]]]:
    """Return every row that is asked: code, name, unit, what is asked, what can be ticked."""
    rows: list[tuple[str, Text, str, frozenset[str], tuple[str, ...]]] = [(row.code, row.name, "", frozenset({"holds"}), ()) for row in table.vetoes]
    rows += [(choice.code, choice.name, "", frozenset({"ticks"}), tuple(code for code, _rows in choice.options)) for choice in table.choices]
    for row in table.indicators:
        ticks = tuple(item.code for rule in (row.must, row.optional) if isinstance(rule, CountOfSet) for item in rule.items)
        if row.asks:
            rows.append((row.code, row.name, row.unit.strip("-"), row.asks, ticks))
    return rows


def _open_cells(sheet: Any, n: int, asks: frozenset[str], stands: Given | None, looks: Mapping[str, Any]) -> None:
    said = {
        HOLDS: {True: _("yes"), False: _("no")}.get(stands.holds) if stands and stands.holds is not None else None,
        DEGREE: f"{stands.degree * HUNDRED:f}".rstrip("0").rstrip(".") if stands and stands.degree is not None else None,
        STATED: f"{stands.stated.normalize():f}" if stands and stands.stated is not None else None,
        TICKS: "、".join(stands.ticks) if stands and stands.ticks else None,
        AWAY: _("yes") if stands and stands.not_applicable else None,
        REASON: stands.reason if stands else None,
    }
    needs = {HOLDS: "holds", DEGREE: "degree", STATED: "stated", TICKS: "ticks", AWAY: "not_applicable"}
    for column, words in said.items():
        look = looks["open" if column == REASON or needs[column] in asks else "shut"]
        if not words:
            sheet.write_blank(n, column, None, look)
        else:
            sheet.write_string(n, column, words, look)


def _lists(sheet: Any, n: int, asks: frozenset[str], step: Decimal, ticks: tuple[str, ...]) -> None:
    yes_no = [_("yes"), _("no")]
    for column, what in ((HOLDS, "holds"), (AWAY, "not_applicable")):
        if what in asks:
            sheet.data_validation(n, column, n, column, {"validate": "list", "source": yes_no})
    if "degree" in asks and step and 1 / step <= 20:
        shares = [f"{(step * count * HUNDRED).normalize():f}" for count in range(int(1 / step) + 1)]
        sheet.data_validation(n, DEGREE, n, DEGREE, {"validate": "list", "source": shares})
    if "ticks" in asks and ticks:
        hint = (_("Codes, with 、 between them: ") + "、".join(ticks))[:LONGEST_LIST]
        sheet.data_validation(n, TICKS, n, TICKS, {"validate": "any", "input_title": _("Ticks"), "input_message": hint})


def _instructions(sheet: Any, looks: Mapping[str, Any]) -> None:
    sheet.set_column(0, 0, 110)
    lines = (
        _("How to fill in the answers"),
        _("1. “Holds” takes yes or no; “Degree” a share of the list in per cent; “Figure” a number in the unit beside it."),
        _("2. A row that does not apply takes yes in “Not applicable”, and the reason beside it."),
        _("3. Figures of the data book do not stand here: they are taken from the data book."),
        _("4. Formulas, merged cells and hidden rows are refused, so that what you see is what is read. Paste values."),
        _("5. The workbook belongs to this application only. It is read whole or not at all; every fault is named by its cell."),
        _("6. A row that a colleague has changed since you downloaded the workbook is named and nothing is taken over."),
    )
    for n, said in enumerate(lines):
        sheet.write_string(n, 0, said, looks["title" if n == 0 else "plain"])
    sheet.protect()
