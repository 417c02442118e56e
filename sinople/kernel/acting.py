"""Who acts: one person in one membership, as plain values. Rooms get this, never a user."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a membership lets its person be. The desk follows from it."""

    FILLER = "filler"  # 填报人
    SUBMITTER = "submitter"  # 提交人
    AGENT = "agent"  # 授权代理人
    EVALUATOR = "evaluator"
    EVALUATOR_SIGNER = "evaluator_signer"
    DISTRICT_OFFICER = "district_officer"
    CITY_OFFICER = "city_officer"
    OFFICE_CLERK = "office_clerk"  # numbering, stamping, release
    LEADER = "leader"
    POOL_KEEPER = "pool_keeper"
    EXPERT = "expert"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


APPLICANT_ROLES = frozenset({Role.FILLER, Role.SUBMITTER, Role.AGENT})
EVALUATOR_ROLES = frozenset({Role.EVALUATOR, Role.EVALUATOR_SIGNER})
CITY_ROLES = frozenset({Role.CITY_OFFICER, Role.OFFICE_CLERK, Role.LEADER, Role.POOL_KEEPER})
# A second factor is demanded of these: every official, the pool's keeper, auditor and administrator.
STAFF_ROLES = CITY_ROLES | {Role.DISTRICT_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR}


@dataclass(frozen=True, slots=True)
class Acting:
    """A person in one membership. `person_id` 0 is nobody in particular: the public, or the clock itself."""

    person_id: int = 0
    name: str = ""
    membership_id: int = 0
    role: Role | None = None
    organisation_id: int = 0
    authority_id: int = 0
    district: str = ""
    is_clock: bool = False

    def is_in(self, organisation_id: int, *roles: Role) -> bool:
        """Say whether this person acts for the organisation, in one of the roles if any are named."""
        return bool(organisation_id) and self.organisation_id == organisation_id and (not roles or self.role in roles)

    def is_any(self, *roles: Role) -> bool:
        """Say whether this person acts in one of the roles."""
        return self.role in roles

    def is_district(self, district: str) -> bool:
        """Say whether this is an officer of that district."""
        return self.role is Role.DISTRICT_OFFICER and self.district == district

    @property
    def is_somebody(self) -> bool:
        """Say whether a known person acts (not the public, not the clock)."""
        return bool(self.person_id)


ANYONE = Acting()
CLOCK = Acting(name="clock", is_clock=True)
