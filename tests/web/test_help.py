"""Help: reachable from every page, no dead link, every row explained, a sample for every title that has a table."""

from collections import deque

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sinople.law.packs.loading import load
from sinople.people.models import Authority
from sinople.web.help.samples import sample_of
from sinople.web.help.words import GUIDES, TERMS
from tests import makers
from tests.web.sitting import links_of, page, seat, text_of

pytestmark = pytest.mark.django_db


def readers(town):
    company = town.company()
    return {
        "applicant": company.filler,
        "evaluator": town.cast.evaluators[0][2],
        "district": town.cast.districts["440306"],
        "city": town.officer,
        "expert": town.cast.experts[0],
    }


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_no_link_of_the_help_is_dead(town, language):
    """From the first page of the help, for everybody: every address answers."""
    clients = {"public": Client(), **{role: seat(acting) for role, acting in readers(town).items()}}
    for role, client in clients.items():
        client.cookies["language"] = language
        waiting, seen, rows = deque([reverse("help:help")]), set(), 0
        while waiting:
            address = waiting.popleft()
            if address in seen or (rows > 12 and "/rows/" in address):
                continue
            seen.add(address)
            rows += "/rows/" in address
            answered = client.get(address, follow=role == "public")
            assert answered.status_code == 200, (role, address)
            if address.startswith("/help/"):
                waiting.extend(links_of(answered, "/"))
        assert len(seen) > 12


def test_help_stands_at_the_head_of_every_desk(town):
    for role, acting in readers(town).items():
        found = page(seat(acting).get(reverse(f"{role}:desk")))
        assert found.xpath(f"//header//a[@href='{reverse('help:help')}']")
        assert found.xpath(f"//footer//a[@href='{reverse('help:help')}']")


def test_a_step_leads_only_where_the_reader_may_go(town):
    theirs = page(seat(town.officer).get(reverse("help:guide", args=["applicant"])))
    assert not theirs.xpath("//ol[@class='sp-guide']//a")
    own = page(seat(town.company().filler).get(reverse("help:guide", args=["applicant"])))
    assert len(own.xpath("//ol[@class='sp-guide']//a")) == len(GUIDES["applicant"].steps)
    assert seat(town.officer).get(reverse("help:guide", args=["nobody"])).status_code == 404


def test_the_tour_is_offered_until_it_is_left_and_is_found_again(town):
    client, desk = seat(town.company().filler), reverse("applicant:desk")
    assert "New here?" in text_of(client.get(desk))
    assert "New here?" not in text_of(client.get(reverse("applicant:calls")))
    first = client.get(reverse("help:first_step"))
    assert f"Step 1 of {len(GUIDES['applicant'].steps)}" in text_of(first)
    assert client.get(reverse("help:tour", args=[99])).status_code == 404
    assert client.get(reverse("help:leave_tour")).status_code == 405
    assert client.post(reverse("help:leave_tour")).url == desk
    assert "New here?" not in text_of(client.get(desk))
    assert reverse("help:tour", args=[1]) in page(client.get(reverse("help:help"))).xpath("//main//a/@href")


def test_ones_own_district_answers_first(town):
    bureau, district = Authority.objects.get(level="city"), Authority.objects.get(district=town.company().organisation.district)
    said = page(seat(town.company().filler).get(reverse("help:contacts"))).xpath("//tbody/tr")
    assert district.name_en in said[0].text_content()
    assert "your district" in said[0].text_content()
    assert bureau.name_en in said[1].text_content()
    visitor = page(Client().get(reverse("help:contacts"), headers={"cookie": "language=en"})).xpath("//tbody/tr")
    assert len(visitor) == len(said)
    assert not any("your district" in row.text_content() for row in visitor)


def test_every_title_with_a_table_has_a_sample_that_passes():
    """The eight titles of sz-2022; what sz-2024 and cn-2024 bring with them."""
    for code, least in (("sz-2022", 8), ("sz-2024", 3), ("cn-2024", 1)):
        law = load(settings.PACKS / code)
        found = [sample for title in law.titles if (sample := sample_of(law, title.code))]
        assert len(found) >= least, code
        assert all(sample.sheet.passed is not False for sample in found)


def test_a_row_says_what_it_means_with_its_formula_and_an_example(town):
    key = town.call.pack.key
    said = text_of(seat(town.company().filler).get(reverse("help:row", args=[key, "GF-2018", "6.9"])))
    for words in ("What it means", "Evidence that is accepted", "A worked example", "÷", "Ask your district"):
        assert words in said
    assert "solid_waste" not in said.partition("A worked example")[0]
    basic = text_of(Client().get(reverse("help:row", args=[key, "GF-2018", "GF18-B1"]), headers={"cookie": "language=en"}))
    assert "It carries no points and must hold" in basic
    for wrong in ((key, "GF-2018", "99"), (key, "GF-1999", "6.9"), ("zzz", "GF-2018", "6.9")):
        assert Client().get(reverse("help:row", args=wrong)).status_code == 404
    assert Client().get(reverse("help:sample", args=[key, "nothing"])).status_code == 404


def test_the_row_of_an_application_has_its_help(town):
    application = makers.make_application(town, "draft")
    client = seat(town.company().filler)
    shown = page(client.get(reverse("applicant:group", args=[application.key, "GF18-6"])))
    addresses = shown.xpath("//details/div[@hx-select='#help']/@hx-get")
    assert len(addresses) == len(shown.xpath("//section[contains(@class, 'sp-answer')]"))
    assert page(client.get(addresses[0])).xpath("//*[@id='help']")


def test_every_term_has_a_place_of_its_own():
    assert len({term.code for term in TERMS}) == len(TERMS)
    shown = page(Client().get(reverse("help:glossary")))
    assert [one.get("id") for one in shown.xpath("//dl/div")] == [term.code for term in TERMS]


def test_contacts_ask_once_however_many_there_are(town):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            Client().get(reverse("help:contacts"))
        return len(captured)

    many = asked()
    Authority.objects.filter(memberships__isnull=True).delete()
    assert asked() == many
