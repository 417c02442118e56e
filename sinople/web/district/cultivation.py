"""The cultivation pool of a district: who asks, whom to propose, mentor, visits, creation plans."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from sinople.cultivation import actions, queries
from sinople.cultivation.states import CandidateState
from sinople.databook import queries as databooks
from sinople.files import actions as files
from sinople.schemes import queries as schemes
from sinople.web.acts import acts_on
from sinople.web.answers import answer
from sinople.web.requests import Request, bind
from sinople.web.things.cultivating import candidate_page, day_of
from sinople.web.wording import said


class VisitForm(forms.Form):
    """A visit: its day, what was found, what was advised, photographs."""

    visited_on = forms.DateField(label=_("Day of the visit"), widget=forms.DateInput(attrs={"type": "date"}))
    findings = forms.CharField(label=_("What was found"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    advice = forms.CharField(label=_("What was advised"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    photograph = forms.FileField(label=_("Photograph or record"), required=False)


class ProposalForm(forms.Form):
    """The title a site could aim at, and why."""

    title = forms.ChoiceField(label=_("Title"))
    reason = forms.CharField(label=_("Why this site should be cultivated"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: object, titles: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["title"].choices = titles  # type: ignore[attr-defined]


@require_safe
def candidates(request: Request) -> HttpResponse:
    """Show the pool of the district, by state and title, and whom one could propose."""
    on = day_of(request)
    states = [code for code in request.GET.getlist("state") if code in list(CandidateState)]
    title = request.GET.get("title", "")[:40]
    words = request.GET.get("words", "").strip()[:60]
    pack = schemes.pack_in_force(on)
    return answer(
        request, "district/cultivation.html", rows=queries.candidates_seen(request.acting, on=on, states=states, title=title), count=queries.count_seen(request.acting, states=states, title=title),
        chosen={"state": states, "title": title, "words": words}, states=[str(state) for state in CandidateState], titles=schemes.pack_of(pack.digest).titles if pack else (),
        suggested=queries.shared_plans_outside(request.acting), found=queries.sites_in(request.acting, words=words),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: Request, site: str) -> HttpResponse:
    """Propose a site for the pool; from a shared plan, with its title and reason."""
    found, pack = queries.site_in(request.acting, site), schemes.pack_in_force(day_of(request))
    key = request.GET.get("plan", "")
    plan = databooks.plan_for(request.acting, key) if key else None
    titles = [(title.code, said(title.name)) for title in queries.titles_for(found, pack)] if pack else []
    form = bind(ProposalForm, request, titles=titles, initial={"title": plan.title_code, "reason": plan.words} if plan else {})
    if request.method == "POST" and form.is_valid() and pack:
        made = actions.propose(
            site=found, title_code=form.cleaned_data["title"], pack=pack, reason=form.cleaned_data["reason"], readiness=plan if plan and plan.site_id == found.pk else None,
            by=request.acting, at=request.moment,
        )  # fmt: skip
        return redirect("district:candidate", key=made.key)
    return answer(request, "district/cultivation_proposal.html", site=found, form=form, titles=titles, pack=pack)


@require_safe
def candidate(request: Request, key: str) -> HttpResponse:
    """Show a candidate with its plans, visits and mentor."""
    found = queries.candidate_for(request.acting, key)
    return answer(
        request,
        "district/candidate.html",
        **candidate_page(request, found),
        visit_form=bind(VisitForm, request),
        officers=queries.officers_of(found.district, request.moment),
    )


@require_safe
def creation_plan(request: Request, key: str) -> HttpResponse:
    """Show the page of the candidate, where its plans are."""
    return candidate(request, queries.plan_for(request.acting, key).candidate.key)


@acts_on(candidate)
def decision(request: Request, key: str) -> HttpResponse:
    """Admit a site that asked, or turn it down with the reason."""
    found = queries.candidate_for(request.acting, key)
    if request.POST.get("verb") == "admit":
        actions.admit(candidate=found, by=request.acting, at=request.moment)
    else:
        actions.turn_down(candidate=found, reason=request.POST.get("reason", "")[:600], by=request.acting, at=request.moment)
    return redirect("district:candidate", key=key)


@acts_on(candidate)
def mentor(request: Request, key: str) -> HttpResponse:
    """Name the officer who guides the candidate."""
    typed = request.POST.get("mentor", "")[:12]
    person_id = int(typed) if typed.isdecimal() else 0
    actions.name_mentor(candidate=queries.candidate_for(request.acting, key), person_id=person_id, by=request.acting, at=request.moment)
    return redirect("district:candidate", key=key)


@require_http_methods(["GET", "HEAD", "POST"])
def visits(request: Request, key: str) -> HttpResponse:
    """Note a visit with its photographs."""
    found, form = queries.candidate_for(request.acting, key), bind(VisitForm, request)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        photograph = typed.pop("photograph", None)
        keys = [_kept(request, photograph, key)] if photograph else []
        actions.note_visit(candidate=found, evidence_keys=keys, by=request.acting, at=request.moment, **typed)
        return redirect("district:candidate", key=key)
    return answer(
        request, "district/candidate.html", **candidate_page(request, found), visit_form=form, officers=queries.officers_of(found.district, request.moment)
    )


def _kept(request: Request, upload: UploadedFile, key: str) -> str:
    about = (queries.Candidate.kind(), key)
    return files.keep(name=str(upload.name), data=upload.read(), by=request.acting, at=request.moment, organisation_id=0, about=about).key


@acts_on(creation_plan)
def plan_decision(request: Request, key: str) -> HttpResponse:
    """Confirm a creation plan, or send it back with what should be changed."""
    plan = queries.plan_for(request.acting, key)
    if request.POST.get("verb") == "confirm":
        actions.confirm(plan=plan, by=request.acting, at=request.moment)
    else:
        actions.send_back(plan=plan, reason=request.POST.get("reason", "")[:600], by=request.acting, at=request.moment)
    return redirect("district:candidate", key=plan.candidate.key)
