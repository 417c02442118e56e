"""A rule made ready, and what it says of one row."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, NamedTuple, Protocol

from sinople.kernel.refused import Value
from sinople.law.marking import N_
from sinople.law.packs.rules import Rule
from sinople.law.packs.tables import Indicator
from sinople.law.packs.values import Value as Written
from sinople.law.scoring.scene import Scene
from sinople.law.scoring.sheets import Answer, Need, Proof

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)


class Judged(NamedTuple):
    """What a rule said: `ok` for a must, the share of the points between low and high, what is missing, why, and the level reached."""

    ok: bool | None
    low: Decimal
    high: Decimal
    needs: tuple[Need, ...]
    proof: Proof
    level: int | None = None


class Asked(Protocol):
    """The row that a rule judges: what a rule needs to know of it."""

    @property
    def row(self) -> Indicator:
        """Return the row as the table writes it."""

    @property
    def anchor(self) -> str:
        """Return its place in the law."""


@dataclass(frozen=True, slots=True)
class Instance:
    """A row in its scene: the answer given, and the figure where the row stands on one."""

    row: Asked
    scene: Scene
    answer: Answer | None
    figure: Decimal = ZERO

    @property
    def code(self) -> str:
        """Return the code of the row."""
        return self.row.row.code


@dataclass(frozen=True, slots=True)
class Ready:
    """A rule with its figures as decimals. `open` names settings that the table leaves without a value."""

    kind: str
    authority: str
    open: tuple[str, ...]

    measured: ClassVar[bool] = True

    def judge(self, one: Instance) -> Judged:
        """Return what the rule says of the row."""
        if self.open:
            needs = tuple(Need("setting", f"{one.code}/{name}") for name in self.open)
            return undecided(needs, self.proof(one, N_("Undecided: the table leaves a figure of this rule open.")))
        return self.say(one)

    def say(self, one: Instance) -> Judged:
        """Return what the rule says, its figures being there."""
        raise NotImplementedError

    def proof(self, one: Instance, message: str, ok: bool | None = None, children: tuple[Proof, ...] = (), **values: Value) -> Proof:
        """Return a proof that names the row's place, edition and the authority of the rule."""
        return Proof(message, values, one.row.anchor, one.scene.edition, self.authority, ok, children)

    def against(self, one: Instance, op: str, limit: Decimal) -> Judged:
        """Return whether the figure stands to the limit as demanded."""
        ok = holds(one.figure, op, limit)
        if ok:
            return decided(ONE, self.proof(one, N_("%(figure)s %(op)s %(limit)s: the demand is met."), ok, figure=one.figure, op=op, limit=limit))
        message = N_("%(figure)s does not stand at %(op)s %(limit)s: it misses by %(gap)s, the demand is not met.")
        return decided(ZERO, self.proof(one, message, ok, figure=one.figure, op=op, limit=limit, gap=abs(one.figure - limit)))

    def without_lookup(self, one: Instance, code: str, key: str) -> Judged:
        """Return that the look-up has no figure for the key."""
        message = N_("Undecided: the look-up %(lookup)s has no figure for %(key)s.")
        return undecided((Need("lookup", f"{code}/{key}"),), self.proof(one, message, lookup=code, key=key))


def basis(rule: Rule) -> tuple[str, str, tuple[str, ...]]:
    """Return what every rule is made ready with: kind, authority, the settings left open."""
    return str(getattr(rule, "kind", "")), rule.authority, open_figures(rule.figures)


def open_figures(values: Sequence[Written]) -> tuple[str, ...]:
    """Return the names of the values that nobody has given."""
    return tuple(dict.fromkeys(value.code for value in values if not value.is_given))


def figure_of(value: Written | None) -> Decimal | None:
    """Return the value as a number where there is one."""
    return value.number if value is not None and value.is_given else None


def number_of(value: Written | None) -> Decimal:
    """Return the value as a number; an open one is nought and never used, because the rule is then undecided."""
    return figure_of(value) or ZERO


def undecided(needs: tuple[Need, ...], why: Proof) -> Judged:
    """Return a judgement that anything may still come of."""
    return Judged(None, ZERO, ONE, needs, why)


def decided(share: Decimal, why: Proof, level: int | None = None) -> Judged:
    """Return a judgement with a fixed share of the points."""
    return Judged(share >= ONE, share, share, (), why, level)


def holds(figure: Decimal, op: str, limit: Decimal) -> bool:
    """Say whether the figure stands to the limit as demanded."""
    if op == ">=":
        return figure >= limit
    if op == ">":
        return figure > limit
    return figure <= limit if op == "<=" else figure < limit


def between(figure: Decimal, base: Decimal, lead: Decimal, start: Decimal) -> Decimal:
    """Return the share of the points: nothing before the base, `start` at it, all at the lead, in a straight line between."""
    if base == lead:
        return ONE if figure == base else ZERO
    done = (figure - base) / (lead - base)
    if done < 0:
        return ZERO
    return ONE if done >= 1 else start + (ONE - start) * done
