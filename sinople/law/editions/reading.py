"""The edition that is shipped as files."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from sinople.law.calendar import Year, closures_in, years_in
from sinople.law.editions.kinds import TABLES
from sinople.law.editions.models import CalendarDay, Reference
from sinople.law.editions.rows import in_order
from sinople.law.packs.values import Row
from sinople.law.reference import load_factors, load_sizes


def load_reference(folder: Path) -> Reference:
    """Return the edition that is shipped in a folder of files."""
    factors, sizes = load_factors(folder), load_sizes(folder)
    return Reference(
        calendar=in_order(TABLES["calendar"], list(_days(years_in(folder / "calendars")))), closures=in_order(TABLES["closures"], closures_in(folder / "calendars")), coal=factors.coal, media=factors.media,
        grid=factors.grid, fuels=factors.fuels, oxidation=factors.oxidation, direct=factors.direct, sizes=sizes.sizes, size_quantity=sizes.quantity,
        provenance=Row(since=factors.since, authority=factors.authority, mark=factors.mark, source=factors.source),
    )  # fmt: skip


def _days(years: Sequence[Year]) -> Iterator[CalendarDay]:
    for year in years:
        for kind, days in (("holiday", year.holidays), ("make_up", year.make_up_days)):
            yield from (CalendarDay.model_validate({**dict(named), "year": year.year, "kind": kind, "notice": year.number}) for named in days)
