"""Why something may not be done, as values; only a page turns it into words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from sinople.kernel.text import Text

Value = str | int | bool | date | datetime | Decimal | Text | None


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason, with its clause: a message id in English, its values, and the anchor that it stands on."""

    message: str
    anchor: str = ""
    values: dict[str, Value] = field(default_factory=dict)
    code: str = ""


class Refused(Exception):
    """The act is refused with a sentence that says what, where and how to mend it.

    `message` is an English message id with named places; `values` fill them; `anchor` names the clause;
    `field` names the form field concerned; `grounds` lists every reason when there are several.
    """

    def __init__(self, message: str, *, anchor: str = "", field: str = "", grounds: Sequence[Ground] = (), **values: Value) -> None:
        super().__init__(message)
        self.message = message
        self.anchor = anchor
        self.field = field
        self.grounds = tuple(grounds)
        self.values = values

    def __str__(self) -> str:
        said = self.message % self.values if self.values else self.message
        return " ".join([said, *(ground.message % ground.values for ground in self.grounds)])
