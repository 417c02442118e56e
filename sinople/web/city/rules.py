"""Packs: read them, confirm their values with a source, seal them."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sinople.schemes import actions, permissions, queries
from sinople.web.answers import answer
from sinople.web.city.forms import ConfirmationForm, ReferenceForm
from sinople.web.requests import Request, bind


@require_safe
def packs(request: Request) -> HttpResponse:
    """Show all packs with their state."""
    rows = [(row, queries.pack_of(row.digest)) for row in queries.pack_rows()]
    return answer(request, "city/packs.html", rows=rows)


@require_safe
def pack(request: Request, key: str) -> HttpResponse:
    """Show one pack: its articles, clocks, settings, tables, and what is still to be confirmed."""
    row = queries.pack_by_key(key)
    law = queries.pack_of(row.digest)
    needed = [(requirements, title) for requirements in law.requirements for title in requirements.tables]
    left = [(requirements, entry.title, queries.to_confirm(row, requirements.code, entry.title)) for requirements, entry in needed]
    return answer(
        request, "city/pack.html", row=row, law=law, left=left, confirmations=queries.confirmations_of(row),
        may_confirm=permissions.may_confirm(request.acting) and row.state == "draft", may_seal=permissions.may_seal(request.acting, row),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: Request, key: str) -> HttpResponse:
    """Confirm one value or many, with a source."""
    row = queries.pack_by_key(key)
    law = queries.pack_of(row.digest)
    requirements = law.requirements[0]
    left = queries.to_confirm(row, requirements.code, requirements.tables[0].title)
    form = bind(ConfirmationForm, request)
    if request.method == "POST" and form.is_valid():
        values = {path: request.POST[f"value:{path}"] for path in request.POST.getlist("path") if request.POST.get(f"value:{path}", "").strip()}
        made = actions.confirm_values(
            row=row, paths=request.POST.getlist("path"), source=form.cleaned_data["source"], values=values, by=request.acting, at=request.moment
        )
        return redirect("city:pack", key=made.key)
    return answer(request, "city/confirmation.html", row=row, law=law, left=left, form=form, may_confirm=permissions.may_confirm(request.acting))


@require_POST
def seal(request: Request, key: str) -> HttpResponse:
    """Seal a pack."""
    row = queries.pack_by_key(key)
    requirements = queries.pack_of(row.digest).requirements[0]
    actions.seal(row=row, requirements_code=requirements.code, title_code=requirements.tables[0].title, by=request.acting, at=request.moment)
    return redirect("city:pack", key=key)


@require_http_methods(["GET", "HEAD", "POST"])
def references(request: Request, key: str) -> HttpResponse:
    """Set an industry's reference values, with their source."""
    row = queries.pack_by_key(key)
    law = queries.pack_of(row.digest)
    table = law.tables[0]
    form = bind(ReferenceForm, request, table=table)
    industry = request.GET.get("industry", "39")
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        actions.set_reference(
            edition=table.edition, indicator=typed["indicator"], industry=typed["industry"], average=typed["average"], best_fifth=typed["best_fifth"],
            best_twentieth=typed["best_twentieth"], source=typed["source"], by=request.acting, at=request.moment,
        )  # fmt: skip
        return redirect(f"{request.path}?industry={typed['industry']}")
    rows = queries.reference_rows(table.edition, industry)
    return answer(
        request,
        "city/references.html",
        row=row,
        law=law,
        table=table,
        rows=rows,
        industry=industry,
        form=form,
        may_confirm=permissions.may_confirm(request.acting),
    )
