"""Who may do what with persons, organisations and proofs."""

from datetime import datetime

from sinople.audit.permissions import open_while
from sinople.kernel.acting import APPLICANT_ROLES, EVALUATOR_ROLES, Acting, Role
from sinople.law.marking import N_
from sinople.people import queries
from sinople.people.models import Person, ProofOfAuthority
from sinople.people.states import ProofVerb


def may_ask(acting: Acting) -> bool:
    """Say whether this person may ask to act for an organisation."""
    return acting.is_somebody


@open_while(lambda _acting, proof: proof.allows(ProofVerb.CONFIRM), N_("This proof was checked already. Reload the page to see the answer."))
def may_check(acting: Acting, proof: ProofOfAuthority) -> bool:
    """Say whether this person may confirm or refuse the proof: the district of the organisation, and never the person concerned."""
    return acting.is_district(proof.organisation.district) and acting.person_id != proof.person_id


def may_keep(acting: Acting, organisation_id: int) -> bool:
    """Say whether this person may keep the organisation's sites and posts."""
    return acting.is_in(organisation_id, Role.SUBMITTER, Role.AGENT, Role.EVALUATOR_SIGNER)


def may_add_site(acting: Acting, organisation_id: int) -> bool:
    """Say whether this person may add a site."""
    return acting.is_in(organisation_id, *APPLICANT_ROLES)


def may_describe(acting: Acting, organisation_id: int) -> bool:
    """Say whether this person may change the self-declared qualifications of an evaluator."""
    return acting.is_in(organisation_id, *EVALUATOR_ROLES)


def may_appoint(acting: Acting, person: Person, at: datetime) -> bool:
    """Say whether this person gives that one a post: an administrator, never themselves; while there is none, the machine's owner by command."""
    if acting.is_clock:
        return not queries.people_in(Role.ADMINISTRATOR, at)
    return may_administer(acting) and acting.person_id != person.pk


def may_administer(acting: Acting) -> bool:
    """Say whether this person keeps accounts."""
    return acting.is_any(Role.ADMINISTRATOR)
