"""Reference data of the house: districts, industries, factors for standard coal and for the CO2 of electricity."""

from pathlib import Path
from typing import Literal

from sinople.kernel.refused import Refused
from sinople.law.packs.reading import read_list, read_rows, read_tree
from sinople.law.packs.values import Code, Row, Value, Words


class District(Row):
    """One of the eleven districts."""

    code: Code
    kind: Literal["district", "functional"]
    name: Words


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


class GridFactor(Row):
    """How much CO2 a kilowatt-hour from the grid carried, in an area and year."""

    area: Code
    year: int
    name: Words
    factor: Value


class Factors(Row):
    """Factors for energy and carbon."""

    coal: tuple[CoalFactor, ...]
    grid: tuple[GridFactor, ...]

    def grid_for(self, area: str, year: int) -> GridFactor:
        """Return the factor published for the year, else the latest earlier one; raise Refused when there is none."""
        fitting = [row for row in self.grid if row.area == area and row.year <= year]
        if not fitting:
            raise Refused("No CO2 factor of electricity is known for %(area)s in %(year)s or before; enter one with its source.", area=area, year=year)
        return max(fitting, key=lambda row: row.year)


def load_districts(folder: Path) -> tuple[District, ...]:
    """Return the districts in the order of their codes."""
    return read_list(read_tree(folder / "districts.yaml"), "districts", District)


def load_industries(folder: Path) -> tuple[Industry, ...]:
    """Return the manufacturing industries."""
    return read_list(read_tree(folder / "industries.yaml"), "industries", Industry)


def load_factors(folder: Path) -> Factors:
    """Return the factors."""
    return read_rows(folder / "factors.yaml", Factors)
