"""Reading a PDF that was set: its words, its pages, its size."""

import io
import re

import pikepdf


def pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def millimetres(pdf: bytes) -> tuple[int, int]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        box = [float(side) for side in opened.pages[0].mediabox]
    return round((box[2] - box[0]) / 72 * 25.4), round((box[3] - box[1]) / 72 * 25.4)


def words(pdf: bytes) -> str:
    """Return the text of a PDF through the tables by which a reader copies it, without spaces."""
    said = []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            tables = {name: _table(font) for name, font in page.resources.get("/Font", {}).items()}
            said += list(_said(page, tables))
    return "".join(said).replace(" ", "").replace("\u00a0", "").replace("\u3000", "")


def _said(page: pikepdf.Page, tables: dict[str, dict[int, str]]):
    table: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            table = tables[str(operands[0])]
        elif str(operator) in {"Tj", "TJ"}:
            for part in operands[0] if str(operator) == "TJ" else operands:
                if isinstance(part, pikepdf.String):
                    codes = bytes(part)
                    yield "".join(table.get(int.from_bytes(codes[at : at + 2], "big"), "?") for at in range(0, len(codes), 2))


def _table(font: pikepdf.Object) -> dict[int, str]:
    """Return a font's ToUnicode table."""
    source, found = font.ToUnicode.read_bytes().decode("latin-1"), {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", source, re.DOTALL):
        found.update({int(code, 16): _text(value) for code, value in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block)})
    for block in re.findall(r"beginbfrange(.*?)endbfrange", source, re.DOTALL):
        for first, last, value in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            codes, start = range(int(first, 16), int(last, 16) + 1), _text(value)
            found.update({code: start[:-1] + chr(ord(start[-1]) + step) for step, code in enumerate(codes)})
    return found


def _text(value: str) -> str:
    return bytes.fromhex(value).decode("utf-16-be")
