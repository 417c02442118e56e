"""Energy and carbon of a site from its carriers: standard coal (GB/T 2589) and carbon dioxide, every factor kept beside its share."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any, Literal

from sinople.kernel.refused import Refused
from sinople.kernel.refused import Value as Plain
from sinople.kernel.text import Text
from sinople.law.expressions import PRECISION
from sinople.law.marking import N_
from sinople.law.packs.reading import read_rows
from sinople.law.packs.values import Code, Row, Value, Words
from sinople.law.reference import CoalFactor, Factors, GridFactor
from sinople.law.scoring import Proof
from sinople.law.units import convert, unit_of, units_like

TCE, CARBON = "energy_tce", "carbon_t"
UNITS: Mapping[str, str] = {TCE: "tce", CARBON: "tCO2"}
LINE = N_("%(name)s: %(amount)s %(unit)s × %(factor)s %(factor_unit)s = %(value)s %(of)s (%(source)s)")
GRID_LINE = N_("%(name)s: %(amount)s %(unit)s × %(factor)s %(factor_unit)s = %(value)s %(of)s (%(source)s; the factor of %(year)s is the latest published for the data year or before)")  # fmt: skip


class Carrier(Row):
    """An energy as a site meters it, with the factors that go with it."""

    code: Code
    name: Words
    unit: str
    kind: Literal["electricity", "gas", "liquid", "solid", "heat"]
    flow: Literal["in", "own", "out"]
    coal: Code
    carbon: Literal["grid", "heat", "fuel", "direct", "none"]
    factor: str = ""
    density: Value | None = None

    @property
    def units(self) -> tuple[str, ...]:
        """Return every unit that an amount can be typed in: a liquid with a known density by volume, too; gas by the metre cubed of its bill."""
        volume = units_like("m3") if self.density is not None or self.kind == "gas" else ()
        return (*units_like(self.unit), *volume)

    def amount(self, figure: Decimal, unit: str) -> Decimal:
        """Return the figure in the carrier's own unit; raise Refused where the unit measures something else."""
        if self.density is not None and unit_of(unit).dimension == "volume":
            return convert(convert(figure, unit, "L") * self.density.number, "kg", self.unit)
        return convert(figure, *(_as_volume(name) if self.kind == "gas" else name for name in (unit, self.unit)))


class Carriers(Row):
    """The carriers of the house, and the area whose grid factor counts."""

    grid_area: Value
    grid_fallback: Value
    carriers: tuple[Carrier, ...]

    def named(self, code: str) -> Carrier | None:
        """Return the carrier of a code."""
        return next((carrier for carrier in self.carriers if carrier.code == code), None)


@dataclass(frozen=True, slots=True)
class Share:
    """What one carrier gives, with the factor that was chosen for it."""

    carrier: str
    name: Text
    amount: Decimal
    unit: str
    factor: Decimal
    factor_unit: str
    value: Decimal
    source: Text
    authority: str
    mark: str
    year: int = 0  # of a grid factor


@dataclass(frozen=True, slots=True)
class Worked:
    """A quantity worked out from carriers. `value` is None where a factor is not known; `missing` names the carriers that lack one."""

    quantity: str
    value: Decimal | None
    shares: tuple[Share, ...]
    missing: tuple[str, ...] = ()

    @property
    def unit(self) -> str:
        """Return the unit of the quantity."""
        return UNITS[self.quantity]

    @property
    def proof(self) -> Proof:
        """Return how the figure came about, carrier by carrier."""
        lines = tuple(_line(share, self.unit) for share in self.shares)
        if self.value is None:
            return Proof(N_("Not worked out: no factor is known for %(names)s in this year or before."), {"names": ", ".join(self.missing)}, children=lines)
        values: dict[str, Plain] = {"count": len(self.shares), "value": self.value, "unit": self.unit}
        return Proof(N_("Worked out from %(count)s carriers: %(value)s %(unit)s"), values, ok=True, children=lines)


def load_carriers(folder: Path) -> Carriers:
    """Return the carriers."""
    return read_rows(folder / "carriers.yaml", Carriers)


def worked_out(carriers: Carriers, factors: Factors, amounts: Mapping[str, Decimal], *, year: int) -> tuple[Worked, ...]:
    """Return standard coal and carbon dioxide of the amounts (in the carriers' own units); nothing where no carrier was metered."""
    metered = [carrier for carrier in carriers.carriers if carrier.code in amounts]
    if not metered:
        return ()
    with localcontext(PRECISION):
        coal = [_coal(carrier, factors, amounts[carrier.code]) for carrier in metered]
        carbon = {carrier.name.zh: _carbon(carrier, carriers, factors, amounts[carrier.code], year) for carrier in metered if carrier.carbon != "none"}
        missing = tuple(name for name, share in carbon.items() if share is None)
        return (_sum(TCE, coal, ()), _sum(CARBON, [share for share in carbon.values() if share is not None], missing))


