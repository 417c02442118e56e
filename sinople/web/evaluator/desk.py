"""The evaluator's desk and its list of engagements."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from sinople.evaluation import queries
from sinople.evaluation.queries import EngagementRow
from sinople.evaluation.states import EngagementState
from sinople.law.clocks import SHANGHAI
from sinople.letters import queries as letters
from sinople.web.answers import answer
from sinople.web.items import Item
from sinople.web.requests import Request
from sinople.web.wording import said, words


@require_safe
def desk(request: Request) -> HttpResponse:
    """Show what waits for this evaluator, by date."""
    rows = queries.engagements_of(request.acting)
    items = [_item(row) for row in rows if row.state in {EngagementState.INVITED, EngagementState.ACCEPTED}]
    unread = [letter for letter in letters.letters_of(request.acting, limit=20) if not hasattr(letter, "delivery")]
    notes = [Item(words(letters.message_of(row)), reverse("door:letter", kwargs={"key": row.key}), gettext("message"), at=row.written_at) for row in unread]
    year = request.moment.astimezone(SHANGHAI).year
    counts = (
        (sum(row.state == EngagementState.INVITED for row in rows), _("Invitations")),
        (sum(row.state == EngagementState.ACCEPTED for row in rows), _("Under way")),
        (queries.load_of([request.acting.organisation_id], year).get(request.acting.organisation_id, 0), _("Reports signed this year")),
    )
    return answer(request, "evaluator/desk.html", items=sorted(items, key=lambda item: str(item.due)) + notes, counts=counts)


@require_safe
def engagements(request: Request) -> HttpResponse:
    """Show every engagement, latest first."""
    return answer(request, "evaluator/engagements.html", rows=queries.engagements_of(request.acting))


def _item(row: EngagementRow) -> Item:
    is_new = row.state == EngagementState.INVITED
    word = _("accept or decline") if is_new else _("verify")
    href = reverse("evaluator:engagement", kwargs={"key": row.key})
    return Item(
        f"{row.organisation} · {row.site}", href, str(word), at=row.invited_at, due=row.closes_at, tone="wait" if is_new else "gold", detail=said(row.title)
    )
