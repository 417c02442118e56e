"""Guides by role, the tour, the glossary, and whom to ask."""

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from sinople.people import queries as people
from sinople.web import addresses
from sinople.web.answers import answer
from sinople.web.context import desk_name
from sinople.web.help.words import GUIDES, TERMS, Guide, Step
from sinople.web.requests import Request

OPEN_TO_ALL = "public"
YEAR = 365 * 24 * 3600


@require_safe
def first(request: Request) -> HttpResponse:
    """Show where help is found, the reader's own guide first."""
    own = _role_of(request)
    others = [(role, found) for role, found in GUIDES.items() if role != own]
    return answer(request, "help/help.html", own=(own, GUIDES[own]), others=others, steps=_steps(request, own, GUIDES[own]))


@require_safe
def guide(request: Request, role: str) -> HttpResponse:
    """Show what one does here in a role, in order."""
    found = GUIDES.get(role)
    if found is None:
        raise Http404
    return answer(request, "help/guide.html", guide=found, steps=_steps(request, role, found), is_own=role == _role_of(request))


@require_safe
def tour(request: Request, n: str) -> HttpResponse:
    """Show one step of the first visit; it can be left at any step and found again under Help."""
    found = GUIDES[_role_of(request)]
    steps = _steps(request, _role_of(request), found)
    place = int(n) if n.isdecimal() else 0
    if not 1 <= place <= len(steps):
        raise Http404
    return answer(request, "help/tour.html", guide=found, steps=steps, n=place, step=steps[place - 1])


@require_POST
def leave_tour(request: Request) -> HttpResponse:
    """Leave the tour: its invitation is not shown again."""
    response = HttpResponseRedirect(addresses.home_of(request.acting))
    response.set_cookie("tour", "left", max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    return response


@require_safe
def glossary(request: Request) -> HttpResponse:
    """Show the words of the house, each with a place of its own to point at."""
    return answer(request, "help/glossary.html", terms=TERMS)


@require_safe
def contacts(request: Request) -> HttpResponse:
    """Show whom to ask: one's own district first, then every district and the city bureau."""
    own = request.acting.district or (people.organisation_of(request.acting).district if request.acting.organisation_id else "")
    rows = sorted(people.authorities(), key=lambda row: (row.district != own, row.level))
    return answer(request, "help/contacts.html", own=own, rows=rows)


def _role_of(request: Request) -> str:
    name = desk_name(request.acting)
    return name if name in GUIDES else OPEN_TO_ALL


def _steps(request: Request, role: str, found: Guide) -> list[tuple[Step, str]]:
    """Return the steps, each with the address of its page where the reader may open it."""
    is_theirs = role in {OPEN_TO_ALL, desk_name(request.acting)}
    return [(step, reverse(step.page) if is_theirs else "") for step in found.steps]
