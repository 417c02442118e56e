"""Rules that stand on what was said: it holds, it does not, or to a degree."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self

from sinople.law.marking import N_
from sinople.law.packs.rules import Degree, MustFull, VetoBool
from sinople.law.packs.tables import Table
from sinople.law.scoring.kinds.base import ONE, ZERO, Instance, Judged, Ready, basis, decided, undecided
from sinople.law.scoring.sheets import Need

NOTHING_SAID = N_("Undecided: nothing has been said of this row yet.")


@dataclass(frozen=True, slots=True)
class ReadyMust(Ready):
    """It holds, or it does not."""

    measured: ClassVar[bool] = False

    @classmethod
    def of(cls, rule: MustFull | VetoBool, _table: Table) -> Self:
        """Return the rule made ready."""
        return cls(*basis(rule))

    def say(self, one: Instance) -> Judged:
        """Return whether it was said to hold."""
        said = one.answer.holds if one.answer is not None else None
        if said is None:
            return undecided((Need("answer", one.code),), self.proof(one, NOTHING_SAID))
        message = N_("The mandatory demand is met.") if said else N_("The mandatory demand is not met.")
        return decided(ONE if said else ZERO, self.proof(one, message, said))


@dataclass(frozen=True, slots=True)
class ReadyDegree(Ready):
    """Met to a degree; yes and no are the degrees 1 and 0."""

    measured: ClassVar[bool] = False

    @classmethod
    def of(cls, rule: Degree, _table: Table) -> Self:
        """Return the rule made ready."""
        return cls(*basis(rule))

    def say(self, one: Instance) -> Judged:
        """Return the degree that was given."""
        share: Decimal | None = None
        if one.answer is not None and one.answer.degree is not None:
            share = min(max(one.answer.degree, ZERO), ONE)
        elif one.answer is not None and one.answer.holds is not None:
            share = ONE if one.answer.holds else ZERO
        if share is None:
            return undecided((Need("degree", one.code),), self.proof(one, NOTHING_SAID))
        return decided(share, self.proof(one, N_("Met to the degree %(share)s, which gives that share of the points."), share=share))
