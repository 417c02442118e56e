"""What a row of the table asks: yes or no, a degree, a figure; the same for who declares and who verifies."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404
from django.utils.translation import gettext

from sinople.kernel.text import Text
from sinople.law.packs import Indicator, Table

BASIC = "basic"  # the basic requirements, as a group of their own


@dataclass(frozen=True, slots=True)
class Asked:
    """What a row asks, from the table. `asks` names the fields: holds, degree, stated, not_applicable."""

    code: str
    name: Text
    sub: Text | None
    unit: str
    asks: frozenset[str]
    evidence: Text | None = None
    is_worked_out: bool = False


def asked_in(table: Table, group: str) -> list[Asked]:
    """Return what a group asks; the basic requirements are a group of their own."""
    if group == BASIC:
        return [Asked(veto.code, veto.name, None, "", frozenset({"holds"})) for veto in table.vetoes]
    found = [_asked(row) for row in table.rows_of(group)]
    if not found:
        raise Http404
    return found


def asked_row(table: Table, group: str, code: str) -> Asked:
    """Return what one row asks."""
    for row in asked_in(table, group):
        if row.code == code:
            return row
    raise Http404


def group_of(table: Table, code: str) -> str:
    """Return the group that a row stands in."""
    return next((row.group for row in table.indicators if row.code == code), BASIC)


def steps_of(table: Table) -> Sequence[Decimal]:
    """Return the degrees that can be given, from not at all to fully."""
    step = table.degree_step.number
    return [(step * n).normalize() for n in range(int(1 / step) + 1)] if step else [Decimal(0), Decimal(1)]


def degree_words(step: Decimal) -> str:
    """Return how far a row is met, in words and per cent."""
    share = {"share": f"{step * 100:.0f} %"}
    if step == 0:
        return gettext("not met (%(share)s)") % share
    return gettext("fully met (%(share)s)") % share if step == 1 else gettext("met in part (%(share)s)") % share


def _asked(row: Indicator) -> Asked:
    kinds = {rule.kind for rule in (row.must, row.optional) if rule is not None}
    asks = {"degree"} if "degree" in kinds else set()
    if kinds & {"must_full", "veto_bool"}:
        asks.add("holds")
    if row.is_measured and not row.formula:
        asks.add("stated")
    if row.may_not_apply:
        asks.add("not_applicable")
    return Asked(row.code, row.name, row.sub, row.unit, frozenset(asks), row.evidence, row.is_measured and bool(row.formula))
