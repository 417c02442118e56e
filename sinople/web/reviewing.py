"""What the desks of district and city share when they review: the page of a case, what was ticked and typed."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sinople.applications import queries as applications
from sinople.audit import queries as audit
from sinople.databook import queries as databooks
from sinople.deadlines import queries as deadlines
from sinople.evaluation import queries as evaluation
from sinople.files import queries as files
from sinople.kernel.text import Text
from sinople.law.clocks import SHANGHAI
from sinople.law.scoring import Sheet
from sinople.letters import queries as letters
from sinople.notices import queries as notices
from sinople.review import permissions, queries
from sinople.review.queries import Case
from sinople.review.states import CaseState
from sinople.web import addresses
from sinople.web.requests import Request
from sinople.web.tables import ROWS, Asked, listing
from sinople.web.things import banner_of, notes_of, row_shown, sheet_view, story_rows, way_of

KIND = "applications.application"
# What cannot be there yet is not asked for: experts judge after the formal review, objections come with the notice.
BEFORE_EXPERTS = frozenset({CaseState.DISTRICT, CaseState.FORMAL})
AFTER_NOTICE = frozenset({CaseState.ANNOUNCED, CaseState.GRANTED, CaseState.REFUSED})


def cases_shown(request: Request, districts: Mapping[str, Text] | None = None) -> dict[str, Any]:
    """Return a page of the list of cases: by stages, by districts where one sees several, fifty at a time, counted up to a thousand."""
    known: dict[str, list[str]] = {"state": [str(state) for state in CaseState], "district": list(districts or ())}
    chosen = {name: [code for code in request.GET.getlist(name) if code in codes] for name, codes in known.items()}
    # All of them is no choice: one question instead of one for each.
    asked = {f"{name}s": codes if len(codes) < len(known[name]) else [] for name, codes in chosen.items()}
    after = queries.place_from(request.GET.get("after", ""))
    rows = queries.cases_seen(request.acting, **asked, limit=ROWS + 1, after=after)
    count = queries.count_seen(request.acting, **asked)
    pages = listing(
        request,
        (),
        rows,
        order=Asked("", True, 1, request.GET.get("after", "")),
        count=count,
        after=queries.place_of(rows[ROWS - 1]) if len(rows) > ROWS else "",
    )
    return {"rows": pages.rows, "pages": pages.pages, "chosen": chosen, "stages": known["state"], "districts": districts or {}}


def case_page(request: Request, case: Case) -> dict[str, Any]:
    """Return everything the page of a case shows; each thing is asked for once."""
    application, at = case.application, request.moment
    engagement = evaluation.engagement_of(application)
    lines = audit.story_of(application, case)
    clocks = deadlines.clocks_of(KIND, application.key, at)
    points = applications.points_of(application)
    declared = applications.declared_sheet(application)
    sheet = evaluation.verified_sheet(engagement) if engagement else declared or queries.sheet_of(case)
    may_review = permissions.may_review(request.acting, case)
    return {
        "case": case,
        "application": application,
        "title": applications.title_of(application),
        "banner": banner_of(application, case, request.acting, at, clocks),
        "way": way_of(application, case, at, lines),
        "clocks": clocks,
        "declared": declared,
        "sheet": sheet,
        "engagement": engagement,
        "report": evaluation.report_of(engagement) if engagement else None,
        "differences": evaluation.differences(engagement) if engagement else {},
        "points": points,
        "moved": applications.moved_on(application),
        "opinions": queries.signed_opinions(case) if case.state not in BEFORE_EXPERTS else [],
        "objections": notices.objections_about(case) if case.state in AFTER_NOTICE else [],
        "made": letters.papers_of(KIND, application.key),
        "story": story_rows(lines),
        "may_review": may_review,
        "may_bring_again": permissions.may_bring_again(request.acting, case),
        "was_returned": any(point.stage == case.state for point in points),
        "position": queries.next_position(case) if may_review and case.state == CaseState.DISTRICT else None,
        **_papers(request, case, sheet),
    }


def figures_page(request: Request, case: Case) -> dict[str, Any]:
    """Return the questions that the figures of a case raise, with the applicant's answers."""
    book = databooks.databook_of(case.application.site_id, case.application.year)
    back = addresses.address_of(request.acting, "review.case", case.key)
    return {"application": case.application, "questions": databooks.standing_of(book, request.moment.astimezone(SHANGHAI).date()), "back": back}


def row_page(request: Request, case: Case, code: str) -> dict[str, Any]:
    """Return one row of the sheet with the steps by which it was found."""
    page = case_page(request, case)
    verified = page["sheet"] if page["engagement"] else None
    view = sheet_view(page["sheet"], [page["declared"], verified], differences=page["differences"], evidence=page["evidence"], notes=notes_of(case.application))
    heads = [words for words, sheet in ((_("Self-evaluation"), page["declared"]), (_("Verified value"), verified)) if sheet is not None] or [_("Value")]
    return {"application": case.application, "back": addresses.address_of(request.acting, case.kind(), case.key), **row_shown(view, code, heads)}


def _papers(request: Request, case: Case, sheet: Sheet) -> dict[str, Any]:
    """Return the papers of the list, the files of rows and papers in one question, and the checklist that counts on them."""
    added, keys = applications.papers_of(case.application), applications.evidence_keys_of(case.application)
    seen = files.rows_of(request.acting, [*(row.evidence_key for rows in added.values() for row in rows), *(key for of_row in keys.values() for key in of_row)])
    typed = _checks(request.typed) if request.typed is not None else {}
    return {
        "checks": queries.checklist_of(case, sheet=sheet, papers=added),
        "unmet": [code for code, said in typed.items() if said == "unmet"],
        "materials": applications.materials_of(case.application),
        "papers": added,
        "files": seen,
        "evidence": {code: {key: seen[key] for key in of_row if key in seen} for code, of_row in keys.items()},
    }


def review_typed(request: Request) -> tuple[str, dict[str, str]]:
    """Return the words and the checklist as ticked."""
    return request.POST.get("words", "")[:2000], _checks(request.POST)


def refusal_typed(request: Request) -> list[str]:
    """Return the grounds as typed, one a line."""
    return [words for typed in request.POST.getlist("ground") for words in typed.splitlines() if words.strip()]


def _checks(typed: QueryDict) -> dict[str, str]:
    return {name.partition(":")[2]: str(typed[name]) for name in typed if name.startswith("check:") and typed[name] in {"met", "unmet"}}
