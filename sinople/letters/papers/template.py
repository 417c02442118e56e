"""The Word template from which every paper is written until a bureau puts its own in its place."""

import io
from typing import Any

FONT, HEAD_FONT = "Noto Serif SC", "Noto Sans SC"
GREEN = "0A4A38"
CELL, ISSUER = "Sinople cell", "Sinople issuer"


def default_template() -> bytes:
    """Return the template: cover, contents, blocks, page numbers, with the marks that a paper fills."""
    from docx import Document

    page, made = Document(), io.BytesIO()
    _dress(page)
    _head(page)
    _marks(page, "{%p for block in blocks %}")
    _marks(page, "{%p if block.kind == 'heading' and block.level == 1 %}")
    page.add_paragraph("{{ block.words }}", style="Heading 1")
    _marks(page, "{%p elif block.kind == 'heading' %}")
    page.add_paragraph("{{ block.words }}", style="Heading 2")
    _marks(page, "{%p elif block.kind == 'text' %}", "{%p for line in block.lines %}")
    page.add_paragraph("{{ line }}", style="Body Text")
    _marks(page, "{%p endfor %}", "{%p elif block.kind == 'facts' %}")
    _pairs(page, "block.rows")
    _marks(page, "{%p elif block.kind == 'grid' %}")
    _grid(page)
    page.add_paragraph("{{ block.note }}", style="Caption")
    _marks(page, "{%p elif block.kind == 'signing' %}")
    _signing(page)
    _marks(page, "{%p endif %}", "{%p endfor %}", "{%p if look == 'letter' %}")
    for words in ("{{ issuer }}", "{{ day }}"):
        page.add_paragraph(words, style="Body Text").alignment = 2  # type: ignore[assignment]
    _marks(page, "{%p endif %}")
    page.save(made)
    return made.getvalue()


def _marks(page: Any, *words: str) -> None:
    for one in words:
        page.add_paragraph(one)


def _dress(page: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    for name, size, font, bold in (("Normal", 10.5, FONT, False), ("Body Text", 12, FONT, False), ("Title", 26, FONT, True), ("Heading 1", 15, HEAD_FONT, True),
                                   ("Heading 2", 12, HEAD_FONT, True), ("Caption", 9, FONT, False)):  # fmt: skip
        style = page.styles[name]
        style.font.name, style.font.size, style.font.bold, style.font.italic = font, Pt(size), bold, False
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme"):
            style.element.rPr.rFonts.attrib.pop(qn(theme), None)
        style.font.color.rgb = RGBColor.from_string(GREEN if name in {"Title", "Heading 1"} else "1F2A25")
    part = page.sections[0]
    part.page_width, part.page_height = Mm(210), Mm(297)
    part.left_margin, part.right_margin, part.top_margin, part.bottom_margin = Mm(26), Mm(24), Mm(28), Mm(24)
    page.styles["Body Text"].paragraph_format.first_line_indent = Pt(24)
    rule = page.styles["Title"].element.pPr.find(qn("w:pBdr"))
    page.styles["Title"].element.pPr.remove(rule)
    cell = page.styles.add_style(CELL, 1)
    cell.base_style = page.styles["Normal"]
    cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(3)
    issuer = page.styles.add_style(ISSUER, 1)
    issuer.base_style, issuer.font.size, issuer.font.color.rgb = page.styles["Title"], Pt(30), RGBColor.from_string("C8102E")
    foot = part.footer.paragraphs[0]
    foot.alignment = 1  # type: ignore[assignment]
    foot.add_run("{{ footer }}　第 ")
    _field(foot, "PAGE", "1")
    foot.add_run(" 页，共 ")
    _field(foot, "NUMPAGES", "1")
    foot.add_run(" 页")


def _head(page: Any) -> None:
    from docx.shared import Mm

    _marks(page, "{%p if look == 'letter' %}")
    page.add_paragraph("{{ issuer }}", style=ISSUER).alignment = 1
    page.add_paragraph("{{ number }}").alignment = 2
    page.add_paragraph("{{ heading }}", style="Heading 1").alignment = 1
    page.add_paragraph("{{ addressee }}：")
    _marks(page, "{%p else %}")
    title = page.add_paragraph("{{ heading }}", style="Title")
    title.alignment = 1
    _marks(page, "{%p endif %}", "{%p if look == 'report' %}")
    page.add_paragraph().paragraph_format.space_before = Mm(60)
    _pairs(page, "cover")
    page.add_page_break()
    page.add_paragraph("目录", style="Title").alignment = 1
    contents = page.add_paragraph()
    _begin(contents, 'TOC \\o "1-2" \\h \\z \\u')
    # The headings stand there at once; Word writes the pages beside them when the field is brought up to date.
    _marks(page, "{%p for one in headings %}", "{% if one.level == 2 %}　　{% endif %}{{ one.words }}", "{%p endfor %}")
    _end(page.add_paragraph())
    page.add_page_break()
    _marks(page, "{%p endif %}")


def _pairs(page: Any, rows: str) -> None:
    from docx.shared import Mm

    table = page.add_table(rows=3, cols=2, style="Table Grid")
    table.autofit = False
    for row, words in zip(table.rows, ((f"{{%tr for label, value in {rows} %}}", ""), ("{{ label }}", "{{ value }}"), ("{%tr endfor %}", "")), strict=True):
        for cell, said, width in zip(row.cells, words, (44, 116), strict=True):
            _said(cell, said)
            cell.width = Mm(width)


def _said(cell: Any, words: str) -> None:
    cell.text = words
    cell.paragraphs[0].style = CELL


def _grid(page: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    table = page.add_table(rows=4, cols=3, style="Table Grid")
    cells = (("{%tc for cell in block.head %}", "{{ cell }}", "{%tc endfor %}"), ("{%tr for row in block.rows %}", "", ""),
             ("{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}"), ("{%tr endfor %}", "", ""))  # fmt: skip
    for row, words in zip(table.rows, cells, strict=True):
        for cell, said in zip(row.cells, words, strict=True):
            _said(cell, said)
    # The head is drawn again on every page, and no row is cut in two.
    again = OxmlElement("w:tblHeader")
    again.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(again)
    table.rows[2]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _signing(page: Any) -> None:
    from docx.shared import Mm

    table = page.add_table(rows=1, cols=3, style="Table Grid")
    for cell, words in zip(table.rows[0].cells, ("{%tc for place in block.places %}", "{{ place }}", "{%tc endfor %}"), strict=True):
        _said(cell, words)
    table.rows[0].height = Mm(26)


def _field(paragraph: Any, name: str, shown: str) -> None:
    _begin(paragraph, name)
    paragraph.add_run(shown)
    _end(paragraph)


def _begin(paragraph: Any, name: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    _mark(paragraph, "begin")
    said = OxmlElement("w:instrText")
    said.set(qn("xml:space"), "preserve")
    said.text = f" {name} "
    paragraph.add_run()._r.append(said)
    _mark(paragraph, "separate")


def _end(paragraph: Any) -> None:
    _mark(paragraph, "end")


def _mark(paragraph: Any, what: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), what)
    paragraph.add_run()._r.append(mark)
