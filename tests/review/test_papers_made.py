"""Papers that were ordered: made by the worker, kept, read again."""

import io

import pikepdf
import pytest
from django.conf import settings
from docx import Document

from demonstration import rounds
from sinople.applications.papers import reports as own
from sinople.evaluation import papers as reports
from sinople.jobs.actions import Work
from sinople.law.outlines import outline_of, outlines_for
from sinople.letters import queries as letters
from sinople.letters.models import Numbered, Paper
from sinople.review import actions
from sinople.review.papers import reports as reviewing
from sinople.review.tasks import make_paper
from tests.letters.papers import words
from tests.makers import BEGUN, DAY, HOUR, POINTS, RECOMMENDED, make_application, make_case, make_engagement, make_strangers
from tests.stories import denied_to_others, refused, verbs_of

pytestmark = pytest.mark.django_db
FOLDER = settings.PACKS / "reference"


def outline(code):
    return outline_of(FOLDER, code)


def do(job, at=BEGUN):
    steps = []
    make_paper(Work(job.arguments, at, lambda done, whole: steps.append((done, whole))))
    return steps


def test_the_self_evaluation_report_has_the_headings_of_the_annex_in_their_order(town):
    application = make_application(town, "declared")
    by = town.company().filler
    actions.write_own(application=application, outline=outline("factory-self"), typed={"profile": ("本企业成立于二〇一二年。", 0)}, by=by, at=BEGUN)
    do(actions.order_own(application=application, outline=outline("factory-self"), form="pdf", by=by, at=BEGUN + HOUR))
    said = words(bytes(letters.papers_of(own.PAPERS, application.key)[0].content))
    places = [
        said.rindex(heading)
        for heading in ("基本信息表", "材料真实性承诺", "一、工厂基本情况", "二、绿色工厂创建情况", "三、下一步工作", "四、评价表", "证明材料索引")
    ]
    assert places == sorted(places)
    assert "本企业成立于二〇一二年。" in said
    assert application.organisation.credit_code in said
    assert "目录" in said


def test_the_third_party_report_is_the_edition_of_its_time(town):
    engagement = make_engagement(town, "signed")
    offered = outlines_for(FOLDER, pack="sz-2022", title="green-factory", made_by="evaluator")
    assert [one.code for one in offered] == ["factory-third-2018"]
    assert [one.code for one in outlines_for(FOLDER, pack="sz-2024", title="green-factory", made_by="evaluator")] == ["factory-third-2024"]
    by = town.cast.evaluators[0][1]
    do(actions.order_report(engagement=engagement, outline=offered[0], form="pdf", by=by, at=BEGUN + DAY))
    said = words(bytes(letters.papers_of(reports.PAPERS, engagement.key)[0].content))
    for part in ("报告审核人", "一般要求符合性评价表", engagement.evaluator.name, engagement.conclusion[:10]):
        assert part in said
    with refused("not one of the title"):
        actions.order_report(engagement=engagement, outline=outline("factory-third-2024"), form="pdf", by=by, at=BEGUN + DAY)


def test_a_report_in_word_has_its_tables_and_no_mark_left(town):
    application = make_application(town, "declared")
    do(actions.order_own(application=application, outline=outline("factory-self"), form="docx", by=town.company().filler, at=BEGUN))
    page = Document(io.BytesIO(bytes(Paper.objects.get(name="factory-self.docx").content)))
    said = "\n".join([paragraph.text for paragraph in page.paragraphs] + [cell.text for table in page.tables for row in table.rows for cell in row.cells])
    assert "{" not in said
    assert "}" not in said
    assert application.organisation.name in said
    assert [p.text for p in page.paragraphs if p.style.name == "Heading 1"][:2] == ["基本信息表", "一、工厂基本情况"]
    assert len(page.tables[-2].rows) > 50  # the indicators


def test_a_chapter_keeps_to_the_limit_of_its_form(town):
    application, by = make_application(town, "declared"), town.company().filler
    with refused("500 characters"):
        actions.write_own(application=application, outline=outline("park-self"), typed={"profile": ("长" * 501, 0)}, by=by, at=BEGUN)
    assert (
        actions.write_own(application=application, outline=outline("park-self"), typed={"profile": ("长" * 500, 0), "unknown": ("x", 0)}, by=by, at=BEGUN) == 1
    )
    assert "write_chapters" in verbs_of(application)


def test_two_who_write_the_same_chapter_do_not_lose_it(town):
    application, by = make_application(town, "declared"), town.company().filler
    write = {"application": application, "outline": outline("factory-self"), "by": by, "at": BEGUN}
    actions.write_own(typed={"next": ("甲", 0)}, **write)
    with refused("Somebody else has written here"):
        actions.write_own(typed={"next": ("乙", 0)}, **write)
    actions.write_own(typed={"next": ("乙", 1)}, **write)
    assert letters.words_of(own.PAPERS, application.key) == {"next": "乙"}


