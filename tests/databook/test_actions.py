"""The data book: one a site and year, kept as typed, two editors told apart."""

from decimal import Decimal

import pytest
from django.http import Http404

from sinople.databook import actions, queries
from sinople.schemes.queries import table_of
from tests.makers import BEGUN, make_application, make_strangers
from tests.stories import denied_to_others, refused

pytestmark = pytest.mark.django_db


def quantity(town, code="site_area"):
    return next(q for q in table_of(town.call).quantities if q.code == code)


def enter(town, book, typed="100", **changes):
    return actions.enter(**{"databook": book, "quantity": quantity(town), "typed": typed, "unit": "", "by": town.company().filler, "at": BEGUN, **changes})


def test_one_a_site_and_year(town, book):
    assert actions.begin(site=book.site, year=2022, by=town.company().submitter, at=BEGUN) == book
    denied_to_others(lambda acting: actions.begin(site=book.site, year=2021, by=acting, at=BEGUN), make_strangers(town))
    assert book.state == "open"
    for year in (1999, 2024):
        with refused("can have been measured") as caught:
            actions.begin(site=book.site, year=year, by=town.company().filler, at=BEGUN)
        assert caught.value.field == "year"


@pytest.mark.parametrize(("typed", "value"), [("100", "100"), ("１００．５", "100.5"), ("1,234.5", "1234.5"), ("0", "0")])
def test_a_figure_is_kept_as_typed_and_in_its_unit(town, book, typed, value):
    made = enter(town, book, typed)
    assert (made.value, made.typed, made.version) == (Decimal(value), typed, 1)
    shown = queries.readings_of(book)["site_area"]
    assert (shown.value, shown.by) == (Decimal(value), town.company().filler.name)
    assert queries.values_of(book.site_id, 2022) == {"site_area": Decimal(value)}


@pytest.mark.parametrize("typed", ["", "abc", "12a", "1.2.3", "9" * 40, "NaN", "Infinity", "1e400"])
def test_what_is_no_figure_is_refused_beside_its_field(town, book, typed):
    with refused() as caught:
        enter(town, book, typed)
    assert caught.value.field == "site_area"


def test_a_wrong_unit_is_refused(town, book):
    with refused():
        enter(town, book, unit="kWh")


def test_the_second_editor_is_told_of_the_first(town, book):
    enter(town, book)
    with refused("has just entered this figure"):
        enter(town, book, "200")
    assert enter(town, book, "200", version=1, by=town.company().submitter).version == 2
    with refused(f"{town.company().submitter.name} has just changed this figure to 200"):
        enter(town, book, "300", version=1)
    denied_to_others(lambda acting: enter(town, book, by=acting), make_strangers(town))


def test_books_are_ones_own(town, book):
    assert queries.databook_for(town.company().filler, book.key) == book
    assert queries.databooks_of(town.company().filler) == [book]
    with pytest.raises(Http404):
        queries.databook_for(town.company(1).filler, book.key)
    assert queries.readings_of(None) == {}


def test_a_book_says_who_used_it(town):
    application = make_application(town, "declared")
    book = queries.databook_of(application.site_id, 2022)
    assert queries.users_of(book) == [("applications.application", application.key)]


def test_what_the_regulation_asks_to_measure(town):
    headings = queries.quantities_on(BEGUN.date())
    codes = [q.code for heading in headings for q in heading.quantities]
    assert len(codes) == len(set(codes)) > 10
    assert queries.quantities_on(BEGUN.replace(year=2020).date()) == []
