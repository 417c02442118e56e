"""The organisation: its sites, who acts for it."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from sinople.people import actions, permissions, queries
from sinople.web.answers import answer
from sinople.web.applicant.forms import SiteForm
from sinople.web.requests import Request, bind


@require_safe
def organisation(request: Request) -> HttpResponse:
    """Show the organisation, its sites and its people."""
    found = queries.organisation_of(request.acting)
    return answer(
        request, "applicant/organisation.html", organisation=found, sites=queries.sites_of(request.acting), members=queries.members_of(found.pk, request.moment),
        may_add=permissions.may_add_site(request.acting, found.pk), may_keep=permissions.may_keep(request.acting, found.pk),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def site(request: Request) -> HttpResponse:
    """Add a site."""
    found = queries.organisation_of(request.acting)
    form = bind(SiteForm, request)
    if request.method == "POST" and form.is_valid():
        actions.add_site(organisation=found, by=request.acting, at=request.moment, **form.cleaned_data)
        return redirect("applicant:organisation")
    return answer(request, "applicant/site.html", organisation=found, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def post_end(request: Request, key: str) -> HttpResponse:
    """End somebody's post: they leave, or hand over."""
    membership = queries.membership_by_key(request.acting, key)
    if request.method == "POST":
        actions.dismiss(membership=membership, by=request.acting, at=request.moment)
        return redirect("applicant:organisation")
    return answer(request, "applicant/post_end.html", membership=membership)
