"""How one is reached: mail at once or once a day, and the calendar of one's clocks at a secret address."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from sinople.applications import queries as applications
from sinople.applications.states import State
from sinople.deadlines import queries as deadlines
from sinople.evaluation import queries as evaluation
from sinople.experts import queries as experts
from sinople.kernel.acting import APPLICANT_ROLES, CITY_ROLES, EVALUATOR_ROLES, Acting, Role
from sinople.kernel.text import CHINESE
from sinople.letters import actions, queries
from sinople.people import queries as people
from sinople.web.acts import acts_on
from sinople.web.door.account import profile
from sinople.web.requests import Request

APPLICATION, ENGAGEMENT, SEAT = "applications.application", "evaluation.engagement", "experts.seat"
BEFORE_HAND_IN = (State.DRAFT, State.DECLARED, State.VERIFIED)


@dataclass(frozen=True, slots=True)
class Entry:
    """One date of the calendar."""

    uid: str
    at: datetime
    words: str
    href: str
    is_provisional: bool = False


@acts_on(profile)
def mail(request: Request) -> HttpResponse:
    """Choose one mail for every letter, or one a day."""
    actions.choose_mail(person_id=request.acting.person_id, mail=request.POST.get("mail", ""))
    messages.success(request, gettext("Kept."))
    return redirect("door:profile")


@acts_on(profile)
def feed(request: Request) -> HttpResponse:
    """Give the calendar a new address, or none."""
    if request.POST.get("end"):
        actions.end_feed(person_id=request.acting.person_id)
        messages.success(request, gettext("The calendar has no address any more."))
    else:
        actions.renew_feed(person_id=request.acting.person_id)
        messages.success(request, gettext("The calendar has a new address. An earlier one shows nothing from now on."))
    return redirect("door:profile")


@require_safe
def calendar(request: Request, secret: str) -> HttpResponse:
    """Give out the clocks of the person whose address this is, in the language they read."""
    person_id = queries.person_of_feed(secret)
    account = people.account_of_person(person_id) if person_id else None
    if account is None:
        raise Http404
    with translation.override(account.language or settings.LANGUAGE_CODE):
        entries = {entry.uid: entry for post in people.posts_of(person_id, request.moment) for entry in _entries(post.acting())}
        content = _written(list(entries.values()), request.moment)
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer"})


def _entries(acting: Acting) -> Iterator[Entry]:
    if acting.role in APPLICANT_ROLES:
        yield from _of_applications(acting)
    elif acting.role in EVALUATOR_ROLES:
        rows = {row.key: f"{row.organisation} · {row.site}" for row in evaluation.engagements_of(acting)}
        yield from _clocks(ENGAGEMENT, rows)
    elif acting.role is Role.EXPERT:
        yield from _clocks(SEAT, {seat.key: "" for seat in experts.seats_held_by(acting)})
    elif acting.role is Role.DISTRICT_OFFICER or acting.role in CITY_ROLES:
        yield from (_entry(row, "") for row in deadlines.watched(acting))


def _of_applications(acting: Acting) -> Iterator[Entry]:
    going_on = applications.open_applications_of(acting)
    yield from _clocks(APPLICATION, {row.key: row.site.name for row in going_on})
    for row in going_on:
        if row.state in BEFORE_HAND_IN:
            yield Entry(
                f"call-{row.key}",
                row.call.closes_at,
                gettext("%(call)s closes · %(site)s") % {"call": row.call.name, "site": row.site.name},
                _go(APPLICATION, row.key),
            )


def _clocks(kind: str, things: dict[str, str]) -> Iterator[Entry]:
    yield from (_entry(row, things[row.about_key]) for row in deadlines.running_of(kind, list(things)))


def _entry(row: deadlines.RunningClock, about: str) -> Entry:
    name = row.name.said_in(translation.get_language() or CHINESE)
    return Entry(row.key, row.due_at, f"{name} · {about}" if about else name, _go(row.about_kind, row.about_key), row.is_provisional)


def _go(kind: str, key: str) -> str:
    return f"{settings.PUBLIC_ADDRESS}{reverse('door:go_to', kwargs={'kind': kind, 'key': key})}"


def _written(entries: list[Entry], at: datetime) -> bytes:
    """Return the entries as RFC 5545 has them; each ends at the moment that it is due."""
    made = Calendar()
    made.add("prodid", "-//Sinople//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", gettext("Sinople: my dates"))
    for entry in sorted(entries, key=lambda one: (one.at, one.uid)):
        event = Event()
        event.add("uid", f"{entry.uid}@sinople")
        event.add("dtstamp", at)
        event.add("dtstart", entry.at - timedelta(minutes=30))
        event.add("dtend", entry.at)
        event.add("summary", entry.words + (gettext(" (provisional)") if entry.is_provisional else ""))
        event.add("url", entry.href)
        made.add_component(event)
    return bytes(made.to_ical())