def shares_to_json(worked: Worked) -> str:
    """Return the shares as text that is kept beside the result: later factors change nothing of it."""
    return json.dumps([{name: _plain(getattr(share, name)) for name in Share.__slots__} for share in worked.shares], ensure_ascii=False)


def worked_from_json(quantity: str, value: Decimal, written: str) -> Worked:
    """Return what was worked out, with the factors of its time."""
    rows = json.loads(written)
    return Worked(quantity, value, tuple(Share(**{name: _back(name, given) for name, given in row.items()}) for row in rows))


def _sum(quantity: str, shares: Iterable[Share], missing: tuple[str, ...]) -> Worked:
    rows = tuple(shares)
    return Worked(quantity, None if missing else sum((share.value for share in rows), Decimal(0)), rows, missing)


def _coal(carrier: Carrier, factors: Factors, amount: Decimal) -> Share:
    row = _coal_row(factors, carrier.coal)
    value = _turned(carrier, amount, row.unit) * row.factor.number / 1000
    return _share(carrier, amount, row.factor, value, f"kgce/{row.unit}")


def _coal_row(factors: Factors, code: str) -> CoalFactor:
    return next(row for row in factors.coal if row.code == code)


def _carbon(carrier: Carrier, carriers: Carriers, factors: Factors, amount: Decimal, year: int) -> Share | None:
    if carrier.carbon == "grid":
        grid = _grid(carriers, factors, year)
        return None if grid is None else _share(carrier, amount, grid.factor, amount * grid.factor.number / 1000, "kgCO2/kWh", year=grid.year)
    if carrier.carbon == "fuel":
        fuel = next(row for row in factors.fuels if row.code == carrier.factor)
        value = _turned(carrier, amount, fuel.unit) * fuel.factor
        return _share(carrier, amount, fuel.heat, value, f"tCO2/{fuel.unit}", factor=fuel.factor)
    row = next(row for row in factors.direct if row.code == carrier.factor)
    figure = _heat(carrier, factors, amount) if carrier.carbon == "heat" else _turned(carrier, amount, row.unit)
    return _share(carrier, amount, row.factor, figure * row.factor.number / 1000, f"kgCO2/{row.unit}")


def _heat(carrier: Carrier, factors: Factors, amount: Decimal) -> Decimal:
    """Return the GJ of a heat carrier: steam by the standard coal that it stands for."""
    if unit_of(carrier.unit).dimension == "heat":
        return convert(amount, carrier.unit, "GJ")
    row = _coal_row(factors, carrier.coal)
    return _turned(carrier, amount, row.unit) * row.factor.number / _coal_row(factors, "HEAT").factor.number / 1000


def _grid(carriers: Carriers, factors: Factors, year: int) -> GridFactor | None:
    for area in (carriers.grid_area.said, carriers.grid_fallback.said):
        try:
            return factors.grid_for(area, year)
        except Refused:
            continue
    return None


def _share(carrier: Carrier, amount: Decimal, of: Value, value: Decimal, unit: str, *, factor: Decimal | None = None, year: int = 0) -> Share:
    signed = -value if carrier.flow == "out" else value
    return Share(
        carrier.code, carrier.name, amount, carrier.unit, of.number if factor is None else factor, unit, signed, of.source, of.authority, of.mark, year
    )


def _turned(carrier: Carrier, amount: Decimal, unit: str) -> Decimal:
    return convert(amount, *(_as_volume(name) if carrier.kind == "gas" else name for name in (carrier.unit, unit)))


def _as_volume(unit: str) -> str:
    # The metre cubed of GB/T 2589, of the factor tables and of the bill are all in the standard state.
    return unit.replace("Nm3", "m3").replace("Nm³", "m3")


def _line(share: Share, of: str) -> Proof:
    values: dict[str, Plain] = {
        "name": share.name,
        "amount": share.amount,
        "unit": share.unit,
        "factor": share.factor,
        "factor_unit": share.factor_unit,
        "value": share.value,
    }
    more: dict[str, Plain] = {"of": of, "source": share.source, "year": str(share.year)}
    return Proof(GRID_LINE if share.year else LINE, values | more, authority=share.authority, ok=True)


def _plain(value: object) -> object:
    return {"zh": value.zh, "en": value.en} if isinstance(value, Text) else value if isinstance(value, int) else str(value)


def _back(name: str, given: Any) -> Any:
    if isinstance(given, dict):
        return Text(**given)
    return Decimal(str(given)) if name in {"amount", "factor", "value"} else given
