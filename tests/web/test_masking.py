"""The sweep: telephones, identity numbers and e-mail addresses of everybody are looked for on every page of every desk, in the story, in what is given out, and in the logs."""

import logging
import re
from collections import Counter, deque

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse

from demonstration import names
from sinople.audit.models import Line
from sinople.letters.models import Letter
from sinople.people import actions as people
from sinople.people.models import Person, User
from tests import makers
from tests.web.sitting import seat, set_moment

pytestmark = pytest.mark.django_db
KEY = re.compile(r"/[0-9a-z]{12}(?=/|$)")
AT_MOST, OF_A_KIND = 30, 1
OBJECTOR = "13900000000"  # makers.make_objection
SECRETS = re.compile(r"1397\d{7}|canary\d+@sinople\.example|" + OBJECTOR + r"|(?<!\d)[1-9]\d{16}[\dX](?!\d)")


@pytest.fixture
def told(town):
    """A town in its year in which every person has a telephone and an address of their own, and somebody has objected."""
    notice = makers.make_notice(town, "open", count=2)
    objection = makers.make_objection(town, notice, "accepted")
    makers.make_engagement(town, n=3)
    for person in Person.objects.all():
        Person.objects.filter(pk=person.pk).update(phone=f"1397{person.pk:07}")
        User.objects.filter(person=person).update(email=f"canary{person.pk}@sinople.example")
    set_moment(makers.RELEASED + 2 * makers.HOUR)
    return town, objection


def own(acting) -> set[str]:
    return {f"1397{acting.person_id:07}", f"canary{acting.person_id}@sinople.example"} if acting else set()


def pages_of(client: Client, starts: list[str]):
    """Follow every link from the first pages, one of a kind, and yield address and words of each page."""
    waiting, seen, kinds = deque(starts), set(), Counter()
    while waiting and len(seen) < AT_MOST:
        address = waiting.popleft()
        if address in seen or kinds[KEY.sub("/*", address)] >= OF_A_KIND:
            continue
        seen.add(address)
        kinds[KEY.sub("/*", address)] += 1
        response = client.get(address, follow=True)
        if response.status_code == 200 and not response.streaming:
            yield address, response.content.decode(errors="replace")
            if "html" in response.headers["Content-Type"]:
                hrefs = [href.partition("#")[0] for href in lxml.html.fromstring(response.content).xpath("//a/@href")]
                waiting.extend(href for href in hrefs if href.startswith("/") and "logout" not in href)


def everybody(town) -> list:
    evaluators = [one for _body, *two in town.cast.evaluators[:2] for one in two]
    return [
        None,
        *town.cast.officers.values(),
        *list(town.cast.districts.values())[:4],
        *evaluators,
        *town.cast.experts[:3],
        town.company(0).submitter,
        town.company(0).filler,
        town.company(3).submitter,
    ]


def test_nobody_reads_the_numbers_and_addresses_of_others(told, caplog):
    town, _objection = told
    caplog.set_level(logging.INFO)
    found, seen = [], 0
    for acting in everybody(town):
        client = seat(acting) if acting else Client()
        for address, words in pages_of(client, ["/go/", "/profile/", "/letters/", "/"]):
            seen += 1
            found += [(acting.role if acting else None, address, said) for said in set(SECRETS.findall(words)) - own(acting)]
    assert found == []
    assert seen > 200
    assert SECRETS.findall(caplog.text) == []


def test_the_allowed_cells_are_the_objector_for_whoever_says_why_and_ones_own_address(told):
    """The control of the sweep: where one may read them, they are found."""
    town, objection = told
    client = seat(town.officer)
    address = reverse("city:objector", kwargs={"key": objection.key})
    assert not SECRETS.search(client.get(address).content.decode())
    assert OBJECTOR in SECRETS.findall(client.post(address, {"reason": "核实异议人身份"}).content.decode())
    mine = set(SECRETS.findall(seat(town.company(0).filler).get("/accounts/email/").content.decode()))
    assert mine <= own(town.company(0).filler)


def test_neither_the_story_nor_a_letter_nor_a_log_keeps_an_identity_number(told, caplog):
    assert told
    caplog.set_level(logging.INFO)
    number = next(names.identity_numbers())
    user = User.objects.create(username="new", email="canary7@sinople.example")
    people.know_person(user=user, name="新人", identity_number=number, phone="13971234567", at=makers.BEGUN)
    Client().post("/accounts/signup/", {"username": "x", "identity_number": number[:-1] + "0", "phone": "13971234567", "email": "canary8@sinople.example"})
    Client().post("/accounts/login/", {"login": "canary7@sinople.example", "password": "wrong"})
    written = [*Line.objects.values_list("stored", flat=True), *(str(row) for row in Letter.objects.values_list("values", "grounds"))]
    assert [said for one in written for said in SECRETS.findall(one)] == []
    assert not SECRETS.search(caplog.text)
    assert number not in {str(value) for row in Person.objects.values_list() for value in row}
