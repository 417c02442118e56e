"""Who may invite, accept, verify and sign."""

from sinople.applications.models import Application
from sinople.applications.permissions import SIGNERS
from sinople.applications.states import State
from sinople.evaluation.models import Engagement
from sinople.evaluation.states import EngagementState, EngagementVerb
from sinople.kernel.acting import EVALUATOR_ROLES, Acting, Role


def may_invite(acting: Acting, application: Application) -> bool:
    """Say whether this person may invite an evaluator: after declaring, while none is engaged."""
    return acting.is_in(application.organisation_id, *SIGNERS) and application.state == State.DECLARED


def may_cancel(acting: Acting, engagement: Engagement) -> bool:
    """Say whether this person may end the engagement before the report is signed."""
    return acting.is_in(engagement.application.organisation_id, *SIGNERS) and engagement.allows(EngagementVerb.CANCEL)


def may_reply(acting: Acting, engagement: Engagement) -> bool:
    """Say whether this person may accept or decline for the evaluator."""
    return acting.is_in(engagement.evaluator_id, Role.EVALUATOR_SIGNER) and engagement.state == EngagementState.INVITED


def may_verify(acting: Acting, engagement: Engagement) -> bool:
    """Say whether this person may record verified values."""
    return (
        acting.is_in(engagement.evaluator_id, *EVALUATOR_ROLES)
        and engagement.state == EngagementState.ACCEPTED
        and engagement.application.state == State.DECLARED
    )


def may_sign_report(acting: Acting, engagement: Engagement) -> bool:
    """Say whether this person may sign the report."""
    return acting.role is Role.EVALUATOR_SIGNER and may_verify(acting, engagement)
