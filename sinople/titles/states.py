"""The states of a grant: one title held by one holder."""

from enum import StrEnum

from sinople.kernel.flow import Flow


class GrantState(StrEnum):
    VALID = "valid"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    SURRENDERED = "surrendered"
    EXPIRED = "expired"


class GrantVerb(StrEnum):
    EXPIRE = "expire"
    SURRENDER = "surrender"
    REVOKE = "revoke"
    SUSPEND = "suspend"
    RESTORE = "restore"


GRANT_FLOW = Flow(
    {
        GrantState.VALID: {
            GrantVerb.EXPIRE: GrantState.EXPIRED, GrantVerb.SURRENDER: GrantState.SURRENDERED, GrantVerb.SUSPEND: GrantState.SUSPENDED,
            GrantVerb.REVOKE: GrantState.REVOKED,
        },
        GrantState.SUSPENDED: {GrantVerb.RESTORE: GrantState.VALID, GrantVerb.REVOKE: GrantState.REVOKED, GrantVerb.EXPIRE: GrantState.EXPIRED},
        GrantState.REVOKED: {},
        GrantState.SURRENDERED: {},
        GrantState.EXPIRED: {},
    }
)  # fmt: skip


class ListState(StrEnum):
    LAID = "laid"
    PUBLISHED = "published"


class ListVerb(StrEnum):
    PUBLISH = "publish"


LIST_FLOW = Flow({ListState.LAID: {ListVerb.PUBLISH: ListState.PUBLISHED}, ListState.PUBLISHED: {}})
