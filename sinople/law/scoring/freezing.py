"""A sheet as JSON and back, so that what was declared stays as it was."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sinople.kernel.text import Text
from sinople.law.scoring.sheets import Need, Outcome, Proof, Sheet, SheetGroup, SheetRow, Verdict, VetoRow, YearSheet

KINDS: Mapping[str, type] = {kind.__name__: kind for kind in (Sheet, SheetGroup, SheetRow, VetoRow, YearSheet, Outcome, Proof, Need, Text)}


def sheet_to_json(sheet: Sheet) -> str:
    """Return the sheet as canonical JSON: keys sorted, no blanks, figures as text."""
    return json.dumps(_plain(sheet), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sheet_from_json(written: str) -> Sheet:
    """Return the sheet that was frozen."""
    sheet: Sheet = _living(json.loads(written))
    return sheet


def _plain(part: Any) -> Any:
    if is_dataclass(part):
        return {"is": type(part).__name__} | {field.name: _plain(getattr(part, field.name)) for field in fields(part)}
    if isinstance(part, tuple):
        return [_plain(item) for item in part]
    if isinstance(part, Mapping):
        return {"is": "values", "of": {name: _plain(value) for name, value in part.items()}}
    return _scalar(part)


def _scalar(part: Any) -> Any:
    if isinstance(part, Decimal):
        return {"is": "figure", "of": str(part)}
    if isinstance(part, Verdict):
        return {"is": "verdict", "of": part.value}
    if isinstance(part, datetime | date):
        return {"is": type(part).__name__, "of": part.isoformat()}
    return part


SCALARS: Mapping[str, Callable[[str], Any]] = {"figure": Decimal, "verdict": Verdict, "date": date.fromisoformat, "datetime": datetime.fromisoformat}


def _living(part: Any) -> Any:
    if isinstance(part, list):
        return tuple(_living(item) for item in part)
    if not isinstance(part, dict):
        return part
    kind = part["is"]
    if kind == "values":
        return {name: _living(value) for name, value in part["of"].items()}
    if kind in SCALARS:
        return SCALARS[kind](part["of"])
    return KINDS[kind](**{name: _living(value) for name, value in part.items() if name != "is"})
