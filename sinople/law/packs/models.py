"""A pack: one regulation as data, with its titles, conditions, clocks, materials, stages, settings and requirements."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Literal, Protocol, TypeVar

from sinople.kernel.refused import Refused
from sinople.law.packs.tables import Table, Veto
from sinople.law.packs.values import Code, Day, Frozen, Row, Value, Words


class Document(Row):
    """What the normative document says of itself."""

    code: Code
    name: Words
    short_name: Words
    number: str
    issuer: Words
    effective: Value
    ends_on: Value
    validity_years: Value
    repeals: tuple[str, ...] = ()
    repealed_by: str = ""


class Article(Row):
    """An article with its anchor. `text` only where the wording was read; a number that is only inferred says so (推定条号)."""

    anchor: str
    number: str
    inferred: bool = False
    chapter: Words
    title: Words
    summary: Words | None = None
    text: Words | None = None


class Answer(Row):
    """A binding answer given at the hearing, never cited as an article."""

    anchor: str
    number: int
    rule: Words
    setting: str = ""


class TitleKind(Row):
    """One of the titles. `attaches_to` says what holds it."""

    code: Code
    name: Words
    certificate_name: Words
    attaches_to: Literal["site", "organisation", "product"]
    validity_years: Value
    vetoes: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()


class Condition(Row):
    """A condition on who may apply (`blocks`), or advice that never blocks."""

    code: Code
    name: Words
    anchor: str = ""
    blocks: bool = True
    concerns: Literal["applicant", "evaluator", "expert"] = "applicant"
    value: Value


class Material(Row):
    """A paper that goes with an application."""

    code: Code
    name: Words
    help: Words | None = None
    mandatory: Value
    stage: Code
    formats: tuple[str, ...] = ("pdf",)


class Stage(Row):
    """A step of the procedure and whose turn it is."""

    code: Code
    name: Words
    turn: Literal["applicant", "evaluator", "district", "city", "experts", "public"]
    clock: str = ""
    anchor: str = ""


class Clock(Row):
    """A time limit: how many days, of which kind, and what starts it."""

    code: Code
    name: Words
    days: Value
    kind: Literal["working", "calendar"] = "working"
    first_day_counts: bool = False
    starts_with: Words
    after_delivery: bool = False
    formal: bool = False  # a formal notice refuses a provisional date
    anchor: str = ""


class Level(Row):
    """A level of sign-off. `prepare` writes, `sign` puts a name to it, `office` is done after the last signature."""

    code: Code
    name: Words
    kind: Literal["prepare", "sign", "office"]
    role: str


class Route(Row):
    """Which levels a kind of batch passes, in this order."""

    code: Code
    name: Words
    levels: tuple[str, ...]


class TableOfTitle(Row):
    """Which edition a title uses under these requirements."""

    title: Code
    edition: Code


class Requirements(Row):
    """A numbered publication of the bureau: tables, values, period."""

    code: Code
    number: Value
    name: Words
    begins: Day
    ends: Day
    tables: tuple[TableOfTitle, ...]
    values: tuple[Value, ...] = ()

    def edition_for(self, title: str) -> str:
        """Return the edition that the title uses; raise Refused when the requirements leave the title out."""
        for row in self.tables:
            if row.title == title:
                return row.edition
        raise Refused("The requirements %(requirements)s name no indicator table for the title %(title)s.", requirements=self.code, title=title)

    def covers(self, day: date) -> bool:
        """Say whether the day is in the period of the requirements."""
        return self.begins <= day <= self.ends


class HasCode(Protocol):
    """A part that is found by its code."""

    @property
    def code(self) -> str:
        """Return the code."""


Coded = TypeVar("Coded", bound=HasCode)


def find(rows: Sequence[Coded], code: str, what: str) -> Coded:
    """Return the row of that code; raise Refused when the pack has none."""
    for row in rows:
        if row.code == code:
            return row
    raise Refused("The pack has no %(what)s with the code %(code)s.", what=what, code=code)


class Pack(Frozen):
    """One regulation, whole. Sealed by its digest; rows of a database are true by it."""

    document: Document
    articles: tuple[Article, ...]
    answers: tuple[Answer, ...]
    titles: tuple[TitleKind, ...]
    conditions: tuple[Condition, ...]
    vetoes: tuple[Veto, ...]
    clocks: tuple[Clock, ...]
    materials: tuple[Material, ...]
    stages: tuple[Stage, ...]
    levels: tuple[Level, ...]
    routes: tuple[Route, ...]
    settings: tuple[Value, ...]
    requirements: tuple[Requirements, ...]
    tables: tuple[Table, ...]

    @property
    def code(self) -> str:
        """Return the code of the pack."""
        return self.document.code

    @property
    def name(self) -> Words:
        """Return the name of the regulation."""
        return self.document.name

    def title(self, code: str) -> TitleKind:
        """Return a title."""
        return find(self.titles, code, "title")

    def clock(self, code: str) -> Clock:
        """Return a clock."""
        return find(self.clocks, code, "clock")

    def material(self, code: str) -> Material:
        """Return a material."""
        return find(self.materials, code, "material")

    def stage(self, code: str) -> Stage:
        """Return a stage."""
        return find(self.stages, code, "stage")

    def condition(self, code: str) -> Condition:
        """Return a condition."""
        return find(self.conditions, code, "condition")

    def veto(self, code: str) -> Veto:
        """Return a veto situation."""
        return find(self.vetoes, code, "veto")

    def setting(self, code: str) -> Value:
        """Return a setting."""
        return find(self.settings, code, "setting")

    def route(self, code: str) -> tuple[Level, ...]:
        """Return the levels of sign-off of a kind of batch, in order."""
        return tuple(find(self.levels, level, "level") for level in find(self.routes, code, "route").levels)

    def requirements_of(self, code: str) -> Requirements:
        """Return a publication of requirements."""
        return find(self.requirements, code, "requirements")

    def table(self, edition: str) -> Table:
        """Return an indicator table by its edition."""
        for table in self.tables:
            if table.edition == edition:
                return table
        raise Refused("The pack has no indicator table of the edition %(edition)s.", edition=edition)

    def table_for(self, requirements: str, title: str) -> Table:
        """Return the table that the requirements name for the title."""
        return self.table(self.requirements_of(requirements).edition_for(title))

    def materials_for(self, title: str) -> tuple[Material, ...]:
        """Return the papers that the title asks for."""
        return tuple(self.material(code) for code in self.title(title).materials)

    def vetoes_for(self, title: str) -> tuple[Veto, ...]:
        """Return the veto situations that count for the title."""
        return tuple(self.veto(code) for code in self.title(title).vetoes)

    def conditions_for(self, title: str) -> tuple[Condition, ...]:
        """Return the conditions of the title."""
        return tuple(self.condition(code) for code in self.title(title).conditions)

    def stages_for(self, title: str) -> tuple[Stage, ...]:
        """Return the steps of the title, in order."""
        return tuple(self.stage(code) for code in self.title(title).stages)

    @cached_property
    def by_anchor(self) -> dict[str, Article | Answer]:
        """Return articles and answers by their anchors."""
        named: dict[str, Article | Answer] = {article.anchor: article for article in self.articles}
        return named | {answer.anchor: answer for answer in self.answers}
