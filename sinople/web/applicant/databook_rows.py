"""The rows of a data book ready to draw, and what every page of a book shows above itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sinople.databook import permissions
from sinople.databook.queries import Databook, Product, ReadingShown
from sinople.databook.queries.asked import units_of
from sinople.files.queries import EvidenceRow
from sinople.kernel.text import Text
from sinople.law.clocks import SHANGHAI
from sinople.law.energy import Worked
from sinople.law.packs import Quantity
from sinople.web.applicant.forms import ReadingForm
from sinople.web.requests import Request

PAGES = (
    ("databook", _("Figures")), ("databook_products", _("Products")), ("databook_energy", _("Energy and carbon")), ("databook_years", _("Years and peers")),
    ("databook_questions", _("Questions")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One quantity ready to draw: its form, what stands, its evidence, what the carriers give, the year before."""

    quantity: Quantity
    form: ReadingForm
    form_id: str
    href: str
    stands: ReadingShown | None
    file: EvidenceRow | None
    worked: Worked | None = None
    before: Decimal | None = None
    product_own: bool = False


@dataclass(frozen=True, slots=True)
class Under:
    """A heading with its quantities."""

    code: str
    name: Text
    rows: tuple[ReadingRow, ...]
    filled: int


def day_of(request: Request) -> date:
    """Return the day in the city."""
    return request.moment.astimezone(SHANGHAI).date()


def head_of(request: Request, book: Databook, page: str) -> dict[str, Any]:
    """Return what every page of the book shows: its tabs, its state, what this person may do."""
    tabs = [(words, reverse(f"applicant:{name}", kwargs={"key": book.key}), name == page) for name, words in PAGES]
    return {
        "book": book, "tabs": tabs, "may_change": permissions.may_change(request.acting, book), "may_lock": permissions.may_lock(request.acting, book),
        "may_unlock": permissions.may_unlock(request.acting, book),
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stands:
    """What stands in a book, or for one of its products, beside which its rows are drawn."""

    book: Databook
    product: Product | None
    readings: Mapping[str, ReadingShown]
    files: Mapping[str, EvidenceRow]
    worked: Mapping[str, Worked]
    before: Mapping[str, Decimal]
    typed: Mapping[str, ReadingForm]

    def rows(self, quantities: Sequence[Quantity]) -> tuple[ReadingRow, ...]:
        """Return the rows of these quantities."""
        return tuple(self.row(quantity) for quantity in quantities)

    def row(self, quantity: Quantity) -> ReadingRow:
        """Return the row of one quantity."""
        stands, code = self.readings.get(quantity.code), quantity.code
        form = self.typed.get(code) or ReadingForm(**form_facts(quantity, stands, self.product))
        file = self.files.get(stands.evidence_key) if stands else None
        href = href_of(self.book, quantity.code, self.product)
        return ReadingRow(
            quantity, form, _form_id(code, self.product), href, stands, file, self.worked.get(code), self.before.get(code), self.product is not None
        )


def href_of(book: Databook, quantity: str, product: Product | None) -> str:
    """Return the address of a reading."""
    if product is None:
        return reverse("applicant:reading", kwargs={"key": book.key, "quantity": quantity})
    return reverse("applicant:product_reading", kwargs={"key": book.key, "n": str(product.n), "quantity": quantity})


def form_facts(quantity: Quantity, stands: ReadingShown | None, product: Product | None = None) -> dict[str, Any]:
    """Return what the form of a reading needs: its units, and what stands."""
    initial: dict[str, Any] = {"unit": quantity.unit, "version": 0}
    if stands is not None:
        initial = {"typed": stands.typed, "unit": stands.typed_unit, "boundary": stands.boundary, "version": stands.version}
    units = units_of(quantity)
    if initial["unit"] not in units:
        units = (*units, initial["unit"])
    place = f"p{product.n}_" if product else ""
    return {"auto_id": f"{place}{quantity.code}_%s", "units": units, "form_id": _form_id(quantity.code, product), "initial": initial}


def _form_id(code: str, product: Product | None) -> str:
    return f"f{product.n if product else ''}_{code}"
