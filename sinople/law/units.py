"""Units with their dimension, conversion between them, and numbers as people type them."""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from sinople.kernel.refused import Refused


class Unit(NamedTuple):
    """A unit: what it measures, and how many base units it is."""

    dimension: str
    factor: Decimal


def _units(dimension: str, **factors: str) -> dict[str, Unit]:
    return {name: Unit(dimension, Decimal(factor)) for name, factor in factors.items()}


def _counts(*names: str) -> dict[str, Unit]:
    # A piece is not a set: every counted thing is a dimension of its own, with its ten thousands.
    plain = {name: Unit(f"count of {name}", Decimal(1)) for name in names}
    return plain | {f"万{name}": Unit(f"count of {name}", Decimal(10000)) for name in names}


UNITS: Mapping[str, Unit] = (
    _units("mass", μg="0.000000001", mg="0.000001", g="0.001", kg="1", t="1000", 万t="10000000")
    | _units("standard coal", gce="0.001", kgce="1", tce="1000", 万tce="10000000")
    | _units("carbon dioxide", kgCO2="1", tCO2="1000", 万tCO2="10000000")
    | _units("money", 元="1", 千元="1000", 万元="10000", 百万元="1000000", 亿元="100000000")
    | _units("area", m2="1", 万m2="10000", hm2="10000", km2="1000000")
    | _units("volume", L="0.001", m3="1", 万m3="10000")
    | _units("gas volume", Nm3="1", 万Nm3="10000")
    | _units("electricity", kWh="1", MWh="1000", 万kWh="10000", GWh="1000000", 亿kWh="100000000")
    | _units("heat", kJ="0.001", MJ="1", GJ="1000", TJ="1000000")
    | {"%": Unit("ratio", Decimal("0.01")), "‰": Unit("ratio", Decimal("0.001")), "-": Unit("ratio", Decimal(1))}
    | _units("time", h="1")
    | _units("days", d="1")
    | _units("power", W="1", kW="1000", MW="1000000")
    | _counts("件", "台", "套", "个", "项", "人", "product", "架", "级", "月", "年", "分", "重量箱")
)
ALIASES = {
    "吨": "t", "千克": "kg", "公斤": "kg", "克": "g", "万吨": "万t", "吨标准煤": "tce", "千克标准煤": "kgce", "m²": "m2", "平方米": "m2", "公顷": "hm2", "ha": "hm2", "km²": "km2",
    "m³": "m3", "立方米": "m3", "10⁴m³": "万m3", "10^4m3": "万m3", "万m³": "万m3", "升": "L", "Nm³": "Nm3", "10⁴Nm³": "万Nm3", "10^4Nm3": "万Nm3", "度": "kWh", "千瓦时": "kWh",
    "10⁴kWh": "万kWh", "万千瓦时": "万kWh", "tCO₂": "tCO2", "kgCO₂": "kgCO2", "％": "%",
    "吨标煤": "tce", "千克标煤": "kgce", "公斤标准煤": "kgce", "克标准煤": "gce", "万吨标准煤": "万tce", "吨二氧化碳": "tCO2", "千克二氧化碳": "kgCO2", "万吨二氧化碳": "万tCO2",
    "平米": "m2", "万平方米": "万m2", "平方千米": "km2", "平方公里": "km2", "立方": "m3", "方": "m3", "万立方米": "万m3", "标准立方米": "Nm3", "标立方米": "Nm3", "万标准立方米": "万Nm3",
    "万Nm³": "万Nm3", "毫克": "mg", "微克": "μg", "兆瓦时": "MWh", "吉瓦时": "GWh", "万度": "万kWh", "亿千瓦时": "亿kWh", "kwh": "kWh", "KWH": "kWh", "KWh": "kWh", "千焦": "kJ", "兆焦": "MJ",
    "吉焦": "GJ", "百万千焦": "GJ", "太焦": "TJ", "瓦": "W", "千瓦": "kW", "兆瓦": "MW", "小时": "h", "天": "d", "日": "d", "1": "-", "": "-",
}  # fmt: skip
LIMIT = Decimal(10) ** 15
GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
WITH_UNIT = re.compile(r"([-+−]?[\d.,，。\s]*\d[.。]?)\s*([^\d\s.,，。].*)")
PLAIN = re.compile(r"-?(\d+(\.\d*)?|\.\d+)")


