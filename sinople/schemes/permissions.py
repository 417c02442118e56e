"""Who may do what with packs, plans and calls."""

from sinople.kernel.acting import Acting, Role
from sinople.schemes.models import Call, EnactedPack, Plan
from sinople.schemes.states import CallVerb, PackVerb, PlanVerb


def may_confirm(acting: Acting) -> bool:
    """Say whether this person may confirm a value: a named officer of the city."""
    return acting.is_any(Role.CITY_OFFICER)


def may_seal(acting: Acting, row: EnactedPack) -> bool:
    """Say whether this person may seal the pack: a leader."""
    return acting.is_any(Role.LEADER) and row.allows(PackVerb.SEAL)


def may_draft(acting: Acting) -> bool:
    """Say whether this person may draft plans and calls."""
    return acting.is_any(Role.CITY_OFFICER)


def may_lay(acting: Acting, thing: Call | Plan) -> bool:
    """Say whether this person may lay it before the signers."""
    return acting.is_any(Role.CITY_OFFICER) and thing.allows(CallVerb.LAY)


def may_change(acting: Acting, thing: Call | Plan) -> bool:
    """Say whether this person may still change the draft."""
    return acting.is_any(Role.CITY_OFFICER) and thing.allows(PlanVerb.LAY)
