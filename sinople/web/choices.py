"""Choices that come from the reference data: districts and industries, in the reader's language."""

from functools import lru_cache
from pathlib import Path

import yaml
from django.conf import settings
from django.utils.translation import get_language

from sinople.kernel.text import CHINESE, Text


@lru_cache(maxsize=4)
def _rows(path: Path, name: str) -> tuple[tuple[str, Text], ...]:
    read = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - a base loader makes text only
    return tuple((row["code"], Text(row["name"]["zh"], row["name"]["en"])) for row in read[name])


def district_names() -> dict[str, Text]:
    """Return the names of the eleven districts by code."""
    return dict(_rows(settings.PACKS / "reference" / "districts.yaml", "districts"))


def industry_names() -> dict[str, Text]:
    """Return the names of the manufacturing divisions by code."""
    return dict(_rows(settings.PACKS / "reference" / "industries.yaml", "industries"))


def district_choices() -> list[tuple[str, str]]:
    """Return the districts to choose from."""
    return [(code, name.said_in(get_language() or CHINESE)) for code, name in district_names().items()]


def industry_choices() -> list[tuple[str, str]]:
    """Return the industries to choose from."""
    return [("", ""), *((code, f"C{code} {name.said_in(get_language() or CHINESE)}") for code, name in industry_names().items())]
