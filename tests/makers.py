"""Brings things to a state through the actions alone, with the pieces of the demonstration."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from demonstration import names, rounds
from demonstration.cast import Cast, Company
from demonstration.city import City, on
from demonstration.rounds import Scene
from sinople.applications import actions as applications
from sinople.applications.models import Application
from sinople.cultivation import actions as cultivation
from sinople.cultivation.models import Candidate, CreationPlan
from sinople.deadlines.models import Deadline
from sinople.evaluation import actions as evaluation
from sinople.evaluation.models import Engagement
from sinople.experts import actions as experts
from sinople.experts.models import Panel, Seat
from sinople.kernel.acting import CLOCK, Acting, Role
from sinople.law.packs import Pack
from sinople.letters.models import Letter
from sinople.notices import actions as notices
from sinople.notices.models import Notice, NoticeLine, Objection
from sinople.people import actions as people
from sinople.people.models import Authority, Organisation, Person, User
from sinople.review import actions as review
from sinople.review.models import Case, Meeting
from sinople.schemes.models import Call, EnactedPack
from sinople.seals.models import SignOff
from sinople.titles import actions as titles
from sinople.titles.models import Grant, Publication

TITLE = "green-factory"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BEGUN, RECEIVED, RECOMMENDED, PASSED, DRAWN, PLEDGED, SCORED = (on(2023, 6, day) for day in (1, 2, 5, 6, 7, 8, 9))
DECIDED, RELEASED, PUBLISHED = on(2023, 6, 12), on(2023, 6, 14), on(2023, 6, 26)
ENDED = on(2023, 6, 22, 0)  # five working days after the release, midnight
COMPANIES = 8
POINTS = (("6.11", "能源台账与统计报表不一致，请更正。"), ("", "排污许可证副本缺第 3 页。"))
_identities = islice(names.identity_numbers(), 700, None)
_accounts = iter(range(1, 100_000))
_codes = islice(names.credit_codes(), 300, None)


@dataclass
class Town:
    """A small town with an open call."""

    cast: Cast
    row: EnactedPack
    pack: Pack
    call: Call
    draw: random.Random

    @property
    def scene(self) -> Scene:
        return Scene(self.cast, self.call, self.pack, self.draw)

    @property
    def officer(self) -> Acting:
        return self.cast.officers["officer"]

    @property
    def checker(self) -> Acting:
        return self.cast.officers["checker"]

    @property
    def leader(self) -> Acting:
        return self.cast.officers["leader"]

    @property
    def clerk(self) -> Acting:
        return self.cast.officers["clerk"]

    @property
    def keeper(self) -> Acting:
        return self.cast.officers["keeper"]

    def company(self, n: int = 0) -> Company:
        return self.cast.companies[n]

    def district_of(self, thing: Case | Application) -> Acting:
        return self.cast.districts[thing.district]

    def other_district(self, thing: Case | Application) -> Acting:
        return next(acting for code, acting in self.cast.districts.items() if code != thing.district)

    def company_of(self, thing: Case | Application | Engagement) -> Company:
        application = thing if isinstance(thing, Application) else thing.application
        return next(company for company in self.cast.companies if company.organisation.pk == application.organisation_id)

    def expert_of(self, seat: Seat) -> Acting:
        return rounds.expert_acting(self.scene, seat)


def make_town(companies: int = COMPANIES) -> Town:
    """Make the offices, the pack in force, the call of 2023, companies, evaluators and experts."""
    city = City(seed=7, companies=companies, say=lambda _words: None)
    for step in (city.offices, city.law, city.bodies, city.second_call):
        step()
    return Town(city.cast, city.row, city.pack, city.second, random.Random(7))


def read_letter(key: str, code: str, by: Acting, at: datetime) -> Deadline:
    """Let somebody read the letter about a thing that a clock waits for; return the clock."""
    clock = Deadline.objects.get(about_key=key, code=code)
    review.deliver(letter=Letter.objects.get(begins=clock.key, person_id=by.person_id), by=by, at=at)
    clock.refresh_from_db()
    return clock


def make_bureau() -> Authority:
    """Make the city bureau, where a test needs no whole town."""
    return Authority.objects.get_or_create(level="city", defaults={"name_zh": "深圳市工业和信息化局", "name_en": "Shenzhen bureau"})[0]


def make_person(name: str = "某某", *, accounts: int = 1, at: datetime = BEGUN) -> Person:
    """Make a person, with one account or more."""
    number = next(_identities)
    person = None
    for _ in range(accounts):
        user = User.objects.create(username=f"person{next(_accounts)}", email="someone@sinople.example")
        person = people.know_person(user=user, name=name, identity_number=number, at=at)
    assert person is not None
    return person


def make_acting(
    role: Role, *, person: Person | None = None, organisation: Organisation | None = None, authority: Authority | None = None, at: datetime = BEGUN
) -> Acting:
    """Make somebody in a post."""
    return people.appoint(person=person or make_person(), role=role, organisation=organisation, authority=authority, by=CLOCK, at=at).acting()


def make_strangers(town: Town) -> dict[str, Acting]:
    """Return one person in every post, none of whom has anything to do with company 0."""
    other = town.company(1)
    evaluator = town.cast.evaluators[-1]
    seated = set(Seat.objects.values_list("expert__person_id", flat=True))
    expert = next(acting for acting in reversed(town.cast.experts) if acting.person_id not in seated)
    found = {str(acting.role): acting for acting in (*town.cast.officers.values(), other.filler, other.submitter, evaluator[1], evaluator[2], expert)}
    return found | {"district_officer": town.other_district(Application(district=town.company(0).sites[0].district))}


def make_organisation(name: str = "示例公司", kind: str = "enterprise", **facts: object) -> Organisation:
    """Make an organisation with an invented credit code."""
    return Organisation.objects.create(
        kind=kind, credit_code=next(_codes), name=name, **{"industry": "39", "district": "440305", "legal_representative": "某某", **facts}
    )


def make_application(
    town: Town, state: str = "draft", *, n: int = 0, site: int = 0, at: datetime = BEGUN, failing: str = "", partly: bool = False
) -> Application:
    """Bring the application of company n to a state."""
    if state in {"handed_in", "returned", "closed"} or (state == "withdrawn" and not partly):
        return _after_the_hand_in(town, state, n=n, site=site, at=at, failing=failing)
    company, scene = town.company(n), town.scene
    made = rounds.fill(scene, company, company.sites[site], at, failing=failing, partly=partly)
    if state != "draft":
        rounds.declare(company, made, at + 2 * HOUR)
    if state == "verified":
        rounds.evaluate(scene, rounds.invite(scene, company, made, at + 3 * HOUR, which=0), at + 4 * HOUR)
    return fresh_application(made)


def _after_the_hand_in(town: Town, state: str, *, n: int, site: int, at: datetime, failing: str) -> Application:
    case = make_case(town, n=n, site=site, at=at, failing=failing)
    if state == "returned":
        review.send_back(case=case, points=POINTS, by=town.district_of(case), at=RECOMMENDED)
    elif state == "closed":
        review.refuse(case=case, grounds=["不符合申报条件。"], by=town.district_of(case), at=RECOMMENDED)
        rounds.send_refusals(town.scene, RECOMMENDED)
    elif state == "withdrawn":
        applications.withdraw(application=case.application, reason="生产线搬迁。", by=town.company(n).submitter, at=RECOMMENDED)
    return fresh_application(case.application)


def fresh_application(application: Application) -> Application:
    """Return the application as it stands now."""
    return Application.objects.select_related("call__pack", "call__plan", "organisation", "site").get(pk=application.pk)


def make_engagement(town: Town, state: str = "invited", *, n: int = 0) -> Engagement:
    """Bring the engagement of evaluator 0 by company n to a state."""
    scene, company = town.scene, town.company(n)
    made = rounds.invite(scene, company, make_application(town, "declared", n=n), BEGUN + 3 * HOUR, which=0)
    signer = town.cast.evaluators[0][2]
    if state == "accepted":
        evaluation.accept(engagement=made, by=signer, at=BEGUN + 4 * HOUR)
    elif state == "declined":
        evaluation.decline(engagement=made, reason="人手不足", by=signer, at=BEGUN + 4 * HOUR)
    elif state == "cancelled":
        evaluation.cancel(engagement=made, by=company.submitter, at=BEGUN + 4 * HOUR)
    elif state == "signed":
        rounds.evaluate(scene, made, BEGUN + 4 * HOUR)
    return fresh_engagement(made)


def fresh_engagement(engagement: Engagement) -> Engagement:
    """Return the engagement as it stands now."""
    return Engagement.objects.select_related(
        "application__call__pack", "application__call__plan", "application__organisation", "application__site", "evaluator"
    ).get(pk=engagement.pk)


def make_case(town: Town, state: str = "district", *, n: int = 0, site: int = 0, at: datetime = BEGUN, failing: str = "") -> Case:
    """Bring the case of company n to a state."""
    company = town.company(n)
    case = rounds.to_hand_in(town.scene, company, company.sites[site], at, failing=failing)
    if state == "district":
        return rounds.fresh(case)
    if state == "refused":
        review.refuse(case=rounds.fresh(case), grounds=["不符合申报条件。"], by=town.district_of(case), at=RECOMMENDED)
        rounds.send_refusals(town.scene, RECOMMENDED)
        return rounds.fresh(case)
    return make_cases_from(town, [case], state)[0]


def make_cases_from(town: Town, cases: Sequence[Case], state: str) -> list[Case]:
    """Lead cases on from the district to a state."""
    for case in cases:
        rounds.recommend(town.scene, case, RECOMMENDED)
        if state != "formal":
            rounds.pass_formally(town.scene, case, PASSED)
    if state not in {"formal", "expert"}:
        make_panel(town, cases, "scored")
    if state not in {"formal", "expert", "meeting"}:
        _decide_and_after(town, cases, state)
    return [rounds.fresh(case) for case in cases]


def make_cases(town: Town, count: int, state: str = "district") -> list[Case]:
    """Bring the cases of the first companies to a state together."""
    cases = [make_case(town, n=n) for n in range(count)]
    return cases if state == "district" else make_cases_from(town, cases, state)


def _decide_and_after(town: Town, cases: Sequence[Case], state: str) -> None:
    meeting = make_meeting(town, cases, "decided", proposal="defer" if state == "deferred" else "grant")
    if state in {"announced", "granted"}:
        notice = make_notice(town, meeting=meeting, state="published" if state == "granted" else "open")
        assert notice.pk


def make_panel(town: Town, cases: Sequence[Case], state: str = "committed") -> Panel:
    """Bring a panel over the cases to a state: committed, drawn, ready, scored."""
    made = experts.commit(
        call=town.call,
        applications=[rounds.fresh(case).application for case in cases],
        name="第一专家组",
        seats=3,
        specialities=["energy"],
        by=town.officer,
        at=DRAWN,
    )
    if state != "committed":
        experts.draw_panel(panel=made, by=town.keeper, at=DRAWN)
    if state in {"ready", "scored"}:
        rounds.pledge_all(town.scene, made, PLEDGED)
    if state == "scored":
        rounds.score_all(town.scene, Panel.objects.get(pk=made.pk), SCORED)
    return Panel.objects.select_related("call__pack").get(pk=made.pk)


def seats_of(panel: Panel, state: str = "") -> list[Seat]:
    """Return the seats of a panel, as their actions want them."""
    rows = Seat.objects.filter(panel=panel).select_related("panel__call__pack", "expert__person").order_by("rank")
    return list(rows.filter(state=state) if state else rows)


def make_meeting(town: Town, cases: Sequence[Case], state: str = "draft", *, proposal: str = "grant") -> Meeting:
    """Bring a meeting over cases that wait for a decision to a state: draft, laid, decided."""
    now = [rounds.fresh(case) for case in cases]
    made = review.prepare_meeting(call=town.call, cases=now, name="第一次集体决策会", held_on=DECIDED.date(), by=town.officer, at=DECIDED)
    if state == "draft":
        return fresh_meeting(made)
    review.propose(meeting=made, proposals={case.key: (proposal, "会议讨论后决定。") for case in now}, by=town.officer, at=DECIDED)
    sign_off = review.lay_meeting(meeting=made, by=town.officer, at=DECIDED)
    if state == "decided":
        for who in (town.checker, town.leader):
            review.sign_meeting(meeting=fresh_meeting(made), sign_off=SignOff.objects.get(pk=sign_off.pk), by=who, at=DECIDED)
    return fresh_meeting(made)


def fresh_meeting(meeting: Meeting) -> Meeting:
    """Return the meeting as it stands now."""
    return Meeting.objects.select_related("call__pack", "call__plan").get(pk=meeting.pk)


def sign_off_of(thing: Meeting | Notice | Publication) -> SignOff:
    """Return the latest sign-off about a thing."""
    return SignOff.objects.filter(about_key=thing.key).latest("pk")


def make_notice(town: Town, state: str = "open", *, meeting: Meeting | None = None, count: int = 1) -> Notice:
    """Bring a notice to a state: draft, laid, signed, numbered, stamped, open, ended, laid_list, published."""
    of = meeting or make_meeting(town, make_cases(town, count, "meeting"), "decided")
    made = notices.prepare(meeting=of, name="拟授予名单公示", office="节能处 0755-00000000", by=town.officer, at=RELEASED)
    steps = ("laid", "signed", "numbered", "stamped", "open", "ended", "laid_list", "published")
    for step in steps[: steps.index(state) + 1] if state != "draft" else ():
        _notice_step(town, made, step)
        made = fresh_notice(made)
    return made


def _notice_step(town: Town, notice: Notice, step: str) -> None:
    signed = SignOff.objects.filter(about_key=notice.key).order_by("-pk").first()
    match step:
        case "laid":
            notices.lay(notice=notice, by=town.officer, at=RELEASED)
        case "signed":
            notices.sign(notice=notice, sign_off=signed, by=town.leader, at=RELEASED)
        case "numbered":
            notices.number(notice=notice, sign_off=signed, by=town.clerk, at=RELEASED)
        case "stamped":
            notices.stamp(sign_off=signed, by=town.clerk, at=RELEASED)
        case "open":
            notices.release(notice=notice, sign_off=signed, by=town.clerk, at=RELEASED)
        case "ended":
            notices.end(notice=notice, at=ENDED)
        case "laid_list":
            titles.prepare(notice=notice, by=town.officer, at=PUBLISHED)
        case "published":
            for who in (town.checker, town.leader):
                publication = fresh_publication(Publication.objects.get(notice=notice))
                titles.sign(publication=publication, sign_off=sign_off_of(publication), by=who, at=PUBLISHED)


def fresh_notice(notice: Notice) -> Notice:
    """Return the notice as it stands now."""
    return Notice.objects.select_related("meeting__call__pack", "meeting__call__plan").get(pk=notice.pk)


def fresh_publication(publication: Publication) -> Publication:
    """Return the publication as it stands now."""
    return Publication.objects.select_related("notice__meeting__call__pack").get(pk=publication.pk)


def line_of(notice: Notice, n: int = 1) -> NoticeLine:
    """Return a line of a notice, as objections want it."""
    related = ("notice__meeting__call__pack", "case__application__organisation", "case__application__site")
    return NoticeLine.objects.select_related(*related).get(notice=notice, n=n)


def make_objection(town: Town, notice: Notice, state: str = "received", *, n: int = 1) -> Objection:
    """Bring an objection to line n of an open notice to a state."""
    made = notices.receive(line=line_of(notice, n), name="示例市民", contact="13900000000", words="夜间噪声扰民，请核实监测数据。", at=RELEASED + HOUR)
    if state == "refused":
        return notices.refuse(objection=made, reason="与公示事项无关。", by=town.officer, at=RELEASED + DAY)
    if state != "received":
        notices.accept(objection=made, by=town.officer, at=RELEASED + DAY)
    if state == "rejected":
        notices.reject(objection=made, reason="监测数据达标。", by=town.officer, at=RELEASED + DAY)
    if state == "upheld":
        notices.uphold(objection=made, reason="监测数据超标。", by=town.officer, at=RELEASED + DAY)
    return made


def make_grant(town: Town, *, n: int = 0) -> Grant:
    """Grant the title to company n."""
    make_case(town, "granted", n=n)
    return Grant.objects.select_related("organisation").get(organisation=town.company(n).organisation)


def make_candidate(town: Town, state: str = "in_pool", *, n: int = 0, at: datetime = BEGUN) -> Candidate:
    """Bring the first site of company n to a state of the cultivation pool."""
    company = town.company(n)
    site = company.sites[0]
    officer, facts = town.cast.districts[site.district], {"site": site, "title_code": TITLE, "pack": town.row, "reason": "能耗逐年下降", "at": at}
    if state in {"proposed", "declined"}:
        made = cultivation.propose(**facts, by=officer)
        return cultivation.decline(candidate=made, reason="", by=company.submitter, at=at + DAY) if state == "declined" else made
    made = cultivation.ask(**facts, by=company.submitter)
    if state == "refused":
        return cultivation.turn_down(candidate=made, reason="数据不足一年", by=officer, at=at + DAY)
    return made if state == "asked" else cultivation.admit(candidate=made, by=officer, at=at + DAY)


def make_creation_plan(town: Town, state: str = "draft", *, n: int = 0) -> CreationPlan:
    """Bring the creation plan of 2023 of company n, with one milestone, to a state."""
    candidate, company = make_candidate(town, n=n), town.company(n)
    made = cultivation.begin_plan(candidate=candidate, year=2023, by=company.filler, at=BEGUN)
    cultivation.add_milestone(plan=made, words="完成能源审计", due_on=BEGUN.date().replace(month=9), by=company.filler, at=BEGUN)
    if state in {"submitted", "confirmed"}:
        cultivation.submit(plan=made, by=company.submitter, at=BEGUN)
    if state == "confirmed":
        cultivation.confirm(plan=made, by=town.cast.districts[candidate.district], at=BEGUN)
    return made
