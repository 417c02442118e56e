"""Who may hold which posts together, and how a person is known without keeping the identity number."""

import hmac
import re
import unicodedata
from collections.abc import Iterable

from stdnum.cn import ric

from sinople.kernel.acting import Role
from sinople.kernel.refused import Ground, Refused

# The auditor reads what the administrator could arrange: never one person (product.md section 1).
IDENTITY_NUMBER = re.compile(r"[1-9]\d{5}(18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dX]")
APART = ((Role.AUDITOR, Role.ADMINISTRATOR), (Role.EXPERT, Role.POOL_KEEPER))


def person_digest(identity_number: str, salt: str) -> str:
    """Return the salted digest by which a person is known; raise Refused when the number cannot be one."""
    plain = unicodedata.normalize("NFKC", identity_number).strip().upper()
    # The place of birth is not looked up: codes of counties that no longer exist stay on people's cards.
    if not IDENTITY_NUMBER.fullmatch(plain) or ric.calc_check_digit(plain) != plain[17]:
        raise Refused("This is not an identity number: it has 18 characters and a check digit; compare it with the card.", field="identity_number")
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
