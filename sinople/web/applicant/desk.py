"""The applicant's desk: what waits, open calls, certificates."""

from datetime import datetime

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from sinople.applications import queries as applications
from sinople.applications.permissions import demands_evaluation
from sinople.applications.queries import Application
from sinople.applications.states import State
from sinople.cultivation import queries as cultivation
from sinople.deadlines import queries as deadlines
from sinople.evaluation import queries as evaluation
from sinople.evaluation.states import EngagementState
from sinople.law.clocks import end_of
from sinople.letters import queries as letters
from sinople.people import queries as people
from sinople.schemes import queries as schemes
from sinople.titles import queries as titles
from sinople.web.answers import answer
from sinople.web.applicant.calls import CallRow, call_rows
from sinople.web.items import Item
from sinople.web.requests import Request
from sinople.web.wording import said, words

KIND = "applications.application"


@require_safe
def desk(request: Request) -> HttpResponse:
    """Show what waits for this organisation, by date."""
    going_on = applications.open_applications_of(request.acting)
    calls = [row for row in call_rows(request) if row.sites]
    items = [*_waiting(going_on), *_letters(request), *map(_call, calls), *_pool(request)]
    counts = (
        (len(people.sites_of(request.acting)), _("Sites")),
        (len(going_on), _("Applications under way")),
        (len(titles.grants_of(request.acting)), _("Titles held")),
    )
    later = [row for row in applications.applications_of(request.acting, limit=10) if row.state in {State.HANDED_IN, State.CLOSED}]
    return answer(request, "applicant/desk.html", items=sorted(items, key=_by_date), counts=counts, under_review=later)


@require_safe
def calls(request: Request) -> HttpResponse:
    """Show the calls open now, each with the sites that can still apply."""
    return answer(request, "applicant/calls.html", calls=call_rows(request), has_sites=bool(people.sites_of(request.acting)))


@require_safe
def certificates(request: Request) -> HttpResponse:
    """Show the titles held, with their certificates."""
    rows = [(grant, letters.paper("certificate", "titles.grant", grant.key)) for grant in titles.grants_of(request.acting)]
    return answer(request, "applicant/certificates.html", rows=rows)


@require_safe
def grant(request: Request, key: str) -> HttpResponse:
    """Show one title held."""
    found = next((one for one in titles.grants_of(request.acting) if one.key == key), None)
    if found is None:
        raise Http404
    return answer(request, "applicant/grant.html", grant=found, papers=letters.papers_of("titles.grant", key))


def _waiting(going_on: list[Application]) -> list[Item]:
    due = deadlines.due_dates(KIND, [row.key for row in going_on if row.state == State.RETURNED])
    return [item for row in going_on if (item := _item(row, due.get(row.key)))]


def _item(application: Application, due: datetime | None) -> Item | None:
    title = f"{said(applications.title_of(application).name)} · {application.site.name}"
    closes = schemes.closes_at(application.call, application.district)
    if application.state == State.DRAFT:
        missing = len(applications.missing_of(application))
        detail = (
            ngettext("%(num)s thing is missing", "%(num)s things are missing", missing) % {"num": missing} if missing else gettext("complete; please declare")
        )
        return Item(title, _href("application", application.key), str(_("self-evaluation")), due=closes, tone="wait", detail=detail)
    if application.state == State.RETURNED:
        open_points = sum(point.answered_at is None for point in applications.points_of(application))
        detail = ngettext("%(num)s point to answer", "%(num)s points to answer", open_points) % {"num": open_points}
        return Item(title, _href("correction", application.key), str(_("correction")), due=due, tone="stop", detail=detail)
    if application.state == State.VERIFIED:
        return Item(
            title, _href("submission", application.key), str(_("to be handed in")), due=closes, tone="gold", detail=gettext("The evaluation report is signed.")
        )
    return _declared(application, title, closes) if application.state == State.DECLARED else None


def _declared(application: Application, title: str, closes: datetime) -> Item:
    engagement = evaluation.engagement_of(application)
    if (engagement is None or not engagement.is_standing) and not demands_evaluation(application):
        return Item(title, _href("submission", application.key), str(_("to be handed in")), due=closes, tone="gold")
    if engagement is None or engagement.state not in {EngagementState.INVITED, EngagementState.ACCEPTED}:
        return Item(title, _href("evaluator", application.key), str(_("invite an evaluator")), due=closes, tone="wait")
    word = _("evaluator invited") if engagement.state == EngagementState.INVITED else _("being verified")
    return Item(title, _href("engagement", engagement.key), str(word), due=closes, tone="info", detail=engagement.evaluator.name)


def _letters(request: Request) -> list[Item]:
    unread = [letter for letter in letters.letters_of(request.acting, limit=20) if not hasattr(letter, "delivery")]
    return [Item(words(letters.message_of(row)), reverse("door:letter", kwargs={"key": row.key}), gettext("message"), at=row.written_at) for row in unread]


def _call(row: CallRow) -> Item:
    sites = ngettext("%(num)s site can apply", "%(num)s sites can apply", len(row.sites)) % {"num": len(row.sites)}
    return Item(row.call.name, _href("beginning", row.call.key), gettext("open call"), due=row.call.closes_at, tone="go", detail=sites)


def _pool(request: Request) -> list[Item]:
    """Return the district's proposals, and the milestones that come next."""
    proposed = [
        Item(
            f"{said(cultivation.title_of(row).name)} · {row.site.name}",
            _href("candidate", row.key),
            gettext("proposed for cultivation"),
            at=row.moved_at,
            tone="wait",
        )
        for row in cultivation.proposed_to(request.acting)
    ]
    steps = [
        Item(
            step.words or step.row,
            _href("candidate", step.plan.candidate.key),
            gettext("milestone"),
            due=end_of(step.due_on),
            detail=step.plan.candidate.site.name,
        )
        for step in cultivation.next_milestones(request.acting, limit=5)
    ]
    return [*proposed, *steps]


def _by_date(item: Item) -> tuple[bool, float]:
    when = item.due or item.at
    return item.due is None, when.timestamp() if when else 0.0


def _href(name: str, key: str) -> str:
    return reverse(f"applicant:{name}", kwargs={"key": key})
