"""What the national platform asks for a title, in its own order: which fact stands in which of its fields. Data, with source and mark."""

from functools import cache
from pathlib import Path

from sinople.law.packs.reading import read_rows
from sinople.law.packs.values import Code, Row, Value


class PlatformField(Row):
    """One field of the platform: its name there, nothing while nobody has seen it, and our fact that belongs in it."""

    code: Code
    label: Value
    of: str = ""


class PlatformMap(Row):
    """The fields for some titles, from a year on."""

    code: Code
    titles: tuple[str, ...]
    year: int
    fields: tuple[PlatformField, ...]


@cache
def load_maps(folder: Path) -> tuple[PlatformMap, ...]:
    """Return every map of the folder `platform`, by the names of the files; read once a process."""
    return tuple(read_rows(path, PlatformMap) for path in sorted((folder / "platform").glob("*.yaml")))


def map_for(folder: Path, title: str, year: int) -> PlatformMap | None:
    """Return the map of a title that holds in a year: the latest up to it, else the first there is; nothing where the state knows no such title."""
    fitting = sorted((one for one in load_maps(folder) if title in one.titles), key=lambda one: one.year)
    return next((one for one in reversed(fitting) if one.year <= year), fitting[0] if fitting else None)
