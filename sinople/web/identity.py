"""The province's unified identity by OpenID Connect: where to send somebody, and what comes back, checked."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import jwt
from django.conf import settings

from sinople.kernel.refused import Refused
from sinople.law.marking import N_

TIMEOUT_SECONDS = 10
ALGORITHMS = ["RS256", "PS256", "ES256"]


@dataclass(frozen=True, slots=True)
class Known:
    """What the unified identity says: the company, its code, the person, and the signed words themselves."""

    credit_code: str
    name: str
    identity_number: str
    token: str


def is_there() -> bool:
    """Say whether the service is set."""
    return bool(settings.UNIFIED_IDENTITY[0])


def begin(back: str) -> tuple[str, dict[str, str]]:
    """Return where to send somebody, and what this browser has to remember until they come back."""
    kept = {"state": secrets.token_urlsafe(24), "nonce": secrets.token_urlsafe(24), "verifier": secrets.token_urlsafe(48), "back": back}
    challenge = urlsafe_b64encode(hashlib.sha256(kept["verifier"].encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code", "scope": "openid", "client_id": settings.UNIFIED_IDENTITY[1], "redirect_uri": back, "state": kept["state"], "nonce": kept["nonce"],
        "code_challenge": challenge, "code_challenge_method": "S256",
    }  # fmt: skip
    return f"{_service()['authorization_endpoint']}?{urlencode(asked)}", kept


def finish(*, code: str, state: str, said: str, kept: dict[str, str] | None) -> Known:
    """Return what the service says for the code that it gave; raise Refused for whatever cannot be trusted."""
    if not kept or not state or not secrets.compare_digest(kept["state"].encode(), state.encode()):
        raise Refused("This sign-in was not begun in this browser, or was used already. Begin it again.")
    if said or not code:
        raise Refused("The unified identity service did not let you in (%(said)s). Begin again, or ask with the papers.", said=said or "-")
    _url, client, secret = settings.UNIFIED_IDENTITY
    service = _service()
    answer = _asked(service["token_endpoint"], {
        "grant_type": "authorization_code", "code": code, "redirect_uri": kept["back"], "client_id": client, "client_secret": secret, "code_verifier": kept["verifier"],
    })  # fmt: skip
    token = str(answer.get("id_token", ""))
    claims = _checked(token, service, client, kept["nonce"])
    if not claims.get("credit_code"):
        raise Refused("The unified identity service knows you, but names no company for which you are the legal person. Ask with the papers.")
    return Known(str(claims["credit_code"]), str(claims.get("organisation", "")), str(claims.get("identity_number", "")), token)


def _checked(token: str, service: dict[str, Any], client: str, nonce: str) -> dict[str, Any]:
    needed = {"require": ["exp", "iat", "aud", "iss", "sub", "nonce"]}
    try:
        key = jwt.PyJWKClient(service["jwks_uri"], timeout=TIMEOUT_SECONDS).get_signing_key_from_jwt(token)
        claims: dict[str, Any] = jwt.decode(token, key, ALGORITHMS, audience=client, issuer=service["issuer"], options=needed, leeway=30)  # type: ignore[arg-type]
    except jwt.PyJWTError as fault:
        raise Refused(UNTRUSTED, why=str(fault)) from None
    if claims["nonce"] != nonce:
        raise Refused(UNTRUSTED, why="nonce")
    return claims


UNTRUSTED = N_("What the unified identity service sent cannot be trusted (%(why)s). Nothing was changed; begin again, or ask with the papers.")


def _service() -> dict[str, Any]:
    found = _asked(f"{settings.UNIFIED_IDENTITY[0]}/.well-known/openid-configuration")
    if found.get("issuer") != settings.UNIFIED_IDENTITY[0]:
        raise Refused(UNTRUSTED, why="issuer")
    return found


def _asked(address: str, typed: dict[str, str] | None = None) -> dict[str, Any]:
    body = urlencode(typed).encode() if typed else None
    try:
        with urlopen(Request(address, data=body), timeout=TIMEOUT_SECONDS) as answered:  # noqa: S310 - the administrator's own address
            found = json.load(answered)
    except (OSError, HTTPException, ValueError):
        raise Refused("The unified identity service does not answer as it should. Begin again later, or ask with the papers.") from None
    return found if isinstance(found, dict) else {}
