"""Role × relation × state for the pool, its plans and milestones."""

from sinople.cultivation import permissions
from sinople.cultivation.models import Candidate, CreationPlan, Milestone
from sinople.cultivation.states import CandidateState, PlanState
from sinople.kernel.acting import Role
from sinople.people.models import Site
from tests.makers import BEGUN
from tests.tables import HERE, OWN, asked, of_district, own

SIGNERS, ALL = own(Role.SUBMITTER, Role.AGENT), own(Role.FILLER, Role.SUBMITTER, Role.AGENT)
SITE = Site(organisation_id=OWN, district=HERE)
STATES = [str(state) for state in CandidateState]


def candidate(state):
    return (Candidate(site=SITE, district=HERE, state=state),)


def test_who_asks_and_proposes():
    asked(permissions.may_ask, SIGNERS, ["-"], {"-"}, lambda _state: (SITE,))
    asked(permissions.may_propose, of_district, ["-"], {"-"}, lambda _state: (SITE,))


def test_who_leads_a_candidate_on():
    asked(permissions.may_admit, of_district, STATES, {"asked"}, candidate)
    asked(permissions.may_agree, SIGNERS, STATES, {"proposed"}, candidate)
    asked(permissions.may_leave, SIGNERS, STATES, {"asked", "in_pool"}, candidate)
    asked(permissions.may_guide, of_district, STATES, {"in_pool"}, candidate)
    asked(permissions.may_plan, ALL, STATES, {"in_pool"}, candidate)


def plan(state):
    whose, _, own_state = state.partition(" ")
    return (CreationPlan(candidate=Candidate(site=SITE, district=HERE, state=whose), state=own_state),)


def test_who_writes_and_confirms_a_plan():
    states = [f"{whose} {state}" for whose in ("in_pool", "left") for state in PlanState]
    asked(permissions.may_edit, ALL, states, {"in_pool draft"}, plan)
    asked(permissions.may_submit, SIGNERS, states, {"in_pool draft"}, plan)
    asked(permissions.may_confirm, of_district, states, {"in_pool submitted"}, plan)
    milestones = [*states, "in_pool confirmed reached"]

    def milestone(state):
        found, _, reached = state.rpartition(" ") if state.endswith("reached") else (state, "", "")
        return (Milestone(plan=plan(found)[0], reached_at=BEGUN if reached else None),)

    asked(permissions.may_reach, ALL, milestones, {"in_pool confirmed"}, milestone)
