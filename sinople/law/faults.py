"""What is wrong with a pack, as sentences with file and line."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a pack: where it is and how to mend it, as a message id with its values."""

    message: str
    file: str
    line: int
    values: dict[str, str]

    @property
    def said(self) -> str:
        """Return the sentence, in English."""
        return self.message % self.values if self.values else self.message

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.said}"


class PackFault(Exception):
    """A pack cannot be read; `problems` names every fault, not the first one only."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def problem(message: str, *, file: str, line: int, **values: object) -> Problem:
    """Return a problem whose values are already words."""
    return Problem(message, file, line, {name: str(value) for name, value in values.items()})
