"""What scoring takes and gives: answers and their context in, a sheet with its proof out. Codes and values, never rendered text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from sinople.kernel.refused import Value
from sinople.kernel.text import Text

Reference = tuple[Decimal | None, Decimal | None, Decimal | None]  # industry average, best 20 %, best 5 %
References = Mapping[tuple[str, str], Reference]  # by (indicator code, industry)


class Verdict(StrEnum):
    """What became of a row."""

    MET = "met"
    UNMET = "unmet"
    PARTIAL = "partial"
    NOT_APPLICABLE = "not_applicable"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said of one row: it holds or not, to which degree (0 to 1), a stated figure, or that it does not apply and why.

    `ticks` are what was ticked of a fixed list: functions of a row, or, with the code of a choice, the rows or the path that were picked.
    """

    code: str
    holds: bool | None = None
    degree: Decimal | None = None
    stated: Decimal | None = None
    not_applicable: bool = False
    reason: str = ""
    ticks: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """A main product: its name, its kind as the look-ups of the table know it, and its own readings."""

    name: str
    kind: str = ""
    readings: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Context:
    """What some tables look at besides one year's readings: other years, products, titles held (None: not known), the region."""

    year: int | None = None
    years: Mapping[int, Mapping[str, Decimal]] = field(default_factory=dict)
    products: tuple[Product, ...] = ()
    holdings: frozenset[str] | None = None
    region: str = ""


NO_CONTEXT = Context()


@dataclass(frozen=True, slots=True)
class Need:
    """What is missing for a decision: an answer, a choice, a quantity, a product, a title, a reference value, a look-up, a setting."""

    kind: str  # answer | degree | ticks | choice | quantity | stated | product | holdings | reference | lookup | setting | figure
    code: str


@dataclass(frozen=True, slots=True)
class Proof:
    """Why: a message id with its values, the clause, the edition, its authority, and what it rests on."""

    message: str
    values: Mapping[str, Value] = field(default_factory=dict)
    anchor: str = ""
    edition: str = ""
    authority: str = ""
    ok: bool | None = None
    children: tuple["Proof", ...] = ()


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of the sheet. `low` and `high` differ while it is undecided; `must` is None where nothing is mandatory or it is undecided."""

    code: str
    name: Text
    sub: Text
    unit: str
    need: str
    low: Decimal
    high: Decimal
    max: Decimal
    verdict: Verdict
    must: bool | None
    value: Decimal | None
    needs: tuple[Need, ...]
    proof: Proof


@dataclass(frozen=True, slots=True)
class SheetGroup:
    """A first-level heading with its points."""

    code: str
    name: Text
    weight: Decimal
    low: Decimal
    high: Decimal
    max: Decimal
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class VetoRow:
    """A basic requirement; `verdict` is met, unmet or undecided."""

    code: str
    name: Text
    kind: str
    verdict: Verdict
    proof: Proof


@dataclass(frozen=True, slots=True)
class Outcome:
    """The stars or the level that the total gives, or the two between which it lies; 0 is none."""

    low: int
    high: int
    name: Text | None
    proof: Proof


@dataclass(frozen=True, slots=True)
class YearSheet:
    """The sheet of one of several years."""

    year: int
    sheet: "Sheet"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The result: a total, or a range while something is undecided. `passed` is None while that could change it.

    `bonus` is what came on top of the 100 points, `outcome` the stars or level, `rank` the figure by which those who pass are ranked. A table of
    several years shows the rows of the latest one; `years` holds every year's sheet.
    """

    edition: str
    table_digest: str
    industry: str
    low: Decimal
    high: Decimal
    max: Decimal
    decided: bool
    passed: bool | None
    vetoes: tuple[VetoRow, ...]
    groups: tuple[SheetGroup, ...]
    proof: Proof
    bonus: Decimal | None = None
    outcome: Outcome | None = None
    rank: Decimal | None = None
    years: tuple[YearSheet, ...] = ()

    @property
    def rows(self) -> tuple[SheetRow, ...]:
        """Return all rows in the order of the table."""
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def needs(self) -> tuple[Need, ...]:
        """Return everything that is missing, once each, in the order of the table."""
        return tuple(dict.fromkeys(need for row in self.rows for need in row.needs))

    @property
    def failing(self) -> tuple[Proof, ...]:
        """Return the proof of every requirement that is not met: the grounds of a refusal."""
        return (*(row.proof for row in self.vetoes if row.verdict is Verdict.UNMET), *(row.proof for row in self.rows if row.must is False))
