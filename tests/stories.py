"""What was written, and what was not."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import transaction

from sinople.audit.models import Line, Thing
from sinople.audit.queries import faults, lines_of
from sinople.kernel.acting import Acting
from sinople.kernel.refused import Refused

# These stand beside a digest, or never change; reading them all would take most of the time.
LONG = {"content", "sheet", "levels", "rule"}


def census() -> dict[str, str]:
    """Return a digest of every table of the rooms."""
    found = {}
    for model in apps.get_models():
        if model.__module__.startswith("sinople."):
            names = [field.attname for field in model._meta.concrete_fields if field.name not in LONG]
            rows = model._default_manager.order_by("pk").values_list(*names)
            found[model._meta.label] = hashlib.sha256(repr(list(rows)).encode()).hexdigest()
    return found


@contextmanager
def refused(words: str = "", *, codes: Collection[str] = ()) -> Iterator[pytest.ExceptionInfo]:
    """Run an act that has to be refused, as a post runs it: afterwards nothing of it is left."""
    before = census()
    with pytest.raises(Refused) as caught, transaction.atomic():
        yield caught
    assert words in str(caught.value)
    if codes:
        assert [ground.code for ground in caught.value.grounds] == list(codes)
    assert census() == before


def denied_to_others(act: Callable[[Acting], object], strangers: Mapping[str, Acting], *, allowed: Collection[str] = ()) -> None:
    """Try an act as every stranger: each is denied, and not one row is written even before the transaction ends."""
    before = census()
    for role, acting in {**strangers, "nobody": Acting(), "clock": Acting(is_clock=True)}.items():
        if role not in allowed:
            try:
                act(acting)
            except PermissionDenied:
                continue
            pytest.fail(f"{role} was not denied")
    assert census() == before


def verbs_of(thing: Thing) -> list[str]:
    """Return the verbs of a thing's story, and check that its chain holds."""
    assert faults(thing.kind(), thing.key) == []
    return [told.verb for told in lines_of(thing.kind(), thing.key)]


def last_line(thing: Thing) -> tuple[str, str, str, int]:
    """Return the last line of a thing's story: verb, from, to, person."""
    told = lines_of(thing.kind(), thing.key)[-1]
    return told.verb, told.came_from, told.goes_to, told.person_id


def line_count() -> int:
    return Line.objects.count()
