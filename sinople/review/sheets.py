"""What the national platform gave out, or somebody typed from it: our own sheet filled in, or a list with one row a subject. Plain Python."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from sinople.files.sheets import Cell, Sheet
from sinople.kernel.refused import Refused

MARK, FIRST_ROW = "sinople-platform", 5
LABEL, THEIRS = 1, 3
CODES, SUBJECTS = ("统一社会信用代码",), ("工厂名称", "园区名称", "产品名称", "数据中心名称")
LONGEST = 4000


def platform_values(sheets: Sequence[Sheet], *, key: str, credit_code: str, subject: str, labels: Mapping[str, str]) -> dict[str, str]:
    """Return what the platform says, by our code of its field; raise Refused when the sheet is of others or has none of its fields."""
    rows = sheets[0].rows if sheets else ()
    if len(rows) > 1 and rows[1] and _text(rows[1][0]) == MARK:
        if len(rows[1]) < 3 or _text(rows[1][2]) != key:
            raise Refused("C2: the workbook belongs to another application. Download the workbook of this one.", field="file")
        pairs = [(_text(_at(row, LABEL)), _text(_at(row, THEIRS))) for row in rows[FIRST_ROW - 1 :]]
        return _by_code(pairs, labels)
    return _from_list(rows, credit_code=credit_code, subject=subject, labels=labels)


def _from_list(rows: Sequence[Sequence[Cell]], *, credit_code: str, subject: str, labels: Mapping[str, str]) -> dict[str, str]:
    known = set(labels.values())
    head_at = next((n for n, row in enumerate(rows) if len(known & {_text(cell) for cell in row}) >= 2), None)
    if head_at is None:
        raise Refused(
            "The sheet has none of the platform's fields as headings. Export it from the platform anew, or use the workbook of this page.", field="file"
        )
    head, found = [_text(cell) for cell in rows[head_at]], list[dict[str, str]]()
    for n, row in enumerate(rows[head_at + 1 :], start=head_at + 2):
        said = {name: _text(_at(row, column)) for column, name in enumerate(head) if name}
        if not any(said.values()):
            continue
        _refuse_others(n, said, credit_code, subject)
        found.append(said)
    if len(found) != 1:
        raise Refused("The sheet has %(count)s rows of this subject; one is wanted.", field="file", count=len(found))
    return _by_code(list(found[0].items()), labels)


def _refuse_others(n: int, said: Mapping[str, str], credit_code: str, subject: str) -> None:
    for names, ours in ((CODES, credit_code), (SUBJECTS, subject)):
        theirs = next((said[name] for name in names if said.get(name)), ours)
        if theirs != ours:
            raise Refused(
                "Row %(row)s names %(theirs)s; this application is of %(ours)s. Nothing was read.", field="file", row=n, theirs=theirs[:80], ours=ours
            )


def _by_code(pairs: Sequence[tuple[str, str]], labels: Mapping[str, str]) -> dict[str, str]:
    codes = {label: code for code, label in labels.items()}
    return {codes[label]: said[:LONGEST] for label, said in pairs if label in codes and said}


def _at(row: Sequence[Cell], column: int) -> Cell:
    return row[column] if column < len(row) else None


def _text(cell: Cell) -> str:
    return "" if cell is None else f"{cell:f}" if isinstance(cell, Decimal) else str(cell).strip()
