"""The ground of all tests: settings of their own, a small town made once, and a story that may be wiped between tests that commit."""

import copy
import importlib
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.test import TransactionTestCase

HOME = Path(tempfile.mkdtemp(prefix="sinople-test-"))
LANGUAGE_FILE = Path(__file__).resolve().parent.parent / "config/locale/zh_Hans/LC_MESSAGES/django.mo"


def _take_settings_of_tests() -> None:
    """Read the settings again in the mode of tests, with a data folder of this process: pytest-django has read them before this file."""
    os.environ |= {"SINOPLE_MODE": "test", "SINOPLE_DATA": str(HOME)}
    fresh = importlib.reload(importlib.import_module("config.settings"))
    for name in dir(fresh):
        if name.isupper() and name != "DATABASES":
            setattr(settings, name, getattr(fresh, name))
    database = connections.settings["default"]
    if database["ENGINE"].endswith("sqlite3"):
        # A file, since races need connections of their own; without waiting for the disk, since nothing here outlives the process.
        database["TEST"]["NAME"] = str(HOME / "test.sqlite3")
        database["OPTIONS"]["init_command"] = database["OPTIONS"]["init_command"].replace("synchronous=FULL", "synchronous=OFF")


_take_settings_of_tests()


def pytest_sessionfinish() -> None:
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def catalogue():
    """Compile the Chinese messages once where nobody has."""
    if not LANGUAGE_FILE.exists():
        from config import messages

        messages.compile_all()


def lift_the_guard_of_the_story() -> None:
    """Take the triggers of PostgreSQL off, as only the owner of the database could."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_line DISABLE TRIGGER USER")


def put_the_guard_back() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_line ENABLE TRIGGER USER")


@pytest.fixture(scope="session", autouse=True)
def story_may_be_wiped():
    """After a test that commits, the tables are emptied: the story too, which PostgreSQL refuses to everybody else."""
    empty = TransactionTestCase._fixture_teardown

    def empty_with_the_guard_off(case: TransactionTestCase) -> None:
        lift_the_guard_of_the_story()
        empty(case)
        put_the_guard_back()

    TransactionTestCase._fixture_teardown = empty_with_the_guard_off
    yield
    TransactionTestCase._fixture_teardown = empty


@pytest.fixture(scope="session")
def built():
    """What was made once in this process."""
    return {}


@pytest.fixture
def town(request, built):
    """A small town: offices, the sealed pack in force, an open call, companies, evaluators, experts. Made once, committed, left alone by rolled-back tests."""
    from sinople.people.models import Organisation
    from tests.makers import make_town

    commits = "transactional_db" in request.fixturenames or bool((marker := request.node.get_closest_marker("django_db")) and marker.kwargs.get("transaction"))
    blocker = request.getfixturevalue("django_db_blocker")
    if not commits and "town" not in built:
        request.getfixturevalue("django_db_setup")
        with blocker.unblock(), transaction.atomic():
            built["town"] = make_town()
    request.getfixturevalue("transactional_db" if commits else "db")
    if not Organisation.objects.exists():  # wiped by a test that commits
        with transaction.atomic():
            built["town"] = make_town()
    made = built["town"]
    return copy.deepcopy(made, {id(made.pack): made.pack})  # the pack is frozen, and large
