"""Who may ask for a place in the pool, keep the pool, and write a creation plan."""

from sinople.audit.permissions import open_while
from sinople.cultivation.models import Candidate, CreationPlan, Milestone
from sinople.cultivation.states import CandidateState, CandidateVerb, PlanState, PlanVerb
from sinople.kernel.acting import APPLICANT_ROLES, Acting, Role
from sinople.law.marking import N_
from sinople.people.models import Site

SIGNERS = (Role.SUBMITTER, Role.AGENT)
ENDED = N_("This candidate is no longer, or not yet, in the pool. Reload the page to see where it stands.")
ANSWERED = N_("This was answered already. Reload the page to see where it stands.")
FIXED = N_("This creation plan is with the district, or confirmed already. Reload the page to see where it stands.")


def may_ask(acting: Acting, site: Site) -> bool:
    """Say whether this person may ask for a place in the pool: whoever signs for the enterprise."""
    return acting.is_in(site.organisation_id, *SIGNERS)


def may_propose(acting: Acting, site: Site) -> bool:
    """Say whether this person may propose a site: an officer of its district."""
    return acting.is_district(site.district)


@open_while(lambda _acting, candidate: candidate.state == CandidateState.ASKED, ANSWERED)
def may_admit(acting: Acting, candidate: Candidate) -> bool:
    """Say whether this person may admit or turn down a site that asked."""
    return acting.is_district(candidate.district)


@open_while(lambda _acting, candidate: candidate.state == CandidateState.PROPOSED, ANSWERED)
def may_agree(acting: Acting, candidate: Candidate) -> bool:
    """Say whether this person may agree to the district's proposal or decline it."""
    return acting.is_in(candidate.site.organisation_id, *SIGNERS)


@open_while(lambda _acting, candidate: candidate.allows(CandidateVerb.LEAVE), ENDED)
def may_leave(acting: Acting, candidate: Candidate) -> bool:
    """Say whether this person may take the site out of the pool, or its wish back."""
    return acting.is_in(candidate.site.organisation_id, *SIGNERS)


@open_while(lambda _acting, candidate: candidate.state == CandidateState.IN_POOL, ENDED)
def may_guide(acting: Acting, candidate: Candidate) -> bool:
    """Say whether this person may name a mentor and note a visit."""
    return acting.is_district(candidate.district)


@open_while(lambda _acting, candidate: candidate.state == CandidateState.IN_POOL, ENDED)
def may_plan(acting: Acting, candidate: Candidate) -> bool:
    """Say whether this person may begin the creation plan of a year."""
    return acting.is_in(candidate.site.organisation_id, *APPLICANT_ROLES)


@open_while(lambda _acting, plan: plan.state == PlanState.DRAFT and plan.candidate.state == CandidateState.IN_POOL, FIXED)
def may_edit(acting: Acting, plan: CreationPlan) -> bool:
    """Say whether this person may write milestones."""
    return acting.is_in(plan.candidate.site.organisation_id, *APPLICANT_ROLES)


@open_while(lambda _acting, plan: plan.allows(PlanVerb.SUBMIT) and plan.candidate.state == CandidateState.IN_POOL, FIXED)
def may_submit(acting: Acting, plan: CreationPlan) -> bool:
    """Say whether this person may give the plan to the district."""
    return acting.is_in(plan.candidate.site.organisation_id, *SIGNERS)


@open_while(lambda _acting, plan: plan.allows(PlanVerb.CONFIRM) and plan.candidate.state == CandidateState.IN_POOL, ANSWERED)
def may_confirm(acting: Acting, plan: CreationPlan) -> bool:
    """Say whether this person may confirm the plan or send it back."""
    return acting.is_district(plan.candidate.district)


@open_while(
    lambda _acting, milestone: (
        milestone.reached_at is None and milestone.plan.state == PlanState.CONFIRMED and milestone.plan.candidate.state == CandidateState.IN_POOL
    ),
    N_("This milestone is reached already, or its plan is not confirmed. Reload the page to see where it stands."),
)
def may_reach(acting: Acting, milestone: Milestone) -> bool:
    """Say whether this person may report the milestone as reached."""
    return acting.is_in(milestone.plan.candidate.site.organisation_id, *APPLICANT_ROLES)
