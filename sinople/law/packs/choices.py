"""Rows among which an applicant picks: k of n, or one of several paths."""

from typing import Annotated, Literal

from pydantic import Field

from sinople.law.packs.values import Code, Row, Value, Words


class ChooseK(Row):
    """The applicant picks `k` of these rows; the others do not count."""

    kind: Literal["choose_k_of_n"]
    code: Code
    name: Words
    k: Value
    rows: tuple[str, ...]

    @property
    def options(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return what can be ticked, each with the rows that then count."""
        return tuple((row, (row,)) for row in self.rows)

    @property
    def wanted(self) -> int:
        """Return how many are to be ticked; all while nobody has said how many."""
        return self.k.whole if self.k.is_given else len(self.rows)


class Path(Row):
    """One way: all of its rows count when it is taken."""

    code: Code
    name: Words
    rows: tuple[str, ...]


class AnyOf(Row):
    """The applicant takes exactly one of these paths; the rows of the others do not count."""

    kind: Literal["any_of"]
    code: Code
    name: Words
    paths: tuple[Path, ...]

    @property
    def options(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return what can be ticked, each with the rows that then count."""
        return tuple((path.code, path.rows) for path in self.paths)

    @property
    def wanted(self) -> int:
        """Return how many are to be ticked."""
        return 1


Choice = Annotated[ChooseK | AnyOf, Field(discriminator="kind")]
