"""Identifiers: random public keys, credit codes (GB 32100-2015)."""

import secrets
import unicodedata

from sinople.kernel.refused import Refused

KEY_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is misread aloud
KEY_LENGTH = 12  # 59 bits: an address cannot be guessed, and no number in it tells how many there are

CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def new_key() -> str:
    """Return a random public identifier for an address."""
    return "".join(secrets.choice(KEY_ALPHABET) for _ in range(KEY_LENGTH))


def credit_check_character(first_seventeen: str) -> str:
    """Return the check character of a credit code (GB 32100-2015, 5.5)."""
    total = sum(CREDIT_ALPHABET.index(c) * w for c, w in zip(first_seventeen, CREDIT_WEIGHTS, strict=True))
    return CREDIT_ALPHABET[-total % 31]


def clean_credit_code(typed: str) -> str:
    """Return the credit code in its written form, full-width characters made plain; raise Refused when it cannot be one."""
    code = unicodedata.normalize("NFKC", typed).strip().upper().replace(" ", "").replace("-", "")
    if len(code) != 18:
        raise Refused("A unified social credit code has 18 characters; this one has %(count)s.", field="credit_code", count=len(code))
    wrong = sorted({c for c in code if c not in CREDIT_ALPHABET})
    if wrong:
        raise Refused("A unified social credit code never holds %(characters)s; check for a mistaken letter.", field="credit_code", characters="、".join(wrong))
    if credit_check_character(code[:17]) != code[17]:
        raise Refused("The last character of the credit code does not fit the others; please compare it with the business licence.", field="credit_code")
    return code


def organisation_check_character(first_eight: str) -> str:
    """Return the check character of the organisation code inside a credit code (GB 11714, mod 11)."""
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    rest = 11 - sum(digits.index(c) * w for c, w in zip(first_eight, ORGANISATION_WEIGHTS, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def is_invented_credit_code(code: str) -> bool:
    """Say whether the code can belong to nobody: its own check is right, that of the organisation code inside is wrong."""
    return credit_check_character(code[:17]) == code[17] and organisation_check_character(code[8:16]) != code[16]
