"""The cultivation pool at the applicant's desk: asking for a place, answering a proposal, the creation plan and its milestones."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from sinople.cultivation import actions, queries
from sinople.cultivation.queries import Candidate
from sinople.databook import queries as databooks
from sinople.people import queries as people
from sinople.schemes import queries as schemes
from sinople.web.acts import acts_on
from sinople.web.answers import answer
from sinople.web.requests import Request, bind
from sinople.web.things.cultivating import MilestoneForm, candidate_page, day_of
from sinople.web.things.readying import basis_of
from sinople.web.wording import said


class AskForm(forms.Form):
    """The site with the title it aims at, the reason, and a saved plan that goes with it."""

    aim = forms.ChoiceField(label=_("Site and title"))
    reason = forms.CharField(label=_("Why this site should be cultivated"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}))
    readiness = forms.ChoiceField(label=_("Saved plan that goes with it"), required=False)

    def __init__(self, *args: object, aims: list[tuple[str, str]], plans: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["aim"].choices = [("", "—"), *aims]  # type: ignore[attr-defined]
        self.fields["readiness"].choices = [("", "—"), *plans]  # type: ignore[attr-defined]


@require_safe
def candidates(request: Request) -> HttpResponse:
    """Show the enterprise's candidates, and why the pool helps."""
    pack = schemes.pack_in_force(day_of(request))
    demanded = schemes.pack_of(pack.digest).setting("cultivation_required") if pack else None
    return answer(request, "applicant/cultivation.html", rows=queries.candidates_seen(request.acting, on=day_of(request)), pack=pack, demanded=demanded)


@require_http_methods(["GET", "HEAD", "POST"])
def asking(request: Request) -> HttpResponse:
    """Ask the district for a place."""
    pack = schemes.pack_in_force(day_of(request))
    sites = {site.key: site for site in people.sites_of(request.acting)}
    aims = [
        (f"{key} {title.code}", f"{site.name} · {said(title.name)}")
        for key, site in sites.items()
        for title in (queries.titles_for(site, pack) if pack else ())
    ]
    saved = databooks.plans_seen(request.acting)
    plans = [(row.key, f"{said(row.title)} · {row.site} · {row.at:%Y-%m-%d}") for row in saved]
    form = bind(AskForm, request, aims=aims, plans=plans, initial=_from_plan(request))
    if request.method == "POST" and form.is_valid() and pack:
        site, _space, title = form.cleaned_data["aim"].partition(" ")
        key = form.cleaned_data["readiness"]
        made = actions.ask(
            site=sites[site], title_code=title, pack=pack, reason=form.cleaned_data["reason"], readiness=databooks.plan_for(request.acting, key) if key else None,
            by=request.acting, at=request.moment,
        )  # fmt: skip
        return redirect("applicant:candidate", key=made.key)
    return answer(request, "applicant/cultivation_request.html", form=form, pack=pack, aims=aims)


def _from_plan(request: Request) -> dict[str, str]:
    key = request.GET.get("plan", "")
    if not key:
        return {}
    plan = databooks.plan_for(request.acting, key)
    return {"aim": f"{plan.site.key} {plan.title_code}", "readiness": plan.key, "reason": plan.words}


@require_safe
def candidate(request: Request, key: str) -> HttpResponse:
    """Show a candidate with its creation plans."""
    return _page(request, queries.candidate_for(request.acting, key))


def _page(request: Request, found: Candidate) -> HttpResponse:
    return answer(request, "applicant/candidate.html", **candidate_page(request, found))


@require_safe
def creation_plan(request: Request, key: str) -> HttpResponse:
    """Show the page of the candidate, where its plans are."""
    return _page(request, queries.candidate_for(request.acting, queries.plan_for(request.acting, key).candidate.key))


@acts_on(candidate)
def agreement(request: Request, key: str) -> HttpResponse:
    """Agree to the proposal of the district."""
    actions.agree(candidate=queries.candidate_for(request.acting, key), by=request.acting, at=request.moment)
    return redirect("applicant:candidate", key=key)


@acts_on(candidate)
def declining(request: Request, key: str) -> HttpResponse:
    """Decline the proposal of the district."""
    found = queries.candidate_for(request.acting, key)
    actions.decline(candidate=found, reason=request.POST.get("reason", "")[:600], by=request.acting, at=request.moment)
    return redirect("applicant:candidate", key=key)


@acts_on(candidate)
def leaving(request: Request, key: str) -> HttpResponse:
    """Leave the pool, or take the request back."""
    found = queries.candidate_for(request.acting, key)
    actions.leave(candidate=found, reason=request.POST.get("reason", "")[:600], by=request.acting, at=request.moment)
    return redirect("applicant:candidate", key=key)


@acts_on(candidate)
def plans(request: Request, key: str) -> HttpResponse:
    """Begin the creation plan of a year."""
    found, year = queries.candidate_for(request.acting, key), request.POST.get("year", "")[:4]
    actions.begin_plan(candidate=found, year=int(year) if year.isdecimal() else 0, by=request.acting, at=request.moment)
    return redirect("applicant:candidate", key=key)


@require_http_methods(["GET", "HEAD", "POST"])
def milestones(request: Request, key: str) -> HttpResponse:
    """Add a milestone to a plan."""
    plan = queries.plan_for(request.acting, key)
    found = queries.candidate_for(request.acting, plan.candidate.key)
    basis = basis_of(found.site, found.title_code, day_of(request))
    form = bind(MilestoneForm, request, table=basis.table if basis else None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        row = basis.table.indicator(typed["row"]) if basis and basis.table and typed["row"] else None
        actions.add_milestone(plan=plan, by=request.acting, at=request.moment, unit=row.unit if row else "", **typed)
        return redirect("applicant:candidate", key=found.key)
    return answer(request, "applicant/candidate.html", **(candidate_page(request, found) | {"milestone_form": form}))


@acts_on(creation_plan)
def takeover(request: Request, key: str) -> HttpResponse:
    """Make the changes of a saved plan milestones."""
    plan = queries.plan_for(request.acting, key)
    actions.take_over(plan=plan, readiness=databooks.plan_for(request.acting, request.POST.get("readiness", "")[:20]), by=request.acting, at=request.moment)
    return redirect("applicant:candidate", key=plan.candidate.key)


@acts_on(creation_plan)
def submission(request: Request, key: str) -> HttpResponse:
    """Give the plan to the district."""
    plan = actions.submit(plan=queries.plan_for(request.acting, key), by=request.acting, at=request.moment)
    return redirect("applicant:candidate", key=plan.candidate.key)


@require_safe
def milestone(request: Request, key: str) -> HttpResponse:
    """Show the page of the candidate to which a milestone belongs."""
    return creation_plan(request, queries.milestone_for(request.acting, key).plan.key)


@acts_on(milestone)
def milestone_end(request: Request, key: str) -> HttpResponse:
    """Take a milestone out of the plan."""
    found = queries.milestone_for(request.acting, key)
    actions.remove_milestone(milestone=found, by=request.acting, at=request.moment)
    return redirect("applicant:candidate", key=found.plan.candidate.key)


@acts_on(milestone)
def milestone_report(request: Request, key: str) -> HttpResponse:
    """Report a milestone as reached."""
    found = queries.milestone_for(request.acting, key)
    actions.reach(milestone=found, note=request.POST.get("note", "")[:600], by=request.acting, at=request.moment)
    return redirect("applicant:candidate", key=found.plan.candidate.key)
