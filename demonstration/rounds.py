"""One application on its way, step by step, by the actions alone."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO

import pikepdf

from demonstration.cast import Cast, Company
from demonstration.figures import answers_of, reading_of
from demonstration.years import remember
from sinople.applications import actions as applications
from sinople.applications import queries as application_queries
from sinople.applications.models import Application
from sinople.applications.rules import needs_file
from sinople.databook import actions as databooks
from sinople.databook.models import Databook
from sinople.evaluation import actions as evaluation
from sinople.evaluation.models import Engagement
from sinople.experts.models import Panel, Seat
from sinople.files import actions as files
from sinople.kernel.acting import Acting
from sinople.law.packs import Pack
from sinople.people.models import Site
from sinople.review import actions as review
from sinople.review import queries as review_queries
from sinople.review.models import Case, Refusal
from sinople.schemes.models import Call
from sinople.seals.models import SignOff

HOUR = timedelta(hours=1)


def _sample() -> bytes:
    """Return a page that opens in any reader: the stand-in for every invented paper."""
    made, out = pikepdf.new(), BytesIO()
    made.add_blank_page(page_size=(595, 842))
    made.save(out, deterministic_id=True)
    return out.getvalue()


SAMPLE = _sample()


@dataclass
class Scene:
    """What one walks with: the city's people, the call, its pack, and chance from a seed."""

    cast: Cast
    call: Call
    pack: Pack
    draw: random.Random


