"""What many applicants said, as columns by code."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from sinople.law.packs.tables import Table
from sinople.law.scoring.entries import UNSAID, Entry, Layout, layout_of, packed

Floats = NDArray[np.float64]
Signs = NDArray[np.int8]  # 1 yes, 0 no, -1 nothing said
Flags = NDArray[np.bool_]
T = TypeVar("T", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Columns:
    """`count` applicants in columns by code; NaN is a figure that nobody gave. `industry` is a place in `industries`."""

    count: int
    figures: Mapping[str, Floats]
    stated: Mapping[str, Floats]
    holds: Mapping[str, Signs]
    degree: Mapping[str, Floats]
    away: Mapping[str, Flags]
    industry: NDArray[np.int64]
    industries: tuple[str, ...]

    def block(self, start: int, stop: int) -> "Columns":
        """Return the applicants from start to stop, without copying."""
        cut = slice(start, min(stop, self.count))

        def part(columns: Mapping[str, NDArray[T]]) -> dict[str, NDArray[T]]:
            return {code: column[cut] for code, column in columns.items()}

        return Columns(
            cut.stop - cut.start,
            part(self.figures),
            part(self.stated),
            part(self.holds),
            part(self.degree),
            part(self.away),
            self.industry[cut],
            self.industries,
        )

    def fitted(self, table: Table) -> "Columns":
        """Return the columns with everything that another table asks for; what was never asked before, nobody said."""
        layout, nobody = layout_of(table), np.full(self.count, np.nan)
        unsaid, nowhere = np.full(self.count, UNSAID, dtype=np.int8), np.zeros(self.count, dtype=np.bool_)
        return Columns(
            self.count,
            {code: self.figures.get(code, nobody) for code in layout.quantities},
            {code: self.stated.get(code, nobody) for code in layout.rows},
            {code: self.holds.get(code, unsaid) for code in layout.signs},
            {code: self.degree.get(code, nobody) for code in layout.rows},
            {code: self.away.get(code, nowhere) for code in layout.rows},
            self.industry,
            self.industries,
        )


def columns_of(table: Table, entries: Sequence[Entry]) -> Columns:
    """Return the columns of applicants."""
    return unpacked(table, [packed(table, entry) for entry in entries], [entry.industry for entry in entries])


def unpacked(table: Table, rows: Iterable[bytes], industries: Sequence[str]) -> Columns:
    """Return the columns of applicants that were packed under the table; raise ValueError when the bytes are of another layout."""
    layout = layout_of(table)
    found = np.frombuffer(b"".join(rows), dtype=_dtype(layout))
    if len(found) != len(industries):
        raise ValueError("the packed rows are of another layout")
    names, places = np.unique(np.array(industries, dtype="U10"), return_inverse=True)
    figures, (stated, degree) = found["figures"], (found["said"][:, n] for n in (0, 1))
    return Columns(
        len(found),
        {code: np.ascontiguousarray(figures[:, n]) for n, code in enumerate(layout.quantities)},
        {code: np.ascontiguousarray(stated[:, n]) for n, code in enumerate(layout.rows)},
        {code: np.ascontiguousarray(found["signs"][:, n]) for n, code in enumerate(layout.signs)},
        {code: np.ascontiguousarray(degree[:, n]) for n, code in enumerate(layout.rows)},
        {code: np.ascontiguousarray(found["away"][:, n]) for n, code in enumerate(layout.rows)},
        places.astype(np.int64),
        tuple(map(str, names)),
    )


def _dtype(layout: Layout) -> np.dtype[np.void]:
    return np.dtype(
        [
            ("figures", "<f8", (len(layout.quantities),)),
            ("said", "<f8", (2, len(layout.rows))),
            ("signs", "i1", (len(layout.signs),)),
            ("away", "?", (len(layout.rows),)),
        ]
    )
