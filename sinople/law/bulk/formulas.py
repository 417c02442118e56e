"""The expressions of the law over columns: the second back end of the one grammar."""

import ast
from collections.abc import Callable, Mapping

import numpy as np

from sinople.law.bulk.columns import Flags, Floats
from sinople.law.expressions import Expression

OPERATIONS: Mapping[type[ast.operator], Callable[[Floats, Floats], Floats]] = {
    ast.Add: np.add, ast.Sub: np.subtract, ast.Mult: np.multiply, ast.Div: np.divide,
}  # fmt: skip
FUNCTIONS: Mapping[str, Callable[..., Floats]] = {"min": np.minimum, "max": np.maximum, "abs": np.abs}


def evaluate(expression: Expression, figures: Mapping[str, Floats], count: int) -> tuple[Floats, Flags]:
    """Return the values, NaN where something is missing or a divisor is nought, and where names are missing."""
    missing = np.zeros(count, dtype=np.bool_)
    for name in expression.names:
        missing |= np.isnan(figures[name]) if name in figures else True
    if missing.all():
        return np.full(count, np.nan), missing
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        value = _of(expression.tree, figures, count)
    return np.where(missing | ~np.isfinite(value), np.nan, value), missing


def _of(node: ast.expr, figures: Mapping[str, Floats], count: int) -> Floats:
    if isinstance(node, ast.Name):
        return figures[node.id]
    if isinstance(node, ast.Constant):
        return np.full(count, float(node.value))  # type: ignore[arg-type]
    if isinstance(node, ast.UnaryOp):
        return -_of(node.operand, figures, count)
    if isinstance(node, ast.BinOp):
        return _joined(node, figures, count)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return _called(FUNCTIONS[node.func.id], [_of(argument, figures, count) for argument in node.args])
    raise TypeError(ast.dump(node))


def _joined(node: ast.BinOp, figures: Mapping[str, Floats], count: int) -> Floats:
    left, right = _of(node.left, figures, count), _of(node.right, figures, count)
    if isinstance(node.op, ast.Div):
        right = np.where(right == 0, np.nan, right)  # a divisor of nought decides nothing, whatever stands around it
    return OPERATIONS[type(node.op)](left, right)


def _called(function: Callable[..., Floats], arguments: list[Floats]) -> Floats:
    if function is np.abs:
        return function(arguments[0])
    value = arguments[0]
    for argument in arguments[1:]:
        value = function(value, argument)
    return value
