from decimal import Decimal

import pytest

from sinople.law.expressions import ExpressionFault, compile_expression

FIGURES = {name: Decimal(value) for name, value in {"a": 6, "b": 4, "zero": 0}.items()}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("a + b", 10),
        ("a - b", 2),
        ("a * b / 2", 12),
        ("(a + b) * 1.5", 15),
        ("-a + b", -2),
        ("min(a, b, 5)", 4),
        ("max(a, b)", 6),
        ("abs(b - a)", 2),
        ("7", 7),
        ("a / b * 100", 150),
    ],
)
def test_values(written, value):
    assert compile_expression(written).evaluate(FIGURES).value == value


def test_every_step_is_kept():
    found = compile_expression("(a + b) / (a - b) * 100").evaluate(FIGURES)
    assert [(step.shown, step.value) for step in found.steps] == [("a + b", 10), ("a - b", 2), ("(a + b) / (a - b)", 5), ("(a + b) / (a - b) * 100", 500)]


def test_names_in_order_of_their_first_use():
    assert compile_expression("b / (a + b)").names == ("b", "a")


def test_missing_names_are_named():
    found = compile_expression("a / c + d").evaluate(FIGURES)
    assert (found.value, found.missing, found.zero) == (None, ("c", "d"), "")


def test_a_divisor_of_nought_is_named():
    found = compile_expression("a / (zero * b)").evaluate(FIGURES)
    assert (found.value, found.zero) == (None, "zero * b")


@pytest.mark.parametrize(
    "written",
    [
        "",
        "a +",
        "a ** b",
        "a // b",
        "a % b",
        "a if b else a",
        "a.b",
        "a[0]",
        "__import__('os')",
        "eval(a)",
        "min()",
        "abs(a, b)",
        "max(a, key=b)",
        "(lambda: 1)()",
        "'text'",
        "True",
        "1e9",
        "0x10",
        "1_000",
        "+a",
        "not a",
        "a < b",
        "[a]",
        "a\x00",
        "9" * 30,
        "a + " * 200 + "a",
        "(" * 150 + "a" + ")" * 150 + "+" + "+".join("a" for _ in range(30)),
    ],
)
def test_anything_else_is_refused(written):
    with pytest.raises(ExpressionFault):
        compile_expression(written)


def test_figures_are_exact():
    assert compile_expression("0.1 + 0.2").evaluate({}).value == Decimal("0.3")


def test_the_limits_are_where_they_are_said_to_be():
    assert compile_expression("a" * 400).names == ("a" * 400,)
    with pytest.raises(ExpressionFault, match="longer than 400"):
        compile_expression("a" * 401)
    assert compile_expression("-" * 20 + "a").evaluate({"a": Decimal(1)}).value == 1
    with pytest.raises(ExpressionFault, match="deeper than 20"):
        compile_expression("-" * 21 + "a")
