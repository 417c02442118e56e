"""How a line is written, chained, checked and signed. Plain Python."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinople.audit.rules import GENESIS, Written, chained, first_fault, is_signed, public_part, roots_of, signed, sm3, written
from sinople.kernel.text import Text


def test_sm3_of_the_standards_own_example():
    assert sm3(b"abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_facts_have_one_form():
    at = datetime(2023, 6, 14, 10, tzinfo=timezone(timedelta(hours=8)))
    facts = {"b": Decimal("1.50"), "a": at, "day": date(2023, 6, 14), "text": Text("甲", "A"), "none": None, "list": [1, Decimal(2)]}
    assert written(facts) == '{"a":"2023-06-14T02:00:00+00:00","b":"1.50","day":"2023-06-14","list":[1,"2"],"none":null,"text":{"en":"A","zh":"甲"}}'
    assert written(facts) == written({**dict(reversed(facts.items())), "a": at.astimezone(UTC)})


def chain(count, key="k"):
    made, previous = [], GENESIS
    for n in range(1, count + 1):
        stored = written({"kind": "t", "key": key, "n": n, "verb": "act", "person": 1})
        previous = chained(previous, stored)
        made.append(Written("t", key, n, stored, previous, "act", 1))
    return made


def test_a_sound_story_has_no_fault():
    assert first_fault([]) is None
    assert first_fault(chain(5)) is None
    assert first_fault([*chain(2, "a"), *chain(3, "b")]) is None


@given(st.integers(1, 8), st.data())
def test_any_one_change_is_found_at_its_line(count, data):
    lines = chain(count)
    n = data.draw(st.integers(0, count - 1))
    field = data.draw(st.sampled_from(["stored", "digest", "n", "verb", "person_id"]))
    changed = {"stored": lines[n].stored.replace("act", "axt"), "digest": "0" * 64, "n": lines[n].n + 1, "verb": "other", "person_id": 2}[field]
    values = {name: getattr(lines[n], name) for name in Written.__dataclass_fields__}
    lines[n] = Written(**{**values, field: changed})
    assert first_fault(lines).n == n + 1


@pytest.mark.parametrize("cut", [0, 1, 2])
def test_a_missing_line_is_found(cut):
    lines = chain(4)
    del lines[cut]
    assert (first_fault(lines).n, first_fault(lines).why) == (cut + 1, "A line is missing.")


LINES = [("t", "a", 1, "w", 1), ("t", "a", 2, "x", 4), ("t", "b", 1, "y", 2), ("t", "b", 2, "z", 3)]


def test_a_root_depends_on_every_head():
    [(root, count)] = roots_of(LINES, [4])
    assert count == 4
    assert root == sm3(b"t a 2 x\nt b 2 z\n")
    assert root != roots_of(LINES[:2], [4])[0][0]


def test_roots_of_many_moments_are_found_in_one_reading():
    """Each as it stood then: later lines and chains that did not exist yet are left out."""
    assert roots_of(LINES, [0, 1, 2, 3, 4]) == [roots_of([line for line in LINES if line[4] <= end], [9])[0] for end in range(5)]
    assert roots_of(LINES, [1, 3]) == [(sm3(b"t a 1 w\n"), 1), (sm3(b"t a 1 w\nt b 2 z\n"), 3)]
    assert roots_of([], []) == []


@given(st.text(), st.binary(min_size=32, max_size=32))
def test_signatures(text, key):
    made = signed(text, key)
    assert is_signed(text, made, public_part(key))
    assert not is_signed(text + "x", made, public_part(key))
    assert not is_signed(text, "00" * 64, public_part(key))
    assert not is_signed(text, "not hexadecimal", public_part(key))
