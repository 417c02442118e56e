"""The cultivation pool of the whole city: by district on a map and in a table, plan against progress, as a list to take along."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sinople.cultivation import queries
from sinople.cultivation.queries import DistrictRow
from sinople.cultivation.states import CandidateState
from sinople.kernel.text import Text
from sinople.schemes import queries as schemes
from sinople.titles import papers
from sinople.titles.rules.exports import Cell, register_csv
from sinople.web.answers import answer
from sinople.web.choices import district_names, district_tiles
from sinople.web.environment import district_word
from sinople.web.requests import Request
from sinople.web.tags import state_of
from sinople.web.things.cultivating import candidate_page, day_of
from sinople.web.wording import said

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 5_000  # rows of a download; more than a city of two thousand holders has candidates


@dataclass(frozen=True, slots=True)
class Tile:
    """A district in the map of tiles: its place, its row of the table, how dark it is (0 to 4)."""

    x: int
    y: int
    name: Text
    row: DistrictRow
    shade: int


@require_safe
def candidates(request: Request) -> HttpResponse:
    """Show the pool by district, and its candidates."""
    on = day_of(request)
    states = [code for code in request.GET.getlist("state") if code in list(CandidateState)]
    title, district = request.GET.get("title", "")[:40], request.GET.get("district", "")[:12]
    table = queries.by_district(request.acting, on=on, districts=list(district_names()), title=title)
    pack = schemes.pack_in_force(on)
    return answer(
        request, "city/cultivation.html", table=table, tiles=tiles(table), rows=queries.candidates_seen(request.acting, on=on, states=states, title=title, district=district),
        count=queries.count_seen(request.acting, states=states, title=title, district=district), chosen={"state": states, "title": title, "district": district},
        states=[str(state) for state in CandidateState], titles=schemes.pack_of(pack.digest).titles if pack else (), districts=district_names(),
    )  # fmt: skip


def tiles(table: list[DistrictRow]) -> list[Tile]:
    """Return the map: the more are in the pool, the darker."""
    places, most = district_tiles(), max((row.in_pool for row in table), default=0)
    return [Tile(*places[row.district], row, -(-4 * row.in_pool // most) if most else 0) for row in table]


@require_safe
def download(request: Request, form: str) -> HttpResponse:
    """Give out every candidate as CSV or XLSX."""
    on = day_of(request)
    rows = queries.candidates_seen(request.acting, on=on, limit=MOST)
    headings = [
        _("Enterprise"), _("Site"), _("District"), _("Title"), _("State"), _("First step"), _("Until"), _("Mentor"), _("Milestones reached"), _("Milestones overdue"), _("Milestones")
    ]  # fmt: skip
    if form == "candidates.csv":
        content, kind = register_csv(map(_cells, rows), headings=headings), "text/csv; charset=utf-8"
    elif form == "candidates.xlsx":
        content, kind = papers.register_xlsx(map(_cells, rows), headings=headings, sheet=_("Cultivation"), on=on), XLSX
    else:
        raise Http404
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{form}"'})


def _cells(row: queries.CandidateRow) -> list[Cell]:
    return [
        row.organisation, row.site, district_word(row.district), said(row.title), str(state_of("candidate", row.state)[0]), row.begun_at.date(), row.until_on, row.mentor,
        row.progress.reached, row.progress.late, row.progress.all,
    ]  # fmt: skip


@require_safe
def candidate(request: Request, key: str) -> HttpResponse:
    """Show a candidate with its plans and visits."""
    return answer(request, "city/candidate.html", **candidate_page(request, queries.candidate_for(request.acting, key)))


@require_safe
def creation_plan(request: Request, key: str) -> HttpResponse:
    """Show the page of the candidate, where its plans are."""
    return candidate(request, queries.plan_for(request.acting, key).candidate.key)
