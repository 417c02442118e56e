"""The panel's result, points, consequences and what a batch needs. Tables."""

from decimal import Decimal

import pytest

from sinople.review.rules import LineOfBatch, consequences, grounds_against_laying, grounds_against_points, result_of, total_of

D = Decimal
MAXIMA = {"a": D(20), "b": D(10)}


@pytest.mark.parametrize(
    ("totals", "rule", "result", "spread"),
    [
        ([80, 90, 85], "mean", "85.00", "10"), ([80, 80, 81], "mean", "80.33", "1"), ([10, 80, 82, 84, 100], "trimmed_mean", "82.00", "90"), ([10, 80, 100], "trimmed_mean", "63.33", "90"),
        (["0.005", "0.005", "0.005"], "mean", "0.01", "0"),
    ],
)  # fmt: skip
def test_result_of(totals, rule, result, spread):
    found = result_of([D(total) for total in totals], rule)
    assert (found.result, found.spread, found.rule) == (D(result), D(spread), rule)


@pytest.mark.parametrize(
    ("points", "codes"),
    [
        ({"a": D(20), "b": D(0)}, []), ({"a": D("20.1"), "b": D(0)}, ["group:a"]), ({"a": D("-0.1"), "b": D(10)}, ["group:a"]), ({}, ["group:a", "group:b"]),
        ({"a": D(1), "b": D(1), "unknown": D(999)}, []),
    ],
)  # fmt: skip
def test_grounds_against_points(points, codes):
    assert [ground.code for ground in grounds_against_points(points, MAXIMA)] == codes


def test_total_of():
    assert total_of({"a": D("1.5"), "b": D("2.5")}) == D(4)
    assert total_of({}) == 0


def line(proposal, *, district="440305", passed=True, recommended=True):
    return LineOfBatch(district, proposal, D(80), passed, recommended)


@pytest.mark.parametrize(
    ("proposal", "recommended", "passed", "reason", "codes"),
    [
        ("grant", True, True, "", []), ("grant", True, None, "", []), ("grant", True, False, "", ["reason"]), ("grant", False, True, "", ["reason"]), ("grant", False, True, "好", []),
        ("refuse", True, True, "", ["reason"]), ("refuse", False, True, "", ["reason"]), ("refuse", False, False, "因", []), ("defer", True, True, "", ["reason"]),
        ("", True, True, "", ["open"]),
    ],
)  # fmt: skip
def test_grounds_against_laying(proposal, recommended, passed, reason, codes):
    assert [ground.code for ground in grounds_against_laying([line(proposal, passed=passed, recommended=recommended)], [reason])] == codes


@pytest.mark.parametrize(("target", "over"), [(None, False), (2, False), (1, True)])
def test_consequences(target, over):
    said = consequences([line("grant"), line("grant", district="440306", passed=None), line("refuse"), line("defer"), line("")], target)
    assert said == {
        "grant": 2, "refuse": 1, "defer": 1, "open": 1, "target": target, "over_target": over, "districts": {"440305": 1, "440306": 1}, "undecided": 1, "letters": 2,
    }  # fmt: skip
