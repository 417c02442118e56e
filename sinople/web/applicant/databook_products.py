"""The main products of a site and year, three at most, each with its own figures."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from sinople.databook import actions, queries
from sinople.databook.queries import Databook, Product
from sinople.files import queries as files
from sinople.web.acts import acts_on
from sinople.web.answers import answer
from sinople.web.applicant.databook_rows import Stands, day_of, head_of
from sinople.web.applicant.forms import ProductForm, ReadingForm
from sinople.web.requests import Request, bind

Typed = Mapping[tuple[int, str], ReadingForm]


@require_safe
def products(request: Request, key: str) -> HttpResponse:
    """Show the products with their figures."""
    return page_of(request, queries.databook_for(request.acting, key), {})


@require_http_methods(["GET", "HEAD", "POST"])
def product(request: Request, key: str, n: str) -> HttpResponse:
    """Name a product, or name it otherwise."""
    book = queries.databook_for(request.acting, key)
    if n not in {str(one) for one in range(1, Product.MOST + 1)}:
        raise Http404
    stands = next((one for one in queries.products_of(book) if str(one.n) == n), None)
    form = _form(request, n, stands)
    if request.method == "POST" and form.is_valid():
        actions.set_product(databook=book, n=int(n), **form.cleaned_data, by=request.acting, at=request.moment)
        return redirect("applicant:databook_products", key=key)
    return page_of(request, book, {}, form, int(n))


@acts_on(products)
def product_end(request: Request, key: str, n: str) -> HttpResponse:
    """Take a product out of the book."""
    book = queries.databook_for(request.acting, key)
    actions.drop_product(product=queries.product_for(book, n), by=request.acting, at=request.moment)
    return redirect("applicant:databook_products", key=key)


def page_of(request: Request, book: Databook, typed: Typed, naming: ProductForm | None = None, named: int = 0) -> HttpResponse:
    """Show the page of the products, with what was typed wrongly in its place."""
    found, readings = queries.products_of(book), queries.product_readings(book)
    seen = files.rows_of(request.acting, [row.evidence_key for rows in readings.values() for row in rows.values() if row.evidence_key])
    quantities = queries.of_products_on(day_of(request))
    shown: list[dict[str, Any]] = []
    for one in found:
        own = {code: form for (n, code), form in typed.items() if n == one.n}
        stands = Stands(book, one, readings.get(one.n, {}), seen, {}, {}, own)
        shown.append({"product": one, "rows": stands.rows(quantities), "filled": len(readings.get(one.n, {})), "form": naming if named == one.n else _form(request, str(one.n), one, fresh=True)})  # fmt: skip
    free = next((n for n in range(1, Product.MOST + 1) if n not in {one.n for one in found}), 0)
    adding = (naming if naming is not None and named == free else _form(request, str(free), None, fresh=True)) if free else None
    wrong = naming or next(iter(typed.values()), None)
    return answer(
        request, "applicant/databook_products.html", products=shown, free=free, adding=adding, wrong=wrong, **head_of(request, book, "databook_products")
    )


def _form(request: Request, n: str, stands: Product | None, *, fresh: bool = False) -> ProductForm:
    initial = {"name": stands.name, "kind": stands.kind} if stands else {}
    facts: dict[str, Any] = {"kinds": queries.product_kinds_on(day_of(request)), "initial": initial, "auto_id": f"product{n}_%s"}
    return ProductForm(**facts) if fresh else bind(ProductForm, request, **facts)
