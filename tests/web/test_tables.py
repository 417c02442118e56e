"""What an address asks of a list, and where its other pages are."""

import pytest
from django.test import RequestFactory

from sinople.web.tables import COUNTED_UP_TO, ROWS, Column, asked, listing

COLUMNS = (Column("title", "Title", sort=True), Column("score", "Score", number=True, sort=True), Column("state", "State"))


def ask(query=""):
    return RequestFactory().get(f"/list/{query}")


@pytest.mark.parametrize(
    ("query", "sort", "descending", "page"),
    [
        ("", "score", True, 1),
        ("?sort=title", "title", False, 1),
        ("?sort=-title&page=3", "title", True, 3),
        ("?sort=state", "score", True, 1),
        ("?sort=password", "score", True, 1),
        ("?page=0", "score", True, 1),
        ("?page=-2", "score", True, 1),
        ("?page=x", "score", True, 1),
        ("?page=99999999999", "score", True, 10_000),
    ],
)
def test_unknown_wishes_fall_back(query, sort, descending, page):
    found = asked(ask(query), COLUMNS, "-score")
    assert (found.sort, found.descending, found.page) == (sort, descending, page)


def test_one_row_more_than_a_page_is_asked_for():
    found = asked(ask("?page=2"), COLUMNS, "score")
    assert (found.start, found.stop) == (ROWS, 2 * ROWS + 1)


def listed(query="", rows=3, **kwargs):
    request = ask(query)
    return listing(request, COLUMNS, list(range(rows)), order=asked(request, COLUMNS, "-score"), **kwargs)


def test_a_click_on_the_sorted_column_turns_it():
    title, score, state = listed("?sort=title&page=2&district=baoan").heads
    assert (title.sorted, title.href) == ("ascending", "/list/?sort=-title&district=baoan")
    assert (score.sorted, score.href) == ("", "/list/?sort=score&district=baoan")
    assert (state.sorted, state.href) == ("", "")


def test_a_short_list_has_no_pages():
    assert listed().pages is None


def test_no_more_rows_than_a_page_holds():
    found = listed(rows=ROWS + 1)
    assert len(found.rows) == ROWS
    assert (found.pages.first, found.pages.previous, found.pages.next) == ("", "", "/list/?page=2")


def test_pages_by_number():
    pages = listed("?page=3", rows=ROWS + 1).pages
    assert (pages.first, pages.previous, pages.next) == ("/list/", "/list/?page=2", "/list/?page=4")


def test_pages_by_key():
    first, later = listed(rows=ROWS + 1, after="k50").pages, listed("?after=k50", rows=ROWS + 1, after="k100").pages
    assert first.next == "/list/?after=k50"
    assert (later.first, later.previous, later.next) == ("/list/", "", "/list/?after=k100")


@pytest.mark.parametrize(("count", "shown", "capped"), [(3, 3, False), (COUNTED_UP_TO, COUNTED_UP_TO, False), (COUNTED_UP_TO + 1, COUNTED_UP_TO, True)])
def test_counts_are_capped(count, shown, capped):
    pages = listed(count=count).pages
    assert (pages.count, pages.capped) == (shown, capped)
