"""A store of its own for each test, and who acts in it."""

from datetime import UTC, datetime

import pytest

from sinople.kernel.acting import Acting, Role

NOON = datetime(2023, 6, 14, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    """Keep files in a folder of the test's own, with no scanner set."""
    settings.FILES = tmp_path / "files"
    settings.SCANNER = ""
    return settings.FILES


@pytest.fixture
def filler() -> Acting:
    return Acting(person_id=1, name="填报人", role=Role.FILLER, organisation_id=7)
