import pytest

from sinople.databook import actions, queries
from tests.makers import BEGUN


@pytest.fixture
def book(town):
    company = town.company()
    return actions.begin(site=company.sites[0], year=2022, by=company.filler, at=BEGUN)


@pytest.fixture
def put(town):
    """Enter a figure of the site or of a product."""

    def enter(book, code, typed="100", **changes):
        quantity = queries.quantity_on(BEGUN.date(), code)
        facts = {"databook": book, "quantity": quantity, "typed": typed, "unit": "", "by": town.company().filler, "at": BEGUN}
        return actions.enter(**facts | changes)

    return enter
