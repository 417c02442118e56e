"""The parts of a pack: document, articles, titles, conditions, clocks, papers, steps, sign-off, honours, supervision, requirements."""

from datetime import date
from typing import Literal

from sinople.kernel.refused import Refused
from sinople.law.packs.values import Code, Day, Row, Value, Words


class Document(Row):
    """What the normative document says of itself."""

    code: Code
    name: Words
    short_name: Words
    number: str
    issuer: Words
    level: Literal["city", "national"] = "city"
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
    """A binding answer given at the hearing, never cited as an article. It stands beside the `rows` it concerns (`edition#row`)."""

    anchor: str
    number: int
    rule: Words
    setting: str = ""
    rows: tuple[str, ...] = ()


class TitleKind(Row):
    """One of the titles. `attaches_to` says what holds it."""

    code: Code
    name: Words
    certificate_name: Words
    attaches_to: Literal["site", "organisation", "product", "data_centre", "park"]
    category: str = ""  # of the seven categories of the hearing; the two top-runners share one
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


class Amount(Row):
    """What an honour of one level is paid at most."""

    code: Literal["national", "provincial", "city"]
    value: Value


class Honour(Row):
    """A category of honours that is rewarded, with the most that is paid by level; an amount nobody found is empty."""

    code: Code
    name: Words
    title: str = ""  # the title of this pack that it rewards
    amounts: tuple[Amount, ...]


class Supervision(Row):
    """A rule of supervision: a duty with its day, a limit, or a ground on which a title is taken back."""

    code: Code
    name: Words
    kind: Literal["duty", "limit", "ground"]
    anchor: str = ""
    value: Value


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
