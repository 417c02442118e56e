"""The list of cases in pages and by several stages; a case whose steps are fetched when they are unfolded; what both ask of the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sinople.review.queries import cases_seen
from tests import makers
from tests.crowds import more_cases
from tests.web.sitting import links_of, page, seat, set_moment, text_of

pytestmark = pytest.mark.django_db


def asked(client, path):
    client.get(path)  # fills what a process keeps
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    assert response.status_code == 200, path
    return response, len(captured)


def test_the_list_goes_on_page_by_page(town):
    case = makers.make_case(town)
    more_cases(case, 120)
    set_moment(case.opened_at)
    client = seat(town.officer)
    response, queries = asked(client, "/city/applications/")
    assert queries <= 6
    seen, pages = [], 0
    while True:
        pages += 1
        seen += list(links_of(response, "/city/cases/"))
        onward = page(response).xpath("//a[@rel='next']/@href")
        if not onward:
            break
        response, again = asked(client, onward[0])
        assert again == queries, "a page costs what the first one costs"
    assert (len(seen), len(set(seen)), pages) == (121, 121, 3)
    assert "121" in text_of(client.get("/city/applications/"))


def test_several_stages_and_districts_at_once(town):
    case = makers.make_case(town)
    others = more_cases(case, 3)
    type(case).objects.filter(pk=others[0].pk).update(state="formal")
    type(case).objects.filter(pk=others[1].pk).update(state="expert", district="440306")
    set_moment(case.opened_at)
    client = seat(town.officer)
    for path, wanted in (
        ("?state=formal&state=district", 3), ("?state=formal&state=expert", 2), (f"?district={case.district}&district=440306", 4),
        (f"?district=440306&district={case.district}&state=expert&state=formal", 2), ("?state=nonsense", 4), ("?after=nonsense", 4),
    ):  # fmt: skip
        response, _queries = asked(client, f"/city/applications/{path}")
        assert len(set(links_of(response, "/city/cases/"))) == wanted, path
    boxes = page(client.get("/city/applications/?state=formal&state=expert")).xpath("//input[@name='state' and @checked]/@value")
    assert boxes == ["formal", "expert"]


@pytest.mark.parametrize("desk", ["district", "city", "applicant"])
def test_the_steps_of_a_row_stand_on_a_page_of_their_own(town, desk):
    case = makers.make_case(town)
    set_moment(case.opened_at)
    who = {"district": town.district_of(case), "city": town.officer, "applicant": town.company().submitter}[desk]
    whole = f"/applicant/applications/{case.application.key}/" if desk == "applicant" else f"/{desk}/cases/{case.key}/"
    client = seat(who)
    response, queries = asked(client, whole)
    assert queries <= 18
    steps = page(response).xpath("//div[@hx-select='#proof']")
    assert len(steps) > 60
    assert not page(response).xpath("//*[contains(@class, 'sp-sheet')]//*[contains(@class, 'sp-proof')]")
    for one in (steps[0], steps[-1]):
        (href,) = one.xpath("./a/@href")
        assert one.get("hx-get") == href
        assert page(client.get(href)).xpath("//*[@id='proof']//li")
    assert client.get(f"{whole}rows/none/").status_code == 404


def test_rows_are_of_one_case_alone(town):
    case = makers.make_case(town)
    set_moment(case.opened_at)
    (href, *_others) = page(seat(town.officer).get(f"/city/cases/{case.key}/")).xpath("//div[@hx-select='#proof']/a/@href")
    stranger = makers.make_strangers(town)["district_officer"]
    assert seat(stranger).get(href.replace("/city/", "/district/")).status_code == 404
    assert cases_seen(stranger) == []


def test_every_desk_reads_why_the_score_is_what_it_is(town):
    """Whoever may see a case may see how its points were found, on a page and as PDF; nobody is led into the enterprise's data book."""
    case = makers.make_case(town)
    engagement = case.application.engagements.get()
    signer = next(signs for body, _writes, signs in town.cast.evaluators if body.pk == engagement.evaluator_id)
    desks = (
        (town.officer, f"/city/cases/{case.key}/"), (town.district_of(case), f"/district/cases/{case.key}/"),
        (signer, f"/evaluator/engagements/{engagement.key}/"),
    )  # fmt: skip
    set_moment(case.opened_at)
    for acting, address in desks:
        client = seat(acting)
        assert f"{address}explanation/verified/" in client.get(address).content.decode()
        for which in ("verified", "self-evaluation"):
            shown = client.get(f"{address}explanation/{which}/")
            assert "How the total was found" in text_of(shown)
            assert "/applicant/databooks/" not in shown.content.decode()
            assert client.get(f"{address}explanation/{which}/paper/").content.startswith(b"%PDF")
        assert client.get(f"{address}explanation/dreamt/").status_code == 404
    assert seat(town.other_district(case)).get(f"/district/cases/{case.key}/explanation/verified/").status_code == 404
