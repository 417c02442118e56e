"""Beginning, filling, locking a data book; products, workbooks, answers to questions."""

from sinople.databook.actions.books import begin, copy, drop_product, explain, lock, note_use, set_product, unlock
from sinople.databook.actions.readiness import keep_check, save_plan, share_plan, take_back_plan
from sinople.databook.actions.readings import enter, take_out
from sinople.databook.actions.workbooks import bring, take_over

__all__ = [
    "begin", "bring", "copy", "drop_product", "enter", "explain", "keep_check", "lock", "note_use", "save_plan", "set_product", "share_plan", "take_back_plan", "take_out", "take_over", "unlock",
]  # fmt: skip
