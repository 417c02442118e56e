"""A table as a workbook, to be filled in and sent back."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

WIDE, PLAIN = 36, 16


def workbook(rows: Iterable[Mapping[str, str]], *, heads: Sequence[tuple[str, str]], sheet: str, at: datetime) -> bytes:
    """Return the rows as XLSX, every cell as text, so that a code keeps its noughts; a head is its words with the column's name in brackets."""
    import xlsxwriter

    page = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(page, options) as book:
        book.set_properties({"title": sheet, "created": at.astimezone(UTC).replace(tzinfo=None)})
        written = book.add_worksheet(sheet[:31])
        head = book.add_format({"bold": True, "bg_color": "#E6EFEA", "border": 1, "text_wrap": True})
        written.freeze_panes(1, 0)
        for column, (name, words) in enumerate(heads):
            written.set_column(column, column, WIDE if "." in name and not name.endswith("unit") else PLAIN)
            written.write_string(0, column, f"{words} [{name}]", head)
        for number, cells in enumerate(rows, start=1):
            for column, (name, _words) in enumerate(heads):
                written.write_string(number, column, cells[name])
    return page.getvalue()
