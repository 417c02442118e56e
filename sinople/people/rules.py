"""Who may hold which posts together, and how a person is known without keeping the identity number."""

import hmac
from collections.abc import Iterable

from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from sinople.kernel.acting import Role
from sinople.kernel.refused import Ground, Refused

# The auditor reads what the administrator could arrange: never one person (product.md section 1).
APART = ((Role.AUDITOR, Role.ADMINISTRATOR), (Role.EXPERT, Role.POOL_KEEPER))


def person_digest(identity_number: str, salt: str) -> str:
    """Return the salted digest by which a person is known; raise Refused when the number cannot be one."""
    try:
        plain = ric.validate(identity_number.strip().upper())
    except (ValidationError, ValueError, IndexError):
        raise Refused("This is not an identity number: it has 18 characters and a check digit; compare it with the card.", field="identity_number") from None
    return hmac.new(salt.encode(), plain.encode(), "sha256").hexdigest()


def grounds_against_posts(held: Iterable[Role], wanted: Role) -> list[Ground]:
    """Return every reason why one person may not also hold the post wanted."""
    have = set(held)
    return [
        Ground("One person cannot be both %(held)s and %(wanted)s.", code="posts_apart", values={"held": str(other), "wanted": str(wanted)})
        for pair in APART
        for other in pair
        if wanted in pair and other != wanted and other in have
    ]
