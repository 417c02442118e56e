"""Choices that come from the reference data: districts and industries, in the reader's language."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language

from sinople.kernel.text import CHINESE, Text
from sinople.law.reference import load_districts, load_industries


@lru_cache(maxsize=4)
def _districts(folder: Path) -> dict[str, Text]:
    return {row.code: row.name for row in load_districts(folder)}


@lru_cache(maxsize=4)
def _industries(folder: Path) -> dict[str, Text]:
    return {row.code: row.name for row in load_industries(folder)}


@lru_cache(maxsize=4)
def _tiles(folder: Path) -> dict[str, tuple[int, int, Text]]:
    return {row.code: (*row.tile, row.short) for row in load_districts(folder)}


def district_tiles() -> dict[str, tuple[int, int, Text]]:
    """Return the place of each district in the map of tiles: column, row, and its short name."""
    return _tiles(settings.PACKS / "reference")


def district_names() -> dict[str, Text]:
    """Return the names of the eleven districts by code."""
    return _districts(settings.PACKS / "reference")


def industry_names() -> dict[str, Text]:
    """Return the names of the manufacturing divisions by code."""
    return _industries(settings.PACKS / "reference")


def district_choices() -> list[tuple[str, str]]:
    """Return the districts to choose from."""
    return [(code, name.said_in(get_language() or CHINESE)) for code, name in district_names().items()]


def industry_choices() -> list[tuple[str, str]]:
    """Return the industries to choose from."""
    return [("", ""), *((code, f"C{code} {name.said_in(get_language() or CHINESE)}") for code, name in industry_names().items())]
