"""The questions that the figures of a book raise, the answers given, and the band of the peers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sinople.databook.models import Databook, Derived, Explained, Reading
from sinople.databook.queries.asked import checks, names_on
from sinople.databook.queries.books import series_of, stated_of
from sinople.law.plausibility import Band, Known, Question, band_of, questions_about

DIVISION = 2  # the first two digits of GB/T 4754 name the division


@dataclass(frozen=True, slots=True)
class Answered:
    """The reason that was given to a question, by whom and when."""

    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """A question with its answer, if one was given to these very figures."""

    question: Question
    answer: Answered | None


def questions_of(book: Databook, day: date, *, bands: Mapping[str, Band] | None = None) -> list[Question]:
    """Return every question that the figures of the book raise."""
    years = series_of(book.site_id, (book.year, book.year - 1))
    figures, stated = years.get(book.year, {}), stated_of(book.site_id, book.year)
    worked = dict(Derived.objects.filter(databook=book).order_by("quantity").values_list("quantity", "value"))
    beside = {code: (stated[code], value) for code, value in worked.items() if code in stated}
    names = names_on(day)
    known = Known(figures, years.get(book.year - 1, {}), names, {code: pair for code, pair in beside.items() if code in names}, bands or bands_of(book))
    return questions_about(checks(), known)


def standing_of(book: Databook | None, day: date) -> list[Standing]:
    """Return the questions with the answers that were given to these very figures."""
    if book is None:
        return []
    given = {row.code: row for row in Explained.objects.filter(databook=book).select_related("person").order_by("code")}
    return [Standing(question, _answer(given.get(question.code), question)) for question in questions_of(book, day)]


def bands_of(book: Databook, *, wide: bool = False) -> dict[str, Band]:
    """Return where other enterprises of the same industry (or of all) and year stand; nothing where they are too few to stay unrecognised."""
    industry, own = "" if wide else book.site.organisation.industry[:DIVISION], book.site.organisation_id
    wanted = {name for intensity in checks().peers for name in intensity.expression.names}
    facts = {"databook__year": book.year, "databook__site__organisation__industry__startswith": industry, "quantity__in": wanted}
    figures: dict[int, dict[str, Decimal]] = {}
    for rows in (Derived.objects.filter(**facts), Reading.objects.filter(**facts, product=None)):
        peers = rows.exclude(databook__site__organisation_id=own).order_by("databook__site_id", "quantity")
        for organisation, quantity, value in peers.values_list("databook__site__organisation_id", "quantity", "value"):
            figures.setdefault(organisation, {})[quantity] = value
    least, found = checks().peers_least.whole, {}
    for intensity in checks().peers if industry or wide else ():
        found_of = (intensity.expression.evaluate(peer).value for peer in figures.values())
        values = [one for one in found_of if one is not None]
        band = band_of(values, least)
        if band is not None:
            found[intensity.code] = band
    return found


def _answer(row: Explained | None, question: Question) -> Answered | None:
    return Answered(row.reason, row.person.name, row.at) if row is not None and row.about == about_of(question) else None


def about_of(question: Question) -> str:
    """Return the figures of a question as they are kept beside its answer."""
    return question.about[:300]
