"""Energy and carbon from carriers: the worked vectors, the factor of the year, what is sold is deducted."""

from decimal import Decimal
from pathlib import Path

import pytest

from sinople.kernel.refused import Refused
from sinople.law.energy import load_carriers, shares_to_json, worked_from_json, worked_out
from sinople.law.packs import load
from sinople.law.reference import load_factors

PACKS = Path(__file__).parents[2] / "packs"
CARRIERS, FACTORS = load_carriers(PACKS / "reference"), load_factors(PACKS / "reference")
YEAR = {"electricity_bought": Decimal(12_000_000), "diesel": Decimal(50), "natural_gas": Decimal(300_000)}


def found(amounts, year=2023):
    return {worked.quantity: worked for worked in worked_out(CARRIERS, FACTORS, amounts, year=year)}


def test_the_worked_year():
    sums = found(YEAR)
    assert sums["energy_tce"].value == Decimal("1946.655")
    assert sums["carbon_t"].value.quantize(Decimal("0.001")) == Decimal("6107.100")
    assert [share.value.quantize(Decimal("0.001")) for share in sums["carbon_t"].shares] == [Decimal("5302.800"), Decimal("649.505"), Decimal("154.795")]


def test_the_proof_names_every_factor():
    proof = found(YEAR)["carbon_t"].proof
    assert proof.values["count"] == 3
    assert [str(line.values["factor"])[:6] for line in proof.children] == ["0.4419", "21.650", "3.0959"]
    assert proof.children[0].values["year"] == "2023"
    assert all(line.authority for line in proof.children)


@pytest.mark.parametrize(("year", "used"), [(2021, 2021), (2022, 2022), (2025, 2023)])
def test_the_factor_of_the_data_year_or_the_latest_before(year, used):
    assert found({"electricity_bought": Decimal(1)}, year)["carbon_t"].shares[0].year == used


def test_without_a_factor_carbon_is_not_guessed():
    carbon = found(YEAR, 2019)["carbon_t"]
    assert (carbon.value, carbon.missing) == (None, ("外购电力",))
    assert "no factor is known" in carbon.proof.message
    assert found(YEAR, 2019)["energy_tce"].value == Decimal("1946.655")


def test_nothing_metered_is_nothing():
    assert worked_out(CARRIERS, FACTORS, {"site_area": Decimal(1)}, year=2023) == ()


def test_what_is_sold_is_deducted_and_the_sun_has_no_carbon():
    sums = found({"electricity_bought": Decimal(1000), "electricity_own": Decimal(500), "electricity_sold": Decimal(1000)})
    assert sums["energy_tce"].value == Decimal(500) * Decimal("0.1229") / 1000
    assert sums["carbon_t"].value == 0


def test_steam_is_heat_by_the_coal_it_stands_for():
    steam, heat = found({"steam_bought": Decimal(1)}), found({"heat_bought": Decimal("128.6") / Decimal("0.03412") / 1000})
    assert steam["energy_tce"].value == Decimal("0.1286")
    assert abs(steam["carbon_t"].value - heat["carbon_t"].value) < Decimal("1e-20")
    assert found({"heat_sold": Decimal(10)})["carbon_t"].value == Decimal("-1.1")


@pytest.mark.parametrize(
    ("code", "figure", "unit", "wanted"),
    [
        ("diesel", "1000", "L", "0.84"), ("diesel", "1", "m3", "0.84"), ("diesel", "840", "kg", "0.84"), ("natural_gas", "30", "万Nm3", "300000"),
        ("natural_gas", "30", "万m3", "300000"), ("natural_gas", "5", "m3", "5"), ("electricity_bought", "1200", "万千瓦时", "12000000"), ("heat_bought", "500", "MJ", "0.5"),
    ],
)  # fmt: skip
def test_amounts_in_the_units_of_bills(code, figure, unit, wanted):
    assert CARRIERS.named(code).amount(Decimal(figure), unit) == Decimal(wanted)


@pytest.mark.parametrize(("code", "unit"), [("lng", "L"), ("electricity_bought", "MJ"), ("natural_gas", "t"), ("diesel", "kWh")])
def test_a_unit_of_something_else_is_refused(code, unit):
    with pytest.raises(Refused, match="different things"):
        CARRIERS.named(code).amount(Decimal(1), unit)


def test_every_unit_offered_is_taken_and_every_carrier_has_its_factors():
    for carrier in CARRIERS.carriers:
        for unit in carrier.units:
            assert carrier.amount(Decimal(1), unit) > 0
        sums = found({carrier.code: Decimal(1)})
        assert sums["energy_tce"].value != 0
        assert bool(sums["carbon_t"].shares) == (carrier.carbon != "none")


def test_no_carrier_is_called_like_a_quantity_of_a_table():
    codes = {carrier.code for carrier in CARRIERS.carriers}
    assert len(codes) == len(CARRIERS.carriers)
    for folder in ("sz-2022", "sz-2024", "cn-2024"):
        for table in load(PACKS / folder).tables:
            assert not codes & {quantity.code for quantity in table.quantities}, table.edition


def test_what_was_worked_out_keeps_its_factors():
    carbon = found(YEAR, 2022)["carbon_t"]
    assert worked_from_json("carbon_t", carbon.value, shares_to_json(carbon)) == carbon
