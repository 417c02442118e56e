"""What one applicant said and measured, kept whole: as text for the proof, as packed columns for many at once."""

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from math import nan
from typing import Any

from sinople.law.packs.tables import Table
from sinople.law.scoring.plans import Plan, plan_of
from sinople.law.scoring.sheets import NO_CONTEXT, Answer, Context, Product

UNSAID = -1


@dataclass(frozen=True, slots=True)
class Entry:
    """One applicant as scoring takes it: answers, readings, industry, and what some tables look at besides."""

    answers: Mapping[str, Answer]
    readings: Mapping[str, Decimal]
    industry: str
    context: Context = NO_CONTEXT


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of packed columns: figures of quantities, figures stated and degrees of rows, yes or no of rows and vetoes, rows that do not apply."""

    quantities: tuple[str, ...]
    rows: tuple[str, ...]
    signs: tuple[str, ...]

    @property
    def form(self) -> str:
        """Return the layout of one applicant for `struct`, little-endian and without gaps."""
        return f"<{len(self.quantities) + 2 * len(self.rows)}d{len(self.signs)}b{len(self.rows)}?"


def layout_of(table: Table) -> Layout:
    """Return the places of the table's columns."""
    plan = plan_of(table)
    return Layout(tuple(quantity.code for quantity in table.quantities), tuple(plan.rows), (*plan.rows, *plan.vetoes))


def packed(table: Table, entry: Entry) -> bytes:
    """Return the applicant's columns as bytes; a figure that nobody gave is not a number."""
    plan, layout = plan_of(table), layout_of(table)
    said = {code: _said(plan, code, entry.answers.get(code)) for code in layout.signs}
    figures = [entry.readings.get(code) for code in layout.quantities]
    figures += [_figure(plan, code, said[code]) for code in layout.rows]
    figures += [answer.degree if (answer := said[code]) is not None else None for code in layout.rows]
    signs = [UNSAID if (answer := said[code]) is None or answer.holds is None else int(answer.holds) for code in layout.signs]
    away = [(answer := said[code]) is not None and answer.not_applicable for code in layout.rows]
    return struct.pack(layout.form, *(nan if figure is None else float(figure) for figure in figures), *signs, *away)


def entry_to_json(entry: Entry) -> str:
    """Return the applicant as canonical JSON: keys sorted, figures as text."""
    answers = {code: {name: _written(said) for name, said in asdict(answer).items()} for code, answer in entry.answers.items()}
    whole = {"answers": answers, "readings": _shown(entry.readings), "industry": entry.industry, "context": _beside(entry.context)}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def entry_from_json(written: str) -> Entry:
    """Return the applicant that was written."""
    said = json.loads(written)
    answers = {code: Answer(**{name: _living(name, value) for name, value in answer.items()}) for code, answer in said["answers"].items()}
    return Entry(answers, _figures(said["readings"]), said["industry"], _context(said["context"]))


def _beside(context: Context) -> dict[str, Any]:
    return {
        "year": context.year,
        "years": {str(year): _shown(readings) for year, readings in context.years.items()},
        "products": [{"name": product.name, "kind": product.kind, "readings": _shown(product.readings)} for product in context.products],
        "holdings": sorted(context.holdings) if context.holdings is not None else None,
        "region": context.region,
    }


def _context(said: Mapping[str, Any]) -> Context:
    products = tuple(Product(one["name"], one["kind"], _figures(one["readings"])) for one in said["products"])
    holdings = frozenset(said["holdings"]) if said["holdings"] is not None else None
    return Context(said["year"], {int(year): _figures(readings) for year, readings in said["years"].items()}, products, holdings, said["region"])


def _shown(readings: Mapping[str, Decimal]) -> dict[str, str]:
    return {code: str(figure) for code, figure in readings.items()}


def _figures(said: Mapping[str, str]) -> dict[str, Decimal]:
    return {code: Decimal(figure) for code, figure in said.items()}


def _written(said: Any) -> Any:
    return str(said) if isinstance(said, Decimal) else said


def _living(name: str, said: Any) -> Any:
    if said is not None and name in {"degree", "stated"}:
        return Decimal(said)
    return tuple(said) if isinstance(said, Sequence) and name == "ticks" else said


def _said(plan: Plan, code: str, answer: Answer | None) -> Answer | None:
    """Return the answer; a row cannot be said not to apply where it must, or without a reason."""
    if answer is None or not answer.not_applicable or code in plan.vetoes:
        return answer
    return answer if plan.rows[code].row.may_not_apply and answer.reason.strip() else None


def _figure(plan: Plan, code: str, answer: Answer | None) -> Decimal | None:
    """Return what was stated; of a fixed list the number of what is ticked."""
    items = getattr(plan.rows[code].measure, "items", None)
    if answer is not None and items is not None and answer.ticks is not None:
        return Decimal(len(items.intersection(answer.ticks)))
    return answer.stated if answer is not None else None
