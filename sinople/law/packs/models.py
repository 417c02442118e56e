"""A pack: one regulation as data, with its titles, conditions, clocks, materials, stages, settings and requirements."""

from collections.abc import Sequence
from functools import cached_property
from typing import Protocol, TypeVar

from sinople.kernel.refused import Refused
from sinople.law.packs.parts import (
    Answer,
    Article,
    Clock,
    Condition,
    Document,
    Honour,
    Level,
    Material,
    Requirements,
    Route,
    Stage,
    Supervision,
    TitleKind,
)
from sinople.law.packs.tables import Table, Veto
from sinople.law.packs.values import Frozen, Value, Words


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
    honours: tuple[Honour, ...] = ()
    hearing: tuple[Value, ...] = ()
    supervision: tuple[Supervision, ...] = ()

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

    def supervision_of(self, code: str) -> Supervision:
        """Return a rule of supervision."""
        return find(self.supervision, code, "supervision")

    def honour(self, code: str) -> Honour:
        """Return a category of honours."""
        return find(self.honours, code, "honour")

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
