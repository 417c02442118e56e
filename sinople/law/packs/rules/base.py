"""What all kinds of rule have in common."""

from typing import ClassVar, Literal

from sinople.law.packs.values import Code, Row, Value, Words

Comparison = Literal[">=", ">", "<=", "<"]
Half = Literal["must", "optional"]


class Rule(Row):
    """How a row is judged. As `must` it answers yes or no, as `optional` it gives a share of the points.

    `measured` rules stand on a figure; `asks` names what a person is asked besides readings; `halves` says where the rule may stand.
    """

    measured: ClassVar[bool] = True
    asks: ClassVar[frozenset[str]] = frozenset()
    halves: ClassVar[frozenset[Half]] = frozenset({"optional"})

    @property
    def rises(self) -> bool:
        """Say whether a higher figure is the better one."""
        op = getattr(self, "op", ">=")
        return isinstance(op, str) and op.startswith(">")

    @property
    def figures(self) -> tuple[Value, ...]:
        """Return the values that the rule itself carries and cannot do without."""
        return ()

    @property
    def lookups(self) -> tuple[str, ...]:
        """Return the look-ups that the rule names."""
        return tuple(named for field in ("lookup", "base_lookup", "lead_lookup") if (named := getattr(self, field, "")))

    @property
    def quantities(self) -> tuple[str, ...]:
        """Return the quantities that the rule names itself, besides those of the row's formula."""
        return ()


class Item(Row):
    """One thing of a fixed list that can be ticked."""

    code: Code
    name: Words


BOTH: frozenset[Half] = frozenset({"must", "optional"})
MUST: frozenset[Half] = frozenset({"must"})
