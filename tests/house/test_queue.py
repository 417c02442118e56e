"""On SQLite writers stand in line: nobody is turned away, and nothing is lost. The control shows what happens without the line. `./run bench writes` times it."""

import threading
import time
from pathlib import Path

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from config.environment import database

pytestmark = pytest.mark.django_db
QUEUED, PLAIN = "config.sqlite", "django.db.backends.sqlite3"
WRITERS, EACH, AT_WORK = 6, 8, 0.004


def connected(engine: str, place: Path):
    """Return a connection of its own to a database file, set up as the house sets it up, but one that never tries twice."""
    said = {**database(f"sqlite:///{place}", place.parent), "ENGINE": engine}
    said["OPTIONS"] = {**said["OPTIONS"], "timeout": 0, "init_command": "PRAGMA synchronous=OFF;"}
    return ConnectionHandler({"default": {}, "queue": said})["queue"]


def written(engine: str, place: Path) -> tuple[int, int, int]:
    """Let several writers write at once; return how many writes were done, how many were turned away, and what the database counted."""
    first = connected(engine, place)
    with first.cursor() as cursor:
        cursor.execute("CREATE TABLE counted (n integer)")
        cursor.execute("INSERT INTO counted VALUES (0)")
    done, away, together = [0] * WRITERS, [0] * WRITERS, threading.Barrier(WRITERS)

    def write(n: int) -> None:
        own = connected(engine, place)
        together.wait(timeout=20)
        for _ in range(EACH):
            try:
                own.ensure_connection()
                own._start_transaction_under_autocommit()
            except OperationalError:
                away[n] += 1
                continue
            with own.cursor() as cursor:
                cursor.execute("UPDATE counted SET n = n + 1")
                time.sleep(AT_WORK)
            own._commit()
            done[n] += 1
        own.close()

    threads = [threading.Thread(target=write, args=(n,)) for n in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    with first.cursor() as cursor:
        total = cursor.execute("SELECT n FROM counted").fetchone()[0]
    first.close()
    return sum(done), sum(away), total


def test_writers_stand_in_line(tmp_path):
    assert written(QUEUED, tmp_path / "queued.sqlite3") == (WRITERS * EACH, 0, WRITERS * EACH)


def test_without_the_line_somebody_is_turned_away(tmp_path):
    """The control."""
    done, away, total = written(PLAIN, tmp_path / "plain.sqlite3")
    assert total == done
    assert away > 0


def test_a_writer_that_fails_leaves_the_line(tmp_path):
    place = tmp_path / "failing.sqlite3"
    first, second = connected(QUEUED, place), connected(QUEUED, place)
    for leave in (first._rollback, first._commit, first.close):
        first.ensure_connection()
        first._start_transaction_under_autocommit()
        leave()
        second.ensure_connection()
        second._start_transaction_under_autocommit()  # would wait for ever
        second._rollback()
    second.close()
    first.close()
