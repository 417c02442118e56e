"""Papers by their outlines: filled from frozen facts, set as PDF, written as a Word file, bound into one PDF."""

from sinople.letters.papers.blocks import Document, Facts, Grid, Heading, Signing, Text
from sinople.letters.papers.filling import Evidence, Filling, filled
from sinople.letters.papers.setting import pdf

__all__ = ["Document", "Evidence", "Facts", "Filling", "Grid", "Heading", "Signing", "Text", "filled", "pdf"]
