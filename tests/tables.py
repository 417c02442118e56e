"""Permissions as a table: role × relation × state against the answer, every cell asked."""

from collections.abc import Callable, Collection, Iterable

from sinople.kernel.acting import ANYONE, CLOCK, Acting, Role

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
            cells += 1
    return cells


def own(*roles: Role) -> Callable[[Acting], bool]:
    """Those of the organisation concerned in one of the roles."""
    return lambda acting: acting.organisation_id == OWN and acting.role in roles


def any_of(*roles: Role) -> Callable[[Acting], bool]:
    """Those in one of the roles, wherever."""
    return lambda acting: acting.role in roles


def of_district(acting: Acting) -> bool:
    """The officers of the district concerned."""
    return acting.role is Role.DISTRICT_OFFICER and acting.district == HERE
