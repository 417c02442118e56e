"""What a pack carries without using it: articles, tables, papers, look-ups, quantities. Worth a look, no fault."""

from collections.abc import Iterator, Sequence

from sinople.law.expressions import compile_expression
from sinople.law.packs.models import Pack
from sinople.law.packs.tables import Table


def remarks_of(pack: Pack) -> Iterator[str]:
    """Yield one sentence for every part that nothing points at."""
    anchors = {row.anchor for rows in (pack.clocks, pack.stages, pack.conditions, pack.supervision) for row in rows}
    for article in pack.articles:
        if article.anchor not in anchors and article.summary is None and article.text is None:
            yield f"articles.yaml: {article.anchor} has no summary, and no clock, step, condition or rule names it"
    yield from _unnamed(pack)
    used = {row.edition for part in pack.requirements for row in part.tables}
    for table in pack.tables:
        if table.edition not in used:
            yield f"tables/{table.edition}.yaml: no requirements name this table"
        yield from _within(table)


def _unnamed(pack: Pack) -> Iterator[str]:
    for kind in ("vetoes", "materials", "stages"):
        named = {code for title in pack.titles for code in getattr(title, kind)}
        yield from (f"{kind}.yaml: no title names {row.code}" for row in getattr(pack, kind) if row.code not in named)


def _within(table: Table) -> Iterator[str]:
    rules = [rule for row in table.indicators for rule in (row.must, row.optional) if rule is not None]
    lookups = {name for rule in rules for name in rule.lookups}
    yield from (f"tables/{table.edition}.yaml: no rule uses the look-up {lookup.code}" for lookup in table.lookups if lookup.code not in lookups)
    formulas = [*(row.formula for row in table.indicators if row.formula), *(row.formula for row in table.quantities if row.formula)]
    names = {name for formula in formulas for name in compile_expression(formula).names} | {name for rule in rules for name in rule.quantities}
    names |= {row.over.quantity for row in table.quantities if row.over is not None}
    yield from _unused(table, names)


def _unused(table: Table, names: set[str]) -> Sequence[str]:
    return [f"tables/{table.edition}.yaml: no formula uses the quantity {row.code}" for row in table.quantities if row.code not in names and not row.formula]
