"""The digest that seals a pack: SM3 over canonical JSON."""

import hashlib
import json

from pydantic import BaseModel


def canonical(part: BaseModel) -> str:
    """Return the one JSON form of a part: keys sorted, no blanks, decimals and days as text.

    What has its default is left out, so that a kind of rule added later does not change the digest of a pack sealed before.
    """
    return json.dumps(part.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(part: BaseModel) -> str:
    """Return the SM3 digest of a part in hexadecimal."""
    return hashlib.new("sm3", canonical(part).encode()).hexdigest()
