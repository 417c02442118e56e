"""A table out of a workbook or a text file: which column is which, row by row, as it was typed."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from sinople.files.sheets import Cell, Workbook
from sinople.kernel.refused import Refused
from sinople.law.editions import PROVENANCE, TableKind

NAMED = re.compile(r"\[([a-z_.]+)\]\s*$")
ENCODINGS = ("utf-8-sig", "gb18030")  # spreadsheets in China write the second


def heads(kind: TableKind) -> tuple[str, ...]:
    """Return the columns of a table as they stand in a file."""
    return kind.columns + PROVENANCE


def rows_in_workbook(book: Workbook, kind: TableKind) -> dict[int, dict[str, str]]:
    """Return the rows of a workbook's first sheet by their numbers; raise Refused when something in it would be read as another thing than one sees."""
    if book.formulas:
        raise Refused("The workbook holds formulas; paste their values instead, so that what is read is what one sees.", field="file")
    if book.hidden:
        raise Refused("Rows, columns or sheets of the workbook are hidden; show or delete them first.", field="file")
    if book.marks:
        raise Refused("Cells of the workbook are merged (%(cell)s); separate them first.", field="file", cell=book.marks[0][1])
    return _rows([[_said(cell) for cell in row] for row in book.sheets[0].rows] if book.sheets else [], kind)


def rows_in_text(content: bytes, kind: TableKind) -> dict[int, dict[str, str]]:
    """Return the rows of a file of comma-separated values by their numbers."""
    for encoding in ENCODINGS:
        try:
            return _rows(list(csv.reader(io.StringIO(content.decode(encoding), newline=""), strict=True)), kind)
        except UnicodeDecodeError:
            continue
        except csv.Error:
            break
    raise Refused("The file cannot be read as comma-separated values; save it as CSV in UTF-8, or as XLSX.", field="file")


def text_of(rows: Iterable[dict[str, str]], kind: TableKind) -> bytes:
    """Return the rows as comma-separated values, as spreadsheets open them."""
    page = io.StringIO(newline="")
    written = csv.writer(page)
    written.writerow(heads(kind))
    written.writerows([cells[name] for name in heads(kind)] for cells in rows)
    return page.getvalue().encode("utf-8-sig")


def _rows(lines: Sequence[Sequence[str]], kind: TableKind) -> dict[int, dict[str, str]]:
    names = [_name(head) for head in lines[0]] if lines else []
    missing = [name for name in heads(kind) if name not in names]
    if missing:
        raise Refused("The column %(column)s is missing; download the table and fill in that file.", field="file", column=missing[0])
    return dict(_filled(lines[1:], names, heads(kind)))


def _filled(lines: Sequence[Sequence[str]], names: Sequence[str], wanted: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    for number, line in enumerate(lines, start=2):
        cells = {name: said.strip() for name, said in zip(names, line, strict=False) if name in wanted}
        if any(cells.values()):
            yield number, {**dict.fromkeys(wanted, ""), **cells}


def _name(head: str) -> str:
    found = NAMED.search(head)
    return found[1] if found else head.strip()


def _said(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).lower()
        case Decimal():
            return format(cell, "f")
        case date():
            return cell.isoformat()
        case _:
            return cell
