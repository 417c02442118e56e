"""Answers and steps as they are kept: plain values that read back the same."""

from collections.abc import Mapping
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from sinople.kernel.text import Text
from sinople.law.readiness import Step
from sinople.law.scoring import Answer

Frozen = dict[str, Any]
FIGURES = ("degree", "stated", "gain", "limit", "before")
LISTS = ("ticks", "picks")


def answers_to_json(answers: Mapping[str, Answer]) -> dict[str, Frozen]:
    """Return the answers by row; what was not said is left out."""
    return {code: _plain(answer) for code, answer in answers.items()}


def answers_from_json(kept: Mapping[str, Frozen]) -> dict[str, Answer]:
    """Return the answers as scoring takes them."""
    return {code: Answer(**_read(row)) for code, row in kept.items()}


def step_to_json(step: Step) -> Frozen:
    """Return a step without its proof, which follows from the law."""
    return _plain(replace(step, proof=None))


def step_from_json(kept: Frozen) -> Step:
    """Return a step as it was kept."""
    return Step(**_read(kept))


def _plain(thing: Answer | Step) -> Frozen:
    said = {field.name: getattr(thing, field.name) for field in fields(thing)}
    return {name: _value(value) for name, value in said.items() if value is not None}


def _value(value: object) -> object:
    if isinstance(value, Text):
        return {"zh": value.zh, "en": value.en}
    return f"{value:f}" if isinstance(value, Decimal) else list(value) if isinstance(value, tuple) else value


def _read(kept: Frozen) -> Frozen:
    read: Frozen = dict(kept)
    read |= {name: Decimal(kept[name]) for name in FIGURES if name in kept}
    read |= {name: tuple(kept[name]) for name in LISTS if name in kept}
    return read | ({"name": Text(**kept["name"])} if "name" in kept else {})
