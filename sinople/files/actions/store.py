"""Write bytes under their digest so that they are there whole or not at all."""

import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from django.conf import settings

from sinople.files.queries import path_of

DAY_SECONDS = 24 * 3600


def write(digest: str, content: bytes) -> Path:
    """Write the bytes beside their place, make sure of them, and move them into it; the same bytes are written once."""
    place = path_of(digest)
    if place.exists() and place.stat().st_size == len(content):
        os.utime(place)  # young again: a sweep leaves what a post is just about to name
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


def sweep(is_named: Callable[[Sequence[str]], set[str]]) -> int:
    """Take away bytes that nothing names and that are older than a day: what a rollback left. Return how many; once a day is enough."""
    home = Path(settings.FILES)
    home.mkdir(parents=True, exist_ok=True)
    marker, before = home / ".swept", 0.0
    if marker.exists():
        before = marker.stat().st_mtime
    fresh = home / ".sweeping"
    fresh.write_bytes(b"")
    now = fresh.stat().st_mtime  # the disk's own clock, by which the bytes are dated
    if now - before < DAY_SECONDS:
        fresh.unlink(missing_ok=True)
        return 0
    fresh.replace(marker)
    return sum(_sweep_folder(folder, now, is_named) for folder in sorted(home.iterdir()) if folder.is_dir())


def _sweep_folder(folder: Path, now: float, is_named: Callable[[Sequence[str]], set[str]]) -> int:
    old = [place for place in sorted(folder.iterdir()) if now - place.stat().st_mtime > DAY_SECONDS]
    named = is_named([folder.name + place.name for place in old])
    lost = [place for place in old if folder.name + place.name not in named]
    for place in lost:
        place.unlink(missing_ok=True)
    return len(lost)


def _make_sure_of(folder: Path) -> None:
    """Have the folder's new entry written too: without it a power cut loses the name, not the bytes."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
