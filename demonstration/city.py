"""A city in its year: the rules, a finished round, a present round with applications in every state."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from demonstration import cultivating, documents, others, plans, rounds, talking
from demonstration.cast import Cast, Company, Streams, make_company, make_evaluators, make_experts, make_offices
from demonstration.deciding import Deciding
from demonstration.figures import references_of
from demonstration.names import INDUSTRIES
from demonstration.rounds import Scene
from sinople.applications import actions as applications
from sinople.applications.models import Application
from sinople.audit import actions as audit
from sinople.audit.models import Line
from sinople.daily.actions import run
from sinople.experts.models import Panel
from sinople.kernel.acting import CLOCK
from sinople.law import packs
from sinople.letters import queries as letters
from sinople.notices import actions as notices
from sinople.notices.models import Notice
from sinople.review import actions as review
from sinople.review.models import Case, Meeting
from sinople.schemes import actions as schemes
from sinople.schemes import queries as scheme_queries
from sinople.schemes.models import Call, EnactedPack, Plan
from sinople.titles.models import Grant

TITLE = "green-factory"
INVENTED = "演示虚构"
HERE = ZoneInfo("Asia/Shanghai")
Say = Callable[[str], None]


def on(year: int, month: int, day: int, hour: int = 10) -> datetime:
    """Return an hour of a day in the city."""
    return datetime(year, month, day, hour, tzinfo=HERE)


NOW = on(2023, 6, 14)


class City(Deciding):
    """Makes the city step by step; each step is one transaction and one line."""

    def __init__(self, *, seed: int, companies: int, say: Say, rounds: bool = True) -> None:
        self.draw = random.Random(seed)  # noqa: S311 - a demonstration has to be repeatable
        self.wanted, self.say, self.began, self.with_rounds = companies, say, time.monotonic(), rounds
        self.cast, self.streams = Cast(), Streams()

    def make(self) -> None:
        """Make everything, then set the clock."""
        ground = (
            ("The offices of city and districts", self.offices), ("The Measures, confirmed and sealed", self.law), ("Enterprises, evaluators, experts", self.bodies),
        )  # fmt: skip
        rounds_made = (
            ("Plan and call of 2022", self.first_call), ("The round of 2022: applications", self.first_round), ("The round of 2022: experts and decision", self.first_decision),
            ("Public notice, publication, certificates", self.first_list), ("Plan and call of 2023", self.second_call), ("The round of 2023: applications in every state", self.second_round),
            ("The other seven titles", self.other_titles),
            ("The round of 2023: panels, a decision, an open notice, an objection", self.second_decision),
            ("Reports, letters and bound applications of all eight titles", self.documents),
            ("The rules to come: sealed, not in force yet", self.later_rules), ("Self-checks, and a plan that the district sees", self.self_checks),
            ("The cultivation pool, in every state", self.pool),
        )  # fmt: skip
        steps = (*ground, *(rounds_made if self.with_rounds else ()), ("What is due by itself, and the date", self.clock))
        for n, (words, step) in enumerate(steps, start=1):
            with transaction.atomic():
                step()
            self.say(f"[{'█' * n}{'·' * (len(steps) - n)}] {words} ({time.monotonic() - self.began:.1f} s)")

    def offices(self) -> None:
        """The city bureau, eleven districts, their officers."""
        make_offices(self.cast, self.streams, on(2022, 7, 1))

    def law(self) -> None:
        """Import the pack, confirm its values on an invented source, seal it, let it enter into force."""
        at, officer = on(2022, 7, 22), self.cast.officers["officer"]
        row = schemes.import_pack(pack=packs.load(settings.PACKS / "sz-2022"), by=officer, at=at)
        requirements = scheme_queries.pack_of(row.digest).requirements[0].code
        left = dict.fromkeys(found.path for title in (TITLE, *others.TITLES) for found in scheme_queries.to_confirm(row, requirements, title))
        row = schemes.confirm_values(row=row, paths=list(left), source=INVENTED, by=officer, at=at)
        schemes.seal(row=row, by=self.cast.officers["leader"], at=on(2022, 7, 25))
        schemes.follow_calendar(on=on(2022, 8, 1).date(), at=on(2022, 8, 1, 0))
        self.row = EnactedPack.objects.get(pk=row.pk)
        self.pack, self.requirements = scheme_queries.pack_of(row.digest), requirements
        self._references(at)

    def _references(self, at: datetime) -> None:
        """Invented reference values for all industries but one, where rows stay undecided and totals a range."""
        table = self.pack.table_for(self.requirements, TITLE)
        for row in table.indicators:
            if row.formula and any(rule is not None and rule.kind == "rank_percentile" for rule in (row.must, row.optional)):
                average, fifth, twentieth = references_of(row.formula)
                for industry in list(INDUSTRIES)[:-1]:
                    schemes.set_reference(
                        edition=table.edition, indicator=row.code, industry=industry, average=average, best_fifth=fifth, best_twentieth=twentieth, source=INVENTED,
                        by=self.cast.officers["officer"], at=at,
                    )  # fmt: skip

    def later_rules(self) -> None:
        """The successor and the state's rules, sealed long before their day: move the date on and see them enter into force."""
        officer, leader, at = self.cast.officers["officer"], self.cast.officers["leader"], on(2023, 6, 14, 9)
        for code in ("sz-2024", "cn-2024"):
            row = schemes.import_pack(pack=packs.load(settings.PACKS / code), by=officer, at=at)
            first = scheme_queries.pack_of(row.digest).requirements[0]
            left = {found.path for entry in first.tables for found in scheme_queries.to_confirm(row, first.code, entry.title) if found.value.is_given}
            row = schemes.confirm_values(row=row, paths=sorted(left), source=INVENTED, by=officer, at=at)
            schemes.seal(row=row, by=leader, at=at)

    def bodies(self) -> None:
        """Enterprises from poor to leading, evaluators, experts."""
        at = on(2022, 8, 3)
        for n in range(self.wanted):
            make_company(self.cast, self.streams, n, 0.62 + 0.36 * self.draw.random(), at)
        make_evaluators(self.cast, self.streams, at)
        make_experts(self.cast, self.streams, on(2022, 8, 10))

    def first_call(self) -> None:
        """Plan and call of the first round."""
        self.first = self._open(
            2022, target=20, name="2022年度第一批绿色工厂申报通知", drafted=on(2022, 8, 15), opens=on(2022, 9, 1, 9), closes=on(2022, 10, 31, 18)
        )

    def first_round(self) -> None:
        """Twenty-two applications: three end in the district or the formal review."""
        scene = self._scene(self.first)
        chosen = self.cast.companies[: max(6, round(self.wanted * 0.52))]
        self.first_cases: list[Case] = []
        for n, company in enumerate(chosen):
            failing = "1.2a" if n == 4 else ""
            case = rounds.to_hand_in(scene, company, company.sites[0], on(2022, 9, 5 + n % 20), failing=failing)
            if n == 2:
                review.refuse(case=rounds.fresh(case), grounds=["申报厂区不在本区登记的生产地址。"], by=self.cast.districts[case.district], at=on(2022, 11, 3))
                continue
            rounds.recommend(scene, case, on(2022, 11, 4))
            if n == 4:
                review.refuse(case=rounds.fresh(case), grounds=["人工照明必选项不符合。"], by=self.cast.officers["officer"], at=on(2022, 11, 9))
                continue
            rounds.pass_formally(scene, case, on(2022, 11, 10))
            self.first_cases.append(case)
        rounds.send_refusals(scene, on(2022, 11, 10))

    def first_decision(self) -> None:
        """A panel, its scores, a meeting that refuses one and defers one."""
        scene = self._scene(self.first)
        panel = self._panel(self.first, "2022年第一批专家组", on(2022, 11, 11))
        rounds.pledge_all(scene, panel, on(2022, 11, 14))
        rounds.score_all(scene, Panel.objects.get(pk=panel.pk), on(2022, 11, 16))
        self.first_meeting = self._decide(self.first, "2022年第一批集体决策会", on(2022, 11, 24), refuse=1, defer=1)
        rounds.send_refusals(scene, on(2022, 11, 25))

    def first_list(self) -> None:
        """Notice, end of the notice, publication with certificates."""
        notice = self._announce(self.first_meeting, on(2022, 11, 25))
        run(on(2022, 12, 5))
        self._publish(Notice.objects.get(pk=notice.pk), on(2022, 12, 6))

    def second_call(self) -> None:
        """Plan and call of the present round."""
        self.second = self._open(
            2023,
            target=24,
            name="2023年度绿色工厂申报通知",
            drafted=on(2023, 2, 20),
            opens=on(2023, 3, 1, 9),
            closes=on(2023, 6, 30, 18),
            besides=others.TITLES,
        )

    def other_titles(self) -> None:
        """Calls of the other seven titles, each with an applicant or two, up to the district's recommendation."""
        others.make(self.streams, self._other_call, on(2023, 6, 5))

    def _other_call(self, title: str) -> Scene:
        name = f"2023年度{self.pack.title(title).name.zh}申报通知"
        return self._scene(self._call(self.second.plan, title, name=name, drafted=on(2023, 2, 21), opens=on(2023, 3, 1, 9), closes=on(2023, 6, 30, 18)))

    def second_round(self) -> None:
        """Applications in every state before and in the review."""
        scene, rest = self._scene(self.second), self._not_yet_holders()
        rounds.fill(scene, rest[0], rest[0].sites[0], on(2023, 6, 9), partly=True)
        rounds.declare(rest[1], rounds.fill(scene, rest[1], rest[1].sites[0], on(2023, 6, 5)), on(2023, 6, 8))
        self._invited(scene, rest[2])
        self._verified(scene, rest[3])
        withdrawn = rounds.to_hand_in(scene, rest[4], rest[4].sites[0], on(2023, 5, 16))
        applications.withdraw(application=rounds.fresh(withdrawn).application, reason="生产线搬迁，明年再申报。", by=rest[4].submitter, at=on(2023, 6, 1))
        for n, company in enumerate(rest[5:9]):
            rounds.to_hand_in(scene, company, company.sites[0], on(2023, 6, 2 + n))
        self._returned(scene, rest[9])
        two = next(company for company in rest[5:] if len(company.sites) > 1)  # another site, another district, another application (hearing answer 4)
        rounds.to_hand_in(scene, two, two.sites[1], on(2023, 6, 7))
        self.second_cases = [rounds.to_hand_in(scene, company, company.sites[0], on(2023, 4, 10 + n)) for n, company in enumerate(rest[10:])]
        for n, case in enumerate(self.second_cases):
            rounds.recommend(scene, case, on(2023, 4, 28) if n > 2 else on(2023, 6, 7))
        for case in self.second_cases[3:]:
            rounds.pass_formally(scene, case, on(2023, 5, 8))

    def second_decision(self) -> None:
        """One panel concluded and decided, one scoring, one decided batch on notice with an objection, one batch before the signers."""
        scene, cases = self._scene(self.second), self.second_cases[3:]
        third = max(2, len(cases) // 3)
        done = self._panel(self.second, "2023年第一专家组", on(2023, 5, 9), cases=cases[:third])
        rounds.pledge_all(scene, done, on(2023, 5, 11))
        rounds.score_all(scene, Panel.objects.get(pk=done.pk), on(2023, 5, 15))
        meeting = self._decide(self.second, "2023年第一次集体决策会", on(2023, 6, 6))
        notice = self._announce(meeting, on(2023, 6, 8, 9))
        self._object(notice)
        later = self._panel(self.second, "2023年第二专家组", on(2023, 6, 5), cases=cases[third : 2 * third])
        rounds.pledge_all(scene, later, on(2023, 6, 6))
        rounds.score_all(scene, Panel.objects.get(pk=later.pk), on(2023, 6, 8))
        self._meeting(self.second, "2023年第二次集体决策会", on(2023, 6, 13))
        scoring = self._panel(self.second, "2023年第三专家组", on(2023, 6, 12), cases=cases[2 * third :])
        rounds.pledge_all(scene, scoring, on(2023, 6, 13))
        rounds.score_all(scene, Panel.objects.get(pk=scoring.pk), on(2023, 6, 13, 14), leave=1)

    def documents(self) -> None:
        """The papers of one application of each title, the furthest one."""
        latest = Application.objects.filter(call__plan=self.second.plan, state__in=("handed_in", "verified")).select_related(
            "call__pack", "call__plan", "organisation", "site"
        )
        of_title = {one.call.title_code: one for one in latest.order_by("handed_in_at", "pk")}
        of_title[TITLE] = latest.get(state="verified", call=self.second)
        documents.make(list(of_title.values()), self._scene(self.second), on(2023, 6, 13, 16))

    def self_checks(self) -> None:
        """A few enterprises look how far other titles are; colleagues talk about a draft."""
        draft = talking.newest_draft()
        begun = draft.organisation_id if draft else 0
        talking.talk(self.cast, on(2023, 6, 12, 10))
        plans.check_and_plan(sorted(self.cast.companies, key=lambda company: company.organisation.pk != begun)[:3], at=on(2023, 6, 13))

    def pool(self) -> None:
        """Sites on their way to the title."""
        holders = set(Grant.objects.values_list("site_id", flat=True))
        cultivating.Pool(self.cast, self.row, holders).fill(on(2023, 2, 20), on(2023, 4, 3), on(2023, 6, 13))

    def clock(self) -> None:
        """Everything due by now happens, then the clock is set."""
        run(NOW)
        audit.set_clock(NOW, by=CLOCK)

    def summary(self) -> list[str]:
        """Say what was made."""
        states = Counter(Application.objects.values_list("state", flat=True)) + Counter(Case.objects.values_list("state", flat=True))
        return [
            f"{len(self.cast.companies)} enterprises, {len(self.cast.evaluators)} evaluators, {len(self.cast.experts)} experts, {len(self.cast.districts)} districts",
            f"{Application.objects.count()} applications, {Grant.objects.count()} titles granted, {Line.objects.count()} lines of the story",
            "states: " + ", ".join(f"{state} {n}" for state, n in sorted(states.items())),
            *(f"minutes {number}" for number in Meeting.objects.exclude(minutes_number="").values_list("minutes_number", flat=True).order_by("pk")),
        ]

    def _scene(self, call: Call) -> Scene:
        return Scene(self.cast, call, self.pack, self.draw)

    def _open(self, year: int, *, target: int, name: str, drafted: datetime, opens: datetime, closes: datetime, besides: Iterable[str] = ()) -> Call:
        officer, leader = self.cast.officers["officer"], self.cast.officers["leader"]
        targets = {TITLE: target} | dict.fromkeys(besides, 2)
        plan = schemes.draft_plan(year=year, pack=self.row, targets=targets, words="按年度实施计划组织申报。", by=officer, at=drafted)
        schemes.sign(sign_off=schemes.lay_plan(plan=plan, by=officer, at=drafted), by=leader, at=drafted)
        plan.refresh_from_db()
        return self._call(plan, TITLE, name=name, drafted=drafted, opens=opens, closes=closes)

    def _call(self, plan: Plan, title: str, *, name: str, drafted: datetime, opens: datetime, closes: datetime) -> Call:
        officer, leader = self.cast.officers["officer"], self.cast.officers["leader"]
        call = schemes.draft_call(
            plan=plan, requirements_code=self.requirements, title_code=title, name=name, words="请登录系统在线填报；总部与生产基地在不同区的，可分别申报。", contact="节能处 李某 0755-00000000",
            opens_at=opens, closes_at=closes, by=officer, at=drafted,
        )  # fmt: skip
        schemes.sign(sign_off=schemes.lay_call(call=call, by=officer, at=drafted), by=leader, at=drafted)
        return Call.objects.select_related("pack", "plan").get(pk=call.pk)

    def _not_yet_holders(self) -> list[Company]:
        used = max(6, round(self.wanted * 0.52))
        return self.cast.companies[used:]

    def _invited(self, scene: Scene, company: Company) -> None:
        made = rounds.declare(company, rounds.fill(scene, company, company.sites[0], on(2023, 6, 6)), on(2023, 6, 9))
        rounds.invite(scene, company, made, on(2023, 6, 12), which=0)

    def _verified(self, scene: Scene, company: Company) -> None:
        begun = rounds.fill(scene, company, company.sites[0], on(2023, 5, 29))
        documents.write_own(begun, company.filler, on(2023, 6, 1))
        engaged = rounds.invite(scene, company, rounds.declare(company, begun, on(2023, 6, 2)), on(2023, 6, 5), which=1)
        rounds.evaluate(scene, engaged, on(2023, 6, 9), besides=documents.write_report)

    def _returned(self, scene: Scene, company: Company) -> None:
        case = rounds.to_hand_in(scene, company, company.sites[0], on(2023, 5, 30))
        points = [("6.11", "能源台账与统计报表 205-1 数字不一致，请说明并更正。"), ("", "排污许可证副本缺第 3 页。")]
        review.send_back(case=rounds.fresh(case), points=points, by=self.cast.districts[case.district], at=on(2023, 6, 8))
        for letter in letters.letters_of(company.submitter, limit=1):
            review.deliver(letter=letter, by=company.submitter, at=on(2023, 6, 9))

    @staticmethod
    def _object(notice: Notice) -> None:
        line = notice.lines.select_related("notice__meeting__call__pack", "case__application__organisation", "case__application__site").order_by("n")[0]
        notices.receive(line=line, name="示例市民", contact="13900000000", words="该厂区夜间噪声扰民，请核实厂界噪声监测数据是否达标。", at=on(2023, 6, 13))
