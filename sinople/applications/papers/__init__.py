"""The papers of an application: the receipt of a hand-in, and the statement of truth to print, sign and stamp."""

from sinople.applications.papers.receipts import Handed, handed_of, receipt
from sinople.applications.papers.statements import statement

__all__ = ["Handed", "handed_of", "receipt", "statement"]
