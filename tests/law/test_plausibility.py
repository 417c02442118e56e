"""Questions about figures: what raises one, what does not, and that nobody is recognised among peers."""

from decimal import Decimal
from pathlib import Path

import pytest

from sinople.kernel.text import Text
from sinople.law.expressions import compile_expression
from sinople.law.plausibility import Band, Known, band_of, load_checks, questions_about

CHECKS = load_checks(Path(__file__).parents[2] / "packs/reference")
NAMES = {code: (Text(zh=code, en=code), "t") for code in ("waste_water", "energy_tce", "lamps")}


def known(figures=None, before=None, stated=None, bands=None):
    decimals = [{code: Decimal(str(value)) for code, value in (rows or {}).items()} for rows in (figures, before)]
    return Known(decimals[0], decimals[1], NAMES, stated or {}, bands or {})


def codes(**given):
    return [question.code for question in questions_about(CHECKS, known(**given))]


@pytest.mark.parametrize(
    ("figures", "before", "wanted"),
    [
        ({"lamps": 130}, {"lamps": 100}, []),
        ({"lamps": 131}, {"lamps": 100}, ["year.lamps"]),
        ({"lamps": 69}, {"lamps": 100}, ["year.lamps"]),
        ({"lamps": 69}, {"lamps": 0}, []),
        ({"lamps": 69}, {}, []),
        ({"unnamed": 69}, {"unnamed": 1}, []),
        ({"waste_water": 100, "water_reused": 40, "water_discharged": 60}, {}, []),
        ({"waste_water": 100, "water_reused": 40, "water_discharged": 30}, {}, ["balance.waste_water"]),
        ({"waste_water": 0, "water_reused": 0, "water_discharged": 0}, {}, []),
        ({"water_reused": 101, "waste_water": 100}, {}, ["ratio.water_reuse"]),
        ({"water_reused": 100, "waste_water": 100}, {}, []),
        ({"efficient_lamps": 12, "lamps": 10}, {}, ["ratio.lamps"]),
        ({"water_reused": 101, "waste_water": 0}, {}, []),
    ],
)
def test_what_raises_a_question(figures, before, wanted):
    assert codes(figures=figures, before=before) == wanted


@pytest.mark.parametrize(("value", "wanted"), [("31", ["peers.energy_per_value"]), ("30", []), ("3.4", []), ("3.2", ["peers.energy_per_value"])])
def test_beside_the_peers(value, wanted):
    band = Band(Decimal(8), Decimal(10), Decimal(12), 5)
    assert codes(figures={"energy_tce": value, "output_value": 1}, bands={"energy_per_value": band}) == wanted
    assert codes(figures={"energy_tce": value, "output_value": 1}) == []


@pytest.mark.parametrize(("stated", "worked", "asks"), [(105, 100, False), (106, 100, True), (0, 0, False), (10, 0, True)])
def test_a_stated_figure_beside_the_carriers(stated, worked, asks):
    assert bool(codes(stated={"energy_tce": (Decimal(stated), Decimal(worked))})) is asks


def test_an_answer_holds_as_long_as_the_figures_stand():
    first, same, other = (questions_about(CHECKS, known(figures={"lamps": value}, before={"lamps": 100}))[0] for value in (200, 200, 201))
    assert first.about == same.about != other.about
    assert first.authority == "default"
    assert first.message % first.values


def test_a_band_needs_enough_peers_and_shows_two_digits():
    five = [Decimal(n) / 7 for n in (3, 1, 5, 2, 4)]
    assert band_of(five[:4], 5) is None
    assert band_of(five, 5) == Band(Decimal("0.29"), Decimal("0.43"), Decimal("0.57"), 5)
    assert band_of([Decimal(0)] * 5, 5) == Band(Decimal(0), Decimal(0), Decimal(0), 5)
    assert band_of([Decimal(12345)] * 6, 5).median == Decimal(12000)


def test_every_threshold_says_whose_it_is():
    rows = [
        CHECKS.year_on_year,
        CHECKS.stated,
        CHECKS.peers_least,
        CHECKS.peers_times,
        *(r.most for r in CHECKS.ratios),
        *(b.tolerance for b in CHECKS.balances),
    ]
    assert {row.mark for row in rows} == {"D"}
    assert all(row.source.zh and row.source.en for row in rows)
    written = [*(r.formula for r in CHECKS.ratios), *(p.formula for p in CHECKS.peers), *(w for b in CHECKS.balances for w in (b.whole, b.parts))]
    assert all(compile_expression(one).names for one in written)
