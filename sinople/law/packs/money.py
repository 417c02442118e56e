"""What a title is worth in honours: by category and level, the most that is paid; an amount that nobody found is said to be unknown, never taken for nought."""

from dataclasses import dataclass
from decimal import Decimal

from sinople.law.packs.models import Pack
from sinople.law.packs.parts import Honour
from sinople.law.packs.values import Value


@dataclass(frozen=True, slots=True)
class Reward:
    """One amount of a category: what it is for one holder, and what it would be for those who gain and those who lose the title."""

    honour: Honour
    amount: Value
    gains: int
    loses: int

    @property
    def gained(self) -> Decimal | None:
        """Return the most that those who gain the title could be paid; nothing where the amount is not known."""
        return self._times(self.gains)

    @property
    def lost(self) -> Decimal | None:
        """Return the most that those who lose the title could no longer be paid."""
        return self._times(self.loses)

    @property
    def difference(self) -> Decimal | None:
        """Return by how much the most to be paid rises or falls."""
        return self._times(self.gains - self.loses)

    def _times(self, holders: int) -> Decimal | None:
        return self.amount.number * holders if self.amount.is_given else None


def rewards(pack: Pack, title: str, *, gains: int, loses: int) -> tuple[Reward, ...]:
    """Return every amount by which a title is rewarded, for so many who gain and lose it."""
    return tuple(Reward(honour, amount.value, gains, loses) for honour in pack.honours if honour.title == title for amount in honour.amounts)
