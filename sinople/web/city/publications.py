"""Publication of the list after the notice: prepared by one, sealed by others, all titles granted at once."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from sinople.notices import queries as notices
from sinople.seals import queries as seals
from sinople.titles import actions, queries
from sinople.web.acts import acts_on
from sinople.web.answers import answer
from sinople.web.city.notices import notice
from sinople.web.requests import Request


@acts_on(notice)
def draft(request: Request, key: str) -> HttpResponse:
    """Lay the list of an ended notice before the signers."""
    sign_off = actions.prepare(notice=notices.notice_for(request.acting, key), by=request.acting, at=request.moment)
    return redirect("city:publication", key=sign_off.about_key)


@require_safe
def publication(request: Request, key: str) -> HttpResponse:
    """Show the list, its sign-off and, once published, its grants."""
    found = queries.publication_for(request.acting, key)
    sign_off = seals.sign_off_of("titles.publication", found.key)
    lines = [line for line in notices.lines_of(found.notice) if line.key in found.lines]
    shown = seals.shown(sign_off) if sign_off else None
    return answer(request, "city/publication.html", publication=found, lines=lines, sign_off=shown, grants=queries.grants_of_publication(found))
