"""An application from the beginning to the hand-in through its pages, without a script; what is refused, and what is kept."""

import re
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sinople.applications.models import Application, Given
from sinople.databook.models import Databook, Reading
from sinople.evaluation.models import Engagement
from sinople.law.clocks import SHANGHAI
from sinople.posts.models import Answered
from tests.files import samples
from tests.makers import BEGUN, DAY, HOUR, RECOMMENDED, make_application, make_engagement
from tests.web.sitting import page, seat, set_moment, text_of

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def href(name: str, **kwargs: str) -> str:
    return reverse(f"applicant:{name}", kwargs=kwargs or None)


def pdf(name: str = "证据.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, samples.pdf(), content_type="application/pdf")


@pytest.fixture
def filler(town):
    set_moment(BEGUN)
    return seat(town.company().filler)


@pytest.fixture
def draft(town):
    return make_application(town, "draft", partly=True)


def test_begin_an_application_for_a_site(town, filler):
    company, call = town.company(), town.call
    response = filler.post(href("beginning", key=call.key), {"site": company.sites[0].key, "post_key": "once"})
    made = Application.objects.get(organisation=company.organisation, site=company.sites[0], call=call)
    assert response.headers["Location"] == href("application", key=made.key)
    again = filler.post(href("beginning", key=call.key), {"site": company.sites[0].key, "post_key": "once"})
    assert again.headers["Location"] == response.headers["Location"]
    assert Answered.objects.filter(post_key="once").count() == 1
    assert "error" in text_of(filler.post(href("beginning", key=call.key), {})).lower()


def test_add_a_site_and_begin_its_data_book(town, filler):
    assert "Please mend" in text_of(filler.post(href("sites"), {}))
    filler.post(href("sites"), {"name": "坪山新厂", "district": town.company().sites[0].district, "address": "示例路9号", "boundary": "一号厂房"})
    assert "坪山新厂" in text_of(filler.get(href("organisation")))
    site = town.company().organisation.sites.get(name="坪山新厂")
    response = filler.post(href("databooks"), {"site": site.key, "year": "2022"})
    assert Databook.objects.filter(site=site, year=2022).exists()
    assert response.status_code == 302


def test_an_answer_is_saved_as_one_types_and_by_its_button(draft, filler):
    Given.objects.filter(application=draft, code="2.1").delete()
    address = href("row", key=draft.key, group="GF18-2", code="2.1")
    response = filler.post(address, {"holds": "yes", "version": "0"}, **HTMX)
    assert 'data-version="1"' in response.content.decode()
    response = filler.post(address, {"holds": "no", "reason": "换版中", "version": "1", "evidence": pdf()})
    assert response.status_code == 302
    given = Given.objects.get(application=draft, code="2.1")
    assert (given.holds, given.reason, given.version, len(given.evidence_keys)) == (False, "换版中", 2, 1)
    shown = text_of(filler.get(href("group", key=draft.key, group="GF18-2")))
    assert "证据.pdf" in shown
    filler.post(href("row_evidence", key=draft.key, group="GF18-2", code="2.1", evidence=given.evidence_keys[0]))
    assert Given.objects.get(application=draft, code="2.1").evidence_keys == []


def test_a_second_editor_is_shown_and_not_overwritten(draft, filler):
    Given.objects.filter(application=draft, code="2.1").delete()
    address = href("row", key=draft.key, group="GF18-2", code="2.1")
    filler.post(address, {"holds": "yes", "version": "0"})
    refused = filler.post(address, {"holds": "no", "version": "0"}, **HTMX)
    assert refused.status_code == 409
    assert 'value="1"' in refused.content.decode()  # the way to keep mine
    whole = filler.post(address, {"holds": "no", "reason": "我的说明", "version": "0"})
    assert whole.status_code == 409
    assert "我的说明" in whole.content.decode()
    assert Given.objects.get(application=draft, code="2.1").holds is True


def test_a_row_that_applies_to_all_wants_its_answer(draft, filler):
    response = filler.post(href("row", key=draft.key, group="GF18-1", code="1.1d"), {"not_applicable": "on", "version": "0"}, **HTMX)
    assert response.status_code == 409
    assert "does not apply" in response.content.decode()
    assert filler.get(href("row", key=draft.key, group="GF18-1", code="9.9")).status_code == 404


def test_the_score_is_the_part_of_the_page(draft, filler):
    address = href("group", key=draft.key, group="GF18-2")
    whole = filler.get(address).content.decode()
    part = filler.get(address, HTTP_HX_REQUEST="true", HTTP_HX_TARGET="score").content.decode()
    assert "<html" not in part
    assert re.sub(r"\s+", " ", part).strip() in re.sub(r"\s+", " ", whole)


def test_a_figure_is_typed_in_another_unit(draft, filler):
    book = Databook.objects.get(site=draft.site, year=draft.year)
    Reading.objects.filter(databook=book).delete()
    address = href("reading", key=book.key, quantity="energy_tce")
    saved = filler.post(address, {"typed": "１２３４５００", "unit": "kgce", "boundary": "厂区围墙以内", "version": "0"}, **HTMX)
    assert 'data-version="1"' in saved.content.decode()
    assert Reading.objects.get(databook=book, quantity="energy_tce").value == 1234500 / 1000
    wrong = filler.post(address, {"typed": "很多", "unit": "kgce", "version": "1"}, **HTMX)
    assert (wrong.status_code, "is not a number" in wrong.content.decode()) == (409, True)
    theirs = filler.post(address, {"typed": "7", "unit": "tce", "version": "0"}, **HTMX)
    assert "Theirs" in theirs.content.decode()
    whole = filler.post(address, {"typed": "7", "unit": "tce", "version": "0"})
    assert (whole.status_code, page(whole).xpath("//input[@id='energy_tce_typed']/@value")) == (409, ["7"])
    filler.post(address, {"typed": "1200", "unit": "tce", "version": "1", "evidence": pdf("能源台账.pdf")})
    assert "能源台账.pdf" in text_of(filler.get(href("databook", key=book.key)))
    filler.post(address, {"typed": "1201", "unit": "tce", "version": "2"}, **HTMX)  # saving as one types keeps the evidence
    assert Reading.objects.get(databook=book, quantity="energy_tce").evidence_key


def test_papers_are_added_and_taken_off(draft, filler):
    assert "papers are missing" in text_of(filler.get(href("materials", key=draft.key)))
    address = href("material", key=draft.key, material="business_licence")
    assert "Please mend" in text_of(filler.post(address, {}))
    filler.post(address, {"file": pdf("营业执照.pdf")})
    assert "营业执照.pdf" in text_of(filler.get(href("materials", key=draft.key)))
    kept = draft.papers.get(material="business_licence")
    filler.post(href("material_paper", key=draft.key, material="business_licence", evidence=kept.evidence_key))
    assert not draft.papers.filter(material="business_licence").exists()


def test_a_file_that_is_none_is_refused_and_leaves_nothing(draft, filler):
    response = filler.post(href("material", key=draft.key, material="business_licence"), {"file": SimpleUploadedFile("a.pdf", b"MZ" * 400)})
    assert response.status_code == 409
    assert not draft.papers.exists()


def test_declaring_lists_everything_missing_with_its_way(town, draft):
    set_moment(BEGUN)
    submitter = seat(town.company().submitter)
    tree = page(submitter.get(href("declaration", key=draft.key)))
    ways = tree.xpath("//ul[@class='sp-grounds']/li/a/@href")
    assert any("/databooks/" in way for way in ways)
    assert any("/materials/" in way for way in ways)
    assert any("/answers/" in way for way in ways)
    refused = submitter.post(href("declaration", key=draft.key))
    assert (refused.status_code, "not complete yet" in text_of(refused)) == (409, True)


def test_the_whole_way_to_the_hand_in(town):
    company = town.company()
    application = make_application(town, "draft")
    set_moment(BEGUN + 2 * HOUR)
    submitter = seat(company.submitter)
    assert submitter.post(href("declaration", key=application.key)).status_code == 302
    assert submitter.post(href("reopening", key=application.key)).status_code == 302
    submitter.post(href("declaration", key=application.key))
    assert "Please mend" in text_of(submitter.post(href("evaluator", key=application.key), {}))
    evaluator = town.cast.evaluators[0][0]
    invited = submitter.post(href("evaluator", key=application.key), {"evaluator": evaluator.key, "words": "请评价"})
    engagement = Engagement.objects.get(application=application)
    assert invited.headers["Location"] == href("engagement", key=engagement.key)
    submitter.post(href("engagement_end", key=engagement.key))
    assert Engagement.objects.get(pk=engagement.pk).state == "cancelled"


def test_handing_in_wants_the_statement_and_the_window(town):
    application = make_application(town, "verified")
    address = href("submission", key=application.key)
    submitter = seat(town.company().submitter)
    set_moment(BEGUN + DAY)
    refused = submitter.post(address, {})
    assert (refused.status_code, "statement of truth" in text_of(refused)) == (409, True)
    set_moment(datetime(2025, 1, 2, tzinfo=SHANGHAI))
    late = seat(town.company().submitter).post(address, {"confirmed": "on"})
    assert (late.status_code, "The call closed at" in text_of(late)) == (409, True)


def test_a_scan_of_the_statement_does_as_well(town):
    application = make_application(town, "verified")
    set_moment(BEGUN + DAY)
    submitter = seat(town.company().submitter)
    response = submitter.post(href("submission", key=application.key), {"scan": pdf("承诺书.pdf"), "post_key": "handed"})
    assert response.headers["Location"] == href("receipt", key=application.key)
    application.refresh_from_db()
    assert application.number in text_of(submitter.get(response.headers["Location"]))
    assert submitter.post(href("submission", key=application.key), {"scan": pdf(), "post_key": "handed"}).status_code == 302
    assert submitter.post(href("submission", key=application.key), {"confirmed": "on"}).status_code in {403, 409}


def test_a_correction_is_answered_point_by_point(town):
    application = make_application(town, "returned")
    set_moment(RECOMMENDED + HOUR)
    submitter = seat(town.company().submitter)
    points = list(application.points.order_by("pk"))
    assert "Please mend" in text_of(submitter.post(href("point", key=application.key, point=points[0].key), {}))
    refused = submitter.post(href("submission", key=application.key), {"confirmed": "on"})
    assert "Please answer every point first." in text_of(refused)
    for point in points:
        submitter.post(href("point", key=application.key, point=point.key), {"answer": "已补充。"})
    assert submitter.post(href("submission", key=application.key), {"confirmed": "on"}).status_code == 302
    application.refresh_from_db()
    assert application.state == "handed_in"


def test_withdrawing_is_asked_once_more(town, draft):
    set_moment(BEGUN)
    submitter = seat(town.company().submitter)
    assert "Withdraw the application?" in text_of(submitter.get(href("withdrawal", key=draft.key)))
    submitter.post(href("withdrawal", key=draft.key), {"reason": "生产线搬迁"})
    draft.refresh_from_db()
    assert draft.state == "withdrawn"


def test_the_filler_fills_and_does_not_sign(town):
    application = make_application(town, "draft")
    set_moment(BEGUN + HOUR)
    filler = seat(town.company().filler)
    for name in ("declaration", "withdrawal"):
        assert filler.post(href(name, key=application.key), {}).status_code == 403
    assert "submitter of your organisation" in text_of(filler.get(href("declaration", key=application.key)))
    assert "Withdraw" not in text_of(filler.get(href("application", key=application.key)))


def test_the_last_post_of_an_organisation_stays(town):
    set_moment(BEGUN)
    submitter = seat(town.company().submitter)
    members = page(submitter.get(href("organisation"))).xpath("//a[contains(@href, '/end/')]/@href")
    assert submitter.get(members[0]).status_code == 200
    assert submitter.post(members[0]).status_code == 302


def test_the_desk_names_what_comes_next(town):
    make_engagement(town, "accepted", n=1)
    set_moment(BEGUN + HOUR)
    assert "being verified" in text_of(seat(town.company(1).submitter).get(href("desk")))
    assert "open call" in text_of(seat(town.company(2).submitter).get(href("desk")))
