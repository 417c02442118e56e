"""The papers of the review: minutes of a decision meeting, and the letter to whoever was refused."""

from sinople.review.papers.minutes import Candidate, Signed, minutes, minutes_of
from sinople.review.papers.refusals import PrintedGround, refusal_letter, refusal_of

__all__ = ["Candidate", "PrintedGround", "Signed", "minutes", "minutes_of", "refusal_letter", "refusal_of"]
