"""A value of the law: what it is, since when, on whose authority and how it was seen."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, model_validator

from sinople.kernel.refused import Refused
from sinople.kernel.text import Text

Authority = Literal["enacted", "draft", "hearing", "notice", "practice", "agency", "background", "default"]
Mark = Literal["S", "S2", "B", "U", "D", "NF"]
Kind = Literal["number", "whole", "date", "text", "bool"]

UNSURE_MARKS = frozenset({"S2", "B", "U", "D", "NF"})
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
LARGEST_POWER = 30  # of ten: no figure of a regulation is larger, and 1e999999 would stop whoever reckons with it
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _text(raw: Any) -> Any:
    if isinstance(raw, Text):
        return raw
    if not isinstance(raw, dict) or set(raw) != {"zh", "en"} or not all(isinstance(said, str) and said.strip() for said in raw.values()):
        raise ValueError("write the words in both languages: {zh: …, en: …}")
    return Text(zh=raw["zh"], en=raw["en"])


def _day(raw: Any) -> Any:
    if isinstance(raw, str) and not ISO_DAY.fullmatch(raw):
        raise ValueError("write the day as year-month-day, like 2022-08-01")
    return raw


def _code(raw: str) -> str:
    if not CODE.fullmatch(raw):
        raise ValueError("a code holds letters, digits, points, hyphens and underscores only")
    return raw


Words = Annotated[Text, BeforeValidator(_text)]
Day = Annotated[date, BeforeValidator(_day)]
Code = Annotated[str, AfterValidator(_code)]


class Frozen(BaseModel):
    """A part of a pack: never changed after it was read, no key that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Row(Frozen):
    """A part of a pack that says where it comes from."""

    since: Day | None = None
    authority: Authority
    mark: Mark
    source: Words


class Value(Row):
    """One value of the law. `value` keeps the written form; the properties give it its type."""

    code: Code
    value: str | None = None
    kind: Kind = "number"
    unit: str = ""
    name: Words | None = None
    may_be_empty: bool = False
    confirmed_by: str = ""  # the source that a named officer gave for it

    @model_validator(mode="after")
    def _is_of_its_kind(self) -> Self:
        if self.value is not None:
            READERS[self.kind](self.value)
        return self

    @property
    def needs_confirmation(self) -> bool:
        """Say whether an officer has to confirm this value before a call may rest on it."""
        return not self.confirmed_by and (self.mark in UNSURE_MARKS or (self.value is None and not self.may_be_empty))

    @property
    def is_given(self) -> bool:
        """Say whether there is a value at all."""
        return self.value is not None

    @property
    def number(self) -> Decimal:
        """Return the value as a number; raise Refused when nobody has given it."""
        return Decimal(self._written())

    @property
    def whole(self) -> int:
        """Return the value as a whole number."""
        return int(self._written())

    @property
    def day(self) -> date:
        """Return the value as a day."""
        return date.fromisoformat(self._written())

    @property
    def said(self) -> str:
        """Return the value as it is written."""
        return self._written()

    @property
    def holds(self) -> bool:
        """Return the value as yes or no."""
        return self._written() == "true"

    def _written(self) -> str:
        if self.value is None:
            raise Refused("The value %(code)s is not known; an officer has to enter it with its source first.", code=self.code)
        return self.value


def _read_number(written: str) -> None:
    try:
        number = Decimal(written)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number.adjusted()) > LARGEST_POWER:
        raise ValueError(f"{written} is not a number; write digits and a point")


def _read_whole(written: str) -> None:
    if not re.fullmatch(r"-?\d+", written):
        raise ValueError(f"{written} is not a whole number")


def _read_date(written: str) -> None:
    date.fromisoformat(_day(written))


def _read_text(written: str) -> None:
    if not written.strip():
        raise ValueError("leave an unknown value empty instead of blank")


def _read_bool(written: str) -> None:
    if written not in {"true", "false"}:
        raise ValueError(f"{written} is neither true nor false")


READERS = {"number": _read_number, "whole": _read_whole, "date": _read_date, "text": _read_text, "bool": _read_bool}
