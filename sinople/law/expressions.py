"""Small expressions of the law: + - * / and min, max, abs over named figures. Compiled from a white-listed syntax tree; nothing is ever executed."""

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal, getcontext, localcontext
from functools import lru_cache

LONGEST = 400
DEEPEST = 20
PRECISION = Context(prec=34)
FIGURE = re.compile(r"\d{1,18}(\.\d{1,18})?")

Figures = Mapping[str, Decimal]


class ExpressionFault(ValueError):
    """An expression that cannot be compiled; the words say why."""


@dataclass(frozen=True, slots=True)
class Step:
    """One operation that was carried out: how it is written, and what came out."""

    shown: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came out. `value` is None when names are `missing` or the divisor written in `zero` is nought."""

    value: Decimal | None
    steps: tuple[Step, ...] = ()
    missing: tuple[str, ...] = ()
    zero: str = ""


class _NoughtBelow(Exception):
    def __init__(self, shown: str) -> None:
        super().__init__(shown)
        self.shown = shown


Part = Callable[[Figures, list[Step]], Decimal]


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression: its text, the names it needs in the order of their first use, and its checked syntax tree for other back ends."""

    written: str
    names: tuple[str, ...]
    part: Part
    tree: ast.expr

    def evaluate(self, figures: Figures) -> Evaluation:
        """Return the value with every step, or what stands in the way."""
        missing = tuple(name for name in self.names if name not in figures)
        if missing:
            return Evaluation(None, missing=missing)
        steps: list[Step] = []
        try:
            if getcontext().prec == PRECISION.prec:
                value = self.part(figures, steps)
            else:
                with localcontext(PRECISION):
                    value = self.part(figures, steps)
        except _NoughtBelow as fault:
            return Evaluation(None, tuple(steps), zero=fault.shown)
        return Evaluation(value, tuple(steps))


@lru_cache(maxsize=1024)
def compile_expression(written: str) -> Expression:
    """Return the compiled expression; raise ExpressionFault with the reason when it holds anything else than allowed."""
    if len(written) > LONGEST:
        raise ExpressionFault(f"the expression is longer than {LONGEST} characters")
    try:
        tree = ast.parse(written, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ExpressionFault("this is not an expression; write names, figures, + - * / and brackets") from None
    names: dict[str, None] = {}
    part = _compile(tree.body, written, names, 0)
    return Expression(written, tuple(names), part, tree.body)


def _compile(node: ast.expr, written: str, names: dict[str, None], depth: int) -> Part:
    if depth > DEEPEST:
        raise ExpressionFault(f"the expression is nested deeper than {DEEPEST} levels")
    compiler = COMPILERS.get(type(node))
    if compiler is None:
        raise ExpressionFault(f"'{ast.unparse(node)}' is not allowed; write names, figures, + - * /, min, max, abs and brackets")
    return compiler(node, written, names, depth + 1)


def _name(node: ast.Name, _written: str, names: dict[str, None], _depth: int) -> Part:
    name = node.id
    names[name] = None
    return lambda figures, _steps: figures[name]


def _constant(node: ast.Constant, written: str, _names: dict[str, None], _depth: int) -> Part:
    shown = ast.get_source_segment(written, node) or ""
    if not FIGURE.fullmatch(shown):
        raise ExpressionFault(f"'{shown}' is not a figure; write digits and a point")
    value = Decimal(shown)
    return lambda _figures, _steps: value


def _unary(node: ast.UnaryOp, written: str, names: dict[str, None], depth: int) -> Part:
    if not isinstance(node.op, ast.USub):
        raise ExpressionFault(f"'{ast.unparse(node)}' is not allowed; only a minus may stand before a figure")
    inner = _compile(node.operand, written, names, depth)
    return lambda figures, steps: -inner(figures, steps)


def _binary(node: ast.BinOp, written: str, names: dict[str, None], depth: int) -> Part:
    operation = OPERATIONS.get(type(node.op))
    if operation is None:
        raise ExpressionFault(f"'{ast.unparse(node)}' is not allowed; only + - * / may join figures")
    left, right = _compile(node.left, written, names, depth), _compile(node.right, written, names, depth)
    shown, below = ast.unparse(node), ast.unparse(node.right)
    divides = isinstance(node.op, ast.Div)

    def part(figures: Figures, steps: list[Step]) -> Decimal:
        first, second = left(figures, steps), right(figures, steps)
        if divides and not second:
            raise _NoughtBelow(below)
        value = operation(first, second)
        steps.append(Step(shown, value))
        return value

    return part


def _call(node: ast.Call, written: str, names: dict[str, None], depth: int) -> Part:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    function = FUNCTIONS.get(name)
    if function is None or node.keywords or not node.args or (name == "abs" and len(node.args) != 1):
        raise ExpressionFault(f"'{ast.unparse(node)}' is not allowed; only min(…), max(…) and abs(…) may be called")
    inner = [_compile(argument, written, names, depth) for argument in node.args]
    shown = ast.unparse(node)

    def part(figures: Figures, steps: list[Step]) -> Decimal:
        value = function([argument(figures, steps) for argument in inner])
        steps.append(Step(shown, value))
        return value

    return part


OPERATIONS: Mapping[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: lambda first, second: first + second,
    ast.Sub: lambda first, second: first - second,
    ast.Mult: lambda first, second: first * second,
    ast.Div: lambda first, second: first / second,
}
FUNCTIONS: Mapping[str, Callable[[list[Decimal]], Decimal]] = {"min": min, "max": max, "abs": lambda figures: abs(figures[0])}
COMPILERS: Mapping[type[ast.expr], Callable[..., Part]] = {
    ast.Name: _name,
    ast.Constant: _constant,
    ast.UnaryOp: _unary,
    ast.BinOp: _binary,
    ast.Call: _call,
}
