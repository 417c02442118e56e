"""The start page of the demonstration, signing in by one click, moving the date forward."""

from datetime import datetime, time, timedelta

from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from sinople.applications.models import Application
from sinople.audit.actions import set_clock
from sinople.daily.actions import run
from sinople.deadlines import queries as deadlines
from sinople.experts.models import Seat
from sinople.kernel.acting import CITY_ROLES, EVALUATOR_ROLES, Role
from sinople.law.clocks import SHANGHAI
from sinople.people.models import Membership, User
from sinople.schemes import queries as schemes
from sinople.web.answers import answer
from sinople.web.requests import Request

GROUPS = (
    (_("Evaluation organisations"), EVALUATOR_ROLES - {Role.EVALUATOR}, 6), (_("Districts"), {Role.DISTRICT_OFFICER}, 11), (_("City bureau"), CITY_ROLES, 8),
    (_("Audit and administration"), {Role.AUDITOR, Role.ADMINISTRATOR}, 4),
)  # fmt: skip
MORNING = time(9)


class DayForm(forms.Form):
    """The day to which the date is moved."""

    day = forms.DateField(label=_("Move the date to"), widget=forms.DateInput(attrs={"type": "date"}))


@require_safe
def start(request: Request) -> HttpResponse:
    """List the people of the demonstration by role; one click signs in as that person."""
    return answer(
        request,
        "demonstration/start.html",
        form=DayForm(),
        coming=[(schemes.pack_of(row.digest).document.short_name, row.effective_on) for row in reversed(schemes.pack_rows()) if row.state == "sealed"],
        groups=[(_("Applicants"), _applicants(24)), *((words, _people(roles, limit)) for words, roles, limit in GROUPS), (_("Experts"), _experts(6))],
    )


@require_POST
def sign_in(request: Request, key: str) -> HttpResponse:
    """Sign in as a person of the demonstration, at the desk of that post."""
    post = Membership.objects.get(key=key, until__isnull=True)
    user = User.objects.filter(person_id=post.person_id).order_by("pk")[0]
    User.objects.filter(pk=user.pk).update(membership_chosen=post.pk)
    login(request, user, backend="sinople.people.backends.Accounts")
    return redirect("door:go")


@require_POST
def day(request: Request) -> HttpResponse:
    """Move the date to the next morning."""
    return _move_to(request, _morning_after(request.moment, 1))


@require_POST
def working_day(request: Request) -> HttpResponse:
    """Move the date to the morning of the next working day."""
    today = request.moment.astimezone(SHANGHAI).date()
    return _move_to(request, datetime.combine(deadlines.calendar().next_working_day(today), MORNING, tzinfo=SHANGHAI))


@require_POST
def due(request: Request) -> HttpResponse:
    """Move the date to the next moment at which something is due."""
    return _move_to(request, deadlines.next_due(request.moment) or _morning_after(request.moment, 1))


@require_POST
def date_chosen(request: Request) -> HttpResponse:
    """Move the date to the morning of a day that was chosen; never back, as what happened has happened."""
    form = DayForm(request.POST)
    wanted = datetime.combine(form.cleaned_data["day"], MORNING, tzinfo=SHANGHAI) if form.is_valid() else request.moment
    if wanted <= request.moment:
        messages.info(request, _("Choose a day after today: what has happened stays."))
        return redirect("demonstration:start")
    return _move_to(request, wanted)


def _move_to(request: Request, wanted: datetime) -> HttpResponse:
    """Let everything due on the way happen in its order, then set the clock."""
    while (coming := deadlines.next_due(request.moment)) and coming < wanted:
        set_clock(coming, by=request.acting)
        run(coming)
        request.moment = coming
    set_clock(wanted, by=request.acting)
    run(wanted)
    return redirect(request.headers.get("referer") or "demonstration:start")


def _morning_after(at: datetime, days: int) -> datetime:
    return datetime.combine(at.astimezone(SHANGHAI).date() + timedelta(days=days), MORNING, tzinfo=SHANGHAI)


def _applicants(limit: int) -> list[Membership]:
    """One applicant for each state that an application is in, of each title, the newest first, then others; and who fills in a draft with the first."""
    newest = Application.objects.select_related("call").defer("call__words").order_by("-begun_at", "-pk")
    by_state: dict[str, int] = {}
    for row in newest:
        by_state.setdefault(row.state, row.organisation_id)
        by_state.setdefault(f"{row.call.title_code} {row.state}", row.organisation_id)
    rows = _people({Role.SUBMITTER}, 100)
    first = [row for row in rows if row.organisation_id in by_state.values()]
    colleague = Membership.objects.filter(role=Role.FILLER, until__isnull=True, organisation_id=by_state.get("draft", 0)).select_related(
        "person", "organisation"
    )
    return [*[*first, *(row for row in rows if row not in first)][:limit], *colleague.order_by("pk")[:1]]


def _experts(limit: int) -> list[Membership]:
    """The experts who sit on a panel that is not finished, then others."""
    sitting = set(Seat.objects.exclude(panel__state="finished").values_list("expert__person_id", flat=True))
    rows = _people({Role.EXPERT}, 100)
    return sorted(rows, key=lambda row: (row.person_id not in sitting, row.pk))[:limit]


def _people(roles: set[Role] | frozenset[Role], limit: int) -> list[Membership]:
    rows = Membership.objects.filter(role__in=[str(role) for role in roles], until__isnull=True).select_related("person", "organisation", "authority")
    return list(rows.order_by("pk")[:limit])
