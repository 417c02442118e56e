"""Turns values into words and figures for a page, in the reader's language and in the city's time."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.dateformat import format as spelled
from django.utils.encoding import force_str
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from sinople.kernel.text import CHINESE, Text

CITY_TIME = ZoneInfo("Asia/Shanghai")
NOTHING = "—"


AUTHORITIES = {
    "enacted": _("enacted"),
    "draft": _("draft"),
    "hearing": _("from the hearing"),
    "notice": _("from a notice"),
    "practice": _("practice"),
    "agency": _("from the bureau"),
    "background": _("background"),
    "default": _("default, to be confirmed by the city bureau"),
}


class Message(Protocol):
    """Anything that carries an English message id and its values: Refused, Ground, a proof's node."""

    @property
    def message(self) -> str:
        """Return the English message id."""

    @property
    def values(self) -> Mapping[str, Any]:
        """Return the values of its places."""


def said(value: object) -> str:
    """Return a text of the law in the reader's language; other words as they are."""
    if isinstance(value, Text):
        return value.said_in(get_language() or CHINESE)
    return "" if value is None else force_str(value)


def shown(value: object) -> object:
    """Return any value as a page shows it."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, list | tuple | set | frozenset):
        return gettext(", ").join(str(shown(one)) for one in value)
    return next((say(value) for kind, say in WAYS_TO_SHOW if isinstance(value, kind)), value)


def yes_or_no(value: bool) -> str:
    """Return yes or no."""
    return gettext("Yes") if value else gettext("No")


def words(thing: Message | Text | str) -> str:
    """Return a refusal, a ground or a step of a proof as a sentence in the reader's language."""
    if isinstance(thing, str | Text):
        return said(thing)
    if isinstance(getattr(thing, "message", None), Text):
        return said(thing.message)
    sentence = gettext(thing.message)
    return sentence % {name: shown(value) for name, value in thing.values.items()} if thing.values else sentence


def is_undecided(node: Any) -> bool:
    """Say whether a step of a proof waits for something; a step that only works out a figure is neither fulfilled nor undecided."""
    return node.ok is None and ("ndecided" in str(node.message) or any(map(is_undecided, node.children)))


def day(value: date | datetime | None) -> str:
    """Return 2023-06-14."""
    return NOTHING if value is None else _in_city(value).strftime("%Y-%m-%d")


def long_day(value: date | datetime | None) -> str:
    """Return the day spelled out with its weekday."""
    if value is None:
        return NOTHING
    local = _in_city(value)
    return f"{formats.date_format(local, 'DATE_FORMAT')} {spelled(local, 'l')}"


def short_day(value: date | datetime | None) -> str:
    """Return month and day as people write them."""
    return NOTHING if value is None else formats.date_format(_in_city(value), "MONTH_DAY_FORMAT")


def moment(value: datetime | date | None) -> str:
    """Return 2023-06-14 16:02, in the city's time; a day without an hour stays a day."""
    if value is None or not isinstance(value, datetime):
        return day(value)
    return _in_city(value).strftime("%Y-%m-%d %H:%M")


def until(value: datetime | date | None) -> str:
    """Return until when: a limit at midnight is the whole day before it, any other its hour."""
    if not isinstance(value, datetime):
        return day(value)
    local = value.astimezone(CITY_TIME)
    return day(local - timedelta(seconds=1)) if (local.hour, local.minute) == (0, 0) else moment(local)


def exact_moment(value: datetime | None) -> str:
    """Return the moment with its seconds, as a receipt prints it."""
    return NOTHING if value is None else _in_city(value).strftime("%Y-%m-%d %H:%M:%S")


def number(value: Decimal | float | str | None, places: int | None = None) -> str:
    """Return a figure without needless noughts, thousands parted; with `places` exactly so many."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, str):
        return value
    figure = value if isinstance(value, Decimal) else Decimal(str(value))
    if places is not None:
        return f"{figure:,.{places}f}"
    plain = f"{_tidy(figure):,f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _tidy(figure: Decimal) -> Decimal:
    """A quotient may have thirty places: show four, or four significant ones of a small figure. What decides keeps them all."""
    exponent = figure.as_tuple().exponent
    if not figure.is_finite() or not isinstance(exponent, int) or exponent >= -4:
        return figure
    places = 4 if abs(figure) >= 1 or not figure else 3 - figure.adjusted()
    return round(figure, places)


def money(value: Decimal | int | None) -> str:
    """Return an amount in yuan with two places."""
    return NOTHING if value is None else gettext("CNY %(amount)s") % {"amount": number(Decimal(value), 2)}


def workdays(count: int) -> str:
    """Return a number of working days in words."""
    return ngettext("%(num)s working day", "%(num)s working days", count) % {"num": count}


def calendar_days(count: int) -> str:
    """Return a number of calendar days in words."""
    return ngettext("%(num)s day", "%(num)s days", count) % {"num": count}


def days_left(count: int) -> str:
    """Return how many working days are left, or by how many it is overdue."""
    if count == 0:
        return gettext("due today")
    if count < 0:
        return ngettext("%(num)s working day overdue", "%(num)s working days overdue", -count) % {"num": -count}
    return ngettext("%(num)s working day left", "%(num)s working days left", count) % {"num": count}


def authority(code: str) -> str:
    """Return on whose authority a value stands, in words."""
    return force_str(AUTHORITIES.get(code, code))


def masked(value: str | None) -> str:
    """Return a telephone, identity number or e-mail address with its middle hidden."""
    if not value:
        return NOTHING
    if "@" in value:
        name, _, domain = value.partition("@")
        return f"{name[:1]}***@{domain}"
    head, tail = (6, 4) if len(value) >= 15 else (3, 4)
    if len(value) <= head + tail:
        return value[:1] + "*" * (len(value) - 1)
    return value[:head] + "*" * (len(value) - head - tail) + value[-tail:]


def short_digest(value: str) -> str:
    """Return the two ends of a digest."""
    return value if len(value) <= 16 else f"{value[:8]}…{value[-8:]}"


def size(value: int | None) -> str:
    """Return a file's size as people read it."""
    if value is None:
        return NOTHING
    if value < 1024 * 1024:
        return f"{max(1, round(value / 1024))} KB"
    return f"{value / 1024 / 1024:.1f} MB"


def _in_city(value: date | datetime) -> date | datetime:
    if isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(CITY_TIME)
    return value


# The first kind that fits decides: a moment is also a day, a yes is also a number.
WAYS_TO_SHOW: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (bool, yes_or_no), (datetime, moment), (date, day), (Decimal, number), (Text, said),
)  # fmt: skip
