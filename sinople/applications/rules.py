"""May one apply, is it complete: every reason, with its clause. Plain Python."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from sinople.kernel.refused import Ground
from sinople.law.marking import N_
from sinople.law.packs import Material, Table
from sinople.law.scoring import Answer, Context, Need, Sheet

# Forms, self-evaluations (declared), evaluators' reports (verified) and the statement are filled in, signed and kept here; no file repeats them.
MADE_HERE = frozenset({"application_form", "energy_leader_form", "water_leader_form", "statement_of_truth"})
STAGES_HERE = frozenset({"declared", "verified"})


# What an applicant can give; the rest is the bureau's: reference values, look-ups, settings.
ANSWERED = frozenset({"answer", "degree", "stated", "ticks"})
OWN = ANSWERED | {"choice", "quantity", "product", "figure"}
MISSING = {
    "choice": N_("Nothing has been picked yet of %(code)s."),
    "product": N_("The data book lacks the product with its figure %(code)s."),
}


@dataclass(frozen=True, slots=True)
class Looks:
    """What a table looks at besides the answers and figures of one year: how many years before, products, titles held."""

    years: int
    products: bool
    holdings: bool


def looks_at(table: Table) -> Looks:
    """Return what the table looks at besides the answers and figures of one year."""
    scored = table.years.count.whole - 1 if table.years else 0
    before = max((quantity.over.years.whole for quantity in table.quantities if quantity.over), default=0)
    rules = [rule for row in table.indicators for rule in (row.must, row.optional) if rule is not None]
    return Looks(scored + before, any(quantity.each == "product" for quantity in table.quantities), any(rule.kind == "titles_held" for rule in rules))


def flat(readings: Mapping[str, Decimal], context: Context) -> dict[str, Decimal]:
    """Return every figure under one name: those of other years as `code@2021`, those of products as `code@p1`."""
    others = {f"{code}@{year}": figure for year, known in sorted(context.years.items()) for code, figure in known.items() if year != context.year}
    of_products = {f"{code}@p{n}": figure for n, product in enumerate(context.products, start=1) for code, figure in product.readings.items()}
    return {**readings, **others, **of_products}


def deep(figures: Mapping[str, Decimal], context: Context) -> tuple[dict[str, Decimal], Context]:
    """Return the figures of the year, and the context with the others in their places: `flat` the other way."""
    readings: dict[str, Decimal] = {}
    years: dict[int, dict[str, Decimal]] = {}
    products: list[dict[str, Decimal]] = [{} for _product in context.products]
    for name, figure in figures.items():
        code, _at, place = name.partition("@")
        if not place:
            readings[code] = figure
        elif place.startswith("p"):
            products[int(place[1:]) - 1][code] = figure
        else:
            years.setdefault(int(place), {})[code] = figure
    return readings, replace(context, years=years, products=tuple(replace(one, readings=known) for one, known in zip(context.products, products, strict=True)))


@dataclass(frozen=True, slots=True)
class Held:
    """What an applicant has on the table when declaring."""

    answers: Mapping[str, Answer]
    papers: Collection[str]  # codes of the materials that have a file


def grounds_against_declaring(sheet: Sheet, held: Held, materials: Sequence[Material]) -> list[Ground]:
    """Return everything that is still missing: answers, figures, papers. Reference values that nobody gave do not count: hand-in stays possible."""
    own = [need for need in sheet.needs if need.kind in OWN]
    return [*_unanswered(sheet), *map(_missing, own), *missing_papers(held.papers, materials)]


def missing_papers(held: Collection[str], materials: Sequence[Material]) -> list[Ground]:
    """Return the mandatory papers that have no file; what is filled in and signed here needs none."""
    return [
        Ground("Please add %(paper)s.", anchor="", code=f"paper:{m.code}", values={"paper": m.name}) for m in materials if needs_file(m) and m.code not in held
    ]


def needs_file(material: Material) -> bool:
    """Say whether the applicant has to add a file: mandatory, and not one of the papers that this system itself makes."""
    return material.mandatory.holds and material.stage not in STAGES_HERE and material.code not in MADE_HERE


def grounds_against_handing_in(at: datetime, *, opens_at: datetime, closes_at: datetime, statement: bool) -> list[Ground]:
    """Return every reason against handing in at a moment: the window, and the statement of truth."""
    grounds = []
    if at < opens_at:
        grounds.append(Ground("The call opens at %(opens)s.", code="not_open_yet", values={"opens": opens_at}))
    if at >= closes_at:
        grounds.append(Ground("The call closed at %(closed)s; nothing can be handed in after that moment.", code="closed", values={"closed": closes_at}))
    if not statement:
        grounds.append(Ground("Please confirm the statement of truth, or add the signed and stamped scan of it.", code="statement"))
    return grounds


def is_in_year(day: date, year: int) -> bool:
    """Say whether a day lies in the year that it is claimed for."""
    return day.year == year


def _unanswered(sheet: Sheet) -> list[Ground]:
    return [Ground("%(row)s: please answer.", code=f"row:{row.code}", values={"row": row.name}) for row in sheet.vetoes if row.verdict == "undecided"]


def _missing(need: Need) -> Ground:
    message = N_("Row %(code)s: please answer.") if need.kind in ANSWERED else MISSING.get(need.kind, N_("The data book lacks the figure %(code)s."))
    return Ground(message, code=f"{need.kind}:{need.code}", values={"code": need.code})
