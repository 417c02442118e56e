"""Energy and carbon follow from the carriers; a stated figure goes first; the factors of the time stay beside the result."""

from decimal import Decimal

import pytest

from sinople.databook import actions, queries
from sinople.databook.models import Derived
from tests.makers import BEGUN
from tests.stories import refused, verbs_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def metered(book, put):
    put(book, "electricity_bought", "1200", unit="万kWh")
    put(book, "diesel", "50")
    put(book, "natural_gas", "30", unit="万Nm3")
    return book


def values(book):
    return queries.values_of(book.site_id, book.year)


def test_energy_and_carbon_are_worked_out(metered):
    assert values(metered)["energy_tce"] == Decimal("1946.655")
    assert values(metered)["carbon_t"].quantize(Decimal("0.001")) == Decimal("6087.900")  # with the factor of 2022
    worked = queries.worked_of(metered)["carbon_t"]
    assert [(share.carrier, share.year) for share in worked.shares] == [("electricity_bought", 2022), ("natural_gas", 0), ("diesel", 0)]
    assert queries.stated_of(metered.site_id, 2022).keys() == {"electricity_bought", "diesel", "natural_gas"}


def test_a_stated_figure_goes_first_and_can_be_taken_out(metered, put, town):
    made = put(metered, "energy_tce", "2000")
    assert values(metered)["energy_tce"] == 2000
    with refused("has just changed"):
        actions.take_out(databook=metered, quantity="energy_tce", version=7, by=town.company().filler, at=BEGUN)
    actions.take_out(databook=metered, quantity="energy_tce", version=made.version, by=town.company().filler, at=BEGUN)
    assert values(metered)["energy_tce"] == Decimal("1946.655")
    assert verbs_of(metered)[-1] == "take_out"


def test_a_carrier_taken_out_is_worked_out_anew(metered, town):
    for code in ("diesel", "natural_gas"):
        actions.take_out(databook=metered, quantity=code, version=1, by=town.company().filler, at=BEGUN)
    assert values(metered)["energy_tce"] == Decimal("1474.8")
    actions.take_out(databook=metered, quantity="electricity_bought", version=1, by=town.company().filler, at=BEGUN)
    assert not Derived.objects.exists()
    assert "energy_tce" not in values(metered)


def test_without_a_factor_of_the_year_nothing_is_guessed(town, put):
    old = actions.begin(site=town.company().sites[0], year=2019, by=town.company().filler, at=BEGUN)
    put(old, "electricity_bought", "1000")
    assert values(old).keys() == {"electricity_bought", "energy_tce"}


def test_litres_are_kept_as_typed(book, put):
    made = put(book, "diesel", "1000", unit="L")
    assert (made.value, made.typed, made.typed_unit, made.unit) == (Decimal("0.84"), "1000", "L", "t")
    with refused("measure different things"):
        put(book, "lng", "5", unit="L")
    with refused("too large"):
        put(book, "electricity_bought", "9" * 14, unit="亿kWh")
