"""Past cases in a database: read as packed columns and as JSON, and other rules tried on all of them. Run by `./run bench scoring`."""

import json
import sys
import time

import django
from django.core.management import call_command
from django.db import transaction


def main(rows: int) -> None:
    """Lay the cases, read them both ways, and try a changed table on them."""
    django.setup()
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        run = laid(rows)
    lines = [*read(rows), *tried(run, rows)]
    sys.stdout.write(json.dumps(lines) + "\n")


def laid(rows: int) -> object:
    """Make so many decided cases under the city's rules, and the draft to be tried on them."""
    from bench.scoring import made
    from demonstration.city import City, on
    from sinople.law.scoring.entries import entry_to_json, packed
    from sinople.schemes import actions, queries
    from sinople.schemes.models import PastCase

    city = City(seed=7, companies=1, say=lambda _words: None)
    for step in (city.offices, city.law):
        step()
    _table, entries, _references = made(rows)
    table = queries.pack_of(city.row.digest).table("GF-2018")
    written = [(entry_to_json(entry), packed(table, entry), entry.industry) for entry in entries]
    PastCase.objects.bulk_create(
        (
            PastCase(
                case_key=f"{n:012}", title_code="green-factory", edition=table.edition, pack=city.row, year=2022, organisation="示例", site="厂区", industry=industry,
                district="440306", size="medium", entry=text, packed=columns, granted=n % 2 == 0, decided_at=on(2023, 1, 4),
            )
            for n, (text, columns, industry) in ((n, written[n % len(written)]) for n in range(rows))
        ),
        batch_size=2_000,
    )  # fmt: skip
    by, at = city.cast.officers["officer"], on(2023, 6, 1)
    draft = actions.change_values(row=city.row, changes={"tables/GF-2018/pass_total": "60"}, source="bench", reason="bench", by=by, at=at)
    return actions.begin_dry_run(row=draft, requirements_code=city.requirements, title_code="green-factory", by=by, at=at)


def read(rows: int) -> list[dict[str, str]]:
    """Time the way from the database to columns, beside the same out of JSON."""
    from sinople.law.bulk import columns_of, unpacked
    from sinople.law.scoring.entries import entry_from_json
    from sinople.schemes import queries
    from sinople.schemes.models import PastCase

    (lot,) = queries.past_lots("green-factory")
    table = queries.pack_of(lot.pack_digest).table(lot.edition)
    began = time.perf_counter()
    cases = queries.past_cases("green-factory", lot)
    columns = unpacked(table, [case.packed for case in cases], [case.industry for case in cases])
    packed = time.perf_counter() - began
    some = min(rows, 5_000)
    began = time.perf_counter()
    same = columns_of(table, [entry_from_json(text) for text in PastCase.objects.order_by("pk").values_list("entry", flat=True)[:some]])
    as_json = (time.perf_counter() - began) * rows / some
    if (columns.holds["1.1a"][:some] != same.holds["1.1a"]).any():
        raise SystemExit("Packed columns and JSON say different things.")
    return [
        {
            "what": f"{columns.count:,} sheets out of the database as columns",
            "figure": f"{packed:.2f} s, out of JSON {as_json:.1f} s ({as_json / packed:.0f} times)",
            "wanted": "≤ 0.8 s, ≥ 5 times",
        }
    ]


def tried(run: object, rows: int) -> list[dict[str, str]]:
    """Time a whole dry run, from the database to who gains and loses."""
    from sinople.audit.queries import moment
    from sinople.jobs.actions import Work
    from sinople.schemes.tasks import dry_run

    began = time.perf_counter()
    dry_run(Work({"run": run.key}, moment(), lambda _done, _whole: None))  # type: ignore[attr-defined]
    seconds = time.perf_counter() - began
    run.refresh_from_db()  # type: ignore[attr-defined]
    found = run.outcomes  # type: ignore[attr-defined]
    if sum(found.values()) != rows:
        raise SystemExit("The dry run lost cases.")
    return [{"what": f"a changed pass line tried on {rows:,} past cases ({found})", "figure": f"{seconds:.1f} s", "wanted": "≤ 2.5 s"}]


if __name__ == "__main__":
    main(int(sys.argv[1]))
