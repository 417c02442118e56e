"""The register as a workbook."""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal

from sinople.titles.rules.exports import Cell

COLUMN_WIDTH = 22


def register_xlsx(rows: Iterable[Sequence[Cell]], *, headings: Sequence[str], sheet: str, on: date) -> bytes:
    """Return the rows as a workbook of texts, figures and days; no cell is a formula or a link."""
    import xlsxwriter

    page = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": False}
    with xlsxwriter.Workbook(page, options) as book:
        # The list's own day instead of the clock's: the same list gives the same digest.
        book.set_properties({"created": datetime.combine(on, time(), tzinfo=UTC)})
        written = book.add_worksheet(sheet[:31])
        head, day = book.add_format({"bold": True, "bg_color": "#E6EFEA", "border": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
        written.freeze_panes(1, 0)
        written.set_column(0, max(len(headings) - 1, 0), COLUMN_WIDTH)
        for column, heading in enumerate(headings):
            written.write_string(0, column, heading, head)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                _write(written, number, column, cell, day)
    return page.getvalue()


def _write(sheet: "object", row: int, column: int, cell: Cell, day: object) -> None:
    match cell:
        case None:
            return
        case date():
            sheet.write_datetime(row, column, datetime.combine(cell, time()), day)  # type: ignore[attr-defined]
        case int() | Decimal():
            sheet.write_number(row, column, cell)  # type: ignore[attr-defined]
        case _:
            sheet.write_string(row, column, cell)  # type: ignore[attr-defined]
