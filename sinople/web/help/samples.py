"""A complete sample application for each title, and the help of each row: both worked out from the golden cases that lie beside the rules."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sinople.kernel.refused import Refused
from sinople.kernel.text import CHINESE, Text
from sinople.law.cases import Case, load_cases, sheet_of
from sinople.law.packs import Pack, Table, notes_beside
from sinople.law.packs.models import TitleKind
from sinople.law.packs.tables import Indicator, Veto
from sinople.law.scoring import Sheet
from sinople.schemes import queries as schemes
from sinople.web.answers import answer
from sinople.web.requests import Request
from sinople.web.things.asking import every_row
from sinople.web.things.sheets import NAMES, Line, row_of, sheet_view


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value of a sample, with the words of its quantity."""

    name: Text
    value: Decimal | None
    unit: str
    of: str = ""  # the year, or the product, that it belongs to


@dataclass(frozen=True, slots=True)
class Sample:
    """A golden case of a title, scored under a table."""

    title: TitleKind
    table: Table
    case: Case
    sheet: Sheet


@require_safe
def samples(request: Request) -> HttpResponse:
    """Show for which titles there is a sample, and the tables whose rows have help."""
    rows = [(row, law, _offered(law)) for row in schemes.published_packs() for law in (schemes.pack_of(row.digest),)]
    return answer(request, "help/samples.html", rows=rows)


def _offered(law: Pack) -> list[tuple[TitleKind, Sample | None, list[Table]]]:
    return [(title, sample_of(law, title.code), tables_of(law, title.code)) for title in law.titles]


@require_safe
def sample(request: Request, key: str, title: str) -> HttpResponse:
    """Show a complete sample: what was answered and measured, and the sheet with its proof."""
    law = _law(key)
    found = sample_of(law, title) if any(one.code == title for one in law.titles) else None
    if found is None:
        raise Http404
    return answer(
        request, "help/sample.html", key=key, sample=found, figures=list(_figures(found)), beside=notes_beside(law, found.table),
        papers=law.materials_for(title),
    )  # fmt: skip


@require_safe
def table(request: Request, key: str, edition: str) -> HttpResponse:
    """Show the rows of a table, each leading to its help."""
    return answer(request, "help/table.html", key=key, table=_table(_law(key), edition))


@require_safe
def row(request: Request, key: str, edition: str, code: str) -> HttpResponse:
    """Show what a row means, its formula, the evidence it takes, and an example worked out."""
    law = _law(key)
    found = _table(law, edition)
    asked = next((one for one in every_row(found) if one.code == code), None)
    if asked is None:
        raise Http404
    example = _example(law, edition, code)
    return answer(
        request, "help/row.html", key=key, table=found, asked=asked, group=_group(found, asked), formula=formula_words(found, asked),
        beside=notes_beside(law, found).get(code, ()), example=example[0] if example else None, sample=example[1] if example else None,
        inputs=_inputs(found, asked, example[1] if example else None),
    )  # fmt: skip


def sample_of(law: Pack, title_code: str) -> Sample | None:
    """Return the case of a clear pass for a title under the latest of its tables that has one."""
    for table in tables_of(law, title_code):
        for case in _cases(settings.PACKS):
            if (case.title, case.edition, case.shows) == (title_code, table.edition, "pass") and (sheet := _scored(table, case)):
                return Sample(law.title(title_code), table, case, sheet)
    return None


def tables_of(law: Pack, title_code: str) -> list[Table]:
    """Return the tables that requirements name for a title, the latest first."""
    parts = sorted(law.requirements, key=lambda part: part.begins, reverse=True)
    editions = dict.fromkeys(named.edition for part in parts for named in part.tables if named.title == title_code)
    return [law.table(edition) for edition in editions]


def formula_words(table: Table, asked: Indicator | Veto) -> str:
    """Return a row's formula with the names of its quantities in the reader's language."""
    language = get_language() or CHINESE
    names = {one.code: one.name.said_in(language) for one in table.quantities}
    signs = {"*": "×", "/": "÷"}
    written = NAMES.sub(lambda found: names.get(found[0], found[0]), getattr(asked, "formula", ""))
    return "".join(signs.get(sign, sign) for sign in written)


@lru_cache(maxsize=2)
def _cases(folder: Path) -> tuple[Case, ...]:
    return tuple(case for pack in sorted(folder.iterdir()) if (pack / "cases").is_dir() for case in load_cases(pack))


def _scored(table: Table, case: Case) -> Sheet | None:
    """Return the sheet; nothing where a later version of the table no longer takes the answers of the case."""
    try:
        return sheet_of(table, case)
    except (Refused, LookupError):
        return None


def _law(key: str) -> Pack:
    return schemes.pack_of(schemes.published_pack(key).digest)


def _table(law: Pack, edition: str) -> Table:
    found = next((one for one in law.tables if one.edition == edition), None)
    if found is None:
        raise Http404
    return found


def _group(table: Table, asked: Indicator | Veto) -> Text | None:
    return next((group.name for group in table.groups if group.code == getattr(asked, "group", "")), None)


def _example(law: Pack, edition: str, code: str) -> tuple[Line, Sample] | None:
    """Return the row as a sample has it."""
    for title in law.titles:
        found = sample_of(law, title.code)
        if found is not None and found.table.edition == edition:
            line = row_of(sheet_view(found.sheet, table=found.table), code)
            return (line, found) if line is not None else None
    return None


def _inputs(table: Table, asked: Indicator | Veto, sample: Sample | None) -> list[Figure]:
    """Return the quantities that a row's formula names, with the values of the sample."""
    names = dict.fromkeys(NAMES.findall(getattr(asked, "formula", "")))
    values: Mapping[str, Decimal] = sample.case.readings if sample else {}
    known = {one.code: one for one in table.quantities}
    return [Figure(known[name].name, values.get(name), known[name].unit) for name in names if name in known]


def _figures(sample: Sample) -> Iterator[Figure]:
    known = {one.code: one for one in sample.table.quantities}
    sets = [
        ("", sample.case.readings),
        *((str(year), given) for year, given in sample.case.years.items()),
        *((one.name, one.readings) for one in sample.case.products),
    ]
    for of, given in sets:
        yield from (Figure(known[code].name, value, known[code].unit, of) for code, value in given.items() if code in known)