def test_what_was_handed_in_is_not_written_anew(town):
    application = make_application(town, "handed_in")
    with refused("stands as it is"):
        actions.write_own(application=application, outline=outline("factory-self"), typed={"next": ("甲", 0)}, by=town.company().filler, at=RECOMMENDED)


def test_papers_are_ordered_by_those_whose_they_are(town):
    case, strangers = make_case(town), make_strangers(town)
    order = {"form": "pdf", "at": RECOMMENDED}
    denied_to_others(lambda by: actions.order_own(application=case.application, outline=outline("summary"), by=by, **order), strangers)
    denied_to_others(lambda by: actions.order_bound(application=case.application, by=by, at=RECOMMENDED), strangers)
    denied_to_others(lambda by: actions.order_review_paper(case=case, outline=outline("completeness"), by=by, **order), strangers, allowed={"city_officer"})
    city = {"city_officer", "office_clerk", "leader", "pool_keeper"}
    denied_to_others(
        lambda by: actions.order_table(call=town.call, district=case.district, outline=outline("recommendation"), by=by, **order), strangers, allowed=city
    )


def test_the_correction_letter_lists_the_points_and_keeps_its_number(town):
    application = make_application(town, "returned")
    case, by = application.case, town.district_of(application)
    for form in ("pdf", "docx"):
        do(actions.order_review_paper(case=case, outline=outline("correction"), form=form, by=by, at=RECOMMENDED + HOUR), RECOMMENDED + HOUR)
    assert Numbered.objects.filter(series__code="correction").count() == 1
    paper = letters.paper("correction", "applications.application", application.key)
    assert paper.number == "深工信补正〔2023〕1号"
    said = words(bytes(Paper.objects.get(name="correction.pdf").content))
    for point in POINTS:
        assert point[1].replace(" ", "") in said
    assert "深工信补正〔2023〕1号" in said
    assert any("lies with the papers" in letter.message for letter in letters.letters_of(town.company().filler))


def test_acceptance_comes_after_the_formal_review(town):
    case = make_case(town, "formal")
    with refused("after the formal review"):
        actions.order_review_paper(case=case, outline=outline("acceptance"), form="pdf", by=town.officer, at=RECOMMENDED)
    rounds.pass_formally(town.scene, case, RECOMMENDED + DAY)
    do(actions.order_review_paper(case=rounds.fresh(case), outline=outline("acceptance"), form="pdf", by=town.officer, at=RECOMMENDED + 2 * DAY))
    said = words(bytes(letters.paper("acceptance", "applications.application", case.application.key).content))
    assert case.application.number in said
    assert "予以受理" in said


def test_the_recommendation_table_lists_the_districts_cases_in_its_order(town):
    case = make_case(town, "formal")
    by, code = town.district_of(case), case.district
    do(actions.order_table(call=town.call, district=code, outline=outline("recommendation"), form="pdf", by=by, at=RECOMMENDED))
    said = words(bytes(letters.papers_of(reviewing.TABLES, f"{town.call.key}:{code}")[0].content))
    for part in (case.application.organisation.name, case.application.organisation.credit_code, "推荐顺序", "第三方评价机构"):
        assert part in said


def test_the_bound_application_has_every_form_and_every_piece_with_its_bookmark(town):
    application = make_application(town, "handed_in")
    steps = do(actions.order_bound(application=application, by=town.company().filler, at=RECOMMENDED), RECOMMENDED)
    attached = own.attached_to(application)
    assert len(steps) == len(attached)
    paper = letters.papers_of(own.PAPERS, application.key)[0]
    with pikepdf.open(io.BytesIO(bytes(paper.content))) as opened, opened.open_outline() as outline_tree:
        marks = [item.title for item in outline_tree.root]
        below = [child.title for item in outline_tree.root for child in item.children]
        assert marks == ["申报书", "绿色工厂自评价报告", "绿色工厂第三方评价报告（旧版）", "证明材料"]
        assert below == [f"证{one.evidence.n} {one.evidence.name}" for one in attached]
        begins = opened.pages.index(pikepdf.Page(opened.get_object(outline_tree.root[3].destination[0].objgen)))
        assert all("/XObject" in page.Resources for page in opened.pages)  # the stamp
    said = words(bytes(paper.content))
    first = attached[0].evidence  # the index tells on which page it begins
    assert f"1{first.name}{''.join(first.proves)}1{begins + 1}" in said
    assert paper.remarks == []
