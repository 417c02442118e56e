"""A filled-in template: read and shown first, then taken over whole or not at all."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sinople.audit.actions import record
from sinople.databook import queries
from sinople.databook.actions.readings import change, enter, value_in
from sinople.databook.models import Databook, Product, Workbook
from sinople.databook.queries.asked import fields_on
from sinople.databook.rules import Typed, template_faults, typed_rows
from sinople.files import actions as files
from sinople.files.sheets import read_sheets
from sinople.kernel.acting import Acting
from sinople.kernel.refused import Ground, Refused
from sinople.law.clocks import SHANGHAI
from sinople.law.marking import N_
from sinople.law.packs import Quantity
from sinople.law.units import ALIASES, parse_number

MOST_FAULTS = 50
MEMORY = 150 * 1024 * 1024  # five thousand rows need a third of it


@dataclass(frozen=True, slots=True)
class Fresh:
    """A figure of the workbook that changes the book, beside what stands now."""

    cell: str
    code: str
    product: int
    typed: str
    unit: str
    boundary: str
    before: str
    version: int
    evidence_key: str


MARKS = {
    "formula": N_("%(cell)s: a formula; paste its value instead."),
    "merged": N_("%(cell)s: merged cells cannot be read; split them."),
    "hidden": N_("%(cell)s: hidden rows, columns or sheets are not read; show or delete them."),
}


def bring(*, databook: Databook, name: str, data: bytes, by: Acting, at: datetime) -> Workbook:
    """Read a filled-in template and keep its rows to be looked at; refused with every fault by its cell."""
    change(databook, by)
    kept = files.keep(name=name, data=data, by=by, at=at, organisation_id=databook.site.organisation_id, about=(Databook.kind(), databook.key))
    rows = _read(databook, data, at)
    made = Workbook.objects.create(databook=databook, name=kept.name, rows=[asdict(row) for row in rows], person_id=by.person_id, at=at)
    record("bring", databook, by=by, at=at, workbook=made.key, rows=len(rows), evidence=kept.key)
    return made


def take_over(*, workbook: Workbook, by: Acting, at: datetime) -> int:
    """Enter every figure of the workbook, or none: refused when one of them was changed since the workbook was read."""
    book = workbook.databook
    change(book, by)
    if not Workbook.objects.filter(pk=workbook.pk, taken_over_at=None).update(taken_over_at=at):
        raise Refused("This workbook has been taken over already.")
    products, asked = {product.n: product for product in queries.products_of(book)}, _asked(at)
    for row in workbook.rows:
        enter(
            databook=book, quantity=asked[row["code"]], typed=row["typed"], unit=row["unit"], boundary=row["boundary"], evidence_key=row["evidence_key"],
            version=row["version"], product=products[row["product"]] if row["product"] else None, by=by, at=at,
        )  # fmt: skip
    record("take_over", book, by=by, at=at, workbook=workbook.key, rows=len(workbook.rows))
    return len(workbook.rows)


def _read(databook: Databook, data: bytes, at: datetime) -> list[Fresh]:
    found = read_sheets(data, memory=MEMORY)
    faults = template_faults(found.sheets, site=databook.site.key, year=databook.year) or _marks(found.marks)
    if faults:
        raise _refusal(faults)
    typed, faults = typed_rows(found.sheets[0], fields_on(at.astimezone(SHANGHAI).date(), Product.MOST))
    faults += _without_product(databook, typed)
    fresh = [] if faults else _fresh(databook, typed, at, faults)
    if faults:
        raise _refusal(faults)
    if not fresh:
        raise Refused("The workbook changes nothing: every figure in it stands in the book already.", field="file")
    return fresh


def _without_product(databook: Databook, typed: list[Typed]) -> list[Ground]:
    known = {0, *(product.n for product in queries.products_of(databook))}
    message = N_("%(cell)s: the book has no product %(n)s; name it on the page of products first.")
    return [Ground(message, values={"cell": row.cell, "n": row.product}) for row in typed if row.product not in known]


def _fresh(databook: Databook, typed: list[Typed], at: datetime, faults: list[Ground]) -> list[Fresh]:
    """Return the rows that change something; what does not fit is added to the faults."""
    standing, asked, found = {0: queries.readings_of(databook), **queries.product_readings(databook)}, _asked(at), []
    for row in typed:
        stands = standing.get(row.product, {}).get(row.code)
        try:
            value_in(asked[row.code], parse_number(row.typed, what=row.cell), row.unit)
        except Refused as refusal:
            faults.append(Ground(N_("%(cell)s: %(why)s"), values={"cell": row.cell, "why": str(refusal)}))
            continue
        if stands is None or (stands.typed, ALIASES.get(stands.typed_unit, stands.typed_unit), stands.boundary) != (row.typed, row.unit, row.boundary):
            before = f"{stands.typed} {stands.typed_unit}" if stands else ""
            kept = (stands.version, stands.evidence_key) if stands else (0, "")
            found.append(Fresh(row.cell, row.code, row.product, row.typed, row.unit, row.boundary, before, *kept))
    return found


def _asked(at: datetime) -> dict[str, Quantity]:
    day = at.astimezone(SHANGHAI).date()
    return {q.code: q for q in (*(q for under in queries.everything_asked(day) for q in under.quantities), *queries.of_products_on(day))}


def _marks(marks: Sequence[tuple[str, str]]) -> list[Ground]:
    return [Ground(MARKS[kind], values={"cell": cell}) for kind, cell in marks]


def _refusal(faults: list[Ground]) -> Refused:
    message = N_("The workbook has %(count)s faults and nothing of it was taken over. Mend these cells and bring it again.")
    return Refused(message, field="file", count=len(faults), grounds=faults[:MOST_FAULTS])
