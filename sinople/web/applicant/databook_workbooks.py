"""The template of a data book out, and back in: looked at first, then taken over whole."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from sinople.databook import actions, papers, queries
from sinople.databook.queries.asked import units_of
from sinople.kernel.text import Text
from sinople.law.packs import Quantity
from sinople.web.answers import answer
from sinople.web.applicant.databook_readings import users_shown
from sinople.web.applicant.databook_rows import day_of, head_of
from sinople.web.applicant.forms import WorkbookForm
from sinople.web.requests import Request, bind
from sinople.web.wording import said, shown

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def template(request: Request, key: str) -> HttpResponse:
    """Hand out the template of the book, filled in where figures stand."""
    book = queries.databook_for(request.acting, key)
    before = queries.series_of(book.site_id, (book.year - 1,)).get(book.year - 1, {})
    rows = [_row(q, None, "", stands.get(q.code), before.get(q.code)) for stands in (queries.readings_of(book),) for under in queries.everything_asked(day_of(request)) for q in under.quantities]  # fmt: skip
    made = queries.product_readings(book)
    for product in queries.products_of(book):
        rows += [_row(q, product.n, product.name, made.get(product.n, {}).get(q.code), None) for q in queries.of_products_on(day_of(request))]
    content = papers.template(rows, site_key=book.site.key, site=book.site.name, year=book.year, at=request.moment)
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="databook-{book.year}-{book.key}.xlsx"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def workbooks(request: Request, key: str) -> HttpResponse:
    """Take a filled-in template in: read, and shown before anything is saved."""
    book = queries.databook_for(request.acting, key)
    form = bind(WorkbookForm, request)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        made = actions.bring(databook=book, name=str(upload.name), data=upload.read(), by=request.acting, at=request.moment)
        return redirect("applicant:databook_workbook", key=key, workbook=made.key)
    return answer(request, "applicant/databook_workbooks.html", form=form, **head_of(request, book, "databook"))


@require_http_methods(["GET", "HEAD", "POST"])
def workbook(request: Request, key: str, workbook: str) -> HttpResponse:
    """Show what the workbook would change and what that touches; take it over whole."""
    book = queries.databook_for(request.acting, key)
    found = queries.workbook_for(book, workbook)
    if request.method == "POST":
        actions.take_over(workbook=found, by=request.acting, at=request.moment)
        return redirect("applicant:databook", key=key)
    names = {
        q.code: q.name
        for q in (*(q for under in queries.everything_asked(day_of(request)) for q in under.quantities), *queries.of_products_on(day_of(request)))
    }
    rows = [row | {"name": names.get(row["code"], Text(zh=row["code"], en=row["code"]))} for row in found.rows]
    touched = queries.touched_by(book, {row["code"] for row in found.rows if row["before"]}, day_of(request))
    return answer(
        request, "applicant/databook_workbook.html", workbook=found, rows=rows, changed=[n for n, row in enumerate(rows) if row["before"]], touched=touched,
        users=users_shown(request, touched.users), **head_of(request, book, "databook"),
    )  # fmt: skip


def _row(quantity: Quantity, n: int | None, product: str, stands: queries.ReadingShown | None, before: object) -> papers.TemplateRow:
    name = f"{said(quantity.name)} · {product}" if product else said(quantity.name)
    typed, unit, boundary = (stands.typed, stands.typed_unit, stands.boundary) if stands else ("", quantity.unit, "")
    shown_before = f"{shown(before)} {quantity.unit}" if before is not None else ""
    return papers.TemplateRow(quantity.code, name, n or 0, typed, unit, units_of(quantity), boundary, shown_before)
