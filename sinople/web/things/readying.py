"""How far away a title is, as pages and papers say it: what stands behind it, each step in words, a plan."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sinople.applications import queries as applications
from sinople.databook import queries as databooks
from sinople.databook.queries import ReadingShown, SelfCheck
from sinople.kernel.refused import Refused
from sinople.kernel.text import Text
from sinople.law.expressions import compile_expression
from sinople.law.packs import Pack, Table, TitleKind
from sinople.law.readiness import Obstacle, Readiness, Step, readiness
from sinople.law.scoring import Answer, Context, References, Verdict
from sinople.people import queries as people
from sinople.people.queries import Site
from sinople.schemes import queries as schemes
from sinople.web.context import Words
from sinople.web.wording import number, said

ATTACHED: Mapping[str, Words] = {
    "site": _("for a site"),
    "organisation": _("for the enterprise as a whole"),
    "product": _("for a product"),
    "park": _("for a park"),
    "data_centre": _("for a data centre"),
}
OBSTACLES: Mapping[str, Words] = {
    "products": _("It is found from several products, each with figures of its own; no single figure can be named."),
    "reference": _("The reference value of the industry is not known; the bureau has not given it."),
    "lookup": _("The table has no value for this industry."),
    "setting": _("The requirements leave a value open that nobody has confirmed."),
    "figure": _("What its figure has to reach cannot be worked out."),
    "choice": _("Nothing has been picked yet, and what is picked changes the points of other rows: pick first."),
    "situation": _("This situation occurred. It cannot be undone; it falls away when its years are over."),
}
DEMANDS: Mapping[str, Words] = {
    "answer": _("the demand has to be met and shown"),
    "requirement": _("the basic requirement has to hold"),
    "titles": _("the titles that are asked for have to be held"),
    "assumed": _("answered otherwise, as it is assumed here"),
}
OPS = {">=": "≥", "<=": "≤", ">": ">", "<": "<"}


@dataclass(frozen=True)
class Basis:
    """What a title's readiness is worked out from: its table, the answers and figures of the site, and where they were taken from."""

    site: Site
    title: TitleKind
    digest: str  # of the regulation
    pack_key: str
    table: Table | None
    year: int
    answers: Mapping[str, Answer]
    readings: Mapping[str, Decimal]
    context: Context
    references: References
    check: SelfCheck | None
    application: applications.Application | None
    evidence: Mapping[str, list[str]]  # keys of files by row and by quantity

    @property
    def law(self) -> Pack:
        """Return the regulation."""
        return schemes.pack_of(self.digest)

    @property
    def attaches(self) -> Words:
        """Return what the title is for."""
        return ATTACHED[self.title.attaches_to]

    @property
    def fits(self) -> bool:
        """Say whether this kind of site can apply for the title."""
        return bool(self.title.attaches_to == self.site.kind)

    def worked_out(self, *, efforts: Mapping[str, int] | None = None, goal: Decimal | None = None) -> Readiness:
        """Return how far away the title is."""
        if self.table is None:
            raise Refused("No requirements in force name an indicator table for this title.")
        return readiness(
            self.table, self.answers, self.readings, industry=self.site.organisation.industry, reference=self.references, context=self.context,
            efforts=efforts, goal=goal,
        )  # fmt: skip

    def with_facts(self, answers: Mapping[str, Answer], readings: Mapping[str, Decimal]) -> "Basis":
        """Return the same with other answers and figures."""
        return replace(self, answers=answers, readings=readings)

    @cached_property
    def now(self) -> Readiness:
        """Return how far away the title is as things stand."""
        return self.worked_out()


@dataclass(frozen=True, slots=True)
class Known:
    """What all titles of a site are worked out from, fetched once."""

    site: Site
    digest: str
    pack_key: str
    tables: Mapping[str, Table]  # by title
    year: int
    readings: Mapping[str, Decimal]
    context: Context
    checks: Mapping[str, SelfCheck]
    latest: Mapping[str, applications.Application]
    stands: Mapping[str, ReadingShown]


def bases_of(site: Site, day: date) -> list[Basis]:
    """Return what the readiness of a site for every title of the regulation in force is worked out from; nothing while none is in force."""
    known = known_of(site, day)
    return [_basis(known, title) for title in schemes.pack_of(known.digest).titles] if known else []


def basis_of(site: Site, title_code: str, day: date) -> Basis | None:
    """Return the same for one title."""
    known = known_of(site, day)
    titles = schemes.pack_of(known.digest).titles if known else ()
    return next((_basis(known, title) for title in titles if known and title.code == title_code), None)


