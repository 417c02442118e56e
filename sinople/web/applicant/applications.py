"""Applications: the list, beginning one, the page of one."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from sinople.applications import actions, permissions, queries
from sinople.applications.queries import Application
from sinople.applications.states import OWN
from sinople.audit import queries as audit
from sinople.evaluation import permissions as evaluation_permissions
from sinople.evaluation import queries as evaluation
from sinople.files import queries as files
from sinople.letters import queries as letters
from sinople.people import queries as people
from sinople.review import queries as review
from sinople.schemes import queries as schemes
from sinople.titles import queries as titles
from sinople.web import things
from sinople.web.answers import answer
from sinople.web.applicant.calls import call_row, subject_of
from sinople.web.applicant.forms import BeginningForm
from sinople.web.requests import Request, bind

KIND = "applications.application"


@require_safe
def applications(request: Request) -> HttpResponse:
    """Show one's own applications, latest first."""
    rows = queries.applications_of(request.acting)
    return answer(request, "applicant/applications.html", rows=rows, cases={row.number: row.state for row in review.cases_seen(request.acting)})


@require_http_methods(["GET", "HEAD", "POST"])
def beginning(request: Request, key: str) -> HttpResponse:
    """Begin an application in a call, for one of the sites."""
    call = schemes.call_for(request.acting, key)
    spoken = schemes.words_of(call)
    row = call_row(request, call, spoken.title.name, people.sites_of(request.acting))
    form = bind(BeginningForm, request, sites=[(site.key, f"{site.name} · {site.address}") for site in row.sites])
    if request.method == "POST" and form.is_valid():
        site = subject_of(request, form.cleaned_data["site"])
        made = actions.begin(call=call, site=site, by=request.acting, at=request.moment)
        return redirect("applicant:application", key=made.key)
    return answer(request, "applicant/beginning.html", call=call, spoken=spoken, row=row, form=form, year=queries.data_year(call))


@require_safe
def case(request: Request, key: str) -> HttpResponse:
    """Lead from a case to its application."""
    return redirect("applicant:application", key=review.case_for(request.acting, key).application.key)


@require_safe
def application(request: Request, key: str) -> HttpResponse:
    """Show an application whole: banner, way, sheet, papers, story."""
    found = own(request, key)
    return answer(request, "applicant/application.html", **_shown(request, found), **_may(request, found))


@require_safe
def row(request: Request, key: str, code: str) -> HttpResponse:
    """Show one row of the sheet with the steps by which it was found."""
    page = _shown(request, own(request, key))
    view = things.sheet_view(
        page["sheet"], [page["declared"], page["verified"]], table=page["table"], differences=page["differences"], evidence=page["evidence"],
        notes=things.notes_of(page["application"]),
    )  # fmt: skip
    heads = [words for words, sheet in ((_("Self-evaluation"), page["declared"]), (_("Verified value"), page["verified"])) if sheet is not None] or [_("Value")]
    back = reverse("applicant:application", kwargs={"key": key})
    return answer(request, "things/row.html", application=page["application"], back=back, **things.row_shown(view, code, heads))


def own(request: Request, key: str) -> Application:
    """Return one's own application."""
    found = queries.application_for(request.acting, key)
    if found.organisation_id != request.acting.organisation_id:
        raise Http404
    return found


def _shown(request: Request, found: Application) -> dict[str, Any]:
    case_found = review.case_of(found)
    engagement = evaluation.engagement_of(found)
    report = evaluation.report_of(engagement) if engagement else None
    declared = queries.declared_sheet(found) if found.state != "draft" else None
    live = queries.live_sheet(found) if permissions.may_edit(request.acting, found) or declared is None else declared
    verified = evaluation.verified_sheet(engagement) if engagement and report and found.state != "draft" else None
    lines = audit.story_of(*filter(None, (found, case_found, engagement)))
    on_the_way = [line for line in lines if line.kind != "evaluation.engagement"]
    return {
        "application": found, "title_kind": queries.title_of(found), "banner": things.banner_of(found, case_found, request.acting, request.moment),
        "way": things.way_of(found, case_found, request.moment, on_the_way), "sheet": verified or live, "declared": declared, "verified": verified, "table": queries.table_of(found),
        "differences": evaluation.differences(engagement) if engagement and report else {}, "materials": queries.materials_of(found), "points": queries.points_of(found), "overlaps": queries.overlaps_of(found) if found.state in OWN else [], "moved": queries.moved_on(found),
        "engagement": engagement, "report": report, "made": letters.papers_of(KIND, found.key), "story": things.story_rows(lines),
        "grant": titles.grant_of(request.acting, case_found.pk) if case_found is not None and case_found.state == "granted" else None, **_papers(request, found),
    }  # fmt: skip


def _papers(request: Request, found: Application) -> dict[str, Any]:
    added, keys = queries.papers_of(found), queries.evidence_keys_of(found)
    seen = files.rows_of(request.acting, [*(row.evidence_key for rows in added.values() for row in rows), *(key for of_row in keys.values() for key in of_row)])
    return {"papers": added, "files": seen, "evidence": {code: {key: seen[key] for key in of_row if key in seen} for code, of_row in keys.items()}}


def _may(request: Request, found: Application) -> dict[str, bool]:
    acting = request.acting
    return {
        "may_edit": permissions.may_edit(acting, found), "may_declare": permissions.may_declare(acting, found), "may_reopen": permissions.may_reopen(acting, found),
        "may_hand_in": permissions.may_hand_in(acting, found), "may_withdraw": permissions.may_withdraw(acting, found), "may_answer": permissions.may_answer(acting, found),
        "may_invite": evaluation_permissions.may_invite(acting, found),
    }  # fmt: skip
