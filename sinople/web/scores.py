"""Why the score of an application is what it is, on every desk that may see it: as it was declared, or as it was verified."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext

from sinople.applications import queries
from sinople.applications.queries import Application
from sinople.applications.states import State
from sinople.databook import queries as databooks
from sinople.evaluation import queries as evaluation
from sinople.kernel.acting import APPLICANT_ROLES
from sinople.law.readiness import readiness
from sinople.law.scoring import Sheet
from sinople.law.scoring.entries import Entry
from sinople.schemes import queries as schemes
from sinople.web.answers import answer
from sinople.web.requests import Request
from sinople.web.things import notes_of
from sinople.web.things.explaining import explanation, explanation_paper, links_to, points_words
from sinople.web.wording import said


def score_page(request: Request, found: Application, which: str, *, back: str, paper: str) -> HttpResponse:
    """Explain the score of the self-evaluation, or the verified one."""
    return answer(request, "things/explanation.html", back=back, paper=paper, **_explained(request, found, which))


def score_paper(request: Request, found: Application, which: str) -> HttpResponse:
    """Give out the explanation as PDF."""
    return explanation_paper(_explained(request, found, which), on=request.moment)


def _explained(request: Request, found: Application, which: str) -> dict[str, Any]:
    word, sheet = _sheet(found, which)
    table = queries.table_of(found)
    # The data book is the enterprise's own: others see the figures that were declared, and no way into it.
    book = databooks.databook_of(found.site_id, found.year) if request.acting.role in APPLICANT_ROLES else None
    entry = _entry(found)
    steps = readiness(
        table, entry.answers, entry.readings, industry=entry.industry, reference=schemes.references(table.edition, found.industry), context=entry.context
    ).steps
    about = [
        (gettext("Site"), f"{found.organisation.name} · {found.site.name}"), (gettext("Title"), said(queries.title_of(found).name)),
        (gettext("Score"), f"{word} · {points_words(sheet)}"), (gettext("Figures of the year"), str(found.year)),
    ]  # fmt: skip
    links = links_to(found.call.pack.key, book_key=book.key if book else "", table=table, evidence=_evidence(found), acting=request.acting)
    return explanation(sheet, steps, table, links, about=about, notes=notes_of(found))


def _entry(found: Application) -> Entry:
    if found.state != State.DRAFT:
        return queries.declared_entry(found)
    context = queries.context_of(found)
    return queries.entry_of(found, queries.answers_of(found), queries.readings_of(found, context), context)


def _evidence(found: Application) -> Mapping[str, Sequence[str]]:
    book = databooks.databook_of(found.site_id, found.year)
    return {**queries.evidence_keys_of(found), **{code: [one.evidence_key] for code, one in databooks.readings_of(book).items() if one.evidence_key}}


def _sheet(found: Application, which: str) -> tuple[str, Sheet]:
    if which == "self-evaluation":
        return gettext("Self-evaluation"), queries.sheet_shown(found)
    engagement = evaluation.engagement_of(found) if which == "verified" else None
    if engagement is None or evaluation.report_of(engagement) is None:
        raise Http404
    return gettext("Verified value"), evaluation.verified_sheet(engagement)