def known_of(site: Site, day: date) -> Known | None:
    """Return what is known of a site in its latest year of figures, or in the year before this."""
    pack = schemes.pack_in_force(day)
    if pack is None:
        return None
    year = next(iter(databooks.years_kept(site.pk)), day.year - 1)
    context = replace(databooks.context_of(site.pk, year), holdings=people.holdings_of(site.organisation_id), region=site.district)
    stands = databooks.readings_of(databooks.databook_of(site.pk, year))
    checks, latest = databooks.self_checks_of(site.pk, year), applications.latest_of_site(site.pk)
    tables = {title.code: table for title in schemes.pack_of(pack.digest).titles if (table := _table(pack, title.code, day))}
    return Known(site, pack.digest, pack.key, tables, year, databooks.values_of(site.pk, year), context, checks, latest, stands)


def _basis(known: Known, title: TitleKind) -> Basis:
    table = known.tables.get(title.code)
    check, application = known.checks.get(title.code), known.latest.get(title.code)
    answers: Mapping[str, Answer] = databooks.answers_kept(check) if check else applications.answers_of(application) if application else {}
    codes = _codes(table) if table else frozenset()
    references = schemes.references(table.edition, known.site.organisation.industry) if table else {}
    files = applications.evidence_keys_of(application) if application else {}
    files |= {code: [reading.evidence_key] for code, reading in known.stands.items() if reading.evidence_key}
    return Basis(
        known.site, title, known.digest, known.pack_key, table, known.year, {code: one for code, one in answers.items() if code in codes}, known.readings, known.context, references,
        check, application, files,
    )  # fmt: skip


def _table(pack: Any, title_code: str, day: date) -> Table | None:
    try:
        requirements = schemes.requirements_on(pack, title_code, day)
    except Refused:
        return None
    return schemes.pack_of(pack.digest).table_for(requirements.code, title_code)


def _codes(table: Table) -> frozenset[str]:
    return frozenset(row.code for rows in (table.vetoes, table.indicators, table.choices) for row in rows)


def evidence_of(basis: Basis, found: Readiness) -> tuple[int, int]:
    """Return how many decided rows have evidence, of their own or of every figure they stand on, and how many are decided."""
    decided = [row for row in found.sheet.rows if row.verdict not in {Verdict.UNDECIDED, Verdict.NOT_APPLICABLE}]
    return sum(_has_evidence(basis, row.code) for row in decided), len(decided)


def _has_evidence(basis: Basis, code: str) -> bool:
    if basis.evidence.get(code):
        return True
    names = quantities_in(basis.table, code) if basis.table else ()
    return bool(names) and all(basis.evidence.get(name) for name in names)


def quantities_in(table: Table, code: str) -> tuple[str, ...]:
    """Return the quantities that a row's formula names."""
    formula = table.indicator(code).formula
    return compile_expression(formula).names if formula else ()


def step_words(step: Step, table: Table | None = None) -> str:
    """Return what has to be so, in a sentence."""
    if step.kind in {"figure", "assumed"} and step.limit is not None:
        values = {"before": number(step.before), "op": OPS.get(step.op, ""), "limit": number(step.limit), "unit": unit_of(step)}
        words = gettext("from %(before)s to %(op)s %(limit)s %(unit)s") if step.before is not None else gettext("to %(op)s %(limit)s %(unit)s")
        return " ".join((words % values).split())
    if step.kind == "degree" and step.limit is not None:
        return gettext("to be met to %(share)s") % {"share": f"{step.limit * 100:.0f} %"}
    if step.kind == "pick":
        return gettext("pick: %(names)s") % {"names": gettext(", ").join(said(name) for name in picked_names(step, table))}
    return str(DEMANDS.get(step.kind, DEMANDS["answer"]))


def unit_of(step: Step) -> str:
    """Return the unit of a step, where it has one."""
    return "" if step.unit == "-" else step.unit


def picked_names(step: Step, table: Table | None) -> list[Text | str]:
    """Return the names of what is picked: of rows, or of a path."""
    names: dict[str, Text] = {}
    for choice in table.choices if table else ():
        if choice.code == step.code:
            names = {path.code: path.name for path in choice.paths} if choice.kind == "any_of" else {row: table.indicator(row).name for row in choice.rows}  # type: ignore[union-attr]
    return [names.get(code, code) for code in step.picks]


def obstacle_words(obstacle: Obstacle) -> Words:
    """Return why nothing can be worked out."""
    return OBSTACLES[obstacle.why]
