"""What the environment says: wrong values name their variable, and production has no demonstration."""

import subprocess
import sys
from pathlib import Path

import pytest

from config.environment import database, mail, read

ROOT = Path(__file__).parents[2]
PRODUCTION = {"SINOPLE_MODE": "production", "SINOPLE_SECRET_KEY": "x" * 60, "SINOPLE_PERSON_SALT": "y" * 40, "SINOPLE_HOSTS": "sinople.example"}


def asked(tmp_path, program, **changes):
    said = {
        **PRODUCTION,
        "SINOPLE_DATA": str(tmp_path),
        "SINOPLE_DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite3",
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(ROOT),
        **changes,
    }
    program = f"import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings'; import django; django.setup(); {program}"
    return subprocess.run([sys.executable, "-c", program], env=said, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


RESOLVE = "from django.urls import resolve, Resolver404\ntry:\n    print(resolve('/demo/').view_name)\nexcept Resolver404:\n    print('no such address')"


def test_production_has_no_demonstration(tmp_path):
    program = (
        RESOLVE
        + "\nfrom django.conf import settings\nprint('demonstration' in settings.INSTALLED_APPS, settings.CLOCK_MOVABLE, settings.DEBUG, settings.DEMAND_SECOND_FACTOR)"
    )
    done = asked(tmp_path, f"exec({program!r})")
    assert done.stdout.split("\n")[:2] == ["no such address", "False False False True"], done.stderr


def test_the_control_is_the_demonstration_that_has_it(tmp_path):
    assert asked(tmp_path, f"exec({RESOLVE!r})", SINOPLE_MODE="demonstration").stdout.strip() == "demonstration:start"


@pytest.mark.parametrize("path", ["/demo/people/x/", "/demo/day/", "/demo/working-day/", "/demo/due/"])
def test_no_address_of_the_demonstration_is_left(tmp_path, path):
    assert asked(tmp_path, f"exec({RESOLVE.replace('/demo/', path)!r})").stdout.strip() == "no such address"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SINOPLE_MODE", "holiday"),
        ("SINOPLE_DATABASE_URL", "mysql://x"),
        ("SINOPLE_BEHIND_TLS", "perhaps"),
        ("SINOPLE_MAIL_URL", "http://x"),
        ("SINOPLE_TRUSTED_PROXIES", "the proxy"),
        ("SINOPLE_AUDIT_DAYS", "183"),
    ],
)
def test_a_wrong_value_is_refused_with_its_name(monkeypatch, capsys, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as stopped:
        read()
    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith(f"{name}: ")


def test_the_unified_identity_is_set_whole_or_not_at_all(monkeypatch, capsys):
    monkeypatch.setenv("SINOPLE_UNIFIED_IDENTITY_URL", "https://identity.example")
    monkeypatch.setenv("SINOPLE_UNIFIED_IDENTITY_CLIENT", "sinople")
    with pytest.raises(SystemExit):
        read()
    assert capsys.readouterr().err == "SINOPLE_UNIFIED_IDENTITY_SECRET: must be set where SINOPLE_UNIFIED_IDENTITY_URL is.\n"


def test_production_names_everything_that_is_missing(monkeypatch, capsys):
    monkeypatch.setenv("SINOPLE_MODE", "production")
    for name in ("SECRET_KEY", "PERSON_SALT", "DATABASE_URL"):
        monkeypatch.delenv(f"SINOPLE_{name}", raising=False)
    with pytest.raises(SystemExit):
        read()
    said = capsys.readouterr().err
    assert [name for name in ("SINOPLE_SECRET_KEY", "SINOPLE_PERSON_SALT", "SINOPLE_DATABASE_URL") if f"{name}: must be set" not in said] == []


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("", ("config.sqlite", "/data/sinople.sqlite3")), ("sqlite:////a/b.sqlite3", ("config.sqlite", "/a/b.sqlite3")), ("postgresql://u:p%40@h:5433/n", ("django.db.backends.postgresql", "n")),
        ("postgresql://u@/n?host=/socket", ("django.db.backends.postgresql", "n")),
    ],
)  # fmt: skip
def test_database(url, found):
    said = database(url, Path("/data"))
    assert (said["ENGINE"], said["NAME"]) == found
    if "5433" in url:
        assert (said["USER"], said["PASSWORD"], said["HOST"], said["PORT"]) == ("u", "p@", "h", "5433")
    if "socket" in url:
        assert said["HOST"] == "/socket"


@pytest.mark.parametrize(
    ("url", "port", "ssl", "starttls"),
    [
        ("smtps://u:p%40@mail.example", 465, True, False), ("smtps://u:p@mail.example:994", 994, True, False), ("smtp://u:p@mail.example:587", 587, False, True),
        ("smtp://localhost", 25, False, False),
    ],
)  # fmt: skip
def test_mail_is_sent_in_the_clear_only_without_a_password(url, port, ssl, starttls):
    said = mail(url)
    assert (said["EMAIL_PORT"], said["EMAIL_USE_SSL"], said["EMAIL_USE_TLS"]) == (port, ssl, starttls)
    assert "%" not in str(said["EMAIL_HOST_PASSWORD"])
