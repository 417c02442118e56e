"""Decisions about readings: plain values in, sentences out."""

from sinople.databook.rules.months import MONTHS, needs_a_look, year_of_months
from sinople.databook.rules.workbooks import Asked, Line, Typed, template_faults, typed_rows

__all__ = ["MONTHS", "Asked", "Line", "Typed", "needs_a_look", "template_faults", "typed_rows", "year_of_months"]
