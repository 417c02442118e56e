"""A sheet in plain words: what is good, what fails, what is open, and the three next things."""

from collections.abc import Sequence
from dataclasses import dataclass

from sinople.law.readiness.steps import Step
from sinople.law.scoring.sheets import Sheet, SheetRow, Verdict, VetoRow

NEXT = 3


@dataclass(frozen=True, slots=True)
class Summary:
    """The rows of a sheet by how they stand, those that weigh most in front, and the next steps."""

    good: tuple[SheetRow | VetoRow, ...]
    fails: tuple[SheetRow | VetoRow, ...]
    open: tuple[SheetRow | VetoRow, ...]
    next: tuple[Step, ...]


def summary(sheet: Sheet, steps: Sequence[Step] = ()) -> Summary:
    """Return the summary; what the title cannot be had without comes first, then what brings most points."""
    rows: tuple[SheetRow | VetoRow, ...] = (*sheet.vetoes, *sorted(sheet.rows, key=lambda row: -row.max))
    good = tuple(row for row in rows if row.verdict is Verdict.MET)
    fails = tuple(row for row in rows if row.verdict is Verdict.UNMET and (isinstance(row, VetoRow) or row.must is False))
    still_open = tuple(row for row in rows if row.verdict is Verdict.UNDECIDED)
    wanted = sorted(steps, key=lambda step: (not step.is_must, -step.gain))
    return Summary(good, fails, still_open, tuple(wanted[:NEXT]))
