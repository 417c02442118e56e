"""Plausible figures and answers of an invented factory, drawn from a seed, and the industry's invented reference values."""

import random
from decimal import Decimal

from sinople.law.expressions import compile_expression
from sinople.law.packs import Indicator, Table
from sinople.law.scoring import Answer

CENT = Decimal("0.01")
COUNTED = frozenset({"lamps", "efficient_lamps", "output_quantity"})
MICRO = Decimal("0.000001")
# What a tonne of standard coal of such a factory is made of, and the carbon dioxide that goes with it (Guangdong's grid of 2022).
PARTS = {"electricity_bought": ("0.82", "0.1229"), "natural_gas": ("0.12", "1.33"), "diesel": ("0.03", "1457.1"), "electricity_own": ("0.03", "0.1229")}
CARBON_OF_ENERGY = 3.197
# What an earlier year is remembered by; energy and carbon follow from its carriers.
REMEMBERED = (
    "site_area", "floor_area", "output_value", "output_quantity", "material_total", "green_material", "waste_water", "water_reused", "water_discharged",
    "solid_waste_generated", "solid_waste_used", "lamps",
)  # fmt: skip


def reading_of(code: str, size: Decimal, quality: float, draw: random.Random) -> Decimal:
    """Return a figure of a factory: `size` is its site in square metres, `quality` from 0 (poor) to 1 (leading)."""
    good = 0.75 + 0.5 * quality  # how far above a middling factory
    shares = {
        "site_area": 1.0, "floor_area": 1.05 * good + 0.2, "structure_area": 0.12, "footprint_building": 0.42, "footprint_structure": 0.08,
        "outdoor_area": 0.45, "permeable_area": 0.14 * good + 0.01,
        "output_quantity": 40.0, "output_value": 0.9 * good,
        "material_total": 0.30, "green_material": 0.30 * (0.28 + 0.25 * quality), "main_material": 0.26 / good,
        "pollutant_generated": 0.004 / good, "exhaust_gas": 900.0 / good, "waste_water": 1.6 / good,
        "solid_waste_generated": 0.035, "solid_waste_used": 0.035 * (0.66 + 0.28 * quality), "old_stock_used": 0.0007,
        "water_reused": 0.55 * good, "water_discharged": 1.6 / good - 0.55 * good, "energy_tce": 0.22 / good, "carbon_t": 0.22 / good * CARBON_OF_ENERGY,
        "building_energy": 0.03, "renewable_building_energy": 0.03 * (0.05 + 0.12 * quality), "lamps": 0.05, "efficient_lamps": 0.05 * (0.4 + 0.55 * quality),
    }  # fmt: skip
    share = shares.get(code, 0.5 * good) * (1 + draw.uniform(-0.02, 0.02))
    value = size * Decimal(str(round(share, 6)))
    if code in COUNTED:
        return value.quantize(Decimal(1))
    return value.quantize(CENT) if value >= 1 else value.quantize(Decimal("0.0001"))


def carriers_of(energy: Decimal) -> dict[str, Decimal]:
    """Return what the meters of a factory say that uses so much standard coal, each in the unit of its carrier."""
    return {code: (energy * 1000 * Decimal(part) / Decimal(factor)).quantize(CENT) for code, (part, factor) in PARTS.items()}


def product_reading(code: str, output: Decimal, part: Decimal) -> Decimal | None:
    """Return a figure of a main product that makes up a part of the output; none where such a factory does not measure it."""
    shares = {"product_mass": "0.02", "energy_of_product": "1.8", "water_of_product": "0.011"}
    return (output * part * Decimal(shares[code])).quantize(CENT) if code in shares else None


def references_of(formula: str) -> tuple[Decimal, Decimal, Decimal]:
    """Return invented reference values of an industry for a formula: a middling factory, one of the best fifth, one of the best twentieth."""
    still, size = random.Random(0), Decimal(30000)  # noqa: S311 - a demonstration
    expression = compile_expression(formula)
    levels = ({name: reading_of(name, size, quality, still) for name in expression.names} for quality in (0.3, 0.7, 0.95))
    average, fifth, twentieth = (expression.evaluate(figures).value or Decimal(0) for figures in levels)
    return average.quantize(MICRO), fifth.quantize(MICRO), twentieth.quantize(MICRO)


def answers_of(table: Table, quality: float, draw: random.Random, *, failing: str = "") -> list[Answer]:
    """Return what a factory says of every row that is not worked out from figures; `failing` names a row that does not hold."""
    said = [Answer(veto.code, holds=veto.code != failing) for veto in table.vetoes]
    return said + [answer for row in table.indicators if not row.formula for answer in _answer(row, quality, draw, failing=row.code == failing)]


def _answer(row: Indicator, quality: float, draw: random.Random, *, failing: bool) -> list[Answer]:
    if row.is_measured:
        return [Answer(row.code, stated=Decimal(round(12 + 60 * quality * draw.uniform(0.8, 1.2))))]
    if row.must is not None:
        return [Answer(row.code, holds=not failing)]
    degree = min(2, max(0, round(2 * quality * draw.uniform(0.6, 1.4))))
    return [Answer(row.code, degree=Decimal(degree) / 2)]
