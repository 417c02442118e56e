from decimal import Decimal
from pathlib import Path

import pytest

from sinople.kernel.refused import Refused
from sinople.law.reference import load_districts, load_factors, load_industries

REFERENCE = Path(__file__).parents[2] / "packs/reference"


def test_eleven_districts_of_which_two_have_no_official_code():
    districts = load_districts(REFERENCE)
    assert len(districts) == 11
    assert [district.name.zh for district in districts if district.kind == "functional"] == ["大鹏新区", "深汕特别合作区"]


def test_manufacturing_is_divisions_13_to_43():
    divisions = [industry.code for industry in load_industries(REFERENCE) if len(industry.code) == 2]
    assert divisions == [str(code) for code in range(13, 44)]


@pytest.mark.parametrize(("year", "used"), [(2021, 2021), (2023, 2023), (2026, 2023)])
def test_the_latest_factor_published_for_the_year_or_before(year, used):
    assert load_factors(REFERENCE).grid_for("guangdong", year).year == used


def test_no_factor_is_guessed():
    with pytest.raises(Refused, match="No CO2 factor"):
        load_factors(REFERENCE).grid_for("guangdong", 2020)


def test_standard_coal_of_a_year():
    factors = {row.code: row.factor.number for row in load_factors(REFERENCE).coal}
    tce = (12_000_000 * factors["EL"] + 50_000 * factors["DIESEL"] + 300_000 * factors["NG_OIL"]) / 1000
    assert tce == Decimal("1946.655")


def test_all_factors_that_were_found():
    factors = load_factors(REFERENCE)
    assert [len(rows) for rows in (factors.coal, factors.media, factors.fuels, factors.oxidation, factors.direct)] == [31, 10, 18, 3, 11]
    assert len(factors.grid) == 3 + 3 + 2 + 3 + 14 + 29 + 3
    assert [row.code for row in factors.coal if row.upper is not None] == ["SLIME", "CBM", "COG", "BIOGAS"]


def test_carbon_of_fuels_after_the_vector():
    fuels = {row.code: row.factor for row in load_factors(REFERENCE).fuels}
    electricity = load_factors(REFERENCE).grid_for("guangdong", 2023).factor.number * 12000
    diesel, gas = fuels["diesel"] * 50, fuels["natural_gas"] * 30
    assert [figure.quantize(Decimal("0.001")) for figure in (electricity, diesel, gas)] == [Decimal("5302.800"), Decimal("154.795"), Decimal("649.505")]
    assert (electricity + diesel + gas).quantize(Decimal("0.001")) == Decimal("6107.100")
