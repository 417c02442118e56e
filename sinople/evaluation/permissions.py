"""Who may invite, accept, verify and sign."""

from sinople.applications.models import Application
from sinople.applications.permissions import SIGNERS
from sinople.applications.states import State
from sinople.audit.permissions import open_while
from sinople.evaluation.models import Engagement
from sinople.evaluation.states import EngagementState, EngagementVerb
from sinople.kernel.acting import EVALUATOR_ROLES, Acting, Role
from sinople.law.marking import N_


@open_while(
    lambda _acting, application: application.state == State.DECLARED,
    N_("An evaluator can be invited only after the self-evaluation is declared and before the report is signed. Reload the page to see where it stands."),
)
def may_invite(acting: Acting, application: Application) -> bool:
    """Say whether this person may invite an evaluator: after declaring, while none is engaged."""
    return acting.is_in(application.organisation_id, *SIGNERS)


@open_while(
    lambda _acting, engagement: engagement.allows(EngagementVerb.CANCEL), N_("This engagement has ended already. Reload the page to see where it stands.")
)
def may_cancel(acting: Acting, engagement: Engagement) -> bool:
    """Say whether this person may end the engagement before the report is signed."""
    return acting.is_in(engagement.application.organisation_id, *SIGNERS)


@open_while(
    lambda _acting, engagement: engagement.state == EngagementState.INVITED,
    N_("This invitation was answered already, or taken back. Reload the page to see where it stands."),
)
def may_reply(acting: Acting, engagement: Engagement) -> bool:
    """Say whether this person may accept or decline for the evaluator."""
    return acting.is_in(engagement.evaluator_id, Role.EVALUATOR_SIGNER)


def _is_being_verified(_acting: Acting, engagement: Engagement) -> bool:
    return engagement.state == EngagementState.ACCEPTED and engagement.application.state == State.DECLARED


NOT_VERIFYING = N_(
    "Values are verified between the evaluator's acceptance and the signed report, while the self-evaluation is declared. Reload the page to see where it stands."
)


@open_while(_is_being_verified, NOT_VERIFYING)
def may_verify(acting: Acting, engagement: Engagement) -> bool:
    """Say whether this person may record verified values."""
    return acting.is_in(engagement.evaluator_id, *EVALUATOR_ROLES)


@open_while(_is_being_verified, NOT_VERIFYING)
def may_sign_report(acting: Acting, engagement: Engagement) -> bool:
    """Say whether this person may sign the report."""
    return acting.is_in(engagement.evaluator_id, Role.EVALUATOR_SIGNER)
