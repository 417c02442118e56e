"""Entering the pool and leaving it, guiding a candidate, planning and reaching its milestones."""

from sinople.cultivation.actions.plans import add_milestone, begin_plan, confirm, reach, remind, remove_milestone, send_back, submit, take_over
from sinople.cultivation.actions.pool import admit, agree, ask, decline, earn, lapse, leave, name_mentor, note_visit, propose, turn_down

__all__ = [
    "add_milestone",
    "admit",
    "agree",
    "ask",
    "begin_plan",
    "confirm",
    "decline",
    "earn",
    "lapse",
    "leave",
    "name_mentor",
    "note_visit",
    "propose",
    "reach",
    "remind",
    "remove_milestone",
    "send_back",
    "submit",
    "take_over",
    "turn_down",
]
