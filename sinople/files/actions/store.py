"""Write bytes under their digest so that they are there whole or not at all."""

import os
import tempfile
from pathlib import Path

from sinople.files.queries import path_of


def write(digest: str, content: bytes) -> Path:
    """Write the bytes beside their place, make sure of them, and move them into it; the same bytes are written once."""
    place = path_of(digest)
    if place.exists() and place.stat().st_size == len(content):
        return place
    place.parent.mkdir(parents=True, exist_ok=True)
    number, beside = tempfile.mkstemp(dir=place.parent, prefix=".coming-")
    try:
        with os.fdopen(number, "wb") as page:
            page.write(content)
            page.flush()
            os.fsync(page.fileno())
        Path(beside).chmod(0o440)
        Path(beside).replace(place)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    _make_sure_of(place.parent)
    return place


def _make_sure_of(folder: Path) -> None:
    """Have the folder's new entry written too: without it a power cut loses the name, not the bytes."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
