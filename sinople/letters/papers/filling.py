"""Fill an outline from frozen facts: what is known stands there, what nobody has written is left open."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from sinople.law.outlines import Outline, Part
from sinople.law.packs import Table
from sinople.law.scoring import Sheet
from sinople.letters.papers import tables
from sinople.letters.papers.blocks import Block, Document, Facts, Grid, Heading, Signing, Text

OPEN = "（本节尚未填写）"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence: its place in the index, what it proves, how many pages it has, and where it stands in the bound file (0: not bound)."""

    n: int
    key: str
    name: str
    proves: tuple[str, ...]
    pages: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class Filling:
    """What a paper is filled from."""

    on: date
    facts: Mapping[str, str]
    chapters: Mapping[str, str] = field(default_factory=dict)
    sheet: Sheet | None = None
    table: Table | None = None
    evidence: tuple[Evidence, ...] = ()
    grids: Mapping[str, Grid] = field(default_factory=dict)


def filled(outline: Outline, given: Filling) -> Document:
    """Return the paper of an outline, every part in its order."""
    return Document(
        code=outline.code,
        look=outline.look,
        heading=_worded(outline.heading, given),
        issuer=given.facts.get("issuer", ""),
        number=given.facts.get("paper_number", ""),
        addressee=given.facts.get("organisation.name", ""),
        day=given.on.isoformat(),
        footer=" · ".join(filter(None, (given.facts.get("number"), given.facts.get("site.name")))),
        cover=_lines(outline.cover, given),
        blocks=tuple(block for part in outline.parts for block in _blocks(part, given)),
    )


def _blocks(part: Part, given: Filling) -> Iterator[Block]:
    if part.heading:
        yield Heading(_worded(part.heading, given), int(part.level))
    match part.content:
        case "facts":
            yield Facts(_lines(part.fields, given))
        case "words":
            yield Text((_worded(part.words, given),))
        case "chapter":
            written = [line.strip() for line in given.chapters.get(part.of, "").splitlines() if line.strip()]
            yield Text(tuple(written) or (OPEN,), open=not written)
        case "signing":
            yield Signing(tuple(part.words.split("|")))
        case "table" if part.of in given.grids:
            yield given.grids[part.of]
        case "evidence":
            yield tables.index_of(given.evidence)
        case "differences" if "differences" in given.grids:
            yield given.grids["differences"]
        case content if given.sheet is not None:
            yield from _of_sheet(content, given.sheet, given)
        case _:
            pass


def _of_sheet(content: str, sheet: Sheet, given: Filling) -> Iterator[Block]:
    proofs = {code: [str(one.n) for one in given.evidence if code in one.proves] for one in given.evidence for code in one.proves}
    match content:
        case "verdict":
            yield Facts(tables.verdict_of(sheet))
        case "vetoes":
            yield tables.vetoes_of(sheet, proofs)
        case "indicators":
            yield tables.indicators_of(sheet, given.table, proofs)
        case "years":
            for year, of_year in tables.years_of(sheet, given.table, proofs):
                yield Heading(f"{year}年评价指标表", 2)
                yield of_year
            yield tables.totals_of(sheet)


def _lines(fields: tuple, given: Filling) -> tuple[tuple[str, str], ...]:  # type: ignore[type-arg]
    return tuple((one.label, given.chapters.get(one.of, "") if one.typed else given.facts.get(one.of, "")) for one in fields)


def _worded(words: str, given: Filling) -> str:
    """Put facts where the words name them in braces; nothing else is a command."""
    for name, fact in given.facts.items():
        words = words.replace("{" + name + "}", fact)
    return words
