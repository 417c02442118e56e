"""Is a figure plausible? Against the year before, in balances and ratios, beside its peers. What comes out are questions, never refusals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cached_property
from pathlib import Path

from sinople.kernel.refused import Value as Plain
from sinople.kernel.text import Text
from sinople.law.expressions import PRECISION, Expression, compile_expression
from sinople.law.marking import N_
from sinople.law.packs.reading import read_rows
from sinople.law.packs.values import Code, Row, Value, Words

MORE = N_("%(name)s is %(value)s %(unit)s, last year it was %(before)s %(unit)s: %(change)s %% more. What is the reason?")
LESS = N_("%(name)s is %(value)s %(unit)s, last year it was %(before)s %(unit)s: %(change)s %% less. What is the reason?")
UNBALANCED = N_("%(name)s does not come out: %(whole)s against %(parts)s, %(change)s %% apart. What is missing or counted twice?")
IMPOSSIBLE = N_("%(name)s is %(value)s %%, more than %(most)s %% cannot be. Which figure is wrong, or what is special here?")
ABOVE = N_("%(name)s is %(value)s %(unit)s, more than %(times)s times the median of %(count)s peers (%(median)s). What is the reason?")
BELOW = N_("%(name)s is %(value)s %(unit)s, less than one part in %(times)s of the median of %(count)s peers (%(median)s). What is the reason?")
STATED = N_("%(name)s is stated as %(value)s %(unit)s, the carriers give %(worked)s %(unit)s: %(change)s %% apart. Which one holds, and why?")
TENTH, HUNDRED = Decimal("0.1"), Decimal(100)
TWO_DIGITS = 2


class Balance(Row):
    """What goes in comes out: a whole and its parts, and how far apart they may be."""

    code: Code
    name: Words
    whole: str
    parts: str
    tolerance: Value


class Ratio(Row):
    """A share that cannot be more than so much."""

    code: Code
    name: Words
    formula: str
    most: Value


class Intensity(Row):
    """A figure by which sites of one industry can be set side by side."""

    code: Code
    name: Words
    formula: str
    unit: str

    @cached_property
    def expression(self) -> Expression:
        """Return the compiled formula."""
        return compile_expression(self.formula)


class Checks(Row):
    """Everything that is asked of a year's figures."""

    year_on_year: Value
    stated: Value
    peers_least: Value
    peers_times: Value
    balances: tuple[Balance, ...]
    ratios: tuple[Ratio, ...]
    peers: tuple[Intensity, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """Where the middle half of the peers stands, two digits each, so that nobody is recognised."""

    low: Decimal
    median: Decimal
    high: Decimal
    count: int


@dataclass(frozen=True, slots=True)
class Question:
    """One question about figures: its code, the message with its values, the quantities that it is about, who set the threshold."""

    code: str
    message: str
    values: Mapping[str, Plain]
    quantities: tuple[str, ...]
    authority: str

    @property
    def about(self) -> str:
        """Return the figures that it is about, in one line: an answer holds as long as they stand."""
        return "|".join(f"{name}={self.values[name]}" for name in sorted(self.values) if isinstance(self.values[name], Decimal | int))


@dataclass(frozen=True, slots=True)
class Known:
    """A year's figures with all that they are held against."""

    figures: Mapping[str, Decimal]
    before: Mapping[str, Decimal]
    names: Mapping[str, tuple[Text, str]]  # name and unit of each quantity
    stated: Mapping[str, tuple[Decimal, Decimal]]  # stated beside worked out
    bands: Mapping[str, Band]


def load_checks(folder: Path) -> Checks:
    """Return the checks and their thresholds."""
    return read_rows(folder / "plausibility.yaml", Checks)


def questions_about(checks: Checks, known: Known) -> list[Question]:
    """Return every question that the figures raise."""
    with localcontext(PRECISION):
        return [*_yearly(checks, known), *_unbalanced(checks, known), *_impossible(checks, known), *_beside_peers(checks, known), *_stated(checks, known)]


def band_of(figures: Sequence[Decimal], least: int) -> Band | None:
    """Return the band of the peers; none where there are fewer than so many."""
    if len(figures) < least:
        return None
    ordered = sorted(figures)
    low, median, high = (_rounded(_quartile(ordered, n)) for n in (1, 2, 3))
    return Band(low, median, high, len(ordered))


def _quartile(ordered: Sequence[Decimal], n: int) -> Decimal:
    place = (len(ordered) - 1) * n
    below, rest = divmod(place, 4)
    above = ordered[min(below + 1, len(ordered) - 1)]
    return ordered[below] + (above - ordered[below]) * rest / 4


def _rounded(figure: Decimal) -> Decimal:
    return figure if not figure else figure.quantize(Decimal(1).scaleb(figure.adjusted() - TWO_DIGITS + 1))


def _yearly(checks: Checks, known: Known) -> list[Question]:
    found = []
    for code, value in known.figures.items():
        before = known.before.get(code)
        if code not in known.names or not before:
            continue
        change = (value - before) / before * HUNDRED
        if abs(change) > checks.year_on_year.number:
            name, unit = known.names[code]
            values: dict[str, Plain] = {"name": name, "unit": unit, "value": value, "before": before, "change": _short(abs(change))}
            found.append(Question(f"year.{code}", MORE if change > 0 else LESS, values, (code,), checks.year_on_year.authority))
    return found


def _unbalanced(checks: Checks, known: Known) -> list[Question]:
    found = []
    for balance in checks.balances:
        whole, parts = compile_expression(balance.whole), compile_expression(balance.parts)
        first, second = whole.evaluate(known.figures).value, parts.evaluate(known.figures).value
        if first is None or second is None or not max(abs(first), abs(second)):
            continue
        apart = abs(first - second) / max(abs(first), abs(second)) * HUNDRED
        if apart > balance.tolerance.number:
            values: dict[str, Plain] = {"name": balance.name, "whole": first, "parts": second, "change": _short(apart)}
            found.append(Question(f"balance.{balance.code}", UNBALANCED, values, (*whole.names, *parts.names), balance.tolerance.authority))
    return found


def _impossible(checks: Checks, known: Known) -> list[Question]:
    found = []
    for ratio in checks.ratios:
        expression = compile_expression(ratio.formula)
        value = expression.evaluate(known.figures).value
        if value is not None and value > ratio.most.number:
            values: dict[str, Plain] = {"name": ratio.name, "value": _short(value), "most": ratio.most.number}
            found.append(Question(f"ratio.{ratio.code}", IMPOSSIBLE, values, expression.names, ratio.most.authority))
    return found


def _beside_peers(checks: Checks, known: Known) -> list[Question]:
    found, times = [], checks.peers_times.number
    for intensity in checks.peers:
        value, band = intensity.expression.evaluate(known.figures).value, known.bands.get(intensity.code)
        if value is None or band is None or not band.median or band.median / times <= value <= band.median * times:
            continue
        values: dict[str, Plain] = {
            "name": intensity.name, "value": _rounded(value), "unit": intensity.unit, "times": times, "count": band.count, "median": band.median,
        }  # fmt: skip
        found.append(
            Question(f"peers.{intensity.code}", ABOVE if value > band.median else BELOW, values, intensity.expression.names, checks.peers_times.authority)
        )
    return found


def _stated(checks: Checks, known: Known) -> list[Question]:
    found = []
    for code, (value, worked) in known.stated.items():
        apart = abs(value - worked) / max(abs(value), abs(worked)) * HUNDRED if value or worked else Decimal(0)
        if apart > checks.stated.number:
            name, unit = known.names[code]
            values: dict[str, Plain] = {"name": name, "unit": unit, "value": value, "worked": _short(worked), "change": _short(apart)}
            found.append(Question(f"stated.{code}", STATED, values, (code,), checks.stated.authority))
    return found


def _short(figure: Decimal) -> Decimal:
    return figure.quantize(TENTH)
