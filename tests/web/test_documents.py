"""The shelves of documents on every desk: offered, ordered, made by the worker, downloaded; chapters written; templates brought in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sinople.daily.actions import HANDLERS
from sinople.jobs import actions as jobs
from sinople.letters.models import Template
from tests.letters.test_templates import BAD, OURS
from tests.makers import BEGUN, HOUR, RECOMMENDED, make_application, make_case, make_engagement
from tests.web.sitting import links_of, page, seat, set_moment, text_of

pytestmark = pytest.mark.django_db


def work(at):
    while (job := jobs.take(at=at)) is not None:
        jobs.run(job, handlers=HANDLERS, now=lambda: at)
        job.refresh_from_db()
        assert job.state == "done", job.said


def downloads(client, address):
    return [client.get(link) for link in links_of(client.get(address), "/papers/")]


def test_the_applicant_orders_writes_and_downloads(town):
    application, client = make_application(town, "declared"), seat(town.company().submitter)
    set_moment(BEGUN + 3 * HOUR)
    address = f"/applicant/applications/{application.key}/documents/"
    assert address in list(links_of(client.get(f"/applicant/applications/{application.key}/"), "/applicant/"))
    assert "Green-factory self-evaluation report" in text_of(client.get(address))
    shown = page(client.get(f"{address}factory-self/"))
    assert "typed.contact" in [field.get("name") for field in shown.xpath("//main//input")]
    typed = {field.get("name"): field.get("value") or "" for field in shown.xpath("//main//form//input")} | {"typed.contact": "某联系人", "factory": "本厂……"}
    assert client.post(f"{address}factory-self/", typed).status_code == 302
    for form in ("pdf", "docx"):
        assert client.post(address, {"paper": "factory-self", "form": form}).status_code == 302
    assert "At work" in text_of(client.get(address))
    work(BEGUN + 4 * HOUR)
    found = downloads(client, address)
    assert sorted(one["Content-Type"].rpartition("/")[2][:4] for one in found) == ["pdf", "vnd."]
    assert {one.content[:4] for one in found} == {b"%PDF", b"PK\x03\x04"}
    assert "At work" not in text_of(client.get(address))


def test_two_who_write_at_once_see_the_refusal_with_their_words(town):
    application, client = make_application(town, "declared"), seat(town.company().submitter)
    set_moment(BEGUN + 3 * HOUR)
    address = f"/applicant/applications/{application.key}/documents/factory-self/"
    assert client.post(address, {"next": "甲", "version-next": "0"} | zeros(client, address)).status_code == 302
    answer = client.post(address, {"next": "乙", "version-next": "0"} | zeros(client, address, leave="version-next"))
    assert answer.status_code == 409
    assert "Somebody else has written here" in text_of(answer)
    assert "乙" in page(answer).xpath("//textarea[@name='next']/text()")[0]


def zeros(client, address, leave=""):
    shown = page(client.get(address))
    names = [field.get("name") for field in shown.xpath("//main//form//input[starts-with(@name, 'version-')]")]
    return {name: "0" for name in names if name not in {leave, "version-next"}}


def test_the_evaluator_makes_the_report_and_others_read_it_only_when_it_is_signed(town):
    engagement = make_engagement(town, "accepted")
    evaluator, applicant = seat(town.cast.evaluators[0][1]), seat(town.company().submitter)
    set_moment(BEGUN + 5 * HOUR)
    address = f"/evaluator/engagements/{engagement.key}/documents/"
    assert address in list(links_of(evaluator.get(f"/evaluator/engagements/{engagement.key}/"), "/evaluator/"))
    assert evaluator.get(f"{address}factory-third-2018/").status_code == 200
    assert evaluator.post(address, {"paper": "factory-third-2018", "form": "pdf"}).status_code == 302
    work(BEGUN + 6 * HOUR)
    (link,) = links_of(evaluator.get(address), "/papers/")
    assert evaluator.get(link).status_code == 200
    assert applicant.get(link).status_code == 404


def test_district_and_city_make_their_papers_and_the_applicant_reads_the_letter(town):
    case = make_case(town, "district")
    district, applicant, city = seat(town.district_of(case)), seat(town.company().submitter), seat(town.officer)
    set_moment(RECOMMENDED)
    address = f"/district/cases/{case.key}/documents/"
    assert address in list(links_of(district.get(f"/district/cases/{case.key}/"), "/district/"))
    for paper in ("completeness", "recommendation"):
        assert district.post(address, {"paper": paper, "form": "pdf"}).status_code == 302
    refused = district.post(address, {"paper": "acceptance", "form": "pdf"})
    assert refused.status_code == 403
    assert "Acceptance letter" not in text_of(district.get(address))
    work(RECOMMENDED + HOUR)
    links = list(links_of(district.get(address), "/papers/"))
    assert len(links) == 2
    assert {applicant.get(link).status_code for link in links} == {404}
    assert {city.get(link).status_code for link in links} == {200}
    assert seat(town.other_district(case)).get(links[0]).status_code == 404
    assert city.get(f"/city/cases/{case.key}/documents/").status_code == 200


def test_an_unknown_paper_is_refused(town):
    application, client = make_application(town, "declared"), seat(town.company().submitter)
    set_moment(BEGUN + 3 * HOUR)
    for paper, status in (("", 404), ("no-such", 404), ("park-self", 409)):
        assert client.post(f"/applicant/applications/{application.key}/documents/", {"paper": paper, "form": "pdf"}).status_code == status


def test_a_template_is_brought_in_and_put_in_use_by_a_second_officer(town):
    officer, checker = seat(town.officer), seat(town.checker)
    set_moment(RECOMMENDED)
    assert officer.get("/city/templates/ours/file/").content[:2] == b"PK"
    data, why = BAD["a script"]
    answer = officer.post("/city/templates/", {"paper": "summary", "file": SimpleUploadedFile("模板.docx", data)})
    assert (answer.status_code, why in text_of(answer)) == (409, True)
    assert officer.post("/city/templates/", {"paper": "summary", "file": SimpleUploadedFile("模板.docx", OURS)}).status_code == 302
    made = Template.objects.get()
    address = f"/city/templates/{made.key}/"
    assert "Put in use" not in text_of(officer.get(address))
    assert officer.post(f"{address}use/").status_code == 409
    assert "Put in use" in text_of(checker.get(address))
    assert checker.post(f"{address}use/").status_code == 302
    assert "in use" in text_of(officer.get("/city/templates/"))
    assert bytes(officer.get(f"{address}file/").content) == OURS
    assert officer.post(f"{address}end/").status_code == 302
