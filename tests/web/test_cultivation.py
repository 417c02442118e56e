"""The cultivation pool on three desks: asked for from a saved plan, admitted, guided, planned, reached; proposed; seen by the city."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from sinople.cultivation import queries
from sinople.cultivation.models import Candidate, CreationPlan, Milestone
from sinople.databook import actions as databooks
from sinople.kernel.ids import new_key
from tests.crowds import copied
from tests.cultivation.test_actions import saved
from tests.makers import BEGUN, DAY, TITLE, make_candidate, make_creation_plan
from tests.web.sitting import page, seat, set_moment, text_of

pytestmark = pytest.mark.django_db
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082".replace(
        " ", ""
    )
)


@pytest.fixture
def desks(town):
    set_moment(BEGUN + DAY)
    company = town.company()
    return seat(company.submitter), seat(town.cast.districts[company.sites[0].district]), seat(town.officer)


def post(client, name, wanted=302, /, data=None, **kwargs):
    response = client.post(reverse(name, kwargs=kwargs), data or {})
    assert response.status_code == wanted, text_of(response)
    return response


def test_from_a_saved_plan_to_a_reached_milestone(town, desks):
    applicant, district, city = desks
    plan, site = saved(town), town.company().sites[0]
    asking = applicant.get(reverse("applicant:cultivation_request"), {"plan": plan.key})
    assert f'value="{site.key} {TITLE}" selected' in asking.content.decode()
    post(applicant, "applicant:cultivation_request", data={"aim": f"{site.key} {TITLE}", "reason": "能耗下降", "readiness": plan.key})
    made = Candidate.objects.get()
    assert site.organisation.name in text_of(district.get("/district/"))
    post(district, "district:candidate_decision", 409, key=made.key, data={"verb": "turn_down", "reason": ""})
    post(district, "district:candidate_decision", key=made.key, data={"verb": "admit"})
    post(district, "district:candidate_mentor", key=made.key, data={"mentor": str(town.cast.districts[made.district].person_id)})
    photograph = io.BytesIO(PNG)
    photograph.name = "现场.png"
    post(
        district,
        "district:candidate_visits",
        key=made.key,
        data={"visited_on": "2023-06-01", "findings": "台账完整", "advice": "补清单", "photograph": photograph},
    )
    assert "现场.png" in text_of(applicant.get(reverse("applicant:candidate", kwargs={"key": made.key})))
    post(applicant, "applicant:candidate_plans", key=made.key, data={"year": "2023"})
    creation = CreationPlan.objects.get()
    refused = post(applicant, "applicant:creation_plan_milestones", 409, key=creation.key, data={"words": "完成审计", "due_on": "2024-09-30"})
    assert 'value="完成审计"' in refused.content.decode()
    post(applicant, "applicant:creation_plan_milestones", 200, key=creation.key, data={"words": "完成审计", "due_on": ""})
    post(
        applicant,
        "applicant:creation_plan_milestones",
        key=creation.key,
        data={"words": "完成审计", "due_on": "2023-09-30", "row": "6.11", "op": "<=", "target": "1.2"},
    )
    post(applicant, "applicant:creation_plan_takeover", key=creation.key, data={"readiness": plan.key})
    post(applicant, "applicant:milestone_end", key=Milestone.objects.latest("pk").key)
    post(applicant, "applicant:creation_plan_submission", key=creation.key)
    post(district, "district:creation_plan_decision", 409, key=creation.key, data={"verb": "send_back", "reason": ""})
    post(district, "district:creation_plan_decision", key=creation.key, data={"verb": "confirm"})
    post(applicant, "applicant:milestone_report", key=Milestone.objects.earliest("pk").key, data={"note": "已完成"})
    shown = text_of(city.get(reverse("city:candidate", kwargs={"key": made.key})))
    assert "1 of 1 milestones reached" in shown
    assert "To be reached: ≤ 1.2" in shown


def test_a_proposal_from_a_shared_plan_is_agreed_to(town, desks):
    applicant, district, _city = desks
    plan, site = saved(town), town.company().sites[0]
    databooks.share_plan(plan=plan, by=town.company().submitter, at=BEGUN)
    href = reverse("district:cultivation_proposal", kwargs={"site": site.key})
    listed = district.get(reverse("district:cultivation"), {"words": site.organisation.name}).content.decode()
    assert f"{href}?plan={plan.key}" in listed
    assert district.post(f"{href}?plan={plan.key}", {"title": TITLE, "reason": "条件成熟"}).status_code == 302
    made = Candidate.objects.get()
    assert made.readiness_id == plan.pk
    assert f"/applicant/cultivation/candidates/{made.key}/" in applicant.get("/applicant/").content.decode()
    post(applicant, "applicant:candidate_agreement", key=made.key)
    post(applicant, "applicant:candidate_leaving", 409, key=made.key, data={"reason": ""})
    post(applicant, "applicant:candidate_leaving", key=made.key, data={"reason": "搬迁"})
    assert Candidate.objects.get().state == "left"


def test_a_proposal_is_declined_and_anothers_candidate_does_not_exist(town, desks):
    applicant, _district, _city = desks
    other = make_candidate(town, "proposed", n=1)
    assert applicant.get(reverse("applicant:candidate", kwargs={"key": other.key})).status_code == 404
    made = make_candidate(town, "proposed")
    post(applicant, "applicant:candidate_declining", key=made.key, data={"reason": "今年不便"})
    assert "今年不便" in text_of(applicant.get(reverse("applicant:candidate", kwargs={"key": made.key})))


def test_the_city_sees_every_district_and_takes_the_list_along(town, desks):
    city = desks[2]
    make_creation_plan(town, "confirmed")
    shown = page(city.get(reverse("city:cultivation")))
    assert len(shown.xpath("//svg[@class='sp-tiles']/g") or shown.cssselect("svg.sp-tiles g")) == 11
    rows = list(csv.reader(io.StringIO(city.get(reverse("city:cultivation_download", kwargs={"form": "candidates.csv"})).content.decode("utf-8-sig"))))
    book = CalamineWorkbook.from_filelike(io.BytesIO(city.get(reverse("city:cultivation_download", kwargs={"form": "candidates.xlsx"})).content))
    assert (
        [str(cell) for cell in book.get_sheet_by_index(0).to_python()[1]][:2] == rows[1][:2] == [town.company().organisation.name, town.company().sites[0].name]
    )
    assert rows[1][-3:] == ["0", "0", "1"]
    assert city.get(reverse("city:cultivation_download", kwargs={"form": "candidates.exe"})).status_code == 404


@pytest.mark.parametrize("desk", [1, 2])
def test_the_lists_ask_the_same_at_ten_and_sixty(town, desks, desk):
    made, client = make_creation_plan(town, "confirmed").candidate, desks[desk]
    name = ("", "district:cultivation", "city:cultivation")[desk]

    def asked():
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(name))
        return len(captured)

    more(made, 9)
    few = asked()
    more(made, 50)
    assert asked() == few
    assert len(queries.candidates_seen(town.officer, on=BEGUN.date())) == 50
    assert queries.count_seen(town.officer) == 60


def more(candidate, count):
    for _ in range(count):
        copied(candidate, site=copied(candidate.site, name=f"分厂{new_key()}"))
