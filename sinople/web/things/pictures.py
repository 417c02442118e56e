"""Pictures of a data book drawn by the server: the flow of energy or carbon from carriers to uses, and the years of a quantity."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sinople.kernel.text import Text
from sinople.law.energy import Worked
from sinople.web.context import Words

TOP, GAP, TALL, NODE = 12, 12, 220, 12
LEFT, MIDDLE, RIGHT = 270, 430, 580  # of a width of 840
CHART_HEIGHT, CHART_BASE, CHART_WIDTH = 110, 130, 320


@dataclass(frozen=True, slots=True)
class Block:
    """A node of the flow: where it stands, its colour's name, its words."""

    x: float
    y: float
    height: float
    tone: str
    name: Words | Text
    value: Decimal
    unit: str
    before: bool  # the words stand left of it


@dataclass(frozen=True, slots=True)
class Flow:
    """The picture of a flow: nodes, and bands between them as paths."""

    blocks: tuple[Block, ...]
    bands: tuple[tuple[str, str], ...]  # path, tone
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One year of a chart."""

    x: float
    y: float
    width: float
    height: float
    year: int
    value: Decimal
    is_now: bool


def flow_of(worked: Worked, kinds: Mapping[str, str], total: Words, uses: Sequence[tuple[Words, Decimal, str]] = ()) -> Flow | None:
    """Return the flow from carriers to the site and on to its uses; what is sold is left to the table. None where nothing flows."""
    shares = [share for share in worked.shares if share.value > 0]
    whole = sum((share.value for share in shares), Decimal(0))
    if not whole:
        return None
    scale = TALL / float(whole)
    ends = [use for use in uses if use[1] > 0]
    left, heights = _column([float(share.value) * scale for share in shares])
    middle = Block(MIDDLE, TOP, TALL, "whole", total, whole, worked.unit, before=False)
    blocks = [
        Block(LEFT, y, height, kinds.get(share.carrier, ""), share.name, share.value, worked.unit, before=True)
        for share, (y, height) in zip(shares, left, strict=True)
    ]
    bands = _bands(blocks, LEFT + NODE, MIDDLE, into=True)
    right, tall = _column([float(value) * scale for _name, value, _tone in ends])
    after = [Block(RIGHT, y, height, tone, name, value, worked.unit, before=False) for (name, value, tone), (y, height) in zip(ends, right, strict=True)]
    return Flow((*blocks, middle, *after), (*bands, *_bands(after, MIDDLE + NODE, RIGHT, into=False)), TOP + max(heights, tall, TALL) + GAP)


def bars_of(series: Mapping[int, Decimal], now: int) -> list[Bar]:
    """Return the years of a quantity as bars that begin at nought."""
    most = max((abs(value) for value in series.values()), default=Decimal(0)) or Decimal(1)
    step = CHART_WIDTH / max(len(series), 3)
    found = []
    for n, (year, value) in enumerate(sorted(series.items())):
        height = round(float(abs(value) / most) * CHART_HEIGHT * 0.85, 1)
        found.append(Bar(round(n * step + step * 0.2, 1), round(CHART_BASE - height, 1), round(step * 0.6, 1), height, year, value, year == now))
    return found


def place_in(low: Decimal, high: Decimal, at: Decimal | None) -> tuple[int, int, int]:
    """Return the band and the value as shares 0–100 of a line that holds both."""
    ends = [figure for figure in (low, high, at) if figure is not None]
    span = max(ends) * Decimal("1.15") or Decimal(1)
    return tuple(int(max(figure, Decimal(0)) / span * 100) for figure in (low, high, at if at is not None else low))  # type: ignore[return-value]


def _column(heights: Sequence[float]) -> tuple[list[tuple[float, float]], float]:
    y, found = float(TOP), []
    for height in heights:
        tall = max(height, 1.0)
        found.append((round(y, 1), round(tall, 1)))
        y += max(tall, 16) + GAP
    return found, y - TOP


def _bands(blocks: Sequence[Block], start: float, end: float, *, into: bool) -> list[tuple[str, str]]:
    """Return the bands between a column and the whole; at the whole they lie one under another without gaps."""
    y, found, bend = float(TOP), [], (start + end) / 2
    for block in blocks:
        first, second = (block.y, y) if into else (y, block.y)
        tall = block.height
        path = f"M{start} {first:.1f} C{bend} {first:.1f} {bend} {second:.1f} {end} {second:.1f} V{second + tall:.1f} C{bend} {second + tall:.1f} {bend} {first + tall:.1f} {start} {first + tall:.1f} Z"
        found.append((path, block.tone))
        y += tall
    return found
