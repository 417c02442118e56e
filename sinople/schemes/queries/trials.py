"""Past cases, and what came of trying other rules on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count
from django.shortcuts import get_object_or_404

from sinople.kernel.acting import CITY_ROLES, Acting
from sinople.law.reference import Sizes
from sinople.law.scoring import Sheet, score
from sinople.law.scoring.entries import entry_from_json
from sinople.reference import queries as reference
from sinople.schemes.models import DryRun, DryRunLine, EnactedPack, PastCase
from sinople.schemes.queries.packs import pack_of, references

LOT = 500  # keys in one question to the database
FACETS = ("district", "industry", "size")


@dataclass(frozen=True, slots=True)
class Lot:
    """The past cases that were decided under one table of one pack."""

    pack_digest: str
    edition: str
    count: int


class Past(NamedTuple):
    """What a trial needs of a past case; its text is read only where exact decimals decide."""

    pk: int
    industry: str
    granted: bool
    packed: bytes


def sizes() -> Sizes:
    """Return the classes of enterprises by size that count now."""
    return reference.current().size_classes


def past_lots(title_code: str) -> list[Lot]:
    """Return the lots of a title."""
    rows = PastCase.objects.filter(title_code=title_code).values_list("pack__digest", "edition").annotate(count=Count("pk")).order_by("pack__digest", "edition")
    return [Lot(*row) for row in rows]


def past_count(title_code: str) -> int:
    """Return how many cases of a title were decided."""
    return PastCase.objects.filter(title_code=title_code).count()


def past_cases(title_code: str, lot: Lot) -> list[Past]:
    """Return the cases of a lot, packed."""
    rows = PastCase.objects.filter(title_code=title_code, pack__digest=lot.pack_digest, edition=lot.edition).order_by("pk")
    return [
        Past(pk, industry, granted, bytes(packed)) for pk, industry, granted, packed in rows.values_list("pk", "industry", "granted", "packed").iterator(5000)
    ]


def entries_of(keys: Sequence[int]) -> dict[int, str]:
    """Return what applicants said and measured, as it was written down."""
    found: dict[int, str] = {}
    for start in range(0, len(keys), LOT):
        found.update(PastCase.objects.filter(pk__in=keys[start : start + LOT]).values_list("pk", "entry"))
    return found


def dry_run_for(acting: Acting, key: str) -> DryRun:
    """Return a dry run: it is the city's own."""
    rows = DryRun.objects.all() if acting.role in CITY_ROLES else DryRun.objects.none()
    return get_object_or_404(rows.select_related("pack", "begun_by").defer("pack__content"), key=key)


def dry_runs_of(row: EnactedPack) -> list[DryRun]:
    """Return the latest dry runs of a pack."""
    return list(DryRun.objects.filter(pack__code=row.code).select_related("pack", "begun_by").defer("pack__content").order_by("-begun_at")[:20])


@dataclass(frozen=True, slots=True)
class Facet:
    """How many gain, lose or stay open in one district, industry or size."""

    value: str
    gains: int
    loses: int
    open: int


def facets_of(run: DryRun) -> dict[str, list[Facet]]:
    """Return what a dry run found by district, industry and size, most losses first."""
    return {name: _facets(run, name) for name in FACETS}


def _facets(run: DryRun, name: str) -> list[Facet]:
    counts: dict[str, dict[str, int]] = {}
    for value, outcome, count in run.lines.values_list(f"case__{name}", "outcome").annotate(count=Count("pk")).order_by():
        counts.setdefault(value, {})[outcome] = count
    made = [Facet(value, *(found.get(outcome, 0) for outcome in ("gains", "loses", "open"))) for value, found in counts.items()]
    return sorted(made, key=lambda facet: (-facet.loses, -facet.gains, facet.value))


def lines_of(run: DryRun, outcome: str, *, after: int = 0, limit: int = 50) -> list[DryRunLine]:
    """Return the cases of an outcome, one page of them after a line."""
    rows = run.lines.filter(outcome=outcome, pk__gt=after).select_related("case").defer("case__entry", "case__packed")
    return list(rows.order_by("pk")[:limit])


def line_for(run: DryRun, pk: int) -> DryRunLine:
    """Return one case of a dry run."""
    return get_object_or_404(run.lines.select_related("case__pack").defer("case__pack__content"), pk=pk)


def sheets_of(line: DryRunLine) -> tuple[Sheet, Sheet]:
    """Return the sheet of a past case under its own rules and under those tried, each with its proof."""
    entry = entry_from_json(line.case.entry)
    before = pack_of(line.case.pack.digest).table(line.case.edition)
    after = pack_of(line.run.pack.digest).table_for(line.run.requirements_code, line.run.title_code)
    made = [
        score(table, entry.answers, entry.readings, industry=entry.industry, reference=references(table.edition, entry.industry), context=entry.context)
        for table in (before, after)
    ]
    return made[0], made[1]
