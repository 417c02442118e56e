"""The least effort that brings enough points, exactly: every way that no other way beats in both effort and points."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import reduce
from typing import Generic, NamedTuple, TypeVar

from sinople.law.scoring.kinds.base import ZERO

T = TypeVar("T")


class Way(NamedTuple, Generic[T]):
    """Some changes together: their effort in whole units, the points that stand afterwards, and the changes as a chain."""

    effort: int
    points: Decimal
    last: T | None = None
    before: tuple["Way[T]", ...] = ()

    @property
    def changes(self) -> tuple[T, ...]:
        """Return the changes, in the order in which the ways were put together."""
        found = tuple(change for way in self.before for change in way.changes)
        return found if self.last is None else (*found, self.last)


NO_CHANGE: Way = Way(0, ZERO)


def unbeaten(ways: Iterable[Way[T]]) -> list[Way[T]]:
    """Return the ways worth keeping, by effort: each costs more than the one before it and brings more."""
    kept: list[Way[T]] = []
    for way in sorted(ways, key=lambda one: (one.effort, -one.points)):
        if not kept or way.points > kept[-1].points:
            kept.append(way)
    return kept


def all_of(blocks: Iterable[Sequence[Way[T]]]) -> list[Way[T]]:
    """Return the unbeaten ways that take one way of every block; none when a block has none."""
    return reduce(_both, blocks, [NO_CHANGE])


def _both(ones: Sequence[Way[T]], others: Sequence[Way[T]]) -> list[Way[T]]:
    if len(others) == 1 and others[0].last is None and not others[0].before:
        only = others[0]
        return [one._replace(points=one.points + only.points, effort=one.effort + only.effort) for one in ones]
    best: dict[int, tuple[Decimal, Way[T], Way[T]]] = {}
    for one in ones:
        for other in others:
            effort, points = one.effort + other.effort, one.points + other.points
            if effort not in best or points > best[effort][0]:
                best[effort] = points, one, other
    return unbeaten(_joined(one, other) for _points, one, other in best.values())


def _joined(one: Way[T], other: Way[T]) -> Way[T]:
    effort, points = one.effort + other.effort, one.points + other.points
    if other.last is None and not other.before:
        return one._replace(effort=effort, points=points)
    return Way(effort, points, None, (one, other))


def cheapest(main: Sequence[Way[T]], extra: Sequence[Way[T]], enough: Callable[[Decimal, Decimal], bool]) -> Way[T] | None:
    """Return the way of least effort whose points, with those on top, are enough; None when no way is."""
    pairs = ((one.effort + other.effort, -one.points - other.points, one, other) for one in main for other in extra if enough(one.points, other.points))
    found = min(pairs, key=lambda pair: pair[:2], default=None)
    return _joined(found[2], found[3]) if found else None