def fill(scene: Scene, company: Company, site: Site, at: datetime, *, failing: str = "", partly: bool = False) -> Application:
    """Begin an application and fill the data book, the answers and the papers; partly leaves half of it open."""
    table = scene.pack.table_for(scene.call.requirements_code, scene.call.title_code)
    made = applications.begin(call=scene.call, site=site, by=company.filler, at=at)
    book = Databook.objects.select_related("site").get(site=site, year=made.year)
    size = Decimal(8000 + 600 * scene.draw.randint(0, 60))
    quantities = [q for q in table.quantities if q.code != "energy_limit"]
    for quantity in quantities[: len(quantities) // 2 if partly else None]:
        value = reading_of(quantity.code, size, company.quality, scene.draw)
        databooks.enter(databook=book, quantity=quantity, typed=str(value), unit=quantity.unit, boundary="厂区围墙以内", by=company.filler, at=at + HOUR)
    if not partly:
        remember(company, book, at + HOUR)
    said = answers_of(table, company.quality, scene.draw, failing=failing)
    for given in said[: len(said) // 2 if partly else None]:
        applications.answer(application=made, given=given, by=company.filler, at=at + HOUR)
    for material in scene.pack.materials_for(scene.call.title_code):
        if needs_file(material) and not partly:
            kept = files.keep_made(name=f"{material.name.zh}.pdf", content=SAMPLE, by=company.filler, at=at, organisation_id=company.organisation.pk)
            applications.add_paper(application=made, material=material.code, evidence_key=kept.key, by=company.filler, at=at + HOUR)
    return made


def declare(company: Company, made: Application, at: datetime) -> Application:
    """Declare the self-evaluation."""
    return applications.declare(application=made, by=company.submitter, at=at)


def invite(scene: Scene, company: Company, made: Application, at: datetime, *, which: int | None = None) -> Engagement:
    """Invite an evaluator."""
    evaluator = scene.cast.evaluators[which if which is not None else scene.draw.randrange(len(scene.cast.evaluators))][0]
    return evaluation.invite(application=made, evaluator=evaluator, words="请于截止日前完成评价", by=company.submitter, at=at)


def evaluate(scene: Scene, engagement: Engagement, at: datetime, *, besides: Callable[[Engagement, Acting, datetime], None] | None = None) -> None:
    """Accept, find one figure a little different, write the report, and what stands in it besides, sign it."""
    _body, member, signer = next(row for row in scene.cast.evaluators if row[0].pk == engagement.evaluator_id)
    evaluation.accept(engagement=engagement, by=signer, at=at)
    _verify(engagement, member, at)
    evaluation.write_report(
        engagement=engagement,
        conclusion=f"经文件评审与现场核查，{application_queries.title_of(engagement.application).name.zh}各项评价结果见指标表。",
        suggestions="建议继续完善能源资源计量与台账。",
        highlights="能源管理中心运行良好",
        by=member,
        at=at + HOUR,
    )
    if besides is not None:
        besides(engagement, member, at + HOUR)
    evaluation.sign_report(engagement=engagement, by=signer, at=at + 2 * HOUR)
    engagement.application.refresh_from_db()


def _verify(engagement: Engagement, member: Acting, at: datetime) -> None:
    """Find one figure of a factory a little different; of another title take over what was declared."""
    answers, figures = application_queries.declared_facts(engagement.application)
    if (declared := figures.get("green_material")) is None:
        evaluation.verify_as_declared(engagement=engagement, rows=list(answers), readings=list(figures), by=member, at=at + HOUR)
        return
    less = (declared * Decimal("0.99")).quantize(Decimal("0.01"))
    evaluation.verify_reading(engagement=engagement, code="green_material", value=less, reason="两份采购单据不属于绿色物料", by=member, at=at + HOUR)


def hand_in(company: Company, made: Application, at: datetime) -> Case:
    """Hand in."""
    made.refresh_from_db()
    return review.hand_in(application=made, confirmed=True, statement_key="", by=company.submitter, at=at)


def to_hand_in(scene: Scene, company: Company, site: Site, at: datetime, *, failing: str = "") -> Case:
    """Walk from the draft to the hand-in."""
    made = fill(scene, company, site, at, failing=failing)
    declare(company, made, at + 2 * HOUR)
    evaluate(scene, invite(scene, company, made, at + 3 * HOUR), at + 4 * HOUR)
    return hand_in(company, made, at + 8 * HOUR)


def fresh(case: Case) -> Case:
    """Return the case as it stands now."""
    return review_queries.case_by_id(case.pk)


def recommend(scene: Scene, case: Case, at: datetime) -> None:
    """Recommend in the district."""
    now = fresh(case)
    review.recommend(case=now, words="材料齐全，同意推荐。", checks={}, by=scene.cast.districts[now.district], at=at)


def send_refusals(scene: Scene, at: datetime, *, leave: int = 0) -> None:
    """Sign the refusals that lie before the signers, number and stamp their letters, and send them; the latest stay where they are."""
    waiting = list(Refusal.objects.filter(state="laid", case__application__call=scene.call).order_by("pk").values_list("key", flat=True))
    officers = scene.cast.officers
    for key in waiting[: len(waiting) - leave]:
        sign_off = SignOff.objects.get(about_key=key, state="open")
        review.sign_refusal(refusal=review_queries.refusal_for(officers["leader"], key), sign_off=sign_off, by=officers["leader"], at=at)
        sign_off.refresh_from_db()
        review.number_refusal(refusal=review_queries.refusal_for(officers["clerk"], key), sign_off=sign_off, by=officers["clerk"], at=at)
        review.stamp_refusal(sign_off=sign_off, by=officers["clerk"], at=at)
        review.send_refusal(refusal=review_queries.refusal_for(officers["clerk"], key), sign_off=sign_off, by=officers["clerk"], at=at)


def pass_formally(scene: Scene, case: Case, at: datetime) -> None:
    """Pass the formal review."""
    review.pass_formally(case=fresh(case), words="形式审查通过。", checks={}, by=scene.cast.officers["officer"], at=at)


def pledge_all(scene: Scene, panel: Panel, at: datetime) -> None:
    """Let every invited expert accept and sign the pledge."""
    from sinople.experts import actions as experts

    for seat in Seat.objects.filter(panel=panel, state="invited").select_related("expert__person", "panel__call__pack").order_by("rank"):
        acting = expert_acting(scene, seat)
        experts.accept(seat=seat, by=acting, at=at)
        review.pledge(seat=seat, by=acting, at=at + HOUR)


def score_all(scene: Scene, panel: Panel, at: datetime, *, leave: int = 0) -> None:
    """Let the experts score every case; `leave` sheets stay open."""
    seats = list(Seat.objects.filter(panel=panel, state="pledged").select_related("expert__person", "panel__call__pack").order_by("rank"))
    for case in review_queries.cases_of_panel(panel):
        groups = review_queries.sheet_of(case).groups
        for seat in seats[: len(seats) - leave]:
            points = {g.code: max(Decimal(0), min(g.max, (g.low + Decimal(scene.draw.randint(-12, 8)) / 10))).quantize(Decimal("0.1")) for g in groups}
            acting, seated = expert_acting(scene, seat), fresh(case)
            total = sum(points.values())
            made = review.save_opinion(
                seat=seat, case=seated, points=points, remarks={groups[0].code: "现场整洁，资料可追溯。"}, recommends=total > 78, by=acting, at=at
            )
            review.sign_opinion(opinion=made, by=acting, at=at + HOUR)


def expert_acting(scene: Scene, seat: Seat) -> object:
    """Return the post of the expert on a seat."""
    return next(acting for acting in scene.cast.experts if acting.person_id == seat.expert.person_id)
