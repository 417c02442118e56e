"""A place of its own for what is kept outside the database."""

import pytest


@pytest.fixture
def checkpoints(settings, tmp_path):
    settings.DATA = tmp_path
    settings.CHECKPOINTS = tmp_path / "outside"
    return settings.CHECKPOINTS
