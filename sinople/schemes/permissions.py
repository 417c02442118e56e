"""Who may do what with packs, plans and calls."""

from sinople.audit.permissions import open_while
from sinople.kernel.acting import Acting, Role
from sinople.law.marking import N_
from sinople.schemes.models import Call, EnactedPack, Plan
from sinople.schemes.states import CallVerb, PackState, PackVerb, PlanVerb


def may_confirm(acting: Acting) -> bool:
    """Say whether this person may confirm a value: a named officer of the city."""
    return acting.is_any(Role.CITY_OFFICER)


def may_import(acting: Acting) -> bool:
    """Say whether this person may bring in a pack."""
    return acting.is_any(Role.CITY_OFFICER)


def may_try(acting: Acting) -> bool:
    """Say whether this person may try rules on past cases."""
    return acting.is_any(Role.CITY_OFFICER, Role.LEADER)


@open_while(lambda _acting, row: row.state != PackState.SET_ASIDE, N_("This draft was replaced by a newer one; change that one."))
def may_change_pack(acting: Acting, row: EnactedPack) -> bool:
    """Say whether this person may change the pack, or correct it by a new version: never one that was replaced."""
    return acting.is_any(Role.CITY_OFFICER)


@open_while(lambda _acting, row: row.state in {PackState.SEALED, PackState.IN_FORCE}, N_("Only rules that are sealed or in force are ended."))
def may_end(acting: Acting, row: EnactedPack) -> bool:
    """Say whether this person may set the day on which the pack ends: a leader, by a notice of repeal."""
    return acting.is_any(Role.LEADER)


@open_while(lambda _acting, row: row.allows(PackVerb.SEAL), N_("Only a draft is sealed. Reload the page to see where it stands."))
def may_seal(acting: Acting, row: EnactedPack) -> bool:
    """Say whether this person may seal the pack: a leader."""
    return acting.is_any(Role.LEADER)


def may_draft(acting: Acting) -> bool:
    """Say whether this person may draft plans and calls."""
    return acting.is_any(Role.CITY_OFFICER)


@open_while(lambda _acting, thing: thing.allows(CallVerb.LAY), N_("Only a draft is laid before the signers. Reload the page to see where it stands."))
def may_lay(acting: Acting, thing: Call | Plan) -> bool:
    """Say whether this person may lay it before the signers."""
    return acting.is_any(Role.CITY_OFFICER)


@open_while(lambda _acting, thing: thing.allows(PlanVerb.LAY), N_("Only a draft is laid before the signers. Reload the page to see where it stands."))
def may_change(acting: Acting, thing: Call | Plan) -> bool:
    """Say whether this person may still change the draft."""
    return acting.is_any(Role.CITY_OFFICER)
