"""The papers of an application: what is there, what is missing, adding and taking off."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from sinople.applications import actions, permissions, queries
from sinople.applications.queries import Application
from sinople.applications.rules import needs_file
from sinople.files import queries as files
from sinople.web.acts import acts_on
from sinople.web.answers import answer
from sinople.web.applicant.applications import own
from sinople.web.applicant.forms import PaperForm
from sinople.web.applicant.uploads import keep
from sinople.web.requests import Request, bind


@require_safe
def materials(request: Request, key: str) -> HttpResponse:
    """Show the list of papers with what is missing."""
    return _page(request, own(request, key), "", None)


@require_http_methods(["GET", "HEAD", "POST"])
def material(request: Request, key: str, material: str) -> HttpResponse:
    """Add a file for a material of the list."""
    found = own(request, key)
    form = bind(PaperForm, request, auto_id=f"{material}_%s")
    if request.method == "POST" and form.is_valid():
        kept = keep(request, form.cleaned_data["file"], ("applications.application", key))
        actions.add_paper(application=found, material=material, evidence_key=kept, by=request.acting, at=request.moment)
        return redirect(f"{reverse('applicant:materials', kwargs={'key': key})}#id_{material}")
    return _page(request, found, material, form)


@acts_on(materials)
def paper(request: Request, key: str, material: str, evidence: str) -> HttpResponse:
    """Take a file off the list."""
    actions.remove_paper(application=own(request, key), material=material, evidence_key=evidence, by=request.acting, at=request.moment)
    return redirect(f"{reverse('applicant:materials', kwargs={'key': key})}#id_{material}")


def _page(request: Request, found: Application, code: str, typed: PaperForm | None) -> HttpResponse:
    asked, added = queries.materials_of(found), queries.papers_of(found)
    forms = {one.code: typed if typed is not None and one.code == code else PaperForm(auto_id=f"{one.code}_%s") for one in asked}
    missing = [one for one in asked if needs_file(one) and one.code not in added]
    return answer(
        request, "applicant/materials.html", application=found, title_kind=queries.title_of(found), materials=asked, papers=added, forms=forms, missing=missing, wrong=typed,
        needed={one.code for one in asked if needs_file(one)}, files=files.rows_of(request.acting, [row.evidence_key for rows in added.values() for row in rows]),
        may_edit=permissions.may_edit(request.acting, found),
    )  # fmt: skip
