"""Stored values of a letter and back again, so that a page can say them in the reader's language. Plain Python."""

from collections.abc import Mapping
from datetime import date, datetime

from sinople.kernel.refused import Ground, Value
from sinople.kernel.text import Text


def living(stored: Mapping[str, object]) -> dict[str, Value]:
    """Return stored values as they were: texts in both languages, moments, days, plain values."""
    return {name: _living(value) for name, value in stored.items()}


def living_grounds(stored: list[dict]) -> list[Ground]:
    """Return stored grounds as they were."""
    return [Ground(row["message"], anchor=row.get("anchor", ""), values=living(row.get("values", {}))) for row in stored]


def _living(value: object) -> Value:
    if isinstance(value, dict):
        if "zh" in value:
            return Text(value["zh"], value["en"])
        if "moment" in value:
            return datetime.fromisoformat(value["moment"])
        if "day" in value:
            return date.fromisoformat(value["day"])
        return value  # type: ignore[return-value]
    return value if isinstance(value, str | int | bool) or value is None else str(value)
