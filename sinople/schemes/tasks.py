"""The dry run of other rules on past cases: columns estimate, exact decimals decide where a figure lies close to a limit."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

import numpy as np
from django.db import transaction

from sinople.jobs.actions import Work
from sinople.law.bulk import Totals, score_columns, unpacked, unsuited
from sinople.law.packs import Table
from sinople.law.scoring import References, score
from sinople.law.scoring.entries import entry_from_json
from sinople.schemes import queries
from sinople.schemes.actions.trials import finish_dry_run
from sinople.schemes.models import DryRun, DryRunLine
from sinople.schemes.rules import Tried, tried

PASSED = {1: True, 0: False, -1: None}
CENT = Decimal("0.01")
Verdicts = list[tuple[bool | None, Decimal, Decimal]]  # passed, low, high


def dry_run(work: Work) -> None:
    """Try the pack of a dry run on every past case of its title, those of one table and pack together."""
    run = DryRun.objects.select_related("pack").get(key=work.arguments["run"])
    after = queries.pack_of(run.pack.digest).table_for(run.requirements_code, run.title_code)
    lots = queries.past_lots(run.title_code)
    found, exact, whole = list[DryRunLine](), 0, sum(lot.count for lot in lots)
    counts: Counter[str] = Counter()
    done = 0
    for lot in lots:
        before = queries.pack_of(lot.pack_digest).table(lot.edition)
        cases = queries.past_cases(run.title_code, lot)
        (old, new), worked = _both(before, after, cases)
        exact += worked
        for case, (was, total, _top), (now, low, high) in zip(cases, old, new, strict=True):
            outcome = tried(before=was, after=now, granted=case.granted)
            counts[outcome] += 1
            if outcome is not Tried.SAME:
                found.append(DryRunLine(run=run, case_id=case.pk, outcome=outcome, before=total, after_low=low, after_high=high))
        done += lot.count
        work.progress(done, whole)
    with transaction.atomic():
        run = DryRun.objects.select_for_update().get(pk=run.pk)
        finish_dry_run(run=run, lines=found, outcomes=dict(counts), exact=exact, at=work.at)


def _both(before: Table, after: Table, cases: Sequence[queries.Past]) -> tuple[tuple[Verdicts, Verdicts], int]:
    references = [_references(table, cases) for table in (before, after)]
    if unsuited(before) or unsuited(after):
        every = range(len(cases))
        made = [_exactly(table, cases, every, known) for table, known in zip((before, after), references, strict=True)]
        return ([made[0][n] for n in every], [made[1][n] for n in every]), len(cases)
    columns = unpacked(before, [case.packed for case in cases], [case.industry for case in cases])
    totals = [score_columns(table, columns.fitted(table), known) for table, known in zip((before, after), references, strict=True)]
    near = np.flatnonzero(totals[0].near | totals[1].near)
    old, new = (_with_exact(table, found, cases, near.tolist(), known) for table, found, known in zip((before, after), totals, references, strict=True))
    return (old, new), len(near)


def _with_exact(table: Table, totals: Totals, cases: Sequence[queries.Past], near: Sequence[int], references: References) -> Verdicts:
    lows, highs = (np.round(column, 2).tolist() for column in (totals.low, totals.high))
    made: Verdicts = [
        (PASSED[sign], Decimal(low).quantize(CENT), Decimal(high).quantize(CENT)) for sign, low, high in zip(totals.passed.tolist(), lows, highs, strict=True)
    ]
    for n, verdict in _exactly(table, cases, near, references).items():
        made[n] = verdict
    return made


def _exactly(
    table: Table, cases: Sequence[queries.Past], places: Sequence[int] | range, references: References
) -> dict[int, tuple[bool | None, Decimal, Decimal]]:
    return dict(_sheets(table, cases, places, references))


def _sheets(
    table: Table, cases: Sequence[queries.Past], places: Sequence[int] | range, references: References
) -> Iterator[tuple[int, tuple[bool | None, Decimal, Decimal]]]:
    written = queries.entries_of([cases[n].pk for n in places])
    for n in places:
        entry = entry_from_json(written[cases[n].pk])
        sheet = score(table, entry.answers, entry.readings, industry=entry.industry, reference=references, context=entry.context)
        yield n, (sheet.passed, sheet.low, sheet.high)


def _references(table: Table, cases: Sequence[queries.Past]) -> References:
    industries = {case.industry for case in cases}
    return {key: figures for industry in industries for key, figures in queries.references(table.edition, industry).items()}
