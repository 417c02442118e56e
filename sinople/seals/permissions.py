"""Who may sign, send back, and do the office's steps."""

from sinople.kernel.acting import CITY_ROLES, Acting, Role
from sinople.seals.models import SignOff
from sinople.seals.rules import grounds_against_signing
from sinople.seals.states import SealState, SealVerb


def may_sign(acting: Acting, sign_off: SignOff) -> bool:
    """Say whether it is this person's turn to sign."""
    signed = list(sign_off.signatures.values_list("level", "person_id").order_by("pk"))
    return sign_off.allows(SealVerb.COMPLETE) and not grounds_against_signing(sign_off.level_list(), signed, sign_off.prepared_by_id, acting)


def may_send_back(acting: Acting, sign_off: SignOff) -> bool:
    """Say whether this person may send it back: whoever could sign it, or the leader."""
    return sign_off.allows(SealVerb.SEND_BACK) and (may_sign(acting, sign_off) or (acting.is_any(Role.LEADER) and acting.person_id != sign_off.prepared_by_id))


def may_do_office_steps(acting: Acting, sign_off: SignOff) -> bool:
    """Say whether this person numbers, stamps and releases: the office, after the last signature."""
    return acting.is_any(Role.OFFICE_CLERK) and sign_off.state == SealState.SIGNED


def may_register_scan(acting: Acting, sign_off: SignOff) -> bool:
    """Say whether this person may register, or confirm, the scan of a signed page."""
    return acting.role in CITY_ROLES - {Role.LEADER} and sign_off.allows(SealVerb.COMPLETE)
