"""Packs: read them, confirm their values with a source, seal them."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from sinople.schemes import actions, permissions, queries
from sinople.web.acts import acts_on
from sinople.web.answers import answer
from sinople.web.city.forms import ConfirmationForm, ReferenceForm, ranked_rows
from sinople.web.requests import Request, bind


@require_safe
def packs(request: Request) -> HttpResponse:
    """Show all packs with their state; drafts that were replaced stand on the page of their successor."""
    rows = [(row, queries.pack_of(row.digest)) for row in queries.pack_rows() if row.state != "set_aside"]
    return answer(request, "city/packs.html", rows=rows, may_import=permissions.may_import(request.acting))


@require_safe
def pack(request: Request, key: str) -> HttpResponse:
    """Show one pack: its articles, clocks, settings, tables, versions, and what is still to be confirmed."""
    row = queries.pack_by_key(key)
    return answer(
        request, "city/pack.html", row=row, law=queries.pack_of(row.digest), left=queries.readiness(row), confirmations=queries.confirmations_of(row),
        versions=queries.versions_of(row.code), may_confirm=permissions.may_confirm(request.acting) and row.state == "draft",
        may_seal=permissions.may_seal(request.acting, row), may_change=permissions.may_change_pack(request.acting, row),
        may_end=permissions.may_end(request.acting, row), successions=queries.successions(row),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: Request, key: str) -> HttpResponse:
    """Confirm the values that a title's call needs, one or many, with a source."""
    row = queries.pack_by_key(key)
    waiting = queries.readiness(row)
    chosen = next((one for one in waiting if f"{one.requirements.code}/{one.title.code}" == request.GET.get("of")), waiting[0])
    tabs = [(one.title.name, f"{request.path}?of={one.requirements.code}/{one.title.code}", one is chosen) for one in waiting]
    form = bind(ConfirmationForm, request)
    if request.method == "POST" and form.is_valid():
        values = {path: request.POST[f"value:{path}"] for path in request.POST.getlist("path") if request.POST.get(f"value:{path}", "").strip()}
        made = actions.confirm_values(
            row=row, paths=request.POST.getlist("path"), source=form.cleaned_data["source"], values=values, by=request.acting, at=request.moment
        )
        return redirect("city:pack", key=made.key)
    return answer(
        request, "city/confirmation.html", row=row, law=queries.pack_of(row.digest), ways_to_confirm=tabs, left=chosen.left, form=form,
        may_confirm=permissions.may_confirm(request.acting),
    )  # fmt: skip


@acts_on(pack)
def seal(request: Request, key: str) -> HttpResponse:
    """Seal a pack."""
    actions.seal(row=queries.pack_by_key(key), by=request.acting, at=request.moment)
    return redirect("city:pack", key=key)


@require_http_methods(["GET", "HEAD", "POST"])
def references(request: Request, key: str) -> HttpResponse:
    """Set an industry's reference values, with their source."""
    row = queries.pack_by_key(key)
    law = queries.pack_of(row.digest)
    table = next(table for table in law.tables if ranked_rows(table))
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
