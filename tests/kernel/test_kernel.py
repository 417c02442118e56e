"""Identifiers, refusals, texts, who acts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demonstration.names import credit_codes
from sinople.kernel.acting import ANYONE, CLOCK, STAFF_ROLES, Acting, Role
from sinople.kernel.ids import (
    CREDIT_ALPHABET,
    KEY_ALPHABET,
    clean_credit_code,
    credit_check_character,
    is_invented_credit_code,
    new_key,
    organisation_check_character,
)
from sinople.kernel.refused import Ground, Refused
from sinople.kernel.text import Text

REAL = "91350100M000100Y43"  # the example of GB 32100-2015


def test_keys_are_random_and_readable():
    keys = {new_key() for _ in range(2000)}
    assert len(keys) == 2000
    assert all(len(key) == 12 and set(key) <= set(KEY_ALPHABET) for key in keys)


def test_the_standards_own_example():
    assert credit_check_character(REAL[:17]) == REAL[17]
    assert clean_credit_code(REAL) == REAL


@pytest.mark.parametrize("typed", [f" {REAL.lower()} ", "91350100 M000100Y43", "９１３５０１００Ｍ０００１００Ｙ４３", "91350100-M000100Y43"])
def test_a_code_is_read_however_it_is_typed(typed):
    assert clean_credit_code(typed) == REAL


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", "this one has 0"), (REAL[:-1], "this one has 17"), (REAL[:-1] + "I", "never holds I"), (REAL[:-1] + "5", "does not fit the others")],
)
def test_what_is_wrong_with_a_code(typed, words):
    with pytest.raises(Refused) as caught:
        clean_credit_code(typed)
    assert words in str(caught.value)
    assert caught.value.field == "credit_code"


@given(st.integers(0, 16), st.sampled_from(CREDIT_ALPHABET))
def test_one_wrong_character_is_always_found(place, other):
    wrong = REAL[:place] + other + REAL[place + 1 :]
    if wrong != REAL:
        with pytest.raises(Refused):
            clean_credit_code(wrong)


def test_invented_codes_can_belong_to_nobody():
    codes = credit_codes()
    made = [next(codes) for _ in range(200)]
    assert len(set(made)) == 200
    for code in made:
        assert clean_credit_code(code) == code
        assert is_invented_credit_code(code)
        assert organisation_check_character(code[8:16]) != code[16]
    assert not is_invented_credit_code(REAL)


def test_a_refusal_says_its_sentence_with_every_ground():
    refused = Refused(
        "The %(thing)s is closed.", anchor="a#1", field="thing", grounds=[Ground("One.", code="one"), Ground("Two %(n)s.", values={"n": 2})], thing="call"
    )
    assert str(refused) == "The call is closed. One. Two 2."
    assert (refused.message, refused.anchor, refused.field, len(refused.grounds)) == ("The %(thing)s is closed.", "a#1", "thing", 2)
    assert str(Refused("100 % sure.")) == "100 % sure."


@pytest.mark.parametrize(("language", "said"), [("en", "A"), ("en-gb", "A"), ("zh-hans", "甲"), ("", "甲"), ("fr", "甲")])
def test_a_text_is_english_only_where_english_is_asked_for(language, said):
    assert Text("甲", "A").said_in(language) == said


def test_who_acts():
    acting = Acting(person_id=1, role=Role.SUBMITTER, organisation_id=7)
    assert acting.is_in(7)
    assert acting.is_in(7, Role.SUBMITTER, Role.AGENT)
    assert not acting.is_in(7, Role.FILLER)
    assert not acting.is_in(8)
    assert not ANYONE.is_in(0)
    assert acting.is_somebody
    assert not ANYONE.is_somebody
    assert not CLOCK.is_somebody
    assert Role.EXPERT not in STAFF_ROLES
    assert Acting(role=Role.DISTRICT_OFFICER, district="440305").is_district("440305")
    assert not Acting(role=Role.CITY_OFFICER, district="440305").is_district("440305")
