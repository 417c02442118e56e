"""Files for the tests of uploads: sound ones of every kind, and hostile ones made from them."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping

import pikepdf
import xlsxwriter
from PIL import Image, PngImagePlugin

TYPES = '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
DOCUMENT = (
    '<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
)
OFD = '<?xml version="1.0" encoding="UTF-8"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.0" DocType="OFD"/>'
RELATION = '<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}" TargetMode="External"/></Relationships>'
WORKBOOK = '<workbook><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'


def pdf(**extra: object) -> bytes:
    """Return a PDF of one page; `extra` are entries of its catalogue."""
    page = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        for name, value in extra.items():
            made.Root[f"/{name}"] = value
        made.save(page)
    return page.getvalue()


def locked_pdf(*, opening: str = "secret") -> bytes:
    page = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(page, encryption=pikepdf.Encryption(owner="owner", user=opening))
    return page.getvalue()


def pdf_with_stream(content: bytes, filters: str, packed: bytes) -> bytes:
    """Return a PDF whose extra object holds a packed stream as it stands."""
    base = pdf()
    at = base.rindex(b"xref\n") if b"xref\n" in base else base.rindex(b"startxref")
    body = f"99 0 obj\n<< /Length {len(packed)} /Filter {filters} >>\nstream\n".encode() + packed + b"\nendstream\nendobj\n"
    return base[:at] + body + base[at:] + content


def bomb_pdf() -> bytes:
    return pdf_with_stream(b"", "/FlateDecode", zlib.compress(bytes(420 * 1024 * 1024), 9))


def image(form: str, size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    page = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(page, form, **options)
    return page.getvalue()


def bomb_png(width: int = 30_000, height: int = 30_000) -> bytes:
    """Return a small PNG that says it is very large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def png_with_text(text: str) -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", text)
    return image("PNG", pnginfo=info)


def moving_png() -> bytes:
    page = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green")]
    frames[0].save(page, "PNG", save_all=True, append_images=frames[1:])
    return page.getvalue()


def archive(parts: Mapping[str, bytes | str], *, comment: bytes = b"") -> bytes:
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
        made.comment = comment
    return page.getvalue()


def twice_named() -> bytes:
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in [("[Content_Types].xml", TYPES), ("word/document.xml", DOCUMENT), ("WORD/document.xml", "<other/>")]:
            made.writestr(name, content)
    return page.getvalue()


def docx(body: str = "", **more: bytes | str) -> bytes:
    """Return a DOCX; `more` are further parts by their names."""
    parts: dict[str, bytes | str] = {"[Content_Types].xml": TYPES, "word/document.xml": DOCUMENT.format(body)}
    return archive({**parts, **more})


def docx_with_plain_part(content: bytes) -> bytes:
    """Return a DOCX one of whose parts is not packed, so that a simple scanner sees it."""
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w", zipfile.ZIP_STORED) as made:
        for name, part in [("[Content_Types].xml", TYPES), ("word/document.xml", DOCUMENT), ("word/media/a.txt", content)]:
            made.writestr(name, part)
    return page.getvalue()


def xlsx_parts(**more: bytes | str) -> bytes:
    return archive({"[Content_Types].xml": TYPES, "xl/workbook.xml": WORKBOOK, **more})


def ofd(**more: bytes | str) -> bytes:
    return archive({"OFD.xml": OFD, "Doc_0/Document.xml": "<ofd:Document xmlns:ofd='http://www.ofdspec.org/2016'/>", **more})


def xlsx(rows: list[list[object]] | None = None, *, formula: str = "", value: object = 0, hidden_row: int | None = None, hidden_sheet: bool = False) -> bytes:
    """Return a real workbook."""
    page = io.BytesIO()
    with xlsxwriter.Workbook(page, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("能耗")
        for number, row in enumerate(rows or [["用电量", 1234.56], ["用水量", 7]]):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell)
        if formula:
            sheet.write_formula("D1", formula, None, value)
        if hidden_row is not None:
            sheet.set_row(hidden_row, options={"hidden": True})
        if hidden_sheet:
            book.add_worksheet("旧数据").hide()
    return page.getvalue()


def without_values(data: bytes) -> bytes:
    """Return the workbook without the stored values of its formulas, as some programs write it."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return archive({part: re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", opened.read(part)) for part in opened.namelist()})


def with_empty_texts(data: bytes) -> bytes:
    """Return the workbook with empty texts as the values of its formulas, as Excel writes them."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return archive({part: re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1<v></v>", opened.read(part)) for part in opened.namelist()})


def claiming_less(data: bytes) -> bytes:
    """Return the archive with a plan that says its largest part is small."""
    found = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        largest = max(opened.infolist(), key=lambda part: part.file_size)
    size = struct.pack("<I", largest.file_size)
    while (at := found.find(size)) >= 0:
        found[at : at + 4] = struct.pack("<I", 10)
    return bytes(found)


def locked_zip_flag(data: bytes) -> bytes:
    """Return the archive with the sign of encryption set on its parts."""
    found = bytearray(data)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = found.find(sign)
        while at >= 0:
            found[at + offset] |= 1
            at = found.find(sign, at + 4)
    return bytes(found)
