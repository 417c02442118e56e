"""What an evaluator's report is filled from: the verified sheet, the differences, the evaluator's own words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sinople.applications import queries as applications
from sinople.applications.papers import reports
from sinople.evaluation import queries
from sinople.evaluation.models import Engagement
from sinople.law.packs import Table
from sinople.letters import queries as letters
from sinople.letters.papers import Evidence, Filling, Grid

QUALIFICATIONS = {
    "full_time_staff": "中级及以上专职人员", "senior_staff": "其中能源、环境、生态或体系专业高级职称", "fields": "行业和领域", "experience": "近五年评价、研究或标准工作",
    "certificates": "资质和认可证书", "site": "自我声明网址",
}  # fmt: skip
PAPERS = "papers.evaluator"  # papers and chapters of the evaluator, about the key of the engagement


def filling_of(engagement: Engagement, *, at: datetime, evidence: Sequence[Evidence] = ()) -> Filling:
    """Return what the evaluator's report is filled from."""
    given = reports.filling_of(engagement.application, at=at, evidence=evidence)
    written = {"conclusion": engagement.conclusion, "highlights": engagement.highlights, "suggestions": engagement.suggestions}
    return replace(
        given,
        facts={**given.facts, **facts_of(engagement), "issuer": engagement.evaluator.name},
        chapters={**given.chapters, **letters.words_of(PAPERS, engagement.key), **{code: words for code, words in written.items() if words}},
        sheet=queries.verified_sheet(engagement),
        grids={**given.grids, "differences": differences_of(engagement)},
    )


def facts_of(engagement: Engagement) -> dict[str, str]:
    """Return what is known of the evaluator."""
    evaluator = engagement.evaluator
    said = "；".join(f"{words}：{evaluator.qualifications[name]}" for name, words in QUALIFICATIONS.items() if evaluator.qualifications.get(name))
    return {
        "evaluator.name": evaluator.name, "evaluator.credit_code": evaluator.credit_code, "evaluator.address": evaluator.address,
        "evaluator.legal_representative": evaluator.legal_representative, "evaluator.qualifications": said,
    }  # fmt: skip


def differences_of(engagement: Engagement) -> Grid:
    """Return every value that the evaluator found otherwise than declared, with the reason."""
    table = applications.table_of(engagement.application)
    figures = {quantity.code for quantity in table.quantities}  # a figure of the data book has no place in the table of the form
    rows = tuple(
        ("数据" if code.partition("@")[0] in figures else code, _name_of(table, code), one.declared, one.verified, one.reason)
        for code, one in queries.differences(engagement).items()
    )
    return Grid(("条款", "名称", "申报值", "核查值", "原因"), rows or (("—", "申报值与核查值一致", "", "", ""),), (12, 30, 14, 14, 30))


def _name_of(table: Table, code: str) -> str:
    named = {row.code: row.name.zh for rows in (table.vetoes, table.indicators, table.quantities) for row in rows}
    return named.get(code.partition("@")[0], code)
