"""The digest that seals a pack: SM3 over canonical JSON."""

import hashlib
import json

from pydantic import BaseModel


def canonical(part: BaseModel) -> str:
    """Return the one JSON form of a part: keys sorted, no blanks, decimals and days as text."""
    return json.dumps(part.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(part: BaseModel) -> str:
    """Return the SM3 digest of a part in hexadecimal."""
    return hashlib.new("sm3", canonical(part).encode()).hexdigest()
