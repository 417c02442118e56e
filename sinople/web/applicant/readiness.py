"""How far away the eight titles are: the rings of a site, the page of a title with what if, its plan, its explanation."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from sinople.databook import actions, permissions
from sinople.databook import queries as databooks
from sinople.law.clocks import SHANGHAI
from sinople.law.packs import Table, notes_beside
from sinople.law.readiness import Readiness, Step
from sinople.law.scoring import Verdict
from sinople.people import queries as people
from sinople.web.answers import answer
from sinople.web.applicant import readiness_forms as forms
from sinople.web.applicant.readiness_forms import Typed
from sinople.web.requests import Request
from sinople.web.things.explaining import explanation, explanation_paper, links_to, points_words
from sinople.web.things.readying import Basis, bases_of, basis_of, evidence_of, step_words
from sinople.web.wording import said


@dataclass(frozen=True, slots=True)
class Ring:
    """One title as a ring: its basis, what is worked out, basic requirements and demands met, evidence."""

    basis: Basis
    found: Readiness | None
    share: int
    vetoes: tuple[int, int]
    gates: tuple[int, int]
    evidence: tuple[int, int]


@require_safe
def first(request: Request) -> HttpResponse:
    """Lead to the first site, or say that there is none yet."""
    sites = people.sites_of(request.acting)
    return redirect("applicant:readiness", site=sites[0].key) if sites else answer(request, "applicant/readiness.html", site=None, sites=[], rings=[], plans=[])


@require_safe
def rings(request: Request, site: str) -> HttpResponse:
    """Show how far a site is from each title."""
    found = people.site_for(request.acting, site)
    made = sorted(map(_ring, bases_of(found, day_of(request))), key=lambda ring: not ring.basis.fits)
    year = made[0].basis.year if made else None
    return answer(
        request, "applicant/readiness.html", site=found, sites=people.sites_of(request.acting), rings=made, year=year, plans=databooks.plans_seen(request.acting, site_id=found.pk),
        book=databooks.databook_of(found.pk, year) if year else None,
    )  # fmt: skip


def _ring(basis: Basis) -> Ring:
    if basis.table is None:
        return Ring(basis, None, 0, (0, 0), (0, 0), (0, 0))
    found = basis.now
    musts = [row for row in found.sheet.rows if row.code in _with_demand(basis.table) and row.verdict is not Verdict.NOT_APPLICABLE]
    vetoes = found.sheet.vetoes
    share = int(100 * found.sheet.low / found.sheet.max) if found.sheet.max else 0
    if not found.sheet.max and musts:
        share = 100 * sum(row.must is True for row in musts) // len(musts)
    met = sum(row.verdict is Verdict.MET for row in vetoes), len(vetoes)
    return Ring(basis, found, share, met, (sum(row.must is True for row in musts), len(musts)), evidence_of(basis, found))


def _with_demand(table: Table) -> set[str]:
    return {row.code for row in table.indicators if row.must is not None}


@require_http_methods(["GET", "HEAD", "POST"])
def title(request: Request, site: str, title: str) -> HttpResponse:
    """Show the rows still open and the quickest way; work out what if; keep the self-check; save a plan."""
    basis, table = _basis(request, site, title)
    if request.method != "POST":
        typed = forms.kept(request.typed, basis) if request.typed is not None else forms.untouched(basis)
        return _page(request, basis, table, typed)
    typed = forms.read(request.POST, basis, table)
    verb = request.POST.get("verb", "")
    if verb == "keep":
        return _keep(request, basis, table, typed)
    if verb == "save":
        return _save(request, basis, table, typed)
    return _page(request, basis, table, typed)


def _page(request: Request, basis: Basis, table: Table, typed: Typed) -> HttpResponse:
    found = basis.with_facts(typed.answers, typed.readings).worked_out(efforts=typed.efforts, goal=typed.goal)
    remedy = [(step, step_words(step, table)) for step in found.remedy.steps] if found.remedy else []
    changed = forms.assumed(basis, typed, table)
    return answer(
        request, "applicant/readiness_title.html", basis=basis, table=table, beside=notes_beside(basis.law, table), found=found, now=basis.now if changed else found, remedy=remedy, changed=changed, typed=typed,
        rows=forms.rows_of(table, typed, found), figures=forms.figures_of(table, typed), book=databooks.databook_of(basis.site.pk, basis.year),
        may_check=permissions.may_check(request.acting, basis.site), step_words=step_words,
    )  # fmt: skip


def _keep(request: Request, basis: Basis, table: Table, typed: Typed) -> HttpResponse:
    version = request.POST.get("version", "")[:9]
    actions.keep_check(
        site=basis.site, title_code=basis.title.code, year=basis.year, table=table, answers=typed.answers, by=request.acting, at=request.moment,
        version=int(version) if version.isdecimal() else 0,
    )  # fmt: skip
    return redirect(_href(basis))


def _save(request: Request, basis: Basis, table: Table, typed: Typed) -> HttpResponse:
    found = basis.with_facts(typed.answers, typed.readings).worked_out(efforts=typed.efforts, goal=typed.goal)
    steps: list[Step] = [*forms.assumed(basis, typed, table), *(found.remedy.steps if found.remedy else ())]
    then = found.remedy.sheet.low if found.remedy else found.sheet.low
    plan = actions.save_plan(
        site=basis.site, title_code=basis.title.code, year=basis.year, pack_digest=basis.digest, edition=table.edition, points=(basis.now.sheet.low, then, found.sheet.max),
        goal=found.goal, steps=steps, effort=found.remedy.effort if found.remedy else 0, target_on=typed.target_on or date(day_of(request).year, 12, 31), words=typed.words,
        by=request.acting, at=request.moment,
    )  # fmt: skip
    return redirect("applicant:readiness_plan", key=plan.key)


@require_safe
def explained(request: Request, site: str, title: str) -> HttpResponse:
    """Explain the score of the self-check step by step."""
    basis, table = _basis(request, site, title)
    paper = reverse("applicant:readiness_explanation_paper", kwargs={"site": site, "title": title})
    return answer(request, "things/explanation.html", back=_href(basis), paper=paper, **_explanation(request, basis, table))


@require_safe
def explained_paper(request: Request, site: str, title: str) -> HttpResponse:
    """Give out the explanation as PDF."""
    basis, table = _basis(request, site, title)
    return explanation_paper(_explanation(request, basis, table), on=request.moment)


def _explanation(request: Request, basis: Basis, table: Table) -> dict[str, Any]:
    book = databooks.databook_of(basis.site.pk, basis.year)
    links = links_to(basis.pack_key, book_key=book.key if book else "", table=table, evidence=basis.evidence, acting=request.acting)
    about = [
        (gettext("Site"), f"{basis.site.organisation.name} · {basis.site.name}"), (gettext("Title"), said(basis.title.name)),
        (gettext("Score"), gettext("Self-check") + f" · {points_words(basis.now.sheet)}"), (gettext("Figures of the year"), str(basis.year)),
    ]  # fmt: skip
    return explanation(basis.now.sheet, basis.now.steps, table, links, about=about, notes=notes_beside(basis.law, table))


def day_of(request: Request) -> date:
    """Return the day in the city."""
    return request.moment.astimezone(SHANGHAI).date()


def _basis(request: Request, site: str, title: str) -> tuple[Basis, Table]:
    basis = basis_of(people.site_for(request.acting, site), title, day_of(request))
    if basis is None or basis.table is None:
        raise Http404
    return basis, basis.table


def _href(basis: Basis) -> str:
    return reverse("applicant:readiness_title", kwargs={"site": basis.site.key, "title": basis.title.code})
