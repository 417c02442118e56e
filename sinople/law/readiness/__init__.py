"""How far away a title is: the rows still open, what each has to reach, and the changes that earn the title with the least effort."""

from sinople.law.readiness.planning import Readiness, Remedy, readiness
from sinople.law.readiness.steps import MOST_EFFORT, Obstacle, Step
from sinople.law.readiness.summing import Summary, summary

__all__ = ["MOST_EFFORT", "Obstacle", "Readiness", "Remedy", "Step", "Summary", "readiness", "summary"]
