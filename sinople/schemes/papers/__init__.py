"""Papers of the rules: two packs side by side, as PDF and as a Word file."""

from sinople.schemes.papers.comparisons import comparison_docx, comparison_pdf

__all__ = ["comparison_docx", "comparison_pdf"]
