"""Who may do what with an application."""

from sinople.applications.models import Application
from sinople.applications.states import EDITABLE, State, Verb
from sinople.audit.permissions import open_while
from sinople.kernel.acting import APPLICANT_ROLES, Acting, Role
from sinople.law.marking import N_
from sinople.schemes import queries as schemes

SIGNERS = (Role.SUBMITTER, Role.AGENT)


def may_begin(acting: Acting, organisation_id: int) -> bool:
    """Say whether this person may begin an application for the organisation."""
    return acting.is_in(organisation_id, *APPLICANT_ROLES)


@open_while(
    lambda _acting, application: application.state in EDITABLE,
    N_(
        "The application cannot be changed now: what was declared or handed in stands as it is. Open the self-evaluation again, or wait for a return for correction."
    ),
)
def may_edit(acting: Acting, application: Application) -> bool:
    """Say whether this person may fill in answers and papers now."""
    return acting.is_in(application.organisation_id, *APPLICANT_ROLES)


@open_while(
    lambda _acting, application: application.allows(Verb.DECLARE),
    N_("The self-evaluation can be declared only while the application is a draft. Reload the page to see where it stands."),
)
def may_declare(acting: Acting, application: Application) -> bool:
    """Say whether this person may declare the self-evaluation."""
    return acting.is_in(application.organisation_id, *SIGNERS)


@open_while(
    lambda _acting, application: application.allows(Verb.REOPEN),
    N_("The self-evaluation can be opened again only between its declaration and the hand-in. Reload the page to see where it stands."),
)
def may_reopen(acting: Acting, application: Application) -> bool:
    """Say whether this person may open the declared self-evaluation again."""
    return acting.is_in(application.organisation_id, *SIGNERS)


def demands_evaluation(application: Application) -> bool:
    """Say whether the title is handed in only with an evaluator's report, as the stages of its pack have it."""
    return State.VERIFIED in schemes.pack_of(application.pack_digest).title(application.call.title_code).stages


@open_while(
    lambda _acting, application: application.allows(Verb.HAND_IN) and not (application.state == State.DECLARED and demands_evaluation(application)),
    N_(
        "The application can be handed in once the evaluator has signed the report, or while it is returned for correction. Reload the page to see where it stands."
    ),
)
def may_hand_in(acting: Acting, application: Application) -> bool:
    """Say whether this person may hand in, the first time or after a correction."""
    return acting.is_in(application.organisation_id, *SIGNERS)


@open_while(lambda _acting, application: application.allows(Verb.WITHDRAW), N_("The application has ended already: there is nothing left to withdraw."))
def may_withdraw(acting: Acting, application: Application) -> bool:
    """Say whether this person may withdraw: at any time before the end."""
    return acting.is_in(application.organisation_id, *SIGNERS)


@open_while(
    lambda _acting, application: application.state == State.RETURNED,
    N_("Points can be answered only while the application is returned for correction. Reload the page to see where it stands."),
)
def may_answer(acting: Acting, application: Application) -> bool:
    """Say whether this person may answer the points of a correction."""
    return acting.is_in(application.organisation_id, *APPLICANT_ROLES)


def may_comment(acting: Acting, application: Application) -> bool:
    """Say whether this person may write to the colleagues who work on the application."""
    return acting.is_in(application.organisation_id, *APPLICANT_ROLES)
