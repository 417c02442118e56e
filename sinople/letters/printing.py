"""Set pages with typst: our own fonts, repeatable bytes, and no character lost in silence."""

import json
import logging
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, is_dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from sinople.kernel.refused import Ground, Refused, Value
from sinople.kernel.text import CHINESE, Text

if TYPE_CHECKING:
    import typst

ROOT = Path(__file__).resolve().parent.parent
FONTS = Path(__file__).resolve().parent / "fonts"
SYSTEM_FONTS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
FAMILIES = {"serif": "Noto Serif SC", "sans": "Noto Sans SC"}
FALLBACK_FAMILIES = {"serif": "Noto Serif CJK SC", "sans": "Noto Sans CJK SC"}
MADE_FROM_OTHERS = frozenset("₀₁₂₃₄₅₆₇₈₉⁻")  # `drawn` in page.typ lowers and raises plain figures: Noto has none of its own
SHANGHAI = ZoneInfo("Asia/Shanghai")
LOG = logging.getLogger(__name__)

Printable = object  # strings, numbers, dates, frozen dataclasses, and sequences or mappings of them: what `_plain` knows


def typeset(template: str, data: Mapping[str, Printable], *, on: date | datetime) -> bytes:
    """Return the PDF of a template (`room/papers/name.typ`) filled with the data; the same data give the same bytes."""
    import typst

    # A paper of a demonstration says so itself, whoever made it.
    written = json.dumps({"demonstration": settings.DEMONSTRATION, **data}, default=_plain, ensure_ascii=False)
    lacking = missing_characters(written)
    families = _families_covering(lacking)
    pdf, warnings = typst.compile_with_warnings(
        str(ROOT / template),
        root=str(ROOT),
        font_paths=_fonts(bool(lacking)),
        format="pdf",
        sys_inputs={"data": written, "fonts": json.dumps(families)},
        # The document's own day instead of the clock's: printing again gives the same digest.
        timestamp=datetime.combine(day_of(on), time(), tzinfo=UTC),
    )
    if warnings:
        raise RuntimeError(f"{template}: " + "; ".join(str(warning.message) for warning in warnings))
    return bytes(pdf)


def said(ground: Ground, language: str = CHINESE) -> str:
    """Return a ground as a sentence on paper, its texts, moments and days in the language of the paper."""
    with translation.override(language):
        return gettext(ground.message) % {name: _worded(value, language) for name, value in ground.values.items()} if ground.values else gettext(ground.message)


def day_of(on: date | datetime) -> date:
    """Return the day in the city on which a moment falls."""
    return on.astimezone(SHANGHAI).date() if isinstance(on, datetime) else on


def missing_characters(text: str) -> str:
    """Return the characters of a text that our fonts cannot draw, each once."""
    drawn = (character for character in set(text) if unicodedata.category(character) not in {"Cc", "Cf"} and not character.isspace())
    return "".join(sorted(set(drawn) - _covered_by_ours() - MADE_FROM_OTHERS))


def qr(address: str) -> str:
    """Return a QR code of the address as SVG, error correction M: it is still read with a stamp over a corner."""
    import segno

    return str(segno.make_qr(address, error="m").svg_inline(scale=4, border=0, omitsize=True))


def _families_covering(lacking: str) -> dict[str, list[str]]:
    families = {part: [family] for part, family in FAMILIES.items()}
    if not lacking:
        return families
    nowhere = "".join(sorted(set(lacking) - _covered_by_system()))
    if nowhere:
        raise Refused(
            "No font here can draw %(characters)s. The document was not made: install the fonts “Noto CJK” on the server, or have the characters checked.",
            characters="、".join(f"{character} (U+{ord(character):04X})" for character in nowhere),
        )
    LOG.warning("Characters outside the shipped fonts, drawn with the system's Noto CJK: %s", lacking)
    found = set(_fonts(with_system=True).families())
    return {part: [*ours, *({FALLBACK_FAMILIES[part], FALLBACK_FAMILIES["serif"], FALLBACK_FAMILIES["sans"]} & found)] for part, ours in families.items()}


@cache
def _fonts(with_system: bool) -> "typst.Fonts":
    import typst

    return typst.Fonts(include_system_fonts=with_system, include_embedded_fonts=False, font_paths=[str(FONTS)])


@cache
def _covered_by_ours() -> frozenset[str]:
    sets = [_covered(path, 0) for path in sorted(FONTS.glob("*.ttf"))]
    return frozenset.intersection(*sets)


@cache
def _covered_by_system() -> frozenset[str]:
    collections = [path for folder in SYSTEM_FONTS for path in sorted(folder.rglob("Noto*CJK-Regular.ttc"))]
    return frozenset[str]().union(*(_covered(path, 0) for path in collections))


def _covered(path: Path, number: int) -> frozenset[str]:
    from fontTools.ttLib import TTFont

    with TTFont(path, fontNumber=number, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def _worded(value: Value, language: str) -> str:
    if isinstance(value, Text):
        return value.said_in(language)
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Text):
        return value.zh
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, Iterable):
        return list(value)
    raise TypeError(f"{type(value).__name__} cannot be printed")
