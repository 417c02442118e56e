"""The data books: one site, one year, its figures with unit, boundary and evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sinople.databook import actions, permissions, queries
from sinople.databook.queries import Databook, ReadingShown
from sinople.files import queries as files
from sinople.files.queries import EvidenceRow
from sinople.kernel.text import Text
from sinople.law.clocks import SHANGHAI
from sinople.law.packs import Quantity
from sinople.law.units import units_like
from sinople.people import queries as people
from sinople.web.answers import answer
from sinople.web.applicant.forms import DatabookForm, ReadingForm
from sinople.web.applicant.uploads import is_saving, keep
from sinople.web.requests import Request, bind


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One quantity ready to draw: its form, what stands, its evidence."""

    quantity: Quantity
    form: ReadingForm
    form_id: str
    stands: ReadingShown | None
    file: EvidenceRow | None


@dataclass(frozen=True, slots=True)
class Under:
    """A heading with its quantities."""

    name: Text
    rows: tuple[ReadingRow, ...]
    filled: int


@require_http_methods(["GET", "HEAD", "POST"])
def databooks(request: Request) -> HttpResponse:
    """Show the data books, and begin one."""
    sites = people.sites_of(request.acting)
    year = request.moment.astimezone(SHANGHAI).year - 1
    form = bind(DatabookForm, request, sites=[(site.key, site.name) for site in sites], initial={"year": year})
    if request.method == "POST" and form.is_valid():
        site = people.site_for(request.acting, form.cleaned_data["site"])
        made = actions.begin(site=site, year=form.cleaned_data["year"], by=request.acting, at=request.moment)
        return redirect("applicant:databook", key=made.key)
    return answer(request, "applicant/databooks.html", form=form, books=queries.databooks_of(request.acting), sites=sites)


@require_http_methods(["GET", "HEAD"])
def databook(request: Request, key: str) -> HttpResponse:
    """Show a data book to be filled in."""
    return _page(request, queries.databook_for(request.acting, key), {})


@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: Request, key: str, quantity: str) -> HttpResponse:
    """Save one figure: as one types, or by its button."""
    book = queries.databook_for(request.acting, key)
    wanted = _quantity(request, quantity)
    stands = queries.readings_of(book).get(quantity)
    form = bind(ReadingForm, request, **_kwargs(wanted, stands))
    if request.method == "POST" and form.is_valid():
        made = _enter(request, book, wanted, form.cleaned_data, stands)
        if is_saving(request):
            return answer(request, "applicant/saved.html", version=made.version)
        return redirect(f"{reverse('applicant:databook', kwargs={'key': key})}#id_{quantity}")
    if is_saving(request):
        return answer(request, "applicant/reading_kept.html", stands=stands, quantity=wanted, mine=form["typed"].value(), form=form, status=409)
    return _page(request, book, {quantity: form})


def _enter(request: Request, book: Databook, wanted: Quantity, typed: Mapping[str, Any], stands: ReadingShown | None) -> Any:
    upload = typed["evidence"]
    evidence = keep(request, upload, ("databook.databook", book.key)) if upload else stands.evidence_key if stands else ""
    return actions.enter(
        databook=book, quantity=wanted, typed=typed["typed"], unit=typed["unit"], version=typed["version"] or 0, boundary=typed["boundary"], evidence_key=evidence,
        by=request.acting, at=request.moment,
    )  # fmt: skip


def _page(request: Request, book: Databook, typed: Mapping[str, ReadingForm]) -> HttpResponse:
    stands = queries.readings_of(book)
    found = files.rows_of(request.acting, [row.evidence_key for row in stands.values() if row.evidence_key])
    groups = [
        Under(under.name, tuple(_row(quantity, stands.get(quantity.code), found, typed.get(quantity.code)) for quantity in under.quantities), sum(q.code in stands for q in under.quantities))
        for under in queries.quantities_on(request.moment.astimezone(SHANGHAI).date())
    ]  # fmt: skip
    wrong = next(iter(typed.values()), None)
    return answer(request, "applicant/databook.html", book=book, groups=groups, wrong=wrong, may_enter=permissions.may_enter(request.acting, book.site))


def _row(quantity: Quantity, stands: ReadingShown | None, found: Mapping[str, EvidenceRow], typed: ReadingForm | None) -> ReadingRow:
    form = typed if typed is not None else ReadingForm(**_kwargs(quantity, stands))
    return ReadingRow(quantity, form, f"f_{quantity.code}", stands, found.get(stands.evidence_key) if stands else None)


def _kwargs(quantity: Quantity, stands: ReadingShown | None) -> dict[str, Any]:
    units = units_like(quantity.unit)
    initial: dict[str, Any] = {"unit": quantity.unit, "version": 0}
    if stands is not None:
        initial = {"typed": stands.typed, "unit": stands.typed_unit, "boundary": stands.boundary, "version": stands.version}
    return {"auto_id": f"{quantity.code}_%s", "units": units, "form_id": f"f_{quantity.code}", "initial": initial}


def _quantity(request: Request, code: str) -> Quantity:
    for under in queries.quantities_on(request.moment.astimezone(SHANGHAI).date()):
        for quantity in under.quantities:
            if quantity.code == code:
                return quantity
    raise Http404
