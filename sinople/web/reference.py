"""The tables that the bureau fills, as the desks of the city and of the office show them: read, changed, sealed, given out and taken in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from sinople.files.sheets import read_sheets
from sinople.kernel.refused import Refused
from sinople.kernel.text import Text
from sinople.law.clocks import SHANGHAI
from sinople.law.editions import COLUMNS, PROVENANCE, TABLES, Reference, TableKind, differences, rows_of
from sinople.reference import actions, papers, permissions, queries, rules
from sinople.schemes import queries as schemes
from sinople.web.acts import acts_on
from sinople.web.answers import answer
from sinople.web.requests import Request, bind

SPARE, NEW_GROUP = 5, 40
LARGEST = 5 * 2**20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TableForm(forms.Form):
    """On what the change of a table stands, from when it counts, and a filled-in file where one is sent instead of the fields below."""

    source = forms.CharField(label=_("Source"), max_length=300, help_text=_("A document with its number, or who said it and when."))
    effective_on = forms.DateField(label=_("Day of effect"), widget=forms.DateInput(attrs={"type": "date"}))
    file = forms.FileField(
        label=_("Filled-in table (XLSX or CSV)"), required=False, help_text=_("It replaces the whole table; leave it out to change the fields below.")
    )

    def clean_file(self) -> Any:
        """Refuse what no table fills."""
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 5 MiB; no table is."))
        return file


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is shown: its number, what tells it apart, its cells, and on what it stands."""

    number: int
    key: str
    cells: Mapping[str, str]


@require_safe
def tables(request: Request) -> HttpResponse:
    """Show the tables with their use and source, the editions, and the tables that stand inside regulations."""
    _demand_reader(request)
    current = queries.current()
    rows = [(kind, (lines := rows_of(current, kind.code)), _sources(lines)) for kind in TABLES.values()]
    inside = [
        (row, law, table, look) for row in schemes.published_packs() if (law := schemes.pack_of(row.digest)) for table in law.tables for look in table.lookups
    ]
    return answer(
        request, "things/reference_tables.html", here=_here(request), rows=rows, editions=queries.editions(), inside=inside,
        shipped=queries.shipped_digest(), is_shipped=not queries.digest_in_force(),
    )  # fmt: skip


