"""Set a paper as PDF."""

from dataclasses import asdict
from datetime import date

from sinople.letters import printing
from sinople.letters.papers.blocks import Document


def pdf(document: Document) -> bytes:
    """Return the paper as PDF: fonts embedded, contents, page numbers; the same paper gives the same bytes."""
    return printing.typeset("letters/papers/document.typ", asdict(document), on=date.fromisoformat(document.day))
