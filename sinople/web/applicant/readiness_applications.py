"""Why the score of an application is what it is: as it stands, or as it was verified."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from sinople.applications import queries
from sinople.applications.queries import Application
from sinople.databook import queries as databooks
from sinople.evaluation import queries as evaluation
from sinople.law.readiness import readiness
from sinople.law.scoring import Sheet
from sinople.schemes import queries as schemes
from sinople.web.answers import answer
from sinople.web.applicant.applications import own
from sinople.web.requests import Request
from sinople.web.things import notes_of
from sinople.web.things.explaining import explanation, explanation_paper, links_to, points_words
from sinople.web.wording import said


@require_safe
def explained(request: Request, key: str, which: str) -> HttpResponse:
    """Explain the score of the self-evaluation, or the verified one."""
    found = own(request, key)
    paper = reverse("applicant:application_explanation_paper", kwargs={"key": key, "which": which})
    back = reverse("applicant:application", kwargs={"key": key})
    return answer(request, "things/explanation.html", back=back, paper=paper, **_explanation(request, found, which))


@require_safe
def explained_paper(request: Request, key: str, which: str) -> HttpResponse:
    """Give out the explanation as PDF."""
    return explanation_paper(_explanation(request, own(request, key), which), on=request.moment)


def _explanation(request: Request, found: Application, which: str) -> dict[str, Any]:
    word, sheet = _sheet(found, which)
    table, book = queries.table_of(found), databooks.databook_of(found.site_id, found.year)
    evidence = {**queries.evidence_keys_of(found), **{code: [one.evidence_key] for code, one in databooks.readings_of(book).items() if one.evidence_key}}
    context = queries.context_of(found)
    steps = readiness(
        table, queries.answers_of(found), databooks.values_of(found.site_id, found.year), industry=found.industry,
        reference=schemes.references(table.edition, found.industry), context=context,
    ).steps  # fmt: skip
    about = [
        (gettext("Site"), f"{found.organisation.name} · {found.site.name}"), (gettext("Title"), said(queries.title_of(found).name)),
        (gettext("Score"), f"{word} · {points_words(sheet)}"), (gettext("Figures of the year"), str(found.year)),
    ]  # fmt: skip
    links = links_to(found.call.pack.key, book_key=book.key if book else "", table=table, evidence=evidence, acting=request.acting)
    return explanation(sheet, steps, table, links, about=about, notes=notes_of(found))


def _sheet(found: Application, which: str) -> tuple[str, Sheet]:
    if which == "self-evaluation":
        return gettext("Self-evaluation"), queries.sheet_shown(found)
    engagement = evaluation.engagement_of(found) if which == "verified" else None
    if engagement is None or evaluation.report_of(engagement) is None:
        raise Http404
    return gettext("Verified value"), evaluation.verified_sheet(engagement)
