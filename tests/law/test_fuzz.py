"""Readers answer whatever comes with a part or a refusal: a short form of `./run bench fuzz`, without its guidance by coverage."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.fuzz import SEEDS, TARGETS, refusals

KNOWN = {name: sorted(seeds(), key=len)[:6] for name, seeds in SEEDS.items()}


def changed(seed: bytes, draw: random.Random) -> bytes:
    """Return the seed with a few bytes turned, taken out, doubled, or put in from elsewhere."""
    data = bytearray(seed)
    for _ in range(draw.randint(1, 6)):
        at, long = draw.randrange(len(data) + 1), draw.randint(1, 12)
        piece = data[(start := draw.randrange(len(data) + 1)) : start + long]
        match draw.randrange(4):
            case 0:
                data[at : at + 1] = bytes([draw.randrange(256)])
            case 1:
                del data[at : at + long]
            case 2:
                data[at:at] = piece
            case _:
                data[at : at + long] = piece
    return bytes(data)


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(draw=st.randoms(use_true_random=False))
def test_a_changed_seed_is_read_or_refused(name, draw):
    try:
        TARGETS[name](changed(draw.choice(KNOWN[name]), draw))
    except refusals():
        pass


@pytest.mark.parametrize("name", TARGETS)
def test_a_seed_itself_is_read(name):
    made = [_read(name, seed) for seed in SEEDS[name]()]
    assert any(part is not None for part in made), "the target refuses all: it would find nothing"


def _read(name, seed):
    try:
        return TARGETS[name](seed)
    except refusals():
        return None
