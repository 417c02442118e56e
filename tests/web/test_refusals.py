"""The pages of a refusal: prepared at the district, signed by the leader, numbered, stamped and sent by the office."""

import pytest
from django.urls import reverse

from sinople.letters.models import Letter
from sinople.review.models import Refusal
from tests.makers import PASSED, make_case, make_cases, make_meeting, sign_off_of
from tests.web.sitting import links_of, seat, set_moment, text_of

pytestmark = pytest.mark.django_db


def test_from_the_districts_desk_to_the_letter(town):
    case = make_case(town)
    set_moment(PASSED)
    address = reverse("district:case_refusal", kwargs={"key": case.key})
    district = seat(town.district_of(case))
    assert "goes before the signers" in text_of(district.get(address))
    assert district.post(address, {"ground": "不符合申报条件。"}).status_code == 302
    assert "decision of the review is being signed" in text_of(district.get(reverse("district:case", kwargs={"key": case.key})))
    made = Refusal.objects.get()
    applicant = seat(town.company().submitter)
    own = text_of(applicant.get(reverse("applicant:application", kwargs={"key": case.application.key})))
    assert "being signed" in own
    assert "不符合申报条件" not in own
    leader, sign_off = seat(town.leader), sign_off_of(made)
    assert list(links_of(leader.get(reverse("city:desk")), reverse("city:sign_off", kwargs={"key": sign_off.key})))
    page = reverse("city:refusal", kwargs={"key": made.key})
    assert "不符合申报条件" in text_of(leader.get(page))
    memo = leader.get(reverse("city:memo", kwargs={"key": sign_off.key}))
    assert memo.content.startswith(b"%PDF")
    assert leader.post(reverse("city:signature", kwargs={"key": sign_off.key}), {"opinion": ""}).status_code == 302
    clerk = seat(town.clerk)
    assert list(links_of(clerk.get(reverse("city:desk")), page))
    office = reverse("city:refusal_office", kwargs={"key": made.key})
    for step, button in (("numbering", "Give the number"), ("stamping", "Record the stamp"), ("release", "Send the letter")):
        assert button in text_of(clerk.get(page))
        assert clerk.post(office, {"step": step}).status_code == 302
    assert Letter.objects.filter(message__startswith="Your application").exists()
    again = clerk.post(office, {"step": "release"})
    assert (again.status_code, "First comes the number" in text_of(again)) == (409, True)


def test_a_letter_sent_back_is_on_the_officers_desk_and_laid_again(town):
    make_meeting(town, make_cases(town, 1, "meeting"), "decided", proposal="refuse")
    made = Refusal.objects.get()
    leader, officer = seat(town.leader), seat(town.officer)
    set_moment(PASSED)
    leader.post(reverse("city:sign_off_return", kwargs={"key": sign_off_of(made).key}), {"reason": "措辞不当"})
    page = reverse("city:refusal", kwargs={"key": made.key})
    assert list(links_of(officer.get(reverse("city:desk")), page))
    assert "names its grounds" in text_of(officer.post(page, {"ground": " "}))
    assert officer.post(page, {"ground": "综合评审名次靠后。"}).status_code == 302
    assert "Lay it before the signers again" not in text_of(officer.get(page))
    officer.cookies["language"] = "zh-hans"
    assert officer.get(page).status_code == 200
