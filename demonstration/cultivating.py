"""The cultivation pool in every state: who asks, who was proposed, who is on the way with a plan, who left."""

from datetime import date, datetime
from decimal import Decimal

from demonstration import plans
from demonstration.cast import Cast, Company
from sinople.cultivation import actions
from sinople.cultivation.models import Candidate, CreationPlan
from sinople.kernel.acting import Acting
from sinople.people.models import Site
from sinople.schemes.models import EnactedPack

TITLE = "green-factory"
BETTER = Decimal(4)  # points more than today
REASONS = (
    "能源管理体系已运行两年，单位产品能耗逐年下降，拟在两年内创建绿色工厂。",
    "已完成清洁生产审核，拟补齐绿色物料与碳核查短板。",
    "新厂区投产满一年，数据台账完整，希望得到区里指导。",
)
STEPS = (("完成能源审计并形成整改清单", 3, 31), ("空压机余热回收项目投运", 5, 31), ("取得环境管理体系证书", 9, 30), ("完成温室气体核查", 11, 30))
FOUND = "厂区计量器具配备齐全，重点用能设备台账完整；原材料库存管理与有害物质限制使用记录尚不完善。"
ADVISED = "建议年内补建有害物质管控清单，并将照明改造列入创建计划。"
YEAR = 2023


class Pool:
    """Makes the pool of the demonstration."""

    def __init__(self, cast: Cast, pack: EnactedPack, holders: set[int]) -> None:
        self.cast, self.pack = cast, pack
        # Sites that hold the title already need no cultivation for it.
        self.free = [(company, site) for company in cast.companies for site in company.sites if site.kind == Site.Kind.SITE and site.pk not in holders]

    def fill(self, asked: datetime, answered: datetime, now: datetime) -> None:
        """Lead the free sites to every state in turn."""
        states = ("confirmed", "asked", "proposed", "submitted", "confirmed", "draft", "turned_down", "declined", "confirmed", "left")
        for n, (company, site) in enumerate(self.free[:16]):
            self._lead(company, site, states[n % len(states)], n, (asked, answered, now))
        for company, site in self.free[16:18]:
            if site == company.sites[0]:
                plan = plans.plan_title(company, TITLE, plans.points_of(company, TITLE, now) + BETTER, REASONS[0], now)
                plans.share(plan, company, now)

    def _lead(self, company: Company, site: Site, state: str, n: int, days: tuple[datetime, datetime, datetime]) -> None:
        asked, answered, now = days
        officer, facts = self.cast.districts[site.district], {"site": site, "title_code": TITLE, "pack": self.pack, "reason": REASONS[n % 3]}
        if state in {"proposed", "declined"}:
            made = actions.propose(**facts, by=officer, at=now if state == "proposed" else asked)  # type: ignore[arg-type]
            if state == "declined":
                actions.decline(candidate=made, reason="今年产线搬迁，暂不参加。", by=company.submitter, at=answered)
            return
        made = actions.ask(**facts, by=company.submitter, at=now if state == "asked" else asked)  # type: ignore[arg-type]
        if state == "turned_down":
            actions.turn_down(candidate=made, reason="厂区投产不满一年，尚无完整年度数据，请明年再申请。", by=officer, at=answered)
        elif state != "asked":
            self._guide(made, company, officer, state, answered)

    def _guide(self, candidate: Candidate, company: Company, officer: Acting, state: str, at: datetime) -> None:
        actions.admit(candidate=candidate, by=officer, at=at)
        if state == "left":
            actions.leave(candidate=candidate, reason="厂区将迁往市外。", by=company.submitter, at=at)
            return
        actions.name_mentor(candidate=candidate, person_id=officer.person_id, by=officer, at=at)
        actions.note_visit(candidate=candidate, visited_on=at.date(), findings=FOUND, advice=ADVISED, by=officer, at=at)
        plan = actions.begin_plan(candidate=candidate, year=YEAR, by=company.filler, at=at)
        for words, month, day in STEPS:
            actions.add_milestone(plan=plan, words=words, due_on=date(YEAR, month, day), by=company.filler, at=at)
        if state != "draft":
            actions.submit(plan=plan, by=company.submitter, at=at)
        if state == "confirmed":
            self._walk(plan, company, officer, at)

    def _walk(self, plan: CreationPlan, company: Company, officer: Acting, at: datetime) -> None:
        actions.confirm(plan=plan, by=officer, at=at)
        first = plan.milestones.order_by("due_on", "pk").first()
        if first is not None:
            actions.reach(milestone=first, note="审计报告已提交，共列整改项七条。", by=company.filler, at=at)
