"""Lists as pages show them: columns that sort, at most 50 rows, capped counts, and the addresses of other pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import HttpRequest
from django.utils.functional import Promise

from sinople.kernel.text import Text

ROWS = 50
COUNTED_UP_TO = 1000
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its code in the address, its head; numbers stand at the right; some can be sorted by."""

    code: str
    label: str | Promise | Text
    number: bool = False
    sort: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column as drawn: where a click leads, and how it is sorted now."""

    label: str | Promise | Text
    number: bool
    href: str
    sorted: str


@dataclass(frozen=True, slots=True)
class Pages:
    """Where other pages are; an empty address means there is none."""

    rows: int
    count: int | None
    capped: bool
    first: str
    previous: str
    next: str


@dataclass(frozen=True, slots=True)
class Listing(Generic[Row]):
    """A list ready to be drawn by the table part."""

    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    pages: Pages | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: the order, and where to begin (a number of rows, or the key after which to go on)."""

    sort: str
    descending: bool
    page: int
    after: str

    @property
    def start(self) -> int:
        """Return the first row wanted, from 0."""
        return (self.page - 1) * ROWS

    @property
    def stop(self) -> int:
        """Return one row more than a page holds: whether it comes says whether there is a next page."""
        return self.start + ROWS + 1


def asked(request: HttpRequest, columns: Sequence[Column], default: str) -> Asked:
    """Read the order and the place from the address; unknown values fall back to the default (`-code` is descending)."""
    wanted = request.GET.get("sort", "")
    if wanted.lstrip("-") not in {column.code for column in columns if column.sort}:
        wanted = default
    page = request.GET.get("page", "")
    return Asked(wanted.lstrip("-"), wanted.startswith("-"), min(int(page), 10_000) if page.isdecimal() and int(page) else 1, request.GET.get("after", ""))


def listing(request: HttpRequest, columns: Sequence[Column], rows: Sequence[Row], *, order: Asked, count: int | None = None, after: str = "") -> Listing[Row]:
    """Make the list of a page from the rows that a query returned (one more than a page holds, if there are more).

    `after` is the key of the last row shown where the query pages by key; without it pages are numbered.
    `count` above COUNTED_UP_TO is shown as “more than”.
    """
    more = len(rows) > ROWS
    shown = tuple(rows[:ROWS])
    heads = tuple(_head(request, column, order) for column in columns)
    return Listing(heads, shown, _pages(request, order, len(shown), count, more, after))


def _head(request: HttpRequest, column: Column, order: Asked) -> Head:
    if not column.sort:
        return Head(column.label, column.number, "", "")
    is_sorted = column.code == order.sort
    turned = f"-{column.code}" if is_sorted and not order.descending else column.code
    way = ("descending" if order.descending else "ascending") if is_sorted else ""
    return Head(column.label, column.number, _address(request, sort=turned, page="", after=""), way)


def _pages(request: HttpRequest, order: Asked, rows: int, count: int | None, more: bool, after: str) -> Pages | None:
    is_first = order.page == 1 and not order.after
    if is_first and not more and count is None:
        return None
    by_key = bool(after or order.after)
    following = (_address(request, page="", after=after) if by_key else _address(request, page=str(order.page + 1))) if more else ""
    before = _address(request, page=str(order.page - 1)) if order.page > 1 and not by_key else ""
    capped = count is not None and count > COUNTED_UP_TO
    return Pages(rows, COUNTED_UP_TO if capped else count, capped, "" if is_first else _address(request, page="", after=""), before, following)


def _address(request: HttpRequest, **changes: str) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        if value:
            query[name] = value
        else:
            query.pop(name, None)
    return f"{request.path}?{query.urlencode()}" if query else request.path
