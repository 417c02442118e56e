"""A comparison of two packs on paper."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext

from sinople.kernel.text import CHINESE, Text
from sinople.law.comparing import BEARINGS, PARTS, WHAT, Comparison, Difference
from sinople.letters import printing


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the comparison, in the language of the paper."""

    part: str
    where: str
    before: str
    after: str
    what: str
    source: str


def comparison_pdf(found: Comparison, *, on: datetime) -> bytes:
    """Return the comparison as PDF."""
    data = {
        "title": "规则对照表", "before": found.before.zh, "after": found.after.zh, "before_digest": found.before_digest, "after_digest": found.after_digest,
        "rows": _rows(found), "on": printing.day_of(on),
    }  # fmt: skip
    return printing.typeset("schemes/papers/comparison.typ", data, on=on)


def comparison_docx(found: Comparison, *, on: datetime) -> bytes:
    """Return the comparison as a Word file that can be worked on."""
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = Document()
    document.core_properties.title, document.core_properties.created = "规则对照表", on.replace(tzinfo=None)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Noto Serif SC", Pt(10.5)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif SC")
    document.add_heading("规则对照表", 0)
    document.add_paragraph(f"{found.before.zh} → {found.after.zh}")
    document.add_paragraph(f"SM3 {found.before_digest} → {found.after_digest}")
    table = document.add_table(rows=1, cols=6, style="Table Grid")
    for cell, words in zip(table.rows[0].cells, ("部分", "位置", "原", "现", "变化", "依据"), strict=True):
        cell.text = words
    for row in _rows(found):
        for cell, words in zip(table.add_row().cells, (row.part, row.where, row.before, row.after, row.what, row.source), strict=True):
            cell.text = words
    store = io.BytesIO()
    document.save(store)
    return store.getvalue()


def _rows(found: Comparison) -> list[Row]:
    with translation.override(CHINESE):
        return list(_said(found))


def _said(found: Comparison) -> Iterator[Row]:
    for one in found.differences:
        where = " › ".join([*(words.zh for words in one.around), *([gettext(one.field)] if one.field else [])])
        change = " · ".join(filter(None, (gettext(WHAT[one.what]), gettext(BEARINGS[one.bearing]) if one.bearing else "")))
        before, after = (_content(content, one) for content in (one.before, one.after))
        yield Row(gettext(PARTS[one.part]), where or one.path, before, after, change, one.source.zh if one.source else "")


def _content(content: str | Text | None, one: Difference) -> str:
    if content is None:
        return "—"
    return content.zh if isinstance(content, Text) else f"{content} {one.unit}".strip()
