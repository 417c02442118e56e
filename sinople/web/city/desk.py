"""What waits for this officer, by date."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sinople.experts import queries as experts
from sinople.kernel.acting import Role
from sinople.notices import queries as notices
from sinople.review import queries as review
from sinople.seals import queries as seals
from sinople.titles import queries as titles
from sinople.web import addresses
from sinople.web.answers import answer
from sinople.web.items import Item
from sinople.web.requests import Request


@require_safe
def desk(request: Request) -> HttpResponse:
    """Show the desk of a city officer, clerk, leader or pool keeper."""
    role = request.acting.role
    items = [
        *_to_sign(request),
        *(_officer(request) if role is Role.CITY_OFFICER else []),
        *(_office(request) if role is Role.OFFICE_CLERK else []),
        *_panels(request),
    ]
    return answer(request, "city/desk.html", items=items, counts=review.counts_by_state(request.acting), by_district=titles.valid_by_district())


def _to_sign(request: Request) -> list[Item]:
    return [
        Item(seals.subject_of(row), addresses.sign_off(row.key), _("waits for your signature"), at=row.prepared_at, tone="wait")
        for row in seals.waiting_for(request.acting)
    ]


def _officer(request: Request) -> list[Item]:
    formal = [
        Item(f"{row.organisation} · {row.site}", addresses.address_of(request.acting, row.kind, row.key), _("formal review"), due=row.due_at, tone="wait")
        for row in review.cases_waiting(request.acting, "formal")
    ]
    decide = [
        Item(call.name, addresses.page("city:meetings"), _("cases wait for a decision meeting"), tone="info") for call in review.calls_with_cases_to_decide()
    ]
    announce = [
        Item(meeting.name, addresses.page("city:notices"), _("approved, to be put on public notice"), tone="info") for meeting in notices.meetings_to_announce()
    ]
    publish = [
        Item(notice.name, addresses.page("city:notices"), _("the notice has ended, the list can be published"), tone="gold")
        for notice in titles.notices_to_publish()
    ]
    objections = [
        Item(
            row.line.case.application.organisation.name,
            addresses.address_of(request.acting, "notices.objection", row.key),
            _("objection to be handled"),
            at=row.received_at,
            tone="stop",
        )
        for state in ("received", "accepted")
        for row in notices.objections_seen(request.acting, state=state)
    ]
    returned = [
        Item(
            row.case.application.organisation.name, addresses.address_of(request.acting, "review.refusal", row.key), _("letter of refusal sent back"),
            at=row.moved_at, tone="stop",
        )
        for row in review.refusals_sent_back()
    ]  # fmt: skip
    return [*objections, *returned, *formal, *decide, *announce, *publish]


def _office(request: Request) -> list[Item]:
    return [
        Item(
            seals.subject_of(row),
            addresses.address_of(request.acting, row.about_kind, row.about_key),
            _("to be numbered, stamped and released"),
            at=row.moved_at,
            tone="wait",
        )
        for row in seals.office_waiting()
        if row.about_kind in {"notices.notice", "review.refusal"}
    ]


def _panels(request: Request) -> list[Item]:
    if not request.acting.is_any(Role.CITY_OFFICER, Role.POOL_KEEPER):
        return []
    waiting = [Item(call.name, addresses.page("city:panels"), _("cases wait for a panel"), tone="info") for call in review.calls_in_expert_review()]
    drawn = [
        Item(panel.name, addresses.address_of(request.acting, "experts.panel", panel.key), _("panel to be drawn or completed"), at=panel.committed_at)
        for panel in experts.waiting_panels()
    ]
    return [*waiting, *drawn]
