"""Rules that stand on what was said of a row."""

from typing import ClassVar, Literal

from sinople.law.packs.rules.base import MUST, Half, Rule


class VetoBool(Rule):
    """It holds, or nothing else counts; no points."""

    kind: Literal["veto_bool"]
    measured: ClassVar[bool] = False
    asks: ClassVar[frozenset[str]] = frozenset({"holds"})
    halves: ClassVar[frozenset[Half]] = MUST


class MustFull(Rule):
    """必选: it holds and gives all points, or the whole application fails."""

    kind: Literal["must_full"]
    measured: ClassVar[bool] = False
    asks: ClassVar[frozenset[str]] = frozenset({"holds"})
    halves: ClassVar[frozenset[Half]] = MUST


class Degree(Rule):
    """可选: 0 to 1, in the steps of the table; `whole` allows nothing between no and yes."""

    kind: Literal["degree"]
    whole: bool = False
    measured: ClassVar[bool] = False
    asks: ClassVar[frozenset[str]] = frozenset({"degree"})
