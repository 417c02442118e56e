"""The bridge to the national platform: our facts in its fields and order, as a workbook to paste from and to bring back."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings

from sinople.applications import queries as applications
from sinople.applications.models import Application
from sinople.applications.papers import reports
from sinople.evaluation import papers as evaluation
from sinople.evaluation import queries as engagements
from sinople.law.platform import PlatformMap, map_for
from sinople.letters import queries as letters
from sinople.letters.papers.tables import verdict_of
from sinople.people import queries as people

PLATFORM, NAMES = "papers.platform", "platform.map"  # what the platform said of an application; names of fields that the bureau found out
NUMBER, STATUS = "number", "status"
MARK, EDITION, FIRST_ROW = "sinople-platform", "1", 5
HEADS = ("序号", "平台栏目", "本系统内容", "平台内容（可填）")
WIDTHS = (8, 30, 60, 60)


@dataclass(frozen=True, slots=True)
class Line:
    """One field of the platform: its name there, what stands here, what the platform said when it was last read."""

    code: str
    label: str
    ours: str
    theirs: str

    @property
    def differs(self) -> bool:
        """Say whether the platform says something else."""
        return bool(self.theirs) and "".join(self.theirs.split()) != "".join(self.ours.split())


def map_of(application: Application) -> PlatformMap | None:
    """Return the map of the title in its year; nothing where the state knows no such title."""
    return map_for(settings.PACKS / "reference", application.call.title_code, application.call.plan.year)


def lines_of(application: Application, *, at: datetime) -> list[Line]:
    """Return every field of the platform that has a name, in its order."""
    found = map_of(application)
    if found is None:
        return []
    facts, theirs, names = facts_of(application, at), letters.words_of(PLATFORM, application.key), letters.words_of(NAMES, found.code)
    labels = {field.code: field.label.value or names.get(field.code, "") for field in found.fields}
    return [Line(field.code, labels[field.code], facts.get(field.of, ""), theirs.get(field.code, "")) for field in found.fields if labels[field.code]]


def facts_of(application: Application, at: datetime) -> dict[str, str]:
    """Return everything that may stand in a field: facts, what was typed for the papers, results."""
    engagement = engagements.engagement_of(application)
    signed = engagement is not None and engagement.state == "signed"
    sheet = engagements.verified_sheet(engagement) if engagement is not None and signed else applications.sheet_shown(application)
    results = {"result.basic": verdict_of(sheet)[0][1], "result.total": f"{sheet.low}" if sheet.low == sheet.high else f"{sheet.low}–{sheet.high}"}
    results |= {f"result.year{n}": f"{one.sheet.low}" for n, one in enumerate(sheet.years, start=1)}
    if sheet.rank is not None:
        results["result.rank"] = f"{sheet.rank:.4f}".rstrip("0").rstrip(".")
    recommended_by = people.authority_of("district", application.district).name_zh
    evaluator = evaluation.facts_of(engagement) if engagement is not None and signed else {}
    return {**reports.facts_of(application, at), **letters.words_of(reports.PAPERS, application.key), **evaluator, **results, "recommended_by": recommended_by}


def platform_xlsx(application: Application, lines: Sequence[Line], *, at: datetime) -> bytes:
    """Return the fields as a workbook, in the platform's order; no cell is a formula or a link."""
    import xlsxwriter

    page = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(page, options) as book:
        book.set_properties({"title": application.site.name, "created": at.astimezone(UTC).replace(tzinfo=None)})
        head, plain = book.add_format({"bold": True, "bg_color": "#E6EFEA", "border": 1}), book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        sheet = book.add_worksheet("平台栏目")
        sheet.write_string(0, 0, f"{application.organisation.name} · {application.site.name}", book.add_format({"bold": True, "font_size": 13}))
        for column, said in enumerate((MARK, EDITION, application.key)):
            sheet.write_string(1, column, said)
        for column, (words, width) in enumerate(zip(HEADS, WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(FIRST_ROW - 2, column, words, head)
        for n, line in enumerate(lines, start=1):
            for column, said in enumerate((str(n), line.label, line.ours, line.theirs)):
                sheet.write_string(FIRST_ROW - 2 + n, column, said, plain)
        sheet.freeze_panes(FIRST_ROW - 1, 2)
    return page.getvalue()


def unnamed(found: PlatformMap, names: Mapping[str, str]) -> list[str]:
    """Return the codes of the fields whose names nobody has found out."""
    return [field.code for field in found.fields if not field.label.is_given and not names.get(field.code)]
