"""What the reports and forms of an application are filled from: facts, chapters, the sheet, the evidence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from django.conf import settings

from sinople.applications import queries
from sinople.applications.models import Application
from sinople.applications.rules import needs_file
from sinople.files import queries as files
from sinople.files.models import Evidence as Kept
from sinople.law.packs import Material
from sinople.law.reference import load_districts, load_industries
from sinople.letters import printing
from sinople.letters import queries as letters
from sinople.letters.papers import Evidence, Filling, Grid
from sinople.letters.papers.binding import Piece
from sinople.people import queries as people
from sinople.schemes import queries as schemes

PAPERS = "papers.applicant"  # papers and chapters of the applicant, about the key of the application


@dataclass(frozen=True, slots=True)
class Attached:
    """One piece of evidence with its place in the index, ready to be bound."""

    evidence: Evidence
    piece: Piece


def filling_of(application: Application, *, at: datetime, evidence: Sequence[Evidence] = ()) -> Filling:
    """Return what the applicant's own papers are filled from."""
    return Filling(
        on=printing.day_of(at),
        facts=facts_of(application, at),
        chapters=letters.words_of(PAPERS, application.key),
        sheet=queries.sheet_shown(application),
        table=queries.table_of(application),
        evidence=tuple(evidence),
        grids={"materials": materials_of(application)},
    )


def facts_of(application: Application, at: datetime) -> dict[str, str]:
    """Return what is known of an application, in the words of the forms."""
    organisation, site, call = application.organisation, application.site, application.call
    pack = schemes.pack_of(application.pack_digest)
    return {
        "organisation.name": organisation.name, "organisation.credit_code": organisation.credit_code, "organisation.address": organisation.address,
        "organisation.legal_representative": organisation.legal_representative, "organisation.founded_on": _day(organisation.founded_on),
        "site.name": site.name, "site.address": site.address, "site.boundary": site.boundary, "site.models": site.model_names, "site.standard": site.standard,
        "industry": industry_words(application.industry), "district": district_words(application.district), "place": "广东省深圳市",
        "title": queries.title_of(application).name.zh, "call": call.name, "regulation": f"《{pack.name.zh}》（{pack.document.number}）",
        "edition": queries.table_of(application).name.zh, "year": str(application.year), "number": application.number or "（提交后编号）",
        "handed_in_at": _moment(application.handed_in_at), "day": _day(printing.day_of(at)), "issuer": people.city_bureau().name_zh, "blank": "",
    }  # fmt: skip


def materials_of(application: Application) -> Grid:
    """Return the papers of the list, each with how many files it has."""
    added = queries.papers_of(application)
    rows = [
        (str(n), one.name.zh, _asked(one), f"{len(added.get(one.code, ()))} 份" if one.code in added or needs_file(one) else "—")
        for n, one in enumerate(queries.materials_of(application), start=1)
    ]
    return Grid(("序号", "材料名称", "要求", "份数"), tuple(rows), (10, 62, 14, 14))


def _asked(material: Material) -> str:
    return "必备" if needs_file(material) else "本系统生成" if material.mandatory.holds else "如有"


def attached_to(application: Application) -> list[Attached]:
    """Return every piece of evidence in the order of the list and the table, each once, with what it proves."""
    names = {material.code: material.name.zh for material in queries.materials_of(application)}
    proves: dict[str, list[str]] = {}
    for code, rows in sorted(queries.papers_of(application).items(), key=lambda item: list(names).index(item[0]) if item[0] in names else len(names)):
        for row in rows:
            proves.setdefault(row.evidence_key, []).append(names.get(code, code))
    for code, keys in queries.evidence_keys_of(application).items():
        for key in keys:
            proves.setdefault(key, []).append(code)
    found = {one.key: one for one in files.evidence_by_keys(list(proves))}
    return [
        Attached(
            Evidence(n, key, found[key].name, tuple(of)),
            Piece(f"证{n} {found[key].name}", found[key].kind, _content(found[key]), "证明材料", 0, found[key].size),
        )
        for n, (key, of) in enumerate(((key, of) for key, of in proves.items() if key in found), start=1)
    ]


def counted(attached: Sequence[Attached], pieces: Sequence[Piece], *, begins: int) -> tuple[Evidence, ...]:
    """Return the index of evidence with pages and first pages, when the evidence begins on a page of the bound file."""
    found = []
    for one, piece in zip(attached, pieces, strict=True):
        found.append(replace(one.evidence, pages=piece.pages, page=begins))
        begins += piece.pages
    return tuple(found)


@cache
def _industries() -> dict[str, str]:
    return {row.code: row.name.zh for row in load_industries(settings.PACKS / "reference")}


@cache
def _districts() -> dict[str, str]:
    return {row.code: row.name.zh for row in load_districts(settings.PACKS / "reference")}


def district_words(code: str) -> str:
    """Return the name of a district."""
    return _districts().get(code, code)


def industry_words(code: str) -> str:
    """Return an industry as the forms name it: letter, code, name."""
    known = _industries()
    name = known.get(code) or known.get(code[:3]) or known.get(code[:2], "")
    return f"{code} {name}".strip()


def _content(evidence: Kept) -> Callable[[], bytes]:
    return lambda: files.content_of(evidence)


def _day(day: object) -> str:
    return f"{day:%Y}年{day.month}月{day.day}日" if day is not None else ""  # type: ignore[attr-defined]


def _moment(at: datetime | None) -> str:
    return f"{_day(at.astimezone(printing.SHANGHAI))} {at.astimezone(printing.SHANGHAI):%H:%M:%S}" if at is not None else ""
