"""Processes of the project on the database of the tests, to be killed without mercy."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parents[1]


def address_of_database() -> str:
    """Return the address of the database that this test uses."""
    said = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{said['NAME']}" if str(said["NAME"]).startswith("/") is False else f"sqlite:////{str(said['NAME']).lstrip('/')}"
    return f"postgresql://{said['USER']}@/{said['NAME']}?host={said['HOST']}"


def start(*command: str, **environment: str) -> subprocess.Popen:
    """Start a Python command of the project on the test's database."""
    said = {
        **os.environ,
        "SINOPLE_MODE": "test",
        "SINOPLE_DATA": str(settings.DATA),
        "SINOPLE_DATABASE_URL": address_of_database(),
        "PYTHONPATH": str(ROOT),
        **environment,
    }
    return subprocess.Popen([sys.executable, *command], cwd=ROOT, env=said, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_until(holds: Callable[[], bool], *, seconds: float = 30) -> bool:
    """Wait until something holds."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if holds():
            return True
        time.sleep(0.05)
    return False


def kill(process: subprocess.Popen) -> None:
    """Kill -9."""
    process.send_signal(signal.SIGKILL)
    process.communicate()
