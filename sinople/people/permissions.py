"""Who may do what with persons, organisations and proofs."""

from sinople.kernel.acting import APPLICANT_ROLES, EVALUATOR_ROLES, Acting, Role
from sinople.people.models import ProofOfAuthority
from sinople.people.states import ProofVerb


def may_ask(acting: Acting) -> bool:
    """Say whether this person may ask to act for an organisation."""
    return acting.is_somebody


def may_check(acting: Acting, proof: ProofOfAuthority) -> bool:
    """Say whether this person may confirm or refuse the proof: the district of the organisation, and never the person concerned."""
    return acting.is_district(proof.organisation.district) and acting.person_id != proof.person_id and proof.allows(ProofVerb.CONFIRM)


def may_keep(acting: Acting, organisation_id: int) -> bool:
    """Say whether this person may keep the organisation's sites and posts."""
    return acting.is_in(organisation_id, Role.SUBMITTER, Role.AGENT, Role.EVALUATOR_SIGNER)


def may_add_site(acting: Acting, organisation_id: int) -> bool:
    """Say whether this person may add a site."""
    return acting.is_in(organisation_id, *APPLICANT_ROLES)


def may_describe(acting: Acting, organisation_id: int) -> bool:
    """Say whether this person may change the self-declared qualifications of an evaluator."""
    return acting.is_in(organisation_id, *EVALUATOR_ROLES)


def may_administer(acting: Acting) -> bool:
    """Say whether this person keeps accounts."""
    return acting.is_any(Role.ADMINISTRATOR)
