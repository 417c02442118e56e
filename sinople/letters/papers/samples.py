"""Sample data with which a template is tried before it is accepted."""

import io
import zipfile
from dataclasses import asdict
from datetime import date

from sinople.kernel.refused import Refused
from sinople.law.outlines import Outline
from sinople.letters.papers.blocks import Document, Facts, Grid, Heading, Signing, Text
from sinople.letters.papers.filling import Filling, filled
from sinople.letters.papers.word import render

MARK = "示例精密制造（深圳）有限公司"


def sample_of(outline: Outline) -> Document:
    """Return a paper of the outline filled with invented facts, and one block of every kind."""
    facts = {
        "organisation.name": MARK,
        "site.name": "示例厂区",
        "title": "示例称号",
        "number": "SZ-XX-0000-0000",
        "issuer": "示例主管部门",
        "district": "示例区",
        "contact": "0000",
    }
    paper = filled(outline, Filling(on=date(2022, 8, 1), facts=facts))
    every = (
        Heading("示例标题"),
        Heading("示例小标题", 2),
        Text(("示例段落",)),
        Facts((("项目", MARK),)),
        Grid(("序号", "内容"), (("1", "示例"),), (20, 80)),
        Signing(("签字", "盖章")),
    )
    return Document(**{name: getattr(paper, name) for name in Document.__dataclass_fields__ if name != "blocks"}, blocks=(*paper.blocks, *every))


def check_template(outline: Outline, template: bytes) -> None:
    """Fill the template with sample data; raise Refused when it cannot be filled in, or says nothing of the paper."""
    written = render(template, asdict(sample_of(outline)))
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        said = archive.read("word/document.xml").decode("utf-8", "replace")
    if MARK not in said:
        raise Refused("Filled with sample data, the template shows nothing of the paper: it names neither its blocks nor its facts.", field="file")
