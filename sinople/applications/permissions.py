"""Who may do what with an application."""

from sinople.applications.models import Application
from sinople.applications.states import EDITABLE, State, Verb
from sinople.kernel.acting import APPLICANT_ROLES, Acting, Role

SIGNERS = (Role.SUBMITTER, Role.AGENT)


def may_begin(acting: Acting, organisation_id: int) -> bool:
    """Say whether this person may begin an application for the organisation."""
    return acting.is_in(organisation_id, *APPLICANT_ROLES)


def may_edit(acting: Acting, application: Application) -> bool:
    """Say whether this person may fill in answers and papers now."""
    return acting.is_in(application.organisation_id, *APPLICANT_ROLES) and application.state in EDITABLE


def may_declare(acting: Acting, application: Application) -> bool:
    """Say whether this person may declare the self-evaluation."""
    return acting.is_in(application.organisation_id, *SIGNERS) and application.allows(Verb.DECLARE)


def may_reopen(acting: Acting, application: Application) -> bool:
    """Say whether this person may open the declared self-evaluation again."""
    return acting.is_in(application.organisation_id, *SIGNERS) and application.allows(Verb.REOPEN)


def may_hand_in(acting: Acting, application: Application) -> bool:
    """Say whether this person may hand in, the first time or after a correction."""
    return acting.is_in(application.organisation_id, *SIGNERS) and application.allows(Verb.HAND_IN)


def may_withdraw(acting: Acting, application: Application) -> bool:
    """Say whether this person may withdraw: at any time before the end."""
    return acting.is_in(application.organisation_id, *SIGNERS) and application.allows(Verb.WITHDRAW)


def may_answer(acting: Acting, application: Application) -> bool:
    """Say whether this person may answer the points of a correction."""
    return acting.is_in(application.organisation_id, *APPLICANT_ROLES) and application.state == State.RETURNED
