"""Yearly plans and calls: drafting them, laying them before the signers."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from sinople.audit import queries as audit
from sinople.schemes import actions, permissions, queries
from sinople.seals import queries as seals
from sinople.web.acts import acts_on
from sinople.web.answers import answer
from sinople.web.city.forms import CallForm, PlanForm
from sinople.web.requests import Request, bind
from sinople.web.things import story_rows
from sinople.web.wording import CITY_TIME, said


@require_safe
def plans(request: Request) -> HttpResponse:
    """Show the yearly plans."""
    return answer(request, "city/plans.html", rows=queries.plans(), may_draft=permissions.may_draft(request.acting))


@require_http_methods(["GET", "HEAD", "POST"])
def plan_draft(request: Request) -> HttpResponse:
    """Draft a plan, or change the draft of a year."""
    pack = queries.newest_sealed_pack()
    form = bind(PlanForm, request, titles=queries.pack_of(pack.digest).titles)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        made = actions.draft_plan(year=typed["year"], pack=pack, targets=form.targets, words=typed["words"], by=request.acting, at=request.moment)
        return redirect("city:plan", key=made.key)
    return answer(request, "city/plan_draft.html", form=form, pack=queries.pack_of(pack.digest))


@require_safe
def plan(request: Request, key: str) -> HttpResponse:
    """Show a plan with its targets, its sign-off and its calls."""
    found = queries.plan_for(request.acting, key)
    sign_off = seals.sign_off_of("schemes.plan", found.key)
    return answer(
        request, "city/plan.html", plan=found, law=queries.pack_of(found.pack.digest), sign_off=seals.shown(sign_off) if sign_off else None,
        may_lay=permissions.may_lay(request.acting, found), story=story_rows(audit.story_of(found)),
    )  # fmt: skip


@acts_on(plan)
def plan_submission(request: Request, key: str) -> HttpResponse:
    """Lay the plan before the signers."""
    actions.lay_plan(plan=queries.plan_for(request.acting, key), by=request.acting, at=request.moment)
    return redirect("city:plan", key=key)


@require_safe
def calls(request: Request) -> HttpResponse:
    """Show the calls."""
    rows = queries.calls_seen(request.acting)
    return answer(request, "city/calls.html", rows=rows, titles=queries.titles_of(rows), may_draft=permissions.may_draft(request.acting))


@require_http_methods(["GET", "HEAD", "POST"])
def call_draft(request: Request) -> HttpResponse:
    """Draft a call under a published plan; it pins the plan's pack and its requirements."""
    published = {row.key: row for row in queries.published_plans()}
    titles = {title.code: said(title.name) for row in published.values() for title in queries.pack_of(row.pack.digest).titles}
    form = bind(CallForm, request, plans=[(key, str(row.year)) for key, row in published.items()], titles=list(titles.items()))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        plan_row = queries.plan_for(request.acting, typed["plan"])
        requirements = queries.requirements_on(plan_row.pack, typed["title"], typed["opens_at"].astimezone(CITY_TIME).date())
        windows = {typed["district"]: typed["district_closes_at"]} if typed["district"] and typed["district_closes_at"] else {}
        made = actions.draft_call(
            plan=plan_row, requirements_code=requirements.code, title_code=typed["title"], name=typed["name"], words=typed["words"],
            contact=typed["contact"], opens_at=typed["opens_at"], closes_at=typed["closes_at"], windows=windows, by=request.acting, at=request.moment,
        )  # fmt: skip
        return redirect("city:call", key=made.key)
    return answer(request, "city/call_draft.html", form=form, has_plans=bool(published))


@require_safe
def call(request: Request, key: str) -> HttpResponse:
    """Show a call: what it pins, its windows, its sign-off, what it still waits for."""
    found = queries.call_for(request.acting, key)
    sign_off = seals.sign_off_of("schemes.call", found.key)
    return answer(
        request, "city/call.html", call=found, about=queries.words_of(found), windows=queries.windows_of(found), sign_off=seals.shown(sign_off) if sign_off else None,
        left=queries.to_confirm(found.pack, found.requirements_code, found.title_code), open_values=queries.left_open(found.pack, found.requirements_code, found.title_code),
        may_lay=permissions.may_lay(request.acting, found), story=story_rows(audit.story_of(found)),
    )  # fmt: skip


@acts_on(call)
def call_submission(request: Request, key: str) -> HttpResponse:
    """Lay the call before the signers."""
    actions.lay_call(call=queries.call_for(request.acting, key), by=request.acting, at=request.moment)
    return redirect("city:call", key=key)
