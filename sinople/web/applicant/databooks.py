"""The data books: one site, one year, its figures with unit, boundary and evidence."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from sinople.databook import actions, queries
from sinople.databook.queries import Databook, Product, ReadingShown
from sinople.databook.rules import needs_a_look
from sinople.files import queries as files
from sinople.law.clocks import SHANGHAI
from sinople.law.packs import Quantity
from sinople.people import queries as people
from sinople.web.answers import answer
from sinople.web.applicant import databook_products
from sinople.web.applicant.databook_rows import Stands, Under, day_of, form_facts, head_of
from sinople.web.applicant.forms import DatabookForm, ReadingForm
from sinople.web.applicant.uploads import is_saving, keep
from sinople.web.requests import Request, bind


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
    return answer(request, "applicant/databooks.html", form=form, books=queries.book_rows(request.acting), sites=sites)


@require_safe
def databook(request: Request, key: str) -> HttpResponse:
    """Show a data book to be filled in."""
    return _page(request, queries.databook_for(request.acting, key), {})


@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: Request, key: str, quantity: str, n: str = "") -> HttpResponse:
    """Save one figure: as one types, or by its button; a change of what stands is shown with what it touches first."""
    book = queries.databook_for(request.acting, key)
    product = queries.product_for(book, n) if n else None
    wanted = quantity_asked(request, quantity)
    stands = queries.readings_of(book, product).get(quantity)
    form = bind(ReadingForm, request, **form_facts(wanted, stands, product))
    if request.method == "POST" and form.is_valid():
        return _saved(request, book, wanted, product, form.cleaned_data, stands)
    if is_saving(request):
        return answer(request, "applicant/reading_kept.html", stands=stands, quantity=wanted, mine=form["typed"].value(), form=form, status=409)
    if product is not None:
        return databook_products.page_of(request, book, {(product.n, quantity): form})
    return _page(request, book, {quantity: form})


def quantity_asked(request: Request, code: str) -> Quantity:
    """Return a quantity that is asked today; others do not exist."""
    found = queries.quantity_on(day_of(request), code)
    if found is None:
        raise Http404
    return found


def enter(request: Request, book: Databook, wanted: Quantity, product: Product | None, typed: Mapping[str, Any], stands: ReadingShown | None) -> Any:
    """Enter what was typed, with its file; without a new file the old one stays."""
    upload = typed["evidence"]
    evidence = keep(request, upload, ("databook.databook", book.key)) if upload else stands.evidence_key if stands else ""
    return actions.enter(
        databook=book, quantity=wanted, typed=typed["typed"], unit=typed["unit"], version=typed["version"] or 0, boundary=typed["boundary"], evidence_key=evidence,
        product=product, by=request.acting, at=request.moment,
    )  # fmt: skip


def _saved(request: Request, book: Databook, wanted: Quantity, product: Product | None, typed: Mapping[str, Any], stands: ReadingShown | None) -> HttpResponse:
    if product is None and stands is not None and _asks_for_a_look(request, typed, stands):
        place = reverse("applicant:reading_look", kwargs={"key": book.key, "quantity": wanted.code})
        href = f"{place}?{urlencode({name: typed[name] or '' for name in ('typed', 'unit', 'boundary', 'version')})}"
        return answer(request, "applicant/reading_look.html", href=href) if is_saving(request) else redirect(href)
    made = enter(request, book, wanted, product, typed, stands)
    if is_saving(request):
        return answer(request, "applicant/saved.html", version=made.version)
    page = reverse("applicant:databook_products" if product else "applicant:databook", kwargs={"key": book.key})
    return redirect(f"{page}#id_{wanted.code}")


def _asks_for_a_look(request: Request, typed: Mapping[str, Any], stands: ReadingShown) -> bool:
    changes = (typed["typed"], typed["unit"]) != (stands.typed, stands.typed_unit)
    is_current = str(typed["version"] or 0) == str(stands.version)
    is_own = stands.person_id == request.acting.person_id
    return is_current and needs_a_look(changes=changes, is_own=is_own, entered_at=stands.at, at=request.moment)


def _page(request: Request, book: Databook, typed: Mapping[str, ReadingForm]) -> HttpResponse:
    readings = queries.readings_of(book)
    found = files.rows_of(request.acting, [row.evidence_key for row in readings.values() if row.evidence_key])
    series = queries.series_of(book.site_id, (book.year - 1,))
    stands = Stands(book, None, readings, found, queries.worked_of(book), series.get(book.year - 1, {}), typed)
    groups = [
        Under(under.code, under.name, stands.rows(under.quantities), sum(q.code in readings for q in under.quantities))
        for under in queries.everything_asked(day_of(request))
    ]
    wrong = next(iter(typed.values()), None)
    return answer(request, "applicant/databook.html", groups=groups, wrong=wrong, **head_of(request, book, "databook"))
