"""What waits in the district, by date, and the district's holders."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sinople.cultivation import queries as cultivation
from sinople.databook import queries as databooks
from sinople.people import queries as people
from sinople.review import queries
from sinople.titles import queries as titles
from sinople.web import addresses
from sinople.web.answers import answer
from sinople.web.choices import district_names
from sinople.web.items import Item
from sinople.web.requests import Request
from sinople.web.wording import said


@require_safe
def desk(request: Request) -> HttpResponse:
    """Show the desk of a district officer."""
    cases = [
        Item(
            f"{row.organisation} · {row.site}",
            addresses.address_of(request.acting, row.kind, row.key),
            _("district review"),
            due=row.due_at,
            tone="wait",
            detail=row.number,
        )
        for row in queries.cases_waiting(request.acting, "district")
    ]
    proofs = [
        Item(
            proof.organisation.name,
            addresses.address_of(request.acting, "people.proofofauthority", proof.key),
            _("proof of authority"),
            at=proof.moved_at,
            detail=proof.person.name,
        )
        for proof in people.proofs_waiting(request.acting)
    ]
    candidates = [
        Item(
            f"{row.site.organisation.name} · {row.site.name}",
            addresses.address_of(request.acting, row.kind(), row.key),
            _("asks for a place in the pool") if row.state == "asked" else _("creation plan to be confirmed"),
            at=row.moved_at,
            detail=said(cultivation.title_of(row).name),
        )
        for row in cultivation.waiting_in(request.acting)
    ]
    return answer(
        request,
        "district/desk.html",
        items=[*cases, *proofs, *candidates],
        counts=queries.counts_by_state(request.acting),
        plans=databooks.plans_seen(request.acting, limit=5),
    )


@require_safe
def register(request: Request) -> HttpResponse:
    """Show the titles held in the district."""
    asked = {"words": request.GET.get("words", ""), "state": request.GET.get("state", ""), "district": request.acting.district}
    own = {request.acting.district: district_names()[request.acting.district]}
    return answer(
        request,
        "district/register.html",
        rows=titles.register(words=asked["words"], district=asked["district"], state=asked["state"]),
        count=titles.register_count(**asked),
        asked=asked,
        districts=own,
    )
