"""What a paper consists of, whichever way it is written: headings, texts, lines of a form, tables, places to sign."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the first or second level."""

    words: str
    level: int = 1
    kind: str = "heading"


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs; `open` while nobody has written them."""

    lines: tuple[str, ...]
    open: bool = False
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Facts:
    """Lines of a form: label and value."""

    rows: tuple[tuple[str, str], ...]
    kind: str = "facts"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: heads, rows, the share of each column in the width; figures stand right."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    note: str = ""
    kind: str = "grid"


@dataclass(frozen=True, slots=True)
class Signing:
    """Places for signature, seal and day."""

    places: tuple[str, ...]
    kind: str = "signing"


Block = Heading | Text | Facts | Grid | Signing


@dataclass(frozen=True, slots=True)
class Document:
    """A paper ready to be set: its look, heading, cover and blocks."""

    code: str
    look: str
    heading: str
    issuer: str
    number: str
    addressee: str
    day: str
    footer: str
    cover: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Return the headings in order: the contents."""
        return tuple(block for block in self.blocks if isinstance(block, Heading))
