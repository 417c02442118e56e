"""Calls as an applicant meets them: which of one's sites can still apply."""

from dataclasses import dataclass
from datetime import datetime

from sinople.applications import queries as applications
from sinople.kernel.text import Text
from sinople.people import queries as people
from sinople.people.queries import Site
from sinople.schemes import queries as schemes
from sinople.schemes.queries import Call
from sinople.web.requests import Request


@dataclass(frozen=True, slots=True)
class CallRow:
    """An open call, its title, and the sites without an application in it."""

    call: Call
    title: Text
    sites: tuple[Site, ...]
    closes: dict[str, datetime]


def call_rows(request: Request) -> list[CallRow]:
    """Return the calls open now with the sites of this organisation that can apply."""
    found = schemes.open_calls(request.moment)
    names = schemes.titles_of(found)
    sites = people.sites_of(request.acting)
    return [call_row(call, names[call.key].name, sites) for call in found]


def call_row(call: Call, title: Text, sites: list[Site]) -> CallRow:
    """Return one call with the sites that can apply."""
    free = tuple(site for site in sites if applications.may_begin_for(site, call))
    return CallRow(call, title, free, {site.key: schemes.closes_at(call, site.district) for site in free})
