"""A pack as one text and back; the digest is the same either way."""

from sinople.kernel.refused import Refused
from sinople.law.packs.digests import canonical, digest_of
from sinople.law.packs.models import Pack


def digest(pack: Pack) -> str:
    """Return the SM3 digest of the pack, 64 hexadecimal characters."""
    return digest_of(pack)


def to_json(pack: Pack) -> str:
    """Return the canonical JSON of the pack, as a row of the database keeps it."""
    return canonical(pack)


def from_json(written: str, *, sealed: str = "") -> Pack:
    """Return the pack that was written; raise Refused when it does not fit the digest that sealed it."""
    pack = Pack.model_validate_json(written)
    if sealed and digest_of(pack) != sealed:
        raise Refused("The stored pack %(code)s does not fit its digest; it was changed after it was sealed.", code=pack.code)
    return pack
