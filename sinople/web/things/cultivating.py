"""A candidate of the cultivation pool as its page shows it: whose turn, its plans, what the data book says to each milestone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sinople.audit import queries as audit
from sinople.cultivation import permissions, queries
from sinople.cultivation.queries import Candidate, CreationPlan, Milestone
from sinople.cultivation.rules import OPS as SIGNS
from sinople.cultivation.rules import Progress, Standing, meets
from sinople.cultivation.states import CandidateState, PlanState
from sinople.databook import queries as databooks
from sinople.files import queries as files
from sinople.kernel.acting import APPLICANT_ROLES, Role
from sinople.kernel.text import Text
from sinople.law.clocks import SHANGHAI
from sinople.law.packs import Table
from sinople.law.scoring import SheetRow
from sinople.web.context import Words
from sinople.web.requests import Request, bind
from sinople.web.things.readying import OPS, Basis, basis_of
from sinople.web.things.stories import story_rows
from sinople.web.wording import number, said


@dataclass(frozen=True, slots=True)
class MilestoneShown:
    """A milestone with what it is called, what it wants, and what the data book says now (`meets` is None where nothing can be said)."""

    row: Milestone
    name: Text | str
    target: str
    now: Decimal | None
    meets: bool | None
    standing: Standing
    may_reach: bool


@dataclass(frozen=True, slots=True)
class PlanShown:
    """The creation plan of a year."""

    plan: CreationPlan
    milestones: tuple[MilestoneShown, ...]
    progress: Progress
    may_edit: bool
    may_submit: bool
    may_confirm: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """What a state says: what happens, whose turn it is, what each side may do."""

    what: Words
    turn: Words = ""
    applicant: Words = ""
    district: Words = ""
    tone: str = "info"


TURNS: Mapping[str, Turn] = {
    CandidateState.ASKED: Turn(
        _("A place in the cultivation pool is asked for"), _("the district"), _("You need do nothing now; the district answers."), _("Admit the site, or turn it down with the reason."), "wait"
    ),
    CandidateState.PROPOSED: Turn(
        _("The district proposes this site for the cultivation pool"), _("the enterprise"), _("Agree, or decline. Nothing begins before you agree."), _("You need do nothing now; the enterprise answers."),
        "wait",
    ),
    CandidateState.IN_POOL: Turn(
        _("In the cultivation pool"), _("the enterprise"), _("Write the creation plan of the year, reach its milestones, and apply when a call opens."),
        _("Name a mentor, visit the place, confirm the creation plan."), "go",
    ),
    CandidateState.REFUSED: Turn(_("Not admitted to the cultivation pool"), applicant=_("You may mend what is named and ask again."), tone="stop"),
    CandidateState.DECLINED: Turn(_("The enterprise declined the proposal")),
    CandidateState.LEFT: Turn(_("Left the cultivation pool by its own wish")),
    CandidateState.EARNED: Turn(_("Left the cultivation pool with the title"), tone="gold"),
    CandidateState.LAPSED: Turn(_("The years in the cultivation pool are over"), applicant=_("You may ask for a place again."), tone="stop"),
}  # fmt: skip


PLAN_WAITS = Turn(
    _("The creation plan waits for the district"), _("the district"), _("You need do nothing now; the district answers."), _("Confirm the creation plan, or send it back with what should be changed."), "wait"
)  # fmt: skip


class MilestoneForm(forms.Form):
    """A dated step, with a row of the table and its figure if one is to be reached."""

    words = forms.CharField(label=_("What will have been done"), max_length=300, required=False)
    due_on = forms.DateField(label=_("By"), widget=forms.DateInput(attrs={"type": "date"}))
    row = forms.ChoiceField(label=_("Row of the table"), required=False)
    op = forms.ChoiceField(label=_("To be reached"), required=False, choices=[("", "—"), *((sign, OPS[sign]) for sign in SIGNS)])
    target = forms.DecimalField(label=_("Figure"), required=False, max_digits=18, decimal_places=6)

    def __init__(self, *args: Any, table: Table | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(row.code, f"{row.code} {said(row.name)}") for row in table.indicators] if table else []
        self.fields["row"].choices = [("", "—"), *rows]  # type: ignore[attr-defined]


def day_of(request: Request) -> date:
    """Return the day in the city."""
    return request.moment.astimezone(SHANGHAI).date()


def candidate_page(request: Request, candidate: Candidate) -> dict[str, Any]:
    """Return everything that the page of a candidate shows."""
    acting, on = request.acting, day_of(request)
    basis = basis_of(candidate.site, candidate.title_code, on)
    by_plan, visits = queries.milestones_of_all(candidate), queries.visits_of(candidate)
    plans = [_plan_shown(request, plan, by_plan.get(plan.pk, []), candidate, basis) for plan in queries.plans_of(candidate)]
    turn = (
        PLAN_WAITS if any(shown.plan.state == PlanState.SUBMITTED for shown in plans) and candidate.state == CandidateState.IN_POOL else TURNS[candidate.state]
    )
    return {
        "candidate": candidate,
        "title_name": queries.title_of(candidate).name,
        "turn": turn,
        "do": turn.applicant if acting.role in APPLICANT_ROLES else turn.district if acting.role is Role.DISTRICT_OFFICER else "",
        "years": queries.setting_of(candidate, "cultivation_years"),
        "plans": plans,
        "year": _next_year(candidate, plans, on),
        "visits": visits,
        "files": files.rows_of(acting, [key for visit in visits for key in visit.evidence_keys]),
        "may_admit": permissions.may_admit(acting, candidate),
        "may_agree": permissions.may_agree(acting, candidate),
        "may_leave": permissions.may_leave(acting, candidate),
        "may_guide": permissions.may_guide(acting, candidate),
        "may_plan": permissions.may_plan(acting, candidate),
        "readiness": databooks.plans_seen(acting, site_id=candidate.site_id) if any(plan.may_edit for plan in plans) else [],
        "milestone_form": bind(MilestoneForm, request, table=basis.table if basis else None),
        "story": story_rows(audit.story_of(candidate, *(shown.plan for shown in plans))),
    }


def _next_year(candidate: Candidate, plans: list[PlanShown], on: date) -> int | None:
    """Return the year whose plan can be begun: this one, else the next within the stay."""
    there = {shown.plan.year for shown in plans}
    last = candidate.until_on.year if candidate.until_on else 0
    return next((year for year in (on.year, on.year + 1) if year not in there and year <= last), None)


def _plan_shown(request: Request, plan: CreationPlan, milestones: list[Milestone], candidate: Candidate, basis: Basis | None) -> PlanShown:
    plan.candidate = candidate
    rows = {row.code: row for row in basis.now.sheet.rows} if basis and basis.table and any(one.row for one in milestones) else {}
    shown = tuple(_milestone_shown(request, one, plan, rows) for one in milestones)
    confirmed = shown if plan.state == PlanState.CONFIRMED else ()
    progress = Progress(sum(one.standing is Standing.REACHED for one in confirmed), sum(one.standing is Standing.OVERDUE for one in confirmed), len(shown))
    return PlanShown(
        plan,
        shown,
        progress,
        permissions.may_edit(request.acting, plan),
        permissions.may_submit(request.acting, plan),
        permissions.may_confirm(request.acting, plan),
    )


def _milestone_shown(request: Request, milestone: Milestone, plan: CreationPlan, rows: Mapping[str, SheetRow]) -> MilestoneShown:
    milestone.plan = plan
    row = rows.get(milestone.row)
    now = row.value if row else None
    says = meets(now, milestone.op, milestone.target) if milestone.target is not None else (str(row.verdict) == "met" if row else None)
    target = f"{OPS[milestone.op]} {number(milestone.target)} {'' if milestone.unit == '-' else milestone.unit}".strip() if milestone.target is not None else ""
    name: Text | str = milestone.words or (row.name if row else milestone.row)
    standing = queries.stands(milestone, candidate=plan.candidate, on=day_of(request))
    return MilestoneShown(milestone, name, target, now, says, standing, permissions.may_reach(request.acting, milestone))
