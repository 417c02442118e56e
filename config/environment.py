"""What the environment may say. A wrong value stops the start with a sentence that names the variable."""

import sys
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Environment(BaseSettings):
    """Every variable, SINOPLE_ before its name; the defaults are those of a machine where one tries Sinople out."""

    model_config = SettingsConfigDict(env_prefix="SINOPLE_")

    mode: str = Field(default="development", pattern="^(production|demonstration|development|test)$")
    secret_key: str = ""
    person_salt: str = ""
    database_url: str = ""
    data: Path = ROOT / "var"
    packs: Path = ROOT / "packs"
    hosts: str = "127.0.0.1,localhost"
    public_address: str = "http://127.0.0.1:8000"
    mail_url: str = ""
    mail_from: str = "Sinople <no-reply@sinople.example>"
    text_message_url: str = ""
    scanner: str = ""
    checkpoints: Path | None = None
    audit_days: int = Field(default=1096, ge=184)  # Cybersecurity Law, art. 21: network logs are kept for six months at least
    behind_tls: bool = False
    trusted_proxies: str = ""
    unified_identity_url: str = ""
    unified_identity_client: str = ""
    unified_identity_secret: str = ""

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in {"postgresql", "sqlite"}:
            raise ValueError("say postgresql://user:password@host:port/name or sqlite:///path")
        return value

    @field_validator("mail_url")
    @classmethod
    def _known_mail(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in {"smtp", "smtps"} or not urlsplit(value).hostname):
            raise ValueError("say smtp://user:password@host:587 (STARTTLS) or smtps://user:password@host:465 (TLS from the first byte)")
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _known_networks(cls, value: str) -> str:
        try:
            networks(value)
        except ValueError:
            raise ValueError("say addresses or networks by comma, like 127.0.0.1,10.0.0.0/8") from None
        return value


def networks(said: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Return the networks that a list by comma names."""
    return tuple(ip_network(one.strip()) for one in said.split(",") if one.strip())


def read() -> Environment:
    """Return what the environment says; stop the start with one sentence a variable when it cannot be read."""
    try:
        said = Environment()
    except ValidationError as fault:
        for problem in fault.errors():
            sys.stderr.write(f"SINOPLE_{str(problem['loc'][0]).upper()}: {problem['msg']}.\n")
        raise SystemExit(2) from None
    identity = ("unified_identity_url", "unified_identity_client", "unified_identity_secret")
    given = [name for name in identity if getattr(said, name)]
    if given and len(given) < len(identity):
        sys.stderr.write("".join(f"SINOPLE_{name.upper()}: must be set where SINOPLE_{given[0].upper()} is.\n" for name in identity if name not in given))
        raise SystemExit(2)
    if said.mode == "production":
        missing = [name for name in ("secret_key", "person_salt", "database_url") if not getattr(said, name)]
        for name in missing:
            sys.stderr.write(f"SINOPLE_{name.upper()}: must be set in production.\n")
        if missing:
            raise SystemExit(2)
    return said


def mail(url: str) -> dict[str, object]:
    """Return Django's settings of the mail server: smtps is TLS from the first byte, smtp with a user is STARTTLS; a password never goes in the clear."""
    parts = urlsplit(url)
    is_tls = parts.scheme == "smtps"
    return {
        "EMAIL_HOST": parts.hostname or "",
        "EMAIL_PORT": parts.port or (465 if is_tls else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": is_tls,
        "EMAIL_USE_TLS": not is_tls and bool(parts.username),
        "EMAIL_TIMEOUT": 20,
    }


def database(url: str, data: Path) -> dict[str, object]:
    """Return Django's description of the database that the address names; SQLite in the data folder by default."""
    parts = urlsplit(url or f"sqlite:///{data / 'sinople.sqlite3'}")
    if parts.scheme == "sqlite":
        pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536; PRAGMA busy_timeout=20000"
        return {
            "ENGINE": "config.sqlite",
            "NAME": parts.path.removeprefix("/"),  # sqlite:////absolute/path, sqlite:///relative/path
            "CONN_MAX_AGE": None,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "".join(parse_qs(parts.query).get("host", [])),  # a folder: the socket in it
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # Planned once: most of a small query's time is its planning, and every list has an index that ends in its order, whatever is asked for.
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 5, "options": "-c plan_cache_mode=force_generic_plan"},
    }
