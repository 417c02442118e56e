"""The documents of the demonstration: chapters written by applicants and evaluators, reports, letters, tables and bound applications made of every title."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings

from demonstration import rounds
from demonstration.rounds import Scene
from sinople.applications import queries as applications
from sinople.applications.models import Application
from sinople.evaluation import queries as evaluation
from sinople.evaluation.models import Engagement
from sinople.jobs.actions import Work
from sinople.jobs.models import Job
from sinople.kernel.acting import Acting, Role
from sinople.law.outlines import Maker, Outline, outline_of, outlines_for
from sinople.people import queries as people
from sinople.review import actions as review
from sinople.review.models import Case
from sinople.review.states import CaseState
from sinople.review.tasks import make_paper

FOLDER = settings.PACKS / "reference"
BOUND = ("green-factory", "green-park")
LINES = {
    "typed.nature": "内资（民营）", "typed.postcode": "518000", "typed.registered_with": "深圳市市场监督管理局", "typed.capital": "5000 万元", "typed.valid_until": "长期",
    "typed.representative_phone": "0755-00000001", "typed.department": "环境与能源管理部", "typed.contact": "示例联系人", "typed.phone": "0755-00000002",
    "typed.fax": "0755-00000003", "typed.mobile": "13900000000", "typed.email": "contact@sinople.example", "typed.level": "市级", "typed.type": "高新技术园区",
    "typed.head": "示例主任", "typed.products": "示例产品", "typed.industry_codes": "3982", "typed.author": "示例编制人", "typed.author_phone": "0755-00000004",
    "typed.reviewer": "示例审核人", "typed.evaluator_contact": "示例联系人", "typed.evaluator_phone": "0755-00000005", "typed.evaluator_representative_phone": "0755-00000006",
    "typed.proofs": "营业执照、检验检测机构资质认定证书（演示）",
}  # fmt: skip
CHAPTERS = {
    "profile": "本单位为演示用虚构单位，成立于 2012 年，主要从事示例产品的研发与制造，近三年经营稳定，曾获区级节水型企业等荣誉（演示）。",
    "experience": "围绕能源、资源、基础设施、产业、生态环境和运行管理六个方面开展创建：建成能源监测平台，重点企业清洁生产审核全覆盖，中水回用设施投入运行（演示）。",
    "next": "一是扩大厂房屋顶光伏；二是完善能源管理中心的分项计量；三是推动主要供应商开展绿色评价（演示）。",
    "team": "评价组由三人组成，组长一名、组员两名，均未参与申报单位自评价报告的编制。",
    "visit": "评价组对主要生产车间、能源站房、污染治理设施和计量器具进行了现场查看，并抽查原始凭证。",
    "uncertainty": "能源和水的数据来自在检定有效期内的计量器具；面积数据以产权文件为准。综合不确定性对结论无实质影响。",
    "references": "GB/T 36132、GB/T 2589、GB 17167 及申报通知所列文件。",
}
OTHERWISE = "已按指标要求开展工作，有关制度、台账和现场情况见所附证明材料；主要数据与年度台账一致（演示）。"


def write_own(application: Application, by: Acting, at: datetime) -> None:
    """Let an applicant write the lines and chapters of its papers, before the hand-in."""
    for outline in _outlines(application, "applicant"):
        review.write_own(application=application, outline=outline, typed=_typed(outline), by=by, at=at)


def write_report(engagement: Engagement, by: Acting, at: datetime) -> None:
    """Let an evaluator write the chapters of its report, before it signs."""
    for outline in _outlines(engagement.application, "evaluator"):
        typed = {code: words for code, words in _typed(outline).items() if code not in {"conclusion", "highlights", "suggestions"}}
        review.write_report(engagement=engagement, outline=outline, typed=typed, by=by, at=at)


def make(applied: Sequence[Application], scene: Scene, at: datetime) -> None:
    """Make every paper of one application of each title, and the papers of district and city about some cases."""
    for application in applied:
        of_title(scene, application, at)
    offices(scene, at)


def of_title(scene: Scene, application: Application, at: datetime) -> None:
    """Make the applicant's papers, the report of a signed evaluation, and of two titles everything bound into one file."""
    by = filler_of(application, at)
    for outline in _outlines(application, "applicant"):
        _do(
            review.order_own(
                application=application,
                outline=outline,
                form="docx" if outline.code == "summary" and application.call.title_code == "green-factory" else "pdf",
                by=by,
                at=at,
            )
        )
    engagement = evaluation.engagement_of(application)
    if engagement is not None and engagement.state == "signed":
        member = next(row[1] for row in scene.cast.evaluators if row[0].pk == engagement.evaluator_id)
        for outline in _outlines(application, "evaluator"):
            _do(review.order_report(engagement=engagement, outline=outline, form="pdf", by=member, at=at))
    if application.call.title_code in BOUND:
        _do(review.order_bound(application=application, by=by, at=at))


def offices(scene: Scene, at: datetime) -> None:
    """Make the completeness list and the table of a district, a correction letter and a letter of acceptance."""
    returned = Case.objects.filter(application__state="returned", application__call=scene.call).order_by("pk").first()
    passed = Case.objects.filter(state=CaseState.EXPERT, application__call=scene.call).order_by("pk").first()
    city = scene.cast.officers["officer"]
    for case, code in ((returned, "correction"), (passed, "acceptance"), (passed, "completeness")):
        if case is not None:
            by = city if code == "acceptance" else scene.cast.districts[case.district]
            _do(review.order_review_paper(case=rounds.fresh(case), outline=outline_of(FOLDER, code), form="pdf", by=by, at=at))
    if passed is not None:
        order = {"call": scene.call, "district": passed.district, "outline": outline_of(FOLDER, "recommendation"), "form": "pdf"}
        _do(review.order_table(by=scene.cast.districts[passed.district], at=at, **order))  # type: ignore[arg-type]


def filler_of(application: Application, at: datetime) -> Acting:
    """Return whoever fills in for the applicant."""
    found = people.people_in(Role.FILLER, at, organisation_id=application.organisation_id)
    return next(post.acting() for post in people.members_of(application.organisation_id, at) if post.person_id in found and post.role == Role.FILLER)


def _do(job: Job) -> None:
    """Make the paper at once: the city has no worker while it is made."""
    make_paper(Work(job.arguments, job.at + timedelta(seconds=1), lambda _done, _whole: None))
    Job.objects.filter(pk=job.pk).update(state="done", attempts=1)


def _outlines(application: Application, maker: Maker) -> tuple[Outline, ...]:
    return outlines_for(FOLDER, pack=applications.pack_code_of(application), title=application.call.title_code, made_by=maker)


def _typed(outline: Outline) -> dict[str, tuple[str, int]]:
    lines = {field.of: (LINES[field.of], 0) for field in outline.typed if field.of in LINES}
    return lines | {part.of: (CHAPTERS.get(part.of, OTHERWISE), 0) for part in outline.chapters}
