"""Read a workbook in a process of its own, which sets its own limits: a bomb ends that process and nothing else.

`python -m sinople.files.sheets PATH MEMORY SECONDS` writes the sheets as JSON; `read_sheets` calls it and turns its end into a sentence.
"""

import io
import json
import re
import resource
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path

from sinople.kernel.refused import Refused

MEMORY = 768 * 1024 * 1024  # calamine takes about four times what a sheet unpacks to, and 160 MiB is the most that gets here
SECONDS = 10
MAX_CELLS = 2_000_000
REFUSED, TOO_MUCH = 3, 134
FORMULA = re.compile(rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b[^>]*?(?:/>|>.*?</(?:\w+:)?f>)\s*(<(?:\w+:)?(?:v|is)\b[^>]*>[^<]?)?", re.DOTALL)
REFERENCE = re.compile(rb"\br=[\"']([A-Z]+[0-9]+)[\"']")
HIDDEN = re.compile(rb"<(?:\w+:)?(?:row|col)\b[^>]*\bhidden=[\"'](?:1|true)[\"']")
HIDDEN_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*\bstate=[\"'](?:hidden|veryHidden)[\"']")

MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=[\"']([A-Z]+[0-9]+)[:A-Z0-9]*[\"']")
ROW_OR_COLUMN = re.compile(rb"\b(?:r|min)=[\"']([0-9]+)[\"']")
MOST_MARKS = 50

Cell = str | Decimal | bool | date | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows from the first cell, and what a person cannot see in them."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a workbook, the number of formulas in it, whether anything in it is hidden, and where: (formula | merged | hidden, cell)."""

    sheets: tuple[Sheet, ...]
    formulas: int
    hidden: bool
    marks: tuple[tuple[str, str], ...] = ()


def read_sheets(source: Path | bytes, *, memory: int = MEMORY, seconds: float = SECONDS) -> Workbook:
    """Return the sheets of a workbook; raise Refused with a sentence when they cannot be read."""
    if isinstance(source, bytes):
        with tempfile.NamedTemporaryFile(suffix=".xlsx") as page:
            page.write(source)
            page.flush()
            return read_sheets(Path(page.name), memory=memory, seconds=seconds)
    command = [sys.executable, "-m", "sinople.files.sheets", str(source), str(memory), str(max(1, int(seconds)))]
    try:
        ended = subprocess.run(command, capture_output=True, timeout=2 * seconds, check=False, cwd=Path(__file__).resolve().parents[2])
    except subprocess.TimeoutExpired as fault:
        raise Refused("The workbook takes too long to read. Please delete empty rows and columns and save it anew.", field="file") from fault
    if ended.returncode == REFUSED:
        said = json.loads(ended.stdout)
        raise Refused(said["message"], field="file", **said["values"])
    if ended.returncode:
        raise Refused("The workbook needs more memory or time than a sheet may take. Please delete empty rows and columns and save it anew.", field="file")
    return _workbook(json.loads(ended.stdout))


def _workbook(said: dict) -> Workbook:
    sheets = tuple(Sheet(sheet["name"], tuple(tuple(_cell(cell) for cell in row) for row in sheet["rows"])) for sheet in said["sheets"])
    return Workbook(sheets, said["formulas"], said["hidden"], tuple((kind, cell) for kind, cell in said["marks"]))


def _cell(said: object) -> Cell:
    if isinstance(said, dict):
        return Decimal(said["number"]) if "number" in said else date.fromisoformat(said["day"])
    return said  # type: ignore[return-value]


def main(path: Path, memory: int, seconds: int) -> int:
    """Set the limits, look for what calamine does not show, read, and write JSON."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        said = _read(path.read_bytes())
    except Refused as refusal:
        sys.stdout.write(json.dumps({"message": refusal.message, "values": refusal.values}))
        return REFUSED
    except MemoryError:
        return TOO_MUCH
    sys.stdout.write(json.dumps(said, ensure_ascii=True))
    return 0


def _read(data: bytes) -> dict[str, object]:
    formulas, hidden, marks = _look_first(data)
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [{"name": name, "rows": [[_said(cell) for cell in row] for row in _rows(book, name)]} for name in book.sheet_names]
    except (python_calamine.CalamineError, OSError, ValueError) as fault:
        raise Refused("The workbook is damaged and cannot be read. Please save it anew as XLSX.") from fault
    return {"sheets": sheets, "formulas": formulas, "hidden": hidden, "marks": marks[:MOST_MARKS]}


def _rows(book: "object", name: str) -> list[list[object]]:
    sheet = book.get_sheet_by_name(name)  # type: ignore[attr-defined]
    if sheet.total_height * max(sheet.total_width, 1) > MAX_CELLS:
        raise Refused("The sheet “%(sheet)s” has more than %(most)s cells. Please delete empty rows and columns.", sheet=name, most=MAX_CELLS)
    return sheet.to_python(skip_empty_area=False)  # type: ignore[no-any-return]


def _look_first(data: bytes) -> tuple[int, bool, list[tuple[str, str]]]:
    """Return how many formulas there are, whether anything is hidden, and where; a formula without a value would be read as 0."""
    from sinople.files.rules import Kind, office, zips

    if not data.startswith(b"PK\x03\x04") or office.kind_of(data) is not Kind.XLSX:
        raise Refused("This is no workbook in the format XLSX. Please save it as XLSX.")
    office.check(Kind.XLSX, data)
    formulas, hidden, marks = 0, False, list[tuple[str, str]]()
    with zips.opened(data) as archive:
        for name, content in zips.parts(archive):
            if name == "xl/workbook.xml":
                hidden = hidden or bool(HIDDEN_SHEET.search(content))
            elif name.startswith("xl/worksheets/") and name.endswith(".xml"):
                formulas += _formulas(name, content)
                hidden = hidden or bool(HIDDEN.search(content))
                marks += _marks(content)
    return formulas, hidden, [*marks, ("hidden", "xl/workbook.xml")] if hidden and not any(kind == "hidden" for kind, _cell in marks) else marks


def _marks(content: bytes) -> list[tuple[str, str]]:
    """Return the first cells of formulas and merged ranges, and the hidden rows and columns by their number."""
    cells = (("formula", REFERENCE.search(found[1])) for found in islice(FORMULA.finditer(content), MOST_MARKS))
    merged = (("merged", found) for found in islice(MERGED.finditer(content), MOST_MARKS))
    unseen = (("hidden", ROW_OR_COLUMN.search(found[0])) for found in islice(HIDDEN.finditer(content), MOST_MARKS))
    return [(kind, found[1].decode() if found else "?") for kind, found in (*cells, *merged, *unseen)]


def _formulas(name: str, content: bytes) -> int:
    count = 0
    for found in FORMULA.finditer(content):
        count += 1
        # A formula whose value is an empty text has an empty value; any other empty value is none.
        if not found[2] or (found[2].endswith(b">") and b't="str"' not in found[1]):
            where = REFERENCE.search(found[1])
            raise Refused(
                "Cell %(cell)s (%(part)s) holds a formula without a value. Please open the workbook, let it calculate, and save it; or paste the value.",
                cell=where[1].decode() if where else "?", part=name,
            )  # fmt: skip
    return count


def _said(cell: object) -> object:
    """Return a cell as JSON: figures as text, so that none is rounded on the way."""
    match cell:
        case "" | None:
            return None
        case bool() | str():
            return cell
        case int() | float():
            return {"number": str(int(cell)) if float(cell).is_integer() else repr(cell)}
        case date():  # a moment is a date, too
            return {"day": cell.strftime("%Y-%m-%d")}
        case _:
            return str(cell)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
