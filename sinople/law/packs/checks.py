"""Do the parts of a pack fit together: names that exist, codes once only, weights that add up, formulas without a circle."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from sinople.law.packs import dates
from sinople.law.packs.dates import Fault
from sinople.law.packs.models import Pack
from sinople.law.packs.table_checks import faults_of_table


def faults_of(pack: Pack) -> list[Fault]:
    """Return every fault between the parts of the pack."""
    return [
        *_doubled(pack),
        *_names(pack),
        *_anchors(pack),
        *_answers(pack),
        *_titles_named(pack),
        *_requirements(pack),
        *dates.faults_of(pack),
        *_tables(pack),
    ]


def _doubled(pack: Pack) -> Iterator[Fault]:
    lists: dict[str, Sequence[object]] = {
        name: getattr(pack, name)
        for name in ("titles", "conditions", "vetoes", "clocks", "materials", "stages", "levels", "routes", "settings", "honours", "hearing", "supervision")
    }
    for name, rows in lists.items():
        yield from doubled(f"{name}.yaml", name, [getattr(row, "code", "") for row in rows])
    yield from doubled("articles.yaml", "articles", [row.anchor for row in pack.articles])
    yield from doubled("answers.yaml", "answers", [row.anchor for row in pack.answers])


def doubled(file: str, key: str, codes: Iterable[str]) -> Iterator[Fault]:
    """Yield a fault for every code that was there before."""
    seen: set[str] = set()
    for count, code in enumerate(codes):
        if code in seen:
            yield Fault("The code '%(code)s' stands here a second time; give this one a code of its own.", file, (key, count), {"code": code})
        seen.add(code)


def _names(pack: Pack) -> Iterator[Fault]:
    known = {name: {row.code for row in getattr(pack, name)} for name in ("conditions", "vetoes", "materials", "stages", "clocks", "levels")}
    pointers = chain(
        (
            ("titles.yaml", ("titles", n, kind, m), kind, code)
            for n, title in enumerate(pack.titles)
            for kind in ("vetoes", "conditions", "materials", "stages")
            for m, code in enumerate(getattr(title, kind))
        ),
        (("stages.yaml", ("stages", n, "clock"), "clocks", stage.clock) for n, stage in enumerate(pack.stages) if stage.clock),
        (("materials.yaml", ("materials", n, "stage"), "stages", row.stage) for n, row in enumerate(pack.materials)),
        (("routes.yaml", ("routes", n, "levels", m), "levels", code) for n, route in enumerate(pack.routes) for m, code in enumerate(route.levels)),
    )
    for file, place, kind, code in pointers:
        if code not in known[kind]:
            yield Fault(
                "'%(code)s' is not among the %(kind)s of this pack; add it to %(kind)s.yaml or mend the name.", file, place, {"code": code, "kind": kind}
            )


def _anchors(pack: Pack) -> Iterator[Fault]:
    own = {"articles": [row.anchor for row in pack.articles], "answers": [row.anchor for row in pack.answers]}
    for name, anchors in own.items():
        for count, anchor in enumerate(anchors):
            if not anchor.startswith(f"{pack.code}#"):
                message = "The anchor '%(anchor)s' must begin with %(code)s#."
                yield Fault(message, f"{name}.yaml", (name, count, "anchor"), {"anchor": anchor, "code": pack.code})
    pointing = {
        "clocks": [row.anchor for row in pack.clocks],
        "stages": [row.anchor for row in pack.stages],
        "conditions": [row.anchor for row in pack.conditions],
        "supervision": [row.anchor for row in pack.supervision],
    }
    for name, anchors in pointing.items():
        for count, anchor in enumerate(anchors):
            if anchor and anchor not in pack.by_anchor:
                message = "The anchor '%(anchor)s' names no article of this pack; mend it or leave it out."
                yield Fault(message, f"{name}.yaml", (name, count, "anchor"), {"anchor": anchor})


def _answers(pack: Pack) -> Iterator[Fault]:
    settings = {value.code for value in pack.settings}
    rows = {f"{table.edition}#{code}" for table in pack.tables for code in (*(row.code for row in table.vetoes), *(row.code for row in table.indicators))}
    for count, answer in enumerate(pack.answers):
        if answer.setting and answer.setting not in settings:
            message = "The setting '%(code)s' does not exist; add it to settings.yaml or mend the name."
            yield Fault(message, "answers.yaml", ("answers", count, "setting"), {"code": answer.setting})
        for place in (place for place in answer.rows if place not in rows):
            message = "The row '%(row)s' is in no table of this pack; name it as edition#row."
            yield Fault(message, "answers.yaml", ("answers", count, "rows"), {"row": place})


def _titles_named(pack: Pack) -> Iterator[Fault]:
    titles = {row.code for row in pack.titles}
    for count, honour in enumerate(pack.honours):
        if honour.title and honour.title not in titles:
            yield Fault("'%(code)s' is not a title of this pack; mend the name.", "honours.yaml", ("honours", count, "title"), {"code": honour.title})
    for count, clock in enumerate(pack.clocks):
        if clock.days.authority == "enacted" and not clock.anchor:
            message = "The clock '%(code)s' is said to be enacted, but names no article; add its anchor."
            yield Fault(message, "clocks.yaml", ("clocks", count), {"code": clock.code})


def _requirements(pack: Pack) -> Iterator[Fault]:
    titles, editions = {row.code for row in pack.titles}, {table.edition for table in pack.tables}
    for part in pack.requirements:
        file = f"requirements/{part.code}.yaml"
        if part.ends < part.begins:
            yield Fault("The period ends before it begins; mend one of the days.", file, ("ends",), {})
        for count, row in enumerate(part.tables):
            if row.title not in titles:
                yield Fault("'%(code)s' is not a title of this pack; mend the name.", file, ("tables", count, "title"), {"code": row.title})
            if row.edition not in editions:
                yield Fault(
                    "There is no table of the edition '%(code)s'; add tables/%(code)s.yaml or mend the name.",
                    file,
                    ("tables", count, "edition"),
                    {"code": row.edition},
                )


def _tables(pack: Pack) -> Iterator[Fault]:
    for table in pack.tables:
        for message, place, values in faults_of_table(table):
            yield Fault(message, f"tables/{table.edition}.yaml", place, values)
