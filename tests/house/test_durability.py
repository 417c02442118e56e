"""What PostgreSQL has to promise before anything starts on it, and how the tests' own cluster ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.db import connection

from config import durability
from tests.postgresql import programs

ROOT = Path(__file__).parents[2]


@pytest.mark.django_db
def test_a_durable_database_is_no_fault():
    assert durability.faults() == []
    durability.demand()
    assert [found for found in run_checks(databases=["default"]) if found.id == "sinople.E001"] == []


@pytest.mark.django_db
def test_a_session_that_does_not_wait_for_the_disk_is_refused_by_name(capsys):
    if connection.vendor != "postgresql":
        assert durability.faults() == []  # SQLite's pragmas are set by ourselves
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
    with pytest.raises(SystemExit) as stopped:
        durability.demand()
    assert stopped.value.code == 2
    assert "synchronous_commit is off" in capsys.readouterr().err
    assert [found.id for found in run_checks(databases=["default"]) if "synchronous_commit" in found.msg] == ["sinople.E001"]


def is_over(number):
    """A process that nobody has waited for yet is over too."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(") ")[2][0] == "Z"
    except FileNotFoundError:
        return True


def test_the_cluster_of_the_tests_ends_with_its_process(tmp_path):
    if programs() is None:
        assert subprocess.run([sys.executable, ROOT / "tests/postgresql.py", "true"], env={**os.environ, "CI": ""}, check=False).returncode == 0
        return
    program = "import os, pathlib, sys, time; pathlib.Path(sys.argv[1]).write_text(os.environ['SINOPLE_DATABASE_URL']); time.sleep(60)"
    said = tmp_path / "url"
    running = subprocess.Popen([sys.executable, ROOT / "tests/postgresql.py", sys.executable, "-c", program, said])
    for _ in range(200):
        if said.exists() and said.read_text():
            break
        time.sleep(0.1)
    folder = Path(said.read_text().partition("host=")[2])
    server = int((folder / "data/postmaster.pid").read_text().split("\n")[0])
    running.send_signal(signal.SIGTERM)
    assert running.wait(timeout=60) == 128 + signal.SIGTERM
    assert not folder.exists()
    assert is_over(server)
