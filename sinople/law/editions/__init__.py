"""Editions of the tables that the bureau fills: calendars, factors, classes of size."""

from sinople.law.editions.comparing import RowChange, differences
from sinople.law.editions.kinds import COLUMNS, PROVENANCE, TABLES, Cells, TableKind, kind_of
from sinople.law.editions.models import Reference
from sinople.law.editions.reading import load_reference
from sinople.law.editions.rows import rows_of, with_rows

__all__ = [
    "COLUMNS",
    "PROVENANCE",
    "TABLES",
    "Cells",
    "Reference",
    "RowChange",
    "TableKind",
    "differences",
    "kind_of",
    "load_reference",
    "rows_of",
    "with_rows",
]
