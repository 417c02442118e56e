"""Setting pages: our fonts, repeatable bytes, nothing unknown in silence."""

import hashlib
import io
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest

from sinople.kernel.refused import Ground, Refused
from sinople.kernel.text import Text
from sinople.letters import printing

DAY = date(2023, 6, 14)
TEMPLATES = sorted(path for path in printing.ROOT.rglob("*.typ"))


@pytest.fixture
def template(tmp_path, monkeypatch):
    """Return a way to set a template that a test writes."""

    def write(source: str) -> str:
        monkeypatch.setattr(printing, "ROOT", tmp_path)
        (tmp_path / "a.typ").write_text(source, encoding="utf-8")
        return "a.typ"

    return write


def fonts_in(pdf: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return {str(found.FontName).partition("+")[2] for found in opened.objects if isinstance(found, pikepdf.Dictionary) and "/FontName" in found}


def test_the_same_data_give_the_same_bytes(template):
    name = template('#let data = json(bytes(sys.inputs.data))\n#set text(font: "Noto Serif SC")\n#data.words')
    first = printing.typeset(name, {"words": "绿色工厂"}, on=DAY)
    assert first == printing.typeset(name, {"words": "绿色工厂"}, on=datetime(2023, 6, 14, 3, tzinfo=UTC))
    assert first != printing.typeset(name, {"words": "绿色工厂"}, on=date(2023, 6, 15))
    assert fonts_in(first) == {"NotoSerifSC-Regular"}


def test_an_unknown_font_is_a_fault(template):
    with pytest.raises(RuntimeError, match="unknown font family"):
        printing.typeset(template('#set text(font: "No Such Song")\nwords'), {}, on=DAY)


def test_characters_outside_our_fonts_are_found():
    assert printing.missing_characters("绿色工厂 SZ-GF-2023 ½ m³ CO₂ 〇〔〕“”—…\n\u200b") == ""
    assert printing.missing_characters("龘\U00030edd绿") == "龘\U00030edd"


def test_a_character_that_no_font_draws_is_refused_by_its_name(template):
    with pytest.raises(Refused, match=r"U\+10FFFD"):
        printing.typeset(template("words"), {"words": "\U0010fffd"}, on=DAY)


def test_a_rare_character_is_drawn_by_the_systems_font_or_refused(template, caplog):
    """With Noto CJK on the machine the character is drawn and named in the log; without it the paper is refused."""
    name = template("#let data = json(bytes(sys.inputs.data))\n#let fonts = json(bytes(sys.inputs.fonts))\n#set text(font: fonts.serif)\n#data.words")
    if "龘" in printing._covered_by_system():
        assert "龘" in caplog.text or any("CJK" in font for font in fonts_in(printing.typeset(name, {"words": "龘"}, on=DAY)))
        assert "龘" in caplog.text
    else:
        with pytest.raises(Refused, match="龘"):
            printing.typeset(name, {"words": "龘"}, on=DAY)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_template_is_written_in_characters_that_our_fonts_draw(path: Path):
    assert printing.missing_characters(path.read_text(encoding="utf-8")) == ""


def test_the_fonts_are_those_that_were_cut():
    for line in (printing.FONTS / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split()
        assert hashlib.sha256((printing.FONTS / name).read_bytes()).hexdigest() == digest
    assert {path.name for path in printing.FONTS.glob("*.txt")} >= {"OFL-NotoSansSC.txt", "OFL-NotoSerifSC.txt"}


def test_the_fonts_hold_the_standard_characters_and_gb2312_whole():
    standard = (printing.FONTS / "standard_characters.txt").read_text(encoding="utf-8").replace("\n", "")
    assert (len(standard), len(set(standard))) == (8105, 8105)
    pairs = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    han = "".join(pair.decode("gb2312", errors="ignore") for pair in pairs)
    assert len(han) == 6763
    assert printing.missing_characters(standard + han) == ""


def test_a_ground_is_said_in_the_language_of_the_paper():
    ground = Ground(
        "%(title)s on %(day)s at %(at)s: %(points)s",
        values={"title": Text("绿色工厂", "Green factory"), "day": DAY, "at": datetime(2023, 6, 14, 4, tzinfo=UTC), "points": Decimal("75.40")},
    )
    assert printing.said(ground) == "绿色工厂 on 2023-06-14 at 2023-06-14 12:00: 75.40"
    assert printing.said(ground, "en").startswith("Green factory")
    assert printing.said(Ground("100 % sure")) == "100 % sure"


def test_the_qr_code_is_a_drawing_without_anything_else():
    drawn = printing.qr("https://sinople.example/verify/abcd2345efgh/")
    assert drawn.startswith("<svg")
    assert not re.search(r"script|href|style", drawn)
