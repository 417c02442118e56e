"""Reference data of the house: districts, industries, factors for standard coal and for the CO2 of electricity."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Literal

from sinople.kernel.refused import Refused
from sinople.law.packs.reading import read_list, read_rows, read_tree
from sinople.law.packs.values import Code, Row, Value, Words


class District(Row):
    """One of the eleven districts. `tile` is its column and row in a map of equal tiles (a picture, no survey), `short` its name there."""

    code: Code
    kind: Literal["district", "functional"]
    name: Words
    short: Words
    tile: tuple[int, int]


class Industry(Row):
    """A division or group of GB/T 4754-2017."""

    code: Code
    name: Words


class CoalFactor(Row):
    """How much standard coal a unit of an energy is."""

    code: Code
    name: Words
    unit: str
    factor: Value
    upper: Value | None = None  # where the standard gives a range, its higher end
    heat: Value | None = None  # lower heating value


class Fuel(Row):
    """How much CO2 burning a fuel gives: heat × carbon × oxidation × 44/12, tonnes for each unit."""

    code: Code
    name: Words
    unit: str
    heat: Value
    carbon: Value
    oxidation: Value

    @property
    def factor(self) -> Decimal:
        """Return the tonnes of CO2 of one unit."""
        return self.heat.number * self.carbon.number * self.oxidation.number * 44 / 12


class UseOfFuel(Row):
    """How far solid fuel burns out in a kind of furnace."""

    code: Code
    name: Words
    factor: Value


class GridFactor(Row):
    """How much CO2 a kilowatt-hour from the grid carried, in an area and year."""

    area: Code
    year: int
    name: Words
    factor: Value


class Factors(Row):
    """Factors for energy and carbon."""

    coal: tuple[CoalFactor, ...]
    media: tuple[CoalFactor, ...] = ()  # water, air and gases that took energy to make
    grid: tuple[GridFactor, ...]
    fuels: tuple[Fuel, ...] = ()
    oxidation: tuple[UseOfFuel, ...] = ()
    direct: tuple[CoalFactor, ...] = ()  # kgCO2 of a unit as it is bought

    def grid_for(self, area: str, year: int) -> GridFactor:
        """Return the factor published for the year, else the latest earlier one; raise Refused when there is none."""
        fitting = [row for row in self.grid if row.area == area and row.year <= year]
        if not fitting:
            raise Refused("No CO2 factor of electricity is known for %(area)s in %(year)s or before; enter one with its source.", area=area, year=year)
        return max(fitting, key=lambda row: row.year)


class Size(Row):
    """A class of enterprises by size: from `least` of the quantity on."""

    code: Code
    name: Words
    least: Value


class Sizes(Row):
    """The classes of size, the smallest first, and the quantity that they go by."""

    quantity: Code
    sizes: tuple[Size, ...]

    def of(self, readings: Mapping[str, Decimal]) -> str:
        """Return the code of the class that the readings give; nothing when the quantity is not known."""
        figure = readings.get(self.quantity)
        reached = [size.code for size in self.sizes if figure is not None and figure >= size.least.number]
        return reached[-1] if reached else ""


def load_sizes(folder: Path) -> Sizes:
    """Return the classes of enterprises by size."""
    return read_rows(folder / "sizes.yaml", Sizes)


def load_districts(folder: Path) -> tuple[District, ...]:
    """Return the districts in the order of their codes."""
    return read_list(read_tree(folder / "districts.yaml"), "districts", District)


def load_industries(folder: Path) -> tuple[Industry, ...]:
    """Return the manufacturing industries."""
    return read_list(read_tree(folder / "industries.yaml"), "industries", Industry)


def load_factors(folder: Path) -> Factors:
    """Return the factors."""
    return read_rows(folder / "factors.yaml", Factors)
