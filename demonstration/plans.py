"""A few self-checks, and plans for a title: one of them shared with the district, one the enterprise keeps to itself."""

from datetime import date, datetime
from decimal import Decimal

from demonstration.cast import Company
from sinople.databook import actions
from sinople.databook.models import ReadinessPlan
from sinople.law.packs import Table
from sinople.law.scoring import Answer
from sinople.web.things.readying import Basis, basis_of

CHECKED = {"green-supply-chain": Decimal(75), "green-enterprise": Decimal(60), "energy-leader": None}  # by title: the total aimed at
WORDS = ("先落实基本要求和必选项，再提高可选项得分。", "与节能改造计划一并实施。")
DONE_BY = date(2024, 3, 31)


def check_and_plan(companies: list[Company], *, at: datetime) -> None:
    """Let the first enterprises keep a self-check of some titles each and save a plan; the submitter of the first shares its plans."""
    for n, company in enumerate(companies):
        for title, goal in list(CHECKED.items())[: n + 1]:
            _check(company, title, at)
            plan = plan_title(company, title, goal, WORDS[n % 2], at)
            if n == 0:
                share(plan, company, at)


def _check(company: Company, title: str, at: datetime) -> None:
    basis = _basis(company, title, at)
    table = _table(basis)
    rows = [*[veto.code for veto in table.vetoes][:4], *(row.code for row in table.indicators if "holds" in row.asks)][:6]
    degrees = [row.code for row in table.indicators if "degree" in row.asks][::2]
    answers = {code: Answer(code, holds=True) for code in rows} | {code: Answer(code, degree=Decimal(1)) for code in degrees}
    actions.keep_check(site=basis.site, title_code=title, year=basis.year, table=table, answers=answers, by=company.filler, at=at)


def share(plan: ReadinessPlan, company: Company, at: datetime) -> None:
    """Let the district see a plan."""
    actions.share_plan(plan=plan, by=company.submitter, at=at)


def points_of(company: Company, title: str, at: datetime) -> Decimal:
    """Return what a company's first site comes to today."""
    return _basis(company, title, at).now.sheet.low


def plan_title(company: Company, title: str, goal: Decimal | None, words: str, at: datetime) -> ReadinessPlan:
    """Save the quickest way of a company's first site to a title."""
    basis = _basis(company, title, at)
    found = basis.worked_out(goal=goal)
    if found.remedy is None:
        raise LookupError(f"no way leads to {title}: the demonstration's goal is too high")
    return actions.save_plan(
        site=basis.site, title_code=title, year=basis.year, pack_digest=basis.digest, edition=_table(basis).edition,
        points=(found.sheet.low, found.remedy.sheet.low, found.sheet.max), goal=goal, steps=found.remedy.steps, effort=found.remedy.effort, target_on=DONE_BY, words=words,
        by=company.filler, at=at,
    )  # fmt: skip


def _basis(company: Company, title: str, at: datetime) -> Basis:
    found = basis_of(company.sites[0], title, at.date())
    if found is None:
        raise LookupError(f"no regulation in force knows {title}")
    return found


def _table(basis: Basis) -> Table:
    if basis.table is None:
        raise LookupError(f"no indicator table for {basis.title.code}")
    return basis.table
