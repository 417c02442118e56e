"""Scoring with proof: one table, the answers and readings of one site, one sheet."""

from sinople.law.scoring.freezing import sheet_from_json, sheet_to_json
from sinople.law.scoring.score import check_answer, score
from sinople.law.scoring.sheets import Answer, Need, Proof, Reference, References, Sheet, SheetGroup, SheetRow, Verdict, VetoRow

__all__ = [
    "Answer",
    "Need",
    "Proof",
    "Reference",
    "References",
    "Sheet",
    "SheetGroup",
    "SheetRow",
    "Verdict",
    "VetoRow",
    "check_answer",
    "score",
    "sheet_from_json",
    "sheet_to_json",
]
