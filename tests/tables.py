"""Permissions as a table: role × relation × state against the answer, every cell asked."""

from collections.abc import Callable, Collection, Iterable

from django.core.exceptions import PermissionDenied

from sinople.audit.permissions import demand
from sinople.kernel.acting import ANYONE, CLOCK, Acting, Role
from sinople.kernel.refused import Refused

OWN, OTHER = 1, 2  # organisations
HERE, THERE = "440306", "440305"  # districts
EVERYBODY = tuple(
    Acting(person_id=100 + n, role=role, organisation_id=organisation, district=district)
    for n, role in enumerate(Role)
    for organisation in (OWN, OTHER, 0)
    for district in (HERE, THERE, "")
)  # fmt: skip


def asked(may: Callable[..., bool], allowed: Callable[[Acting], bool], states: Iterable[str], open_in: Collection[str], made: Callable[[str], tuple]) -> int:
    """Ask for everybody in every state; return how many cells were asked."""
    cells = 0
    for state in states:
        for acting in (*EVERYBODY, ANYONE, CLOCK):
            wanted = allowed(acting) and state in open_in
            assert may(acting, *made(state)) is wanted, (
                f"{may.__name__}: {acting.role} of {acting.organisation_id}/{acting.district} in {state} should be {wanted}"
            )
            assert answer_of(may, acting, *made(state)) == ("yes" if wanted else "not now" if allowed(acting) else "denied")
            cells += 1
    return cells


def answer_of(may: Callable[..., bool], *args: object) -> str:
    """Return what an action gets when it demands the permission: yes, a sentence, or a denial."""
    try:
        demand(may, *args)
    except PermissionDenied:
        return "denied"
    except Refused:
        return "not now"
    return "yes"


def own(*roles: Role) -> Callable[[Acting], bool]:
    """Those of the organisation concerned in one of the roles."""
    return lambda acting: acting.organisation_id == OWN and acting.role in roles


def any_of(*roles: Role) -> Callable[[Acting], bool]:
    """Those in one of the roles, wherever."""
    return lambda acting: acting.role in roles


def of_district(acting: Acting) -> bool:
    """The officers of the district concerned."""
    return acting.role is Role.DISTRICT_OFFICER and acting.district == HERE
