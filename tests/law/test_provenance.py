"""Every figure of the law that was found stands in a pack, with the mark of how it was seen: counted by the section of the fact sheet it comes from.

What has no place in a pack: names without a figure (catalogues, 53 key industries, codes of old reports, libraries), the figures of one firm that serve
as a golden case (the winner of section 8), and the calculation bases of section 10, which stand in packs/reference.
"""

import re
from collections import Counter
from pathlib import Path

import pytest

from sinople.law import packs
from sinople.law.packs.confirming import values_of

PACKS = {name: packs.load(Path(__file__).parents[2] / "packs" / name) for name in ("sz-2022", "sz-2024", "cn-2024")}
RULES = r"indicators/.*(threshold|base|lead|at|share|least|intercept|slope|most|levels/.*)$"
LOOKUPS = r"lookups/.*"
POINTS = r"indicators/.*points$"
WEIGHTS = r"groups/.*weight$"

# section, pack, table, which values, how many by mark
FOUND = [
    ("2.1 first-level weights", "sz-2022", "GF-2018", WEIGHTS, {"B": 6}),
    ("2.1 thresholds", "sz-2022", "GF-2018", r"indicators/.*(threshold|base|lead|at|_ratio)$", {"B": 10, "U": 1, "S": 6}),
    ("2.1 split of mandatory and optional", "sz-2022", "GF-2018", r"(mandatory|optional)_share$", {"U": 2}),
    ("2.1 floor area ratios of 2008", "sz-2022", "GF-2018", LOOKUPS, {"S": 31}),
    ("2.2 weights and points of table C.1", "sz-2024", "GF-2025-C1", f"{POINTS}|{WEIGHTS}", {"S2": 19}),
    ("2.2 steps 60, 70, 85", "sz-2024", "GF-2025-C1", r"stars/.*", {"D": 3}),
    ("2.2 bases and leads, all but those of the platform row open", "sz-2024", "GF-2025-C1", r"indicators/.*(base|lead)$", {"NF": 30, "S2": 1, "D": 1}),
    ("2.3 points of the platform table, bonus included", "sz-2024", "GF-2025-PLAT", f"{POINTS}|{WEIGHTS}|bonus_cap$", {"S2": 32}),
    ("2.3 bases and leads; 4b and 5 are open", "sz-2024", "GF-2025-PLAT", r"indicators/.*(base|lead|least)$", {"S2": 40, "NF": 4}),
    ("3 leading values of the park", "sz-2022", "PK-2016", r"indicators/.*lead$", {"B": 27}),
    ("3 how many are picked", "sz-2022", "PK-2016", r"choices/.*", {"B": 5}),
    ("3 near-zero-carbon parks", "cn-2024", "PK-near-zero", RULES, {"S": 20}),
    ("3 zero-carbon parks of 2025", "cn-2024", "PK-zero-2025", f"{RULES}|{LOOKUPS}", {"S": 6}),
    ("4 points of the supply chain", "sz-2022", "SC-2016-general", f"{POINTS}|{WEIGHTS}", {"S": 26}),
    ("4 stars", "sz-2022", "SC-2016-general", r"stars/.*", {"S2": 4, "U": 1}),
    ("4 electronics: points not seen", "sz-2022", "SC-electronics", f"{POINTS}|{WEIGHTS}", {"NF": 44}),
    ("5 limits of hazardous substances; other rows of products", "sz-2022", "GP-33761", RULES, {"S": 10, "U": 8}),
    ("5 air conditioners, motors, computers; standards", "sz-2022", "GP-33761", LOOKUPS, {"B": 117, "S": 11}),
    ("6 conditions of 2023; default table", "sz-2022", "DC-2022", f"{RULES}|{POINTS}", {"S": 2, "D": 25}),
    ("6 grades, procurement, Shenzhen; responsibility weights open", "sz-2022", "DC-2022", LOOKUPS, {"S": 12, "S2": 1, "NF": 2}),
    ("6 older table", "sz-2022", "DC-2018", f"{RULES}|{POINTS}", {"S": 14}),
    ("6 conditions and index of 2025", "cn-2024", "DC-2025", f"{RULES}|{POINTS}", {"S": 6, "S2": 10, "NF": 4}),
    ("7 city thresholds and the years of 2017", "sz-2022", "EE-2017", RULES, {"D": 2, "S": 1}),
    ("7 benchmarks, base levels, steel limits", "sz-2022", "EE-2017", LOOKUPS, {"B": 88, "S": 10}),
    ("7 conditions of 2025", "cn-2024", "EE-2025", RULES, {"S": 2}),
    ("8 size of the city", "sz-2022", "WE-2020", RULES, {"D": 1}),
    ("8 quotas, technical indicators, national size", "sz-2022", "WE-2020", LOOKUPS, {"S": 42}),
    ("9 points of the candidate index; roll-up", "sz-2022", "GE-candidate", f"{POINTS}|indicators/.*least$", {"D": 22}),
    ("11 levels of printed circuit boards", "sz-2022", "CP-PCB", RULES, {"S": 18}),
    ("11 levels of electroplating", "sz-2022", "CP-electroplating", RULES, {"U": 6}),
    ("11 100, 85, 85", "sz-2022", "CP-PCB", r"levels/.*", {"B": 3}),
]


@pytest.mark.parametrize(("section", "pack", "table", "which", "wanted"), FOUND, ids=[one[0] for one in FOUND])
def test_every_figure_that_was_found_is_in_a_pack_with_its_mark(section, pack, table, which, wanted):
    start = f"tables/{table}/"
    found = [one for one in values_of(PACKS[pack]) if one.path.startswith(start) and re.fullmatch(which, one.path.removeprefix(start))]
    assert Counter(one.value.mark for one in found) == wanted, section
    assert all(one.value.is_given is (one.value.mark != "NF") for one in found)


@pytest.mark.parametrize("pack", PACKS)
def test_a_value_that_nobody_found_is_empty_and_says_so(pack):
    for one in values_of(PACKS[pack]):
        if one.value.mark == "NF":
            assert not one.value.is_given, one.path
            assert one.value.name is not None, one.path


@pytest.mark.parametrize("pack", PACKS)
def test_only_what_was_read_is_said_to_be_enacted(pack):
    """A default or something from memory is never an article."""
    assert [one.path for one in values_of(PACKS[pack]) if one.value.authority == "enacted" and one.value.mark in {"B", "U", "D", "NF"}] == []
