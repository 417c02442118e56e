"""The tables of an edition: what a row is, what tells rows apart, who uses it, what a change of it does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sinople.kernel.refused import Refused
from sinople.kernel.text import Text
from sinople.law.calendar import NamedDay
from sinople.law.editions.models import CalendarDay
from sinople.law.marking import N_
from sinople.law.packs.values import Row, Value
from sinople.law.reference import CoalFactor, Fuel, GridFactor, Size, UseOfFuel

PROVENANCE = ("since", "authority", "mark", "source.zh", "source.en")
VALUES = (Value, Value | None)
Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TableKind:
    """One of the tables: what a row is, what tells rows apart, what the table is called, who uses it, and what a change of it does."""

    code: str
    row: type[Row]
    keys: tuple[str, ...]
    name: str
    used_for: str
    effect: str
    group: str = ""  # the column by whose values the rows are shown and changed a part at a time

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns that say something; those of provenance come after them."""
        return tuple(_columns(self.row))

    def key_of(self, cells: Cells) -> str:
        """Return what tells the row apart."""
        return " · ".join(cells.get(key, "") for key in self.keys)


_LATER = N_("Values entered from that day on; values of data books and of cases stay as they were worked out.")
TABLES = {
    kind.code: kind
    for kind in (
        TableKind(
            "calendar", CalendarDay, ("day",), N_("Holidays and make-up days"), N_("Every time limit in working days"),
            N_("Dates that are provisional for want of a year are worked out again; clocks that run keep the calendar they began with."),
            group="year",
        ),
        TableKind(
            "closures", NamedDay, ("day",), N_("Local closures"), N_("Every time limit in working days"),
            N_("Clocks that begin from that day on; clocks that run keep the calendar they began with."),
        ),
        TableKind("grid", GridFactor, ("area", "year"), N_("Carbon dioxide of grid electricity"), N_("Carbon of electricity in data books"), _LATER),
        TableKind("coal", CoalFactor, ("code",), N_("Standard coal of energies"), N_("Energy in data books, in tonnes of standard coal"), _LATER),
        TableKind("media", CoalFactor, ("code",), N_("Standard coal of water, air and gases"), N_("Energy that went into water, air and gases"), _LATER),
        TableKind("fuels", Fuel, ("code",), N_("Carbon of fuels"), N_("Carbon of fuels in data books"), _LATER),
        TableKind("oxidation", UseOfFuel, ("code",), N_("Burning out in furnaces"), N_("Carbon of solid fuels by the kind of furnace"), _LATER),
        TableKind("direct", CoalFactor, ("code",), N_("Carbon of fuels as they are bought"), N_("Carbon of heat, and of fuels by volume"), _LATER),
        TableKind("sizes", Size, ("code",), N_("Classes of size"), N_("Past cases by size in dry runs"), N_("Cases decided from that day on.")),
    )
}  # fmt: skip
COLUMNS = {
    "day": N_("Day"), "kind": N_("Kind"), "name.zh": N_("Name (Chinese)"), "name.en": N_("Name (English)"), "notice": N_("Notice"), "code": N_("Code"),
    "unit": N_("Unit"), "factor": N_("Factor"), "factor.unit": N_("Unit of the factor"), "upper": N_("Upper end"), "upper.unit": N_("Unit of the upper end"),
    "heat": N_("Heating value"), "heat.unit": N_("Unit of the heating value"), "carbon": N_("Carbon content"), "carbon.unit": N_("Unit of the carbon content"),
    "oxidation": N_("Oxidation"), "oxidation.unit": N_("Unit of the oxidation"), "area": N_("Area"), "year": N_("Year"), "least": N_("From"),
    "least.unit": N_("Unit"), "since": N_("Since"), "authority": N_("Authority"), "mark": N_("Mark"), "source.zh": N_("Source (Chinese)"),
    "source.en": N_("Source (English)"),
}  # fmt: skip


def kind_of(table: str) -> TableKind:
    """Return the kind of a table; raise Refused when there is none of that name."""
    if table not in TABLES:
        raise Refused("There is no table called %(table)s.", table=table)
    return TABLES[table]


def _columns(row: type[Row]) -> Iterator[str]:
    for name, field in row.model_fields.items():
        if name in Row.model_fields:
            continue
        if field.annotation is Text:
            yield from (f"{name}.zh", f"{name}.en")
        else:
            yield name
            if field.annotation in VALUES:
                yield f"{name}.unit"
