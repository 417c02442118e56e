"""The organisation: its sites, who acts for it."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from sinople.law.clocks import SHANGHAI
from sinople.people import actions, permissions, queries
from sinople.schemes import queries as schemes
from sinople.web.answers import answer
from sinople.web.applicant.calls import KINDS
from sinople.web.applicant.forms import SiteForm
from sinople.web.requests import Request, bind
from sinople.web.wording import said

CATALOGUE = "standards"


@require_safe
def organisation(request: Request) -> HttpResponse:
    """Show the organisation, its sites and its people."""
    found = queries.organisation_of(request.acting)
    return answer(
        request, "applicant/organisation.html", organisation=found, sites=queries.sites_of(request.acting), members=queries.members_of(found.pk, request.moment), kinds=KINDS,
        may_add=permissions.may_add_site(request.acting, found.pk), may_keep=permissions.may_keep(request.acting, found.pk),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def site(request: Request) -> HttpResponse:
    """Add a site."""
    found = queries.organisation_of(request.acting)
    form = bind(SiteForm, request, standards=_standards(request))
    if request.method == "POST" and form.is_valid():
        actions.add_site(organisation=found, by=request.acting, at=request.moment, **form.cleaned_data)
        return redirect("applicant:organisation")
    return answer(request, "applicant/site.html", organisation=found, form=form)


def _standards(request: Request) -> list[tuple[str, str]]:
    """Return the standards of products that the catalogue of the regulation in force names."""
    row = schemes.pack_in_force(request.moment.astimezone(SHANGHAI).date())
    lookups = [lookup for table in schemes.pack_of(row.digest).tables for lookup in table.lookups if lookup.code == CATALOGUE] if row else []
    found = {str(one.value.value): one.name for lookup in lookups for one in lookup.rows if one.value.is_given}
    return [(standard, f"{standard} {said(name)}" if name else standard) for standard, name in sorted(found.items())]


@require_http_methods(["GET", "HEAD", "POST"])
def post_end(request: Request, key: str) -> HttpResponse:
    """End somebody's post: they leave, or hand over."""
    membership = queries.membership_by_key(request.acting, key)
    if request.method == "POST":
        actions.dismiss(membership=membership, by=request.acting, at=request.moment)
        return redirect("applicant:organisation")
    return answer(request, "applicant/post_end.html", membership=membership)
