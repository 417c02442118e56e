"""The ground of all tests: settings of their own, a small town made once, and a story that may be wiped between tests that commit."""

import copy
import importlib
import os
import random
import shutil
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.management import call_command
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
    if database["ENGINE"].endswith("sqlite"):
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


@pytest.fixture(autouse=True)
def no_checkpoint_outlives_its_test():
    """A test is undone in the database; what it kept outside would accuse the next one of a rollback."""
    yield
    shutil.rmtree(HOME / "checkpoints", ignore_errors=True)


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


TOWN: dict[str, object] = {}


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return "transactional_db" in item.fixturenames or bool(marker and marker.kwargs.get("transaction"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests on empty tables first, then those in the town, then those that commit and wipe."""
    items.sort(key=lambda item: 2 if _commits(item) else "town" in item.fixturenames)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef, request):
    """Make the town before the first test that lives in it opens its transaction, and take it away before the first that commits."""
    if fixturedef.argname == "_django_db_helper":
        commits = _commits(request.node)
        if (commits and TOWN) or (not commits and "town" in request.fixturenames and not TOWN):
            request.getfixturevalue("django_db_setup")
            with request.getfixturevalue("django_db_blocker").unblock():
                _wipe() if commits else TOWN.update(town=_build())
    return (yield)


def _build() -> object:
    from tests.makers import make_town

    with transaction.atomic():
        return make_town()


def _wipe() -> None:
    lift_the_guard_of_the_story()
    call_command("flush", interactive=False, verbosity=0)
    put_the_guard_back()
    TOWN.clear()


@pytest.fixture(autouse=True)
def draws_are_the_same_every_time(monkeypatch):
    """Draw the same panels at every run: the key of a draw is a secret elsewhere, here it comes from a seed."""
    seeded = random.Random(7)  # a fresh one for each test, so that no order matters
    monkeypatch.setattr("sinople.experts.actions.secrets", SimpleNamespace(token_hex=lambda length: seeded.randbytes(length).hex()))


@pytest.fixture
def town(db):
    """A small town: offices, the sealed pack in force, an open call, companies, evaluators, experts. Tests that commit get one of their own."""
    if not TOWN:
        return _build()
    made = TOWN["town"]
    return copy.deepcopy(made, {id(made.pack): made.pack})  # the pack is frozen, and large
