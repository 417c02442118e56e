"""Lists for spreadsheets: a cell is text or a number, never a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

Cell = str | int | Decimal | date | None

# What spreadsheets take for the beginning of a formula; the full-width signs are read as the plain ones in Chinese editions.
FORMULA_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as GBK


def register_csv(rows: Iterable[Sequence[Cell]], *, headings: Sequence[str]) -> bytes:
    """Return the rows as CSV that a spreadsheet opens as text and figures, with the headings first."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerow([defused(heading) for heading in headings])
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return (BYTE_ORDER_MARK + page.getvalue()).encode()


def defused(cell: Cell) -> str:
    """Return the cell as text that no spreadsheet runs: an apostrophe before anything that looks like a formula."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if not isinstance(cell, str):
        return str(cell)
    text = cell.replace("\x00", "")
    return f"'{text}" if text.lstrip(" \u3000\u00a0").startswith(FORMULA_BEGINNINGS) or text.startswith(FORMULA_BEGINNINGS) else text
