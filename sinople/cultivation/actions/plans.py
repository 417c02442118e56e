"""The creation plan of a year: written, confirmed, its milestones reached; people are reminded of them."""

from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError

from sinople.audit.actions import hold, move, record
from sinople.audit.permissions import demand
from sinople.cultivation import permissions
from sinople.cultivation.actions.telling import note, said, tell, tell_district
from sinople.cultivation.models import Candidate, CreationPlan, Milestone
from sinople.cultivation.rules import OPS
from sinople.cultivation.states import PlanState, PlanVerb
from sinople.databook import queries as databooks
from sinople.databook.models import ReadinessPlan
from sinople.kernel.acting import Acting
from sinople.kernel.refused import Refused
from sinople.law.marking import N_

FASTER = N_("Somebody else has just changed this. Reload the page to see where it stands.")


def begin_plan(*, candidate: Candidate, year: int, by: Acting, at: datetime) -> CreationPlan:
    """Begin the creation plan of a year in which the candidate is in the pool."""
    demand(permissions.may_plan, by, candidate)
    if not (candidate.entered_on and candidate.until_on and candidate.entered_on.year <= year <= candidate.until_on.year):
        raise Refused(
            "A creation plan is for a year in the pool: from %(first)s to %(last)s.", field="year", first=candidate.entered_on, last=candidate.until_on
        )
    try:
        made = CreationPlan.objects.create(candidate=candidate, year=year, state=PlanState.DRAFT, moved_at=at)
    except IntegrityError:
        raise Refused("There is a creation plan for %(year)s already.", field="year", year=str(year)) from None
    record("begin_plan", made, by=by, at=at, candidate=candidate.key, year=year)
    return made


def add_milestone(
    *, plan: CreationPlan, words: str, due_on: date, row: str = "", op: str = "", target: Decimal | None = None, unit: str = "", by: Acting, at: datetime
) -> Milestone:
    """Add a dated step; with a row of the table it may name the figure to be reached, in the unit of the row."""
    demand(permissions.may_edit, by, plan)
    hold(plan)
    _check(plan, words, due_on, row, op, target)
    made = Milestone.objects.create(plan=plan, words=words.strip(), due_on=due_on, row=row, op=op if target is not None else "", target=target, unit=unit)
    record("add_milestone", plan, by=by, at=at, words=made.words, row=row, due_on=due_on)
    return made


def _check(plan: CreationPlan, words: str, due_on: date, row: str, op: str, target: Decimal | None) -> None:
    if due_on.year != plan.year:
        raise Refused("A milestone of this plan has its day in %(year)s.", field="due_on", year=str(plan.year))
    if not words.strip() and not row:
        raise Refused("Say in a sentence what will have been done, or choose a row of the table.", field="words")
    if target is not None and (not row or op not in OPS):
        raise Refused("A figure to be reached needs its row, and whether it has to be above or below.", field="target")


def remove_milestone(*, milestone: Milestone, by: Acting, at: datetime) -> None:
    """Take a step out of a plan that is not fixed yet."""
    demand(permissions.may_edit, by, milestone.plan)
    record("remove_milestone", milestone.plan, by=by, at=at, words=milestone.words, row=milestone.row)
    milestone.delete()


def take_over(*, plan: CreationPlan, readiness: ReadinessPlan, by: Acting, at: datetime) -> int:
    """Make the changes of a saved plan milestones; those of a row that is there already are left out. Return how many were added."""
    demand(permissions.may_edit, by, plan)
    hold(plan)
    if readiness.site_id != plan.candidate.site_id or readiness.title_code != plan.candidate.title_code:
        raise Refused("This saved plan is for another site or another title.", field="readiness")
    there = set(plan.milestones.values_list("row", flat=True))
    due_on = min(max(readiness.target_on, date(plan.year, 1, 1)), date(plan.year, 12, 31))
    steps = [step for step in databooks.steps_of(readiness) if step.code not in there]
    for step in steps:
        target = step.limit if step.op in OPS else None
        Milestone.objects.create(plan=plan, due_on=due_on, row=step.code, op=step.op if target is not None else "", target=target, unit=step.unit)
    record("take_over_steps", plan, by=by, at=at, readiness=readiness.key, milestones=len(steps))
    return len(steps)


def submit(*, plan: CreationPlan, by: Acting, at: datetime) -> CreationPlan:
    """Give the plan to the district."""
    demand(permissions.may_submit, by, plan)
    if not plan.milestones.exists():
        raise Refused("A plan without a milestone plans nothing; add at least one.")
    move(plan, PlanVerb.SUBMIT, by=by, at=at)
    tell_district(
        plan.candidate, N_("%(organisation)s has submitted its creation plan of %(year)s for %(title)s."), at=at, about=plan, once=f"{at}", year=str(plan.year)
    )
    return plan


def confirm(*, plan: CreationPlan, by: Acting, at: datetime) -> CreationPlan:
    """Confirm the plan: from now on its milestones are fixed."""
    demand(permissions.may_confirm, by, plan)
    move(plan, PlanVerb.CONFIRM, by=by, at=at)
    tell(plan.candidate, N_("The creation plan of %(year)s for %(site)s is confirmed."), at=at, about=plan, year=str(plan.year))
    return plan


def send_back(*, plan: CreationPlan, reason: str, by: Acting, at: datetime) -> CreationPlan:
    """Send the plan back, with what should be changed."""
    demand(permissions.may_confirm, by, plan)
    note(plan, answer=said(reason))
    move(plan, PlanVerb.SEND_BACK, by=by, at=at, reason=reason.strip())
    tell(
        plan.candidate,
        N_("The creation plan of %(year)s for %(site)s came back: %(reason)s"),
        at=at,
        about=plan,
        once=f"{at}",
        year=str(plan.year),
        reason=reason,
    )
    return plan


def reach(*, milestone: Milestone, note: str, by: Acting, at: datetime) -> Milestone:
    """Report a milestone as reached, with a word on how."""
    demand(permissions.may_reach, by, milestone)
    if not Milestone.objects.filter(pk=milestone.pk, reached_at__isnull=True).update(reached_at=at, reached_by_id=by.person_id, note=note.strip()):
        raise Refused(FASTER)
    milestone.refresh_from_db()
    record("reach", milestone.plan, by=by, at=at, milestone=milestone.key, words=milestone.words, row=milestone.row, note=note.strip())
    return milestone


def remind(*, milestone: Milestone, at: datetime) -> bool:
    """Remind the enterprise and the mentor of a milestone, once; false when it was done already."""
    if not Milestone.objects.filter(pk=milestone.pk, reminded_at__isnull=True, reached_at__isnull=True).update(reminded_at=at):
        return False
    candidate = milestone.plan.candidate
    said = N_("A milestone of %(site)s on the way to %(title)s is due on %(due)s.")
    tell(candidate, said, at=at, once=milestone.key, due=milestone.due_on, also=[candidate.mentor_id] if candidate.mentor_id else [])
    return True
