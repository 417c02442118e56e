"""The ground of a bench: its own folder and database, production settings, a real server."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
SECRET = "a-bench-has-nothing-to-hide-" + "0" * 30


@dataclass(frozen=True)
class Ground:
    """A database with rows, what is in it, and the environment that finds it."""

    environment: dict[str, str]
    facts: dict[str, Any]


@contextmanager
def laid(engine: str, rows: int, seed: int = 2023) -> Iterator[Ground]:
    """Make a database with so many applications, in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="sinople-bench-") as folder:
        url = f"sqlite:///{folder}/sinople.sqlite3" if engine == "sqlite" else _fresh_database(rows)
        base = {**os.environ, "SINOPLE_DATA": folder, "SINOPLE_DATABASE_URL": url, "SINOPLE_SECRET_KEY": SECRET, "SINOPLE_PERSON_SALT": SECRET}
        base |= {"DJANGO_SETTINGS_MODULE": "bench.settings", "PYTHONPATH": str(ROOT)}
        made = Path(folder) / "facts.json"
        # The city's first steps are made as a demonstration is; what is measured runs in production settings.
        command = [sys.executable, "-m", "bench.data", str(rows), str(seed), str(made)]
        subprocess.run(command, cwd=ROOT, env={**base, "SINOPLE_MODE": "demonstration"}, check=True)
        measured = {**base, "SINOPLE_MODE": "production"}
        subprocess.run([sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"], cwd=ROOT, env=measured, check=True)
        yield Ground(measured, json.loads(made.read_text()))


def _fresh_database(rows: int) -> str:
    import psycopg

    name, parts = f"bench_{rows}", urlsplit(os.environ["SINOPLE_DATABASE_URL"])
    with psycopg.connect(parts._replace(path="/postgres").geturl(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
    return parts._replace(path=f"/{name}").geturl()


@contextmanager
def serving(environment: dict[str, str], workers: int = 2) -> Iterator[int]:
    """Serve as `./run serve` does, on a free port of this machine; yield the port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    granian = Path(sys.executable).with_name("granian")
    command = [granian, "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", str(workers), "--blocking-threads", "1", "--no-ws"]
    server = subprocess.Popen([*command, "--log-level", "warning", "config.wsgi:application"], cwd=ROOT, env=environment)
    try:
        wait_for(f"http://127.0.0.1:{port}/health/")
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(address: str, seconds: int = 60) -> None:
    """Wait until the server answers."""
    for _ in range(seconds * 10):
        with suppress(OSError), urllib.request.urlopen(address, timeout=2):
            return
        time.sleep(0.1)
    raise SystemExit(f"Nothing answers at {address}.")