@require_safe
def table(request: Request, code: str) -> HttpResponse:
    """Show the rows of one table that count now, what uses it and what a change of it does."""
    _demand_reader(request)
    kind, lines = _kind(code), rows_of(queries.current(), code)
    groups, group = _groups(kind, lines, request.GET.get("group", ""))
    shown = [Line(n, kind.key_of(cells), cells) for n, cells in enumerate(lines, start=1) if not group or cells[kind.group] == group]
    return answer(
        request, "things/reference_table.html", here=_here(request), kind=kind, columns=_columns(kind), lines=shown, tabs=_tabs(request, groups, group),
        group=group, latest=queries.latest(), may_fill=permissions.may_fill(request.acting),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def changes(request: Request, code: str) -> HttpResponse:
    """Change the rows of one table, here or in a file; the result is the next draft."""
    if not permissions.may_fill(request.acting):
        raise PermissionDenied
    kind, latest = _kind(code), queries.latest()
    standing = queries.at_digest(latest.digest) if latest else queries.shipped()
    lines = rows_of(standing, code)
    groups, group = _groups(kind, lines, request.GET.get("group", ""), and_next=True)
    inside = [cells for cells in lines if not group or cells[kind.group] == group]
    form = bind(TableForm, request, initial={"effective_on": request.moment.astimezone(SHANGHAI).date()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        rest = [cells for cells in lines if group and cells[kind.group] != group]
        rows = _rows_in_file(said["file"], kind) if said["file"] else _rows_typed(request.POST, kind, inside, rest, group, said["source"])
        made = actions.change_table(
            table=code,
            rows=rows,
            base=request.POST.get("base", ""),
            source=said["source"],
            effective_on=said["effective_on"],
            by=request.acting,
            at=request.moment,
        )
        return redirect(f"{_here(request)}:reference_edition", key=made.key)
    typed: Mapping[str, Any] = request.POST if request.method == "POST" else request.typed or {}
    return answer(
        request, "things/reference_changes.html", here=_here(request), kind=kind, columns=[one for one in _columns(kind) if one[0] != kind.group], form=form,
        lines=[Line(n, kind.key_of(cells), cells) for n, cells in enumerate([*inside, *_spare(kind, inside)], start=1)], typed_values=typed,
        standing_rows=len(inside), base=latest.key if latest else "", latest=latest, tabs=_tabs(request, groups, group), group=group,
    )  # fmt: skip


@require_safe
def file(request: Request, code: str, form: str) -> HttpResponse:
    """Give out a table to be filled in: the rows that the next change builds on."""
    _demand_reader(request)
    kind, latest = _kind(code), queries.latest()
    rows = rows_of(queries.at_digest(latest.digest) if latest else queries.shipped(), code)
    headers = {"Content-Disposition": f'attachment; filename="{code}.{form}"'}
    if form == "csv":
        return HttpResponse(rules.text_of(rows, kind), content_type="text/csv; charset=utf-8", headers=headers)
    if form != "xlsx":
        raise Http404
    heads = [(name, gettext(COLUMNS[name])) for name in rules.heads(kind)]
    return HttpResponse(papers.workbook(rows, heads=heads, sheet=gettext(kind.name), at=request.moment), content_type=XLSX, headers=headers)


@require_safe
def edition(request: Request, key: str) -> HttpResponse:
    """Show one edition: what it changes, on which source, from when, by whom; and the button to seal it."""
    _demand_reader(request)
    row = queries.edition_by_key(key)
    found = differences(queries.before(row), Reference.model_validate_json(row.content))
    return answer(
        request, "things/reference_edition.html", here=_here(request), row=row, kind=TABLES[row.table], changed_rows=found, kinds=TABLES, column_words=COLUMNS,
        may_seal=permissions.may_seal_edition(request.acting, row), is_own=queries.hands_on(row, request.acting.person_id),
    )  # fmt: skip


@acts_on(edition)
def seal(request: Request, key: str) -> HttpResponse:
    """Seal an edition."""
    actions.seal_edition(row=queries.edition_by_key(key), by=request.acting, at=request.moment)
    return redirect(f"{_here(request)}:reference_edition", key=key)


# On the desks of the city and of the office alike.
ADDRESSES = [
    path("reference/", tables, name="reference"),
    path("reference/editions/<str:key>/", edition, name="reference_edition"),
    path("reference/editions/<str:key>/seal/", seal, name="reference_seal"),
    path("reference/<str:code>/", table, name="reference_table"),
    path("reference/<str:code>/changes/", changes, name="reference_changes"),
    path("reference/<str:code>/<str:form>/", file, name="reference_file"),
]


def _here(request: Request) -> str:
    return request.resolver_match.namespace if request.resolver_match else ""


def _sources(lines: list[dict[str, str]]) -> list[Text]:
    """Return on what the rows stand, each source once."""
    return list({cells["source.zh"]: Text(cells["source.zh"], cells["source.en"]) for cells in lines}.values())


def _demand_reader(request: Request) -> None:
    if not permissions.may_read(request.acting):
        raise PermissionDenied


def _kind(code: str) -> TableKind:
    if code not in TABLES:
        raise Http404
    return TABLES[code]


def _columns(kind: TableKind) -> list[tuple[str, str]]:
    return [(name, COLUMNS[name]) for name in kind.columns]


def _groups(kind: TableKind, lines: list[dict[str, str]], wanted: str, *, and_next: bool = False) -> tuple[list[str], str]:
    """Return the parts in which a table is shown, the latest first, and the one that is wanted; a year may be begun anew."""
    if not kind.group:
        return [], ""
    found = sorted({cells[kind.group] for cells in lines}, reverse=True)
    groups = [str(int(found[0]) + 1), *found] if and_next and found else found
    return groups, wanted if wanted in groups else found[0]


def _tabs(request: Request, groups: list[str], group: str) -> list[tuple[str, str, bool]]:
    return [(one, f"{request.path}?group={one}", one == group) for one in groups]


def _spare(kind: TableKind, inside: list[dict[str, str]]) -> list[dict[str, str]]:
    return [dict.fromkeys(kind.columns, "") for _n in range(SPARE if inside else NEW_GROUP)]


def _rows_in_file(sent: Any, kind: TableKind) -> dict[int, dict[str, str]]:
    content = sent.read()
    if sent.name.lower().endswith(".csv"):
        return rules.rows_in_text(content, kind)
    if sent.name.lower().endswith(".xlsx"):
        return rules.rows_in_workbook(read_sheets(content), kind)
    raise Refused("Send the table as XLSX or as CSV.", field="file")


def _rows_typed(
    typed: Mapping[str, str], kind: TableKind, inside: list[dict[str, str]], rest: list[dict[str, str]], group: str, source: str
) -> dict[int, dict[str, str]]:
    """Return the rows as they were typed, then those of other parts. What was changed stands on the source that is named now."""
    rows: dict[int, dict[str, str]] = {}
    stands_on = {"since": "", "authority": "notice", "mark": "S", "source.zh": source, "source.en": source}
    for n, before in enumerate([*inside, *_spare(kind, inside)], start=1):
        said = {name: typed.get(f"{n}:{name}", before[name]).strip() for name in kind.columns}
        if kind.group and any(words for name, words in said.items() if name != kind.group):
            said[kind.group] = group
        if any(said.values()) and f"drop:{n}" not in typed:
            same = {name: before[name] for name in kind.columns} == said
            rows[n] = {**said, **({name: before[name] for name in PROVENANCE} if same else stands_on)}
    start = len(inside) + NEW_GROUP
    return {**rows, **{start + n: cells for n, cells in enumerate(rest, start=1)}}
