"""What the papers of district and city are filled from: the checklist, the points of a correction, the recommendation table of a call."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sinople.applications import queries as applications
from sinople.applications.models import Application
from sinople.applications.papers import reports
from sinople.deadlines import queries as deadlines
from sinople.evaluation import queries as evaluation
from sinople.letters import printing
from sinople.letters import queries as letters
from sinople.letters.papers import Filling, Grid
from sinople.people import queries as people
from sinople.review import queries
from sinople.review.models import Case
from sinople.schemes import queries as schemes
from sinople.schemes.models import Call

PAPERS = "papers.review"  # papers and chapters of district and city, about the key of the case
TABLES = "papers.table"  # papers about a call and a district
SAID = {"met": "符合", "unmet": "缺少或不符合", "undecided": "待核对"}


def filling_of(case: Case, *, at: datetime, number: str = "") -> Filling:
    """Return what the papers of the review of one case are filled from."""
    given = reports.filling_of(case.application, at=at)
    bureau, district = people.city_bureau(), people.authority_of("district", case.district)
    digest = applications.snapshot_of(case.application, "handed_in")
    facts = {
        "paper_number": number, "contact": " ".join(filter(None, (bureau.address, bureau.phone))), "correction_due": _due(case.application, at),
        "recommended_by": district.name_zh, "digest": digest.digest if digest else "",
    }  # fmt: skip
    return replace(
        given, facts={**given.facts, **facts}, chapters=letters.words_of(PAPERS, case.key), sheet=queries.sheet_of(case),
        grids={**given.grids, "checklist": checklist_of(case), "points": points_of(case.application)},
    )  # fmt: skip


def checklist_of(case: Case) -> Grid:
    """Return the checklist as the review ticked it, else as the system finds it."""
    verdict = queries.last_verdict(case)
    ticked: Mapping[str, str] = verdict.checks if verdict is not None else {}
    rows = [(str(n), check.name.zh, SAID[ticked.get(check.code, check.found)], "") for n, check in enumerate(queries.checklist_of(case), start=1)]
    return Grid(("序号", "核对内容", "核对结果", "备注"), tuple(rows), (10, 58, 16, 16))


def points_of(application: Application) -> Grid:
    """Return the points of the latest correction."""
    points = applications.points_of(application)
    latest = [point for point in points if point.asked_at == points[-1].asked_at]
    return Grid(
        ("序号", "条款或材料", "需要补正的内容"), tuple((str(n), point.code or "—", point.words) for n, point in enumerate(latest, start=1)), (12, 22, 66)
    )


def table_of(call: Call, district: str, *, at: datetime) -> Filling:
    """Return what the recommendation table of a district in a call is filled from."""
    rows = tuple(_recommended(case) for case in queries.recommended_in(call, district))
    heads = ("推荐顺序", "单位名称", "统一社会信用代码", "申报对象", "所属区", "行业", "第三方评价机构", "得分", "联系人及电话", "推荐意见")
    facts = {
        "issuer": people.authority_of("district", district).name_zh,
        "title": schemes.pack_of(call.pack.digest).title(call.title_code).name.zh,
        "call": call.name,
    }
    grid = Grid(heads, rows or (("—", "无", *[""] * 8),), (6, 15, 19, 12, 7, 10, 13, 7, 11, 7))
    return Filling(on=printing.day_of(at), facts=facts, grids={"recommended": grid})


def _recommended(case: Case) -> tuple[str, ...]:
    application, sheet = case.application, queries.sheet_of(case)
    engagement, typed = evaluation.engagement_of(application), letters.words_of(reports.PAPERS, application.key)
    total = f"{sheet.low}" if sheet.low == sheet.high else f"{sheet.low}–{sheet.high}"
    contact = " ".join(filter(None, (typed.get("typed.contact"), typed.get("typed.phone"))))
    return (
        str(case.position), application.organisation.name, application.organisation.credit_code, application.site.name,
        reports.district_words(case.district), reports.industry_words(application.industry), engagement.evaluator.name if engagement else "—", total,
        contact or "—", "推荐",
    )  # fmt: skip


def _due(application: Application, at: datetime) -> str:
    for clock in reversed(deadlines.clocks_of(Application.kind(), application.key, at)):
        if clock.code == "correction":
            return _until(clock.due_at) if clock.due_at else "自送达之日起计算"
    return "—"


def _until(due: datetime) -> str:
    """Return until when: a limit at midnight is the whole day before it."""
    local = due.astimezone(printing.SHANGHAI)
    at_midnight = (local.hour, local.minute) == (0, 0)
    day = local - timedelta(microseconds=1) if at_midnight else local
    return f"{day.year}年{day.month}月{day.day}日" + ("" if at_midnight else f" {local:%H:%M}") + "前（含）"
