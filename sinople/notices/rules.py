"""What an objection needs, and how its author stays hidden. Plain Python."""

import base64
import hashlib
import secrets

from cryptography.fernet import Fernet

from sinople.kernel.refused import Ground

CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def grounds_against_objecting(*, name: str, contact: str, words: str, is_open: bool) -> list[Ground]:
    """Return every reason why an objection cannot be taken: by name, with contact, during the notice (practice of the bureau, PN-25)."""
    grounds = []
    if not is_open:
        grounds.append(Ground("The notice is not open any more; a complaint can be made at any time.", code="ended"))
    if len(name.strip()) < 2:
        grounds.append(
            Ground(
                "Please give your real name, or the name of your organisation: anonymous objections cannot be accepted. Your identity is kept secret.",
                code="name",
            )
        )
    if len(contact.strip()) < 5:
        grounds.append(Ground("Please give a phone number or an address at which we can reach you.", code="contact"))
    if len(words.strip()) < 10:
        grounds.append(Ground("Please say what you object to, and on which facts.", code="words"))
    return grounds


def new_code() -> str:
    """Return a code that acknowledges an objection: whoever holds it can follow it without a name."""
    return "-".join("".join(secrets.choice(CODE_ALPHABET) for _ in range(4)) for _ in range(3))


def hidden(words: str, secret: str) -> str:
    """Return words that only this installation can read again."""
    return _box(secret).encrypt(words.encode()).decode()


def shown(token: str, secret: str) -> str:
    """Return hidden words."""
    return _box(secret).decrypt(token.encode()).decode()


def _box(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"objector {secret}".encode()).digest()))
