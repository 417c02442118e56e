"""The picture of the way from the declared total to the verified one: a bar a step, one under another."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sinople.evaluation.rules import Step, steps_between
from sinople.law.scoring import Sheet

LEFT, WIDTH, TALL = 250, 330, 26  # units of the drawing: where the bars begin, how long they get, a line of it


@dataclass(frozen=True, slots=True)
class Fall:
    """One line of the picture; `step` is none for the two totals."""

    x: float
    y: int
    width: float
    tone: str  # whole, less, more
    at: Decimal
    step: Step | None


@dataclass(frozen=True, slots=True)
class Falls:
    """The picture: the declared total, the steps, the verified total."""

    lines: tuple[Fall, ...]
    height: int
    declared: Decimal
    verified: Decimal

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the steps without the totals, for the table."""
        return tuple(line.step for line in self.lines if line.step is not None)


def falls_of(declared: Sheet | None, verified: Sheet | None) -> Falls | None:
    """Return the picture; none while one of the sheets is missing or no point changes."""
    if declared is None or verified is None or not (steps := steps_between(declared, verified)):
        return None
    scale = _scale([declared.low, verified.low, *(step.after for step in steps)])
    parts = [_line(0, Decimal(0), declared.low, scale, None)]
    parts += [_line(n, step.before, step.after, scale, step) for n, step in enumerate(steps, 1)]
    parts.append(_line(len(parts), Decimal(0), verified.low, scale, None))
    return Falls(tuple(parts), TALL * len(parts) + 6, declared.low, verified.low)


def _scale(totals: Sequence[Decimal]) -> float:
    return WIDTH / float(max(*totals, Decimal(1)))


def _line(n: int, before: Decimal, after: Decimal, scale: float, step: Step | None) -> Fall:
    start, end = sorted((float(before) * scale, float(after) * scale))
    tone = "whole" if step is None else ("less" if after < before else "more")
    return Fall(round(LEFT + max(start, 0), 1), TALL * n + 5, round(max(end - start, 1.5), 1), tone, after, step)
