"""Reading a letter, and the page where an officer registers a delivery."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sinople.deadlines.models import Deadline
from sinople.letters.models import Letter
from sinople.review import actions
from tests.files.samples import pdf
from tests.makers import DAY, DRAWN, HOUR, POINTS, RECOMMENDED, make_case, make_panel, seats_of
from tests.web.sitting import links_of, seat, set_moment, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(town):
    made = make_case(town)
    actions.send_back(case=made, points=POINTS, by=town.district_of(made), at=RECOMMENDED)
    set_moment(RECOMMENDED + DAY)
    return made


def clock_of(case):
    return Deadline.objects.get(about_key=case.application.key, code="correction")


def receipt():
    return SimpleUploadedFile("receipt.pdf", pdf(), "application/pdf")


@pytest.mark.parametrize("way_on", ["", "1"])
def test_reading_the_letter_begins_the_clock(town, case, way_on):
    client = seat(town.company().submitter)
    matter = reverse("applicant:application", kwargs={"key": case.application.key})
    assert "The period begins when the letter is delivered" in text_of(client.get(matter))
    letter = Letter.objects.get(begins=clock_of(case).key, person_id=town.company().submitter.person_id)
    address = reverse("door:letter", kwargs={"key": letter.key})
    assert client.get(address).status_code == 200
    assert clock_of(case).state == "waiting"
    response = client.post(address, {"go": way_on} if way_on else {})
    assert response.headers["Location"] == (matter if way_on else address)
    assert clock_of(case).state == "running"
    assert "The period begins when" not in text_of(client.get(matter))


@pytest.mark.parametrize("desk", ["district", "city"])
def test_an_officer_registers_a_delivery_with_its_receipt(town, case, desk):
    client = seat(town.district_of(case) if desk == "district" else town.officer)
    shown = client.get(reverse(f"{desk}:case", kwargs={"key": case.key}))
    address = next(links_of(shown, f"/{desk}/deliveries/"))
    assert "Please mend" in text_of(client.post(address, {}))
    typed = {"how": "post", "delivered_at": "2023-06-05T12:00"}
    early = client.post(address, {**typed, "delivered_at": "2023-01-01T12:00", "evidence": receipt()})
    assert (early.status_code, "between the day the letter was written" in text_of(early)) == (409, True)
    assert client.post(address, {**typed, "evidence": receipt()}).status_code == 302
    assert clock_of(case).state == "running"
    assert "the period runs until" in text_of(client.get(address))
    again = client.post(address, {**typed, "evidence": receipt()})
    assert (again.status_code, "on record already" in text_of(again)) == (409, True)


def test_an_experts_delivery_is_registered_from_the_panel(town):
    panel = make_panel(town, [make_case(town, "expert")], "drawn")
    set_moment(DRAWN + 2 * HOUR)
    client = seat(town.officer)
    address = next(links_of(client.get(reverse("city:panel", kwargs={"key": panel.key})), "/city/deliveries/"))
    response = client.post(address, {"how": "text", "delivered_at": f"{DRAWN + HOUR:%Y-%m-%dT%H:%M}", "evidence": receipt()})
    assert response.status_code == 302
    assert client.get(response.headers["Location"], follow=True).request["PATH_INFO"] == reverse("city:panel", kwargs={"key": panel.key})
    assert Deadline.objects.filter(about_key__in=[one.key for one in seats_of(panel)], state="running").count() == 1
