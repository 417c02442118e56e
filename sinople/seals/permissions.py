"""Who may sign, send back, and do the office's steps."""

from sinople.audit.permissions import open_while
from sinople.kernel.acting import CITY_ROLES, Acting, Role
from sinople.law.marking import N_
from sinople.seals.models import SignOff
from sinople.seals.rules import grounds_against_signing
from sinople.seals.states import SealState, SealVerb


def may_sign(acting: Acting, sign_off: SignOff) -> bool:
    """Say whether it is this person's turn to sign."""
    signed = list(sign_off.signatures.values_list("level", "person_id").order_by("pk"))
    return sign_off.allows(SealVerb.COMPLETE) and not grounds_against_signing(sign_off.level_list(), signed, sign_off.prepared_by_id, acting)


@open_while(lambda _acting, sign_off: sign_off.allows(SealVerb.SEND_BACK), N_("This is no longer open for signature."))
def may_send_back(acting: Acting, sign_off: SignOff) -> bool:
    """Say whether this person may send it back: whoever could sign it, or the leader."""
    return may_sign(acting, sign_off) or (acting.is_any(Role.LEADER) and acting.person_id != sign_off.prepared_by_id)


@open_while(
    lambda _acting, sign_off: sign_off.state == SealState.SIGNED,
    N_("Number, stamp and release come after the last signature. Reload the page to see whose turn it is."),
)
def may_do_office_steps(acting: Acting, sign_off: SignOff) -> bool:
    """Say whether this person numbers, stamps and releases: the office, after the last signature."""
    return acting.is_any(Role.OFFICE_CLERK)


@open_while(lambda _acting, sign_off: sign_off.allows(SealVerb.COMPLETE), N_("This is no longer open for signature."))
def may_register_scan(acting: Acting, sign_off: SignOff) -> bool:
    """Say whether this person may register, or confirm, the scan of a signed page."""
    return acting.role in CITY_ROLES - {Role.LEADER}
