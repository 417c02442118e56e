"""Dry runs: other rules tried on past cases, who would gain or lose, and the two proofs of each side by side."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from sinople.jobs import queries as jobs
from sinople.kernel.text import Text
from sinople.law.packs.money import Reward, rewards
from sinople.law.scoring import Proof, Sheet
from sinople.schemes import actions, permissions, queries
from sinople.web.answers import answer
from sinople.web.choices import district_names, industry_names
from sinople.web.city.forms import TrialForm
from sinople.web.requests import Request, bind
from sinople.web.wording import said

ROWS = 50


@dataclass(frozen=True, slots=True)
class Pair:
    """A row under both tables; one side is missing where a table has no such row."""

    code: str
    name: Text
    before: Decimal | None
    after: Decimal | None
    proofs: tuple[Proof | None, Proof | None]

    @property
    def changed(self) -> bool:
        """Say whether the points differ."""
        return self.before != self.after


@require_http_methods(["GET", "HEAD", "POST"])
def trials(request: Request, key: str) -> HttpResponse:
    """Show the dry runs of a pack, and begin one."""
    row = queries.pack_by_key(key)
    law = queries.pack_of(row.digest)
    offered = [(f"{part.code}/{entry.title}", f"{said(law.title(entry.title).name)} · {said(part.name)}") for part in law.requirements for entry in part.tables]
    form = bind(TrialForm, request, offered=offered)
    if request.method == "POST" and form.is_valid():
        requirements, _slash, title = form.cleaned_data["of"].partition("/")
        made = actions.begin_dry_run(row=row, requirements_code=requirements, title_code=title, by=request.acting, at=request.moment)
        return redirect("city:trial", key=made.key)
    known = {entry.title: queries.past_count(entry.title) for part in law.requirements for entry in part.tables}
    return answer(
        request, "city/trials.html", row=row, law=law, form=form, known=[(law.title(code).name, count) for code, count in known.items()],
        runs=[(run, queries.pack_of(run.pack.digest).title(run.title_code).name) for run in queries.dry_runs_of(row)], may_try=permissions.may_try(request.acting),
    )  # fmt: skip


@require_safe
def trial(request: Request, key: str) -> HttpResponse:
    """Show how far a dry run is, then what came of it: by district, industry and size, and case by case."""
    run = queries.dry_run_for(request.acting, key)
    outcome = request.GET.get("outcome", "loses")
    after = request.GET.get("after", "0")
    lines = queries.lines_of(run, outcome, after=int(after) if after.isdecimal() else 0, limit=ROWS)
    facets = queries.facets_of(run) if run.finished_at else {}
    return answer(
        request, "city/trial.html", run=run, law=queries.pack_of(run.pack.digest), job=jobs.job_of(run.job_key), outcome=outcome, lines=lines,
        more=lines[-1].pk if len(lines) == ROWS else 0, facets=_named(facets), money=_money(run), moved_on=run.pack.state == "set_aside",
    )  # fmt: skip


@require_safe
def line(request: Request, key: str, number: str) -> HttpResponse:
    """Show the two proofs of a past case side by side."""
    run = queries.dry_run_for(request.acting, key)
    found = queries.line_for(run, int(number) if number.isdecimal() else 0)
    before, after = queries.sheets_of(found)
    return answer(
        request, "city/trial_line.html", run=run, line=found, law=queries.pack_of(run.pack.digest), before=before, after=after, pairs=_pairs(before, after)
    )


def _money(run: Any) -> tuple[Reward, ...]:
    counts = {name: run.outcomes.get(name, 0) for name in ("gains", "loses")}
    return rewards(queries.pack_of(run.pack.digest), run.title_code, **counts) if run.finished_at else ()


def _named(facets: dict[str, list[queries.Facet]]) -> dict[str, list[tuple[Text | str, queries.Facet]]]:
    words = {"district": district_names(), "industry": industry_names(), "size": {size.code: size.name for size in queries.sizes().sizes}}
    return {name: [(words[name].get(facet.value, facet.value), facet) for facet in found] for name, found in facets.items()}


def _pairs(before: Sheet, after: Sheet) -> list[Pair]:
    old, new = ({row.code: row for row in sheet.rows} for sheet in (before, after))
    made = []
    for code in dict.fromkeys([*new, *old]):
        one, two = old.get(code), new.get(code)
        name = (two or one).name  # type: ignore[union-attr]
        made.append(Pair(code, name, one.low if one else None, two.low if two else None, (one.proof if one else None, two.proof if two else None)))
    return sorted(made, key=lambda pair: not pair.changed)
