"""Calls as an applicant meets them: what of one's own can still apply, by the kind that the title attaches to."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sinople.applications import queries as applications
from sinople.kernel.text import Text
from sinople.people import actions as organisations
from sinople.people import queries as people
from sinople.people.queries import Site
from sinople.schemes import queries as schemes
from sinople.schemes.queries import Call
from sinople.web.context import Words
from sinople.web.requests import Request

WHOLE = "whole"  # the organisation itself, before its first application
KINDS: dict[str, Words] = {
    "site": _("Site"), "data_centre": _("Data centre"), "park": _("Park"), "product": _("Product"), "organisation": _("The whole organisation"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CallRow:
    """An open call, its title, what it attaches to, and one's own subjects without an application in it."""

    call: Call
    title: Text
    kind: str
    sites: tuple[Site, ...]
    closes: dict[str, datetime]
    has_any: bool

    @property
    def kind_word(self) -> Words:
        """Return what the title attaches to, in words."""
        return KINDS[self.kind]


def call_rows(request: Request) -> list[CallRow]:
    """Return the calls open now with what of this organisation can apply."""
    found = schemes.open_calls(request.moment)
    names = schemes.titles_of(found)
    sites = people.sites_of(request.acting)
    return [call_row(request, call, names[call.key].name, sites) for call in found]


def call_row(request: Request, call: Call, title: Text, sites: list[Site]) -> CallRow:
    """Return one call with what can apply."""
    kind = applications.subject_kind(call)
    own = [site for site in sites if site.kind == kind]
    if kind == Site.Kind.ORGANISATION and not own:
        body = people.organisation_of(request.acting)
        own = [Site(key=WHOLE, organisation=body, name=organisations.WHOLE, district=body.district, address=body.address, kind=kind)]
    free = tuple(site for site in own if applications.may_begin_for(site, call))
    return CallRow(call, title, kind, free, {site.key: schemes.closes_at(call, site.district) for site in free}, bool(own))


def subject_of(request: Request, key: str) -> Site:
    """Return what was chosen to apply; the organisation as a whole is made when it first does."""
    if key == WHOLE:
        return organisations.whole_of(organisation=people.organisation_of(request.acting), by=request.acting, at=request.moment)
    return people.site_for(request.acting, key)
