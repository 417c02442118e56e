"""Scoring with proof: one table, the answers and readings of one applicant, one sheet."""

from sinople.law.scoring.checking import check_answer
from sinople.law.scoring.freezing import sheet_from_json, sheet_to_json
from sinople.law.scoring.score import score
from sinople.law.scoring.sheets import (
    Answer,
    Context,
    Need,
    Outcome,
    Product,
    Proof,
    Reference,
    References,
    Sheet,
    SheetGroup,
    SheetRow,
    Verdict,
    VetoRow,
    YearSheet,
)
from sinople.law.scoring.yearly import Standing, among_the_worst

__all__ = [
    "Answer",
    "Context",
    "Need",
    "Outcome",
    "Product",
    "Proof",
    "Reference",
    "References",
    "Sheet",
    "SheetGroup",
    "SheetRow",
    "Standing",
    "Verdict",
    "VetoRow",
    "YearSheet",
    "among_the_worst",
    "check_answer",
    "score",
    "sheet_from_json",
    "sheet_to_json",
]
