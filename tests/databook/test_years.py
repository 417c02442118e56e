"""Months that add up, products, the year before, and a year that is locked."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from sinople.databook import actions, queries
from sinople.databook.models import Product, Reading
from sinople.databook.rules import needs_a_look, year_of_months
from sinople.kernel.refused import Refused
from tests.makers import BEGUN, DAY, make_strangers
from tests.racing import race, won
from tests.stories import denied_to_others, refused, verbs_of

pytestmark = pytest.mark.django_db
MONTHS = ["10", "1,000", "0", *["1.5"] * 9]


def test_twelve_months_are_the_year(book, put):
    made = put(book, "waste_water", "", months=MONTHS, unit="kg")
    assert (made.value, made.typed, made.months) == (Decimal("1.0235"), "1023.5", MONTHS)
    assert queries.readings_of(book)["waste_water"].months == tuple(MONTHS)
    assert put(book, "waste_water", "7", version=1).months == []


@pytest.mark.parametrize(
    ("typed", "words"), [(MONTHS[:11], "twelve months; 11"), ([*MONTHS[:11], " "], "empty: 12"), ([*MONTHS[:11], "viele"], "12: viele is not a number")]
)
def test_months_that_do_not_add_up(typed, words):
    with pytest.raises(Refused) as caught:
        year_of_months(typed, field="waste_water")
    assert words in str(caught.value)
    assert caught.value.field == "waste_water"


@pytest.mark.parametrize(
    ("changes", "is_own", "days", "looks"), [(True, True, 0, False), (True, True, 1, True), (True, False, 0, True), (False, False, 1, False)]
)
def test_when_a_change_is_looked_at_first(changes, is_own, days, looks):
    assert needs_a_look(changes=changes, is_own=is_own, entered_at=BEGUN, at=BEGUN + days * DAY) is looks


def test_three_products_each_with_its_figures(town, book, put):
    act = {"databook": book, "kind": "", "by": town.company().filler, "at": BEGUN}
    first = actions.set_product(n=1, name=" 空调 ", **act)
    actions.set_product(n=2, name="电机", **act)
    assert actions.set_product(n=1, name="空调器", **act).pk == first.pk
    put(book, "product_mass", "5", product=first)
    put(book, "product_mass", "7", product=Product.objects.get(n=2))
    with refused("has just entered"):
        put(book, "product_mass", "5", product=first)
    context = queries.context_of(book.site_id, 2022)
    assert [(product.name, product.readings) for product in context.products] == [("空调器", {"product_mass": 5}), ("电机", {"product_mass": 7})]
    assert "product_mass" not in queries.values_of(book.site_id, 2022)
    for n in (0, 4):
        with refused("3 main products at most"):
            actions.set_product(n=n, name="多", **act)
    with refused("needs a name"):
        actions.set_product(n=3, name=" ", **act)
    first.refresh_from_db()
    actions.drop_product(product=first, by=town.company().filler, at=BEGUN)
    assert not Reading.objects.filter(databook=book, product__n=1).exists()
    denied_to_others(lambda acting: actions.set_product(**act | {"n": 3, "name": "x", "by": acting}), make_strangers(town))


def test_the_year_before_is_taken_over_by_hand(town, book, put):
    before = actions.begin(site=book.site, year=2021, by=town.company().filler, at=BEGUN)
    put(before, "site_area", "3", unit="公顷", boundary="围墙以内")
    put(before, "lamps", "500")
    put(before, "waste_water", "9")
    put(book, "lamps", "600")
    act = {"databook": book, "source": before, "by": town.company().filler, "at": BEGUN}
    assert actions.copy(codes=["site_area", "lamps", "unknown"], **act) == 1
    taken = queries.readings_of(book)
    assert (taken["site_area"].typed, taken["site_area"].typed_unit, taken["site_area"].boundary, taken["lamps"].typed) == ("3", "公顷", "围墙以内", "600")
    assert "waste_water" not in taken
    with refused("Nothing was chosen"):
        actions.copy(codes=[], **act)
    assert queries.series_of(book.site_id) == {2021: {"site_area": 30000, "lamps": 500, "waste_water": 9}, 2022: {"site_area": 30000, "lamps": 600}}
    assert list(queries.series_of(book.site_id, (2021,))) == [2021]


def test_a_locked_year_refuses_every_change(town, book, put):
    submitter, filler = town.company().submitter, town.company().filler
    put(book, "lamps", "5")
    with pytest.raises(PermissionDenied):
        actions.lock(databook=book, by=filler, at=BEGUN)
    actions.lock(databook=book, by=submitter, at=BEGUN)
    changes = (
        lambda: put(book, "lamps", "6", version=1),
        lambda: actions.take_out(databook=book, quantity="lamps", version=1, by=filler, at=BEGUN),
        lambda: actions.set_product(databook=book, n=1, name="x", kind="", by=filler, at=BEGUN),
        lambda: actions.copy(databook=book, source=book, codes=["lamps"], by=filler, at=BEGUN),
        lambda: actions.bring(databook=book, name="a.xlsx", data=b"", by=filler, at=BEGUN),
    )
    for change in changes:
        with refused("is locked"):
            change()
    with refused("locked already"):
        actions.lock(databook=book, by=submitter, at=BEGUN)
    with refused("Say why") as caught:
        actions.unlock(databook=book, reason=" ", by=submitter, at=BEGUN)
    assert caught.value.field == "reason"
    actions.unlock(databook=book, reason="电费单更正", by=submitter, at=BEGUN)
    assert put(book, "lamps", "6", version=1).value == 6
    assert verbs_of(book)[-3:] == ["lock", "unlock", "enter"]
    denied_to_others(lambda acting: actions.lock(databook=book, by=acting, at=BEGUN), make_strangers(town))


@pytest.mark.django_db(transaction=True)
def test_a_figure_and_the_lock_at_once(town, put):
    """Whoever is second is refused, or comes first: a figure never enters a locked year. The control is a page loaded before the lock."""
    with transaction.atomic():
        book = actions.begin(site=town.company().sites[0], year=2022, by=town.company().filler, at=BEGUN)
    loaded = type(book).objects.select_related("site").get(pk=book.pk)

    def act(n):
        if n == 0:
            return actions.lock(databook=book, by=town.company().submitter, at=BEGUN)
        return put(loaded, "lamps", "5")

    results = race(act)
    assert not isinstance(results[0], Exception)
    assert won(results) - 1 == Reading.objects.filter(databook=book).count()
    with pytest.raises(Refused, match="is locked"), transaction.atomic():
        put(loaded, "site_area", "5")
