"""Outlines of papers: which headings an official form has, in its order, and what stands under each. Data, with its source and mark."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

from sinople.kernel.refused import Refused
from sinople.law.packs.reading import read_rows
from sinople.law.packs.values import Code, Row, Value, Words

Maker = Literal["applicant", "evaluator", "district", "office"]
Content = Literal["heading", "facts", "words", "chapter", "verdict", "vetoes", "indicators", "years", "differences", "evidence", "signing", "table"]
TYPED = "typed."


class Field(Row):
    """One line of a form: its label, and which fact stands there; `typed.<code>` is typed by whoever makes the paper."""

    label: str
    of: str

    @property
    def typed(self) -> str:
        """Return the code under which it is typed; nothing where the fact is known here."""
        return self.of.removeprefix(TYPED) if self.of.startswith(TYPED) else ""


class Part(Row):
    """One heading and its content. `of` names the chapter or the table; `limit` is the most characters that the form allows."""

    heading: str = ""
    level: Literal["1", "2"] = "1"
    content: Content
    of: str = ""
    words: str = ""
    fields: tuple[Field, ...] = ()
    limit: Value | None = None


class Outline(Row):
    """One paper in one edition: for which packs and titles (none named: all), who makes it, its cover and its parts in order."""

    code: Code
    name: Words
    heading: str
    made_by: Maker
    look: Literal["report", "form", "letter", "wide"]
    packs: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    series: str = ""  # of its numbers, where it is numbered
    number: str = ""  # how a number is written: %(year)s, %(n)s
    cover: tuple[Field, ...] = ()
    parts: tuple[Part, ...]

    def is_for(self, pack: str, title: str) -> bool:
        """Say whether the paper belongs to a title under a pack."""
        return (not self.packs or pack in self.packs) and (not self.titles or title in self.titles)

    @property
    def chapters(self) -> tuple[Part, ...]:
        """Return the parts that somebody writes."""
        return tuple(part for part in self.parts if part.content == "chapter")

    @property
    def typed(self) -> tuple[Field, ...]:
        """Return the fields that somebody types, once each."""
        fields = (*self.cover, *(field for part in self.parts for field in part.fields))
        return tuple({field.typed: field for field in fields if field.typed}.values())


@cache
def load_outlines(folder: Path) -> tuple[Outline, ...]:
    """Return every outline of the folder `papers`, by the names of the files; read once a process."""
    return tuple(_read(folder))


def outlines_for(folder: Path, *, pack: str, title: str, made_by: Maker) -> tuple[Outline, ...]:
    """Return the papers that somebody makes for a title under a pack."""
    return tuple(one for one in load_outlines(folder) if one.made_by == made_by and one.is_for(pack, title))


def outline_of(folder: Path, code: str) -> Outline:
    """Return an outline; raise Refused when there is none of that code."""
    for one in load_outlines(folder):
        if one.code == code:
            return one
    raise Refused("There is no paper with the code %(code)s.", code=code)


def _read(folder: Path) -> Iterator[Outline]:
    for path in sorted((folder / "papers").glob("*.yaml")):
        yield read_rows(path, Outline)


class Binding(Row):
    """How a bound application is divided."""

    volume: Value

    @property
    def most(self) -> int:
        """Return the most bytes of one volume."""
        return self.volume.whole * 1024 * 1024


@cache
def load_binding(folder: Path) -> Binding:
    """Return how a bound application is divided."""
    return read_rows(folder / "binding.yaml", Binding)