def unit_of(name: str) -> Unit:
    """Return the unit, simple or a quotient such as t/m2; raise Refused when it is not known."""
    written = ALIASES.get(name.strip(), name.strip())
    if written in UNITS:
        return UNITS[written]
    above, slash, below = written.partition("/")
    if slash and above and below and "/" not in below:
        over, under = unit_of(above), unit_of(below)
        return Unit(f"{over.dimension} / {under.dimension}", over.factor / under.factor)
    raise Refused("The unit %(unit)s is not known; choose one of the list.", unit=name, field="unit")


def convert(figure: Decimal, came_in: str, goes_to: str) -> Decimal:
    """Return the figure in another unit; raise Refused when the two measure different things."""
    first, second = unit_of(came_in), unit_of(goes_to)
    if first.dimension != second.dimension:
        raise Refused(
            "%(given)s cannot be turned into %(wanted)s: they measure different things. Give the figure in %(wanted)s.", given=came_in, wanted=goes_to
        )
    return figure if first.factor == second.factor else figure * first.factor / second.factor


def units_like(name: str) -> tuple[str, ...]:
    """Return every simple unit that a figure in this unit can be typed in, the unit itself first."""
    wanted = unit_of(name)
    return tuple(dict.fromkeys([name, *(other for other, unit in UNITS.items() if unit.dimension == wanted.dimension)]))


def parse_figure(typed: str, *, unit: str, field: str = "") -> Decimal:
    """Return the number that was typed in this unit; with another unit behind it (`320 kg`) it is converted, to eight places."""
    found = WITH_UNIT.fullmatch(unicodedata.normalize("NFKC", typed).strip())
    if found is None or found[2] in {unit, ALIASES.get(unit, unit)}:
        return parse_number(found[1] if found else typed, field=field)
    return round(convert(parse_number(found[1], field=field), found[2], unit), 8)


def parse_number(typed: str, *, what: str = "", field: str = "", negative: bool = False, limit: Decimal = LIMIT, places: int = 8) -> Decimal:
    """Return the number that was typed, full-width digits and thousands commas included; raise Refused with what to type instead."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", typed)).replace("，", ",").replace("。", ".").replace("−", "-").removeprefix("+")
    if not plain:
        raise Refused("%(what)s is empty; type a number.", what=what or field, field=field)
    if "," in plain and not GROUPED.fullmatch(plain):
        raise Refused("%(what)s: the commas in %(typed)s do not stand at the thousands; leave them out.", what=what or field, typed=typed, field=field)
    plain = plain.replace(",", "")
    if not PLAIN.fullmatch(plain) or not plain.isascii():
        raise Refused("%(what)s: %(typed)s is not a number; type digits only, the unit has a field of its own.", what=what or field, typed=typed, field=field)
    return _in_bounds(Decimal(plain), typed, what=what or field, field=field, negative=negative, limit=limit, places=places)


def _in_bounds(figure: Decimal, typed: str, *, what: str, field: str, negative: bool, limit: Decimal, places: int) -> Decimal:
    if figure < 0 and not negative:
        raise Refused("%(what)s cannot be negative; you typed %(typed)s.", what=what, typed=typed, field=field)
    if abs(figure) >= limit:
        raise Refused("%(what)s: %(typed)s is too large; check the unit, the figure must be below %(limit)s.", what=what, typed=typed, limit=limit, field=field)
    exponent = figure.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > places:
        raise Refused("%(what)s: %(typed)s has more than %(places)s places after the point; round it.", what=what, typed=typed, places=places, field=field)
    return figure
