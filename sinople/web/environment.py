"""The Jinja2 environment of every page: strict names, escaped output, two languages."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.forms import BoundField
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from sinople.applications.rules import needs_file
from sinople.kernel.acting import Role
from sinople.kernel.ids import new_key
from sinople.law import comparing
from sinople.letters import queries as letters
from sinople.letters.rules import living
from sinople.web import choices, tags, things, wording
from sinople.web.context import ROLE_WORDS
from sinople.web.qualifications import qualification_rows
from sinople.web.things.readying import obstacle_words


def environment(**options: Any) -> Environment:
    """Return the environment; Django calls this once, with options of its own."""
    options.update(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"])
    options.pop("autoescape", None)
    pages = Environment(autoescape=True, **options)
    pages.install_gettext_callables(gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext)  # type: ignore[attr-defined]
    pages.globals.update(_=translated, gettext=translated)
    pages.globals.update(letter_words=letter_words, has_delivery=has_delivery, role_word=role_word, district_word=district_word, industry_word=industry_word)
    pages.globals.update(needs_file=needs_file, addresses_of=addresses_of, district_words=district_words)
    pages.globals.update(part_words=comparing.PARTS, field_words=comparing.FIELDS, change_words=comparing.WHAT, bearing_words=comparing.BEARINGS)
    pages.globals.update(mark_words=tags.MARKS)
    pages.globals.update(state_of=tags.state_of, level_word=tags.level_word, level_steps=tags.level_steps, consequence_rows=consequence_rows)
    pages.globals.update(
        post_key=post_key, sheet_view=things.sheet_view, notes_of=things.notes_of, obstacle_words=obstacle_words, qualification_rows=qualification_rows
    )
    pages.globals.update(static=static, url=url, language=get_language, languages=settings.LANGUAGES)
    pages.filters.update({name: getattr(wording, name) for name in WORDING})
    pages.filters.update(attributes=attributes, options=options_of, typed=typed, typed_moment=typed_moment)
    return pages


EVERY = "every-row"  # stands in an address where the key of a row will stand
WORDING = (
    "said", "shown", "words", "day", "until", "long_day", "short_day", "moment", "exact_moment", "number", "money",
    "is_undecided", "workdays", "calendar_days", "days_left", "masked", "authority", "short_digest", "size",
)  # fmt: skip


def translated(message: object, /, **values: object) -> Markup:
    """Return a sentence in the reader's language with its values escaped: what Jinja2's own would, without looking it up anew some six hundred times a page."""
    found = _known(get_language(), str(message))
    return found % values if values or "%" in found else found


@lru_cache(maxsize=20_000)
def _known(_language: str | None, message: str) -> Markup:
    return Markup(gettext(message))  # noqa: S704 - the catalogue is ours


def url(name: str, *args: object, **kwargs: object) -> str:
    """Return the address of a page by its name."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def addresses_of(name: str, place: str = "key", **known: str) -> Callable[[str], str]:
    """Return what gives each row of a list its address: the page is looked up once a list, not once a row."""
    before, _, after = reverse(name, kwargs={place: EVERY, **known}).partition(EVERY)
    return lambda key: f"{before}{key}{after}"


def district_words() -> dict[str, str]:
    """Return the names of the districts in the reader's language, for lists."""
    return dict(choices.district_choices())


def post_key() -> Markup:
    """Return the hidden key of a form: sent twice, it is done once."""
    return Markup('<input type="hidden" name="post_key" value="{}">').format(new_key())


def attributes(wanted: Mapping[str, object], bound: BoundField | None = None, skip: Collection[str] = ()) -> Markup:
    """Return HTML attributes, those of the field's own widget first; true stands alone, false and none are left out."""
    own = bound.build_widget_attrs(dict(bound.field.widget.attrs)) if bound is not None else {}
    both: dict[str, object] = {name: value for name, value in own.items() if name not in {"class", "required", *skip}}
    both.update(wanted)
    pairs = [Markup(" {}").format(name) if value is True else Markup(' {}="{}"').format(name, value) for name, value in both.items() if _is_said(value)]
    return Markup("").join(pairs)


def _is_said(value: object) -> bool:
    return value is not None and value is not False


@dataclass(frozen=True, slots=True)
class Options:
    """The choices of a field under one heading (or none)."""

    group: str
    choices: tuple[tuple[str, str, bool], ...]


def options_of(bound: BoundField) -> list[Options]:
    """Return the choices of a field with those chosen marked."""
    widget = bound.field.widget
    groups = widget.optgroups(bound.html_name, widget.format_value(bound.value()))  # type: ignore[attr-defined]
    merged: dict[str, list[tuple[str, str, bool]]] = {}
    for group, listed, _ in groups:
        merged.setdefault(str(group or ""), []).extend((str(one["value"]), one["label"], bool(one["selected"])) for one in listed)
    return [Options(group, tuple(choices)) for group, choices in merged.items()]


def typed(value: object) -> str | Markup:
    """Return a value as it stands in a field."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return typed_moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return escape(value)


def typed_moment(value: object) -> str | Markup:
    """Return a moment as a field for day and hour wants it."""
    if not isinstance(value, datetime):
        return "" if value is None else escape(value)
    return (value.astimezone(wording.CITY_TIME) if value.tzinfo else value).strftime("%Y-%m-%dT%H:%M")


def letter_words(letter: Any) -> str:
    """Return the words of a letter in the reader's language."""
    return wording.words(letters.message_of(letter))


def has_delivery(letter: Any) -> bool:
    """Say whether the letter is known to have reached its person."""
    return hasattr(letter, "delivery")


def role_word(role: str) -> str:
    """Return the word for a post."""
    return str(ROLE_WORDS[Role(role)])


def district_word(code: str) -> str:
    """Return the name of a district."""
    found = choices.district_names().get(code)
    return wording.said(found) if found else code


def industry_word(code: str) -> str:
    """Return the name of an industry."""
    found = choices.industry_names().get(code)
    return f"C{code} {wording.said(found)}" if found else code


def consequence_rows(facts: Mapping[str, Any]) -> list[tuple[object, object]]:
    """Return what would follow as rows in words."""
    rows = ((tags.CONSEQUENCES.get(name), value) for name, value in living(facts).items())
    return [(word, _said_consequence(value)) for word, value in rows if word is not None and value is not None]


def _said_consequence(value: Any) -> object:
    if isinstance(value, Mapping):
        return (
            gettext(", ").join(f"{district_word(name) if name in choices.district_names() else name} {count}" for name, count in value.items())
            or wording.NOTHING
        )
    return value
