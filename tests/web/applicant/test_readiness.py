"""The rings of a site, the page of a title with what if, its plans, its explanation; what is another's does not exist."""

from datetime import date
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from demonstration.city import on
from sinople.databook import actions
from sinople.databook.models import ReadinessPlan, Reading, SelfCheck
from sinople.kernel.acting import Role
from sinople.law.scoring import Answer
from sinople.schemes import actions as schemes
from tests.makers import BEGUN, DAY, make_acting, make_application, make_engagement, make_organisation
from tests.web.sitting import page, seat, set_moment, text_of

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "result"}
TITLES = (
    "green-park", "green-supply-chain", "green-enterprise", "green-factory", "green-product", "green-data-centre", "energy-leader", "water-leader",
)  # fmt: skip


def href(name, **kwargs):
    return reverse(f"applicant:{name}", kwargs=kwargs or None)


@pytest.fixture
def site(town):
    return town.company().sites[0]


@pytest.fixture
def client(town):
    set_moment(BEGUN + DAY)
    return seat(town.company().submitter)


def saved(client, site, title="green-factory", **typed):
    response = client.post(href("readiness_title", site=site.key, title=title), {"verb": "save", "target_on": "2023-12-31", "words": "先改电机", **typed})
    assert response.status_code == 302, text_of(response)
    return ReadinessPlan.objects.latest("pk")


def test_eight_rings_and_their_pages_in_both_languages(town, client, site):
    make_application(town, "draft")
    for language in ("zh-hans", "en"):
        client.cookies["language"] = language
        rings = page(client.get(href("readiness", site=site.key)))
        assert len(rings.xpath("//ul[@class='sp-titles']/li")) == 8
        for title in TITLES:
            for name in ("readiness_title", "readiness_explanation"):
                assert client.get(href(name, site=site.key, title=title)).status_code == 200, (language, name, title)
    assert "this site cannot apply for it" in text_of(client.get(href("readiness", site=site.key)))
    assert client.get(href("readiness_first")).headers["Location"].startswith(href("readiness_first"))


def test_without_a_site_or_a_regulation_the_page_says_so(town, client, site):
    homeless = seat(make_acting(Role.SUBMITTER, organisation=make_organisation()))
    assert "You have no site yet." in text_of(homeless.get(href("readiness_first")))
    schemes.follow_calendar(on=town.row.ends_on + DAY, at=on(2025, 1, 1))
    assert "No regulation is in force." in text_of(client.get(href("readiness", site=site.key)))
    assert client.get(href("readiness_title", site=site.key, title="green-factory")).status_code == 404


def test_without_any_answer_everything_is_open_and_nothing_fails(client, site):
    text = text_of(client.get(href("readiness_title", site=site.key, title="green-factory")))
    assert "Rows still open" in text
    assert "The regulation names no lowest total" in text


def test_the_answers_of_the_latest_application_are_taken_over_until_a_self_check_is_kept(town, client, site):
    application = make_application(town, "draft")
    address = href("readiness_title", site=site.key, title="green-factory")
    before = client.get(address)
    assert "Answers taken over from your latest application." in text_of(before)
    assert client.post(address, {"verb": "keep", "version": "0", "holds_GF18-B1": "no"}).headers["Location"] == address
    check = SelfCheck.objects.get(site=site)
    assert (check.year, check.version, check.answers["GF18-B1"]["holds"]) == (application.year, 1, False)
    after = text_of(client.get(address))
    assert "Self-check kept by" in after
    assert application.given.get(code="GF18-B1").holds is True
    late = client.post(address, {"verb": "keep", "version": "0", "holds_GF18-B1": "yes"})
    assert late.status_code == 409
    assert "has just changed this self-check" in text_of(late)
    assert client.post(address, {"verb": "keep", "version": "1", "holds_GF18-B1": "yes"}).status_code == 302


def test_what_if_is_worked_out_at_once_and_writes_nothing(town, client, site):
    make_application(town, "draft")
    address = href("readiness_title", site=site.key, title="green-factory")
    form = page(client.get(address)).xpath("//form[@hx-post]")[0]
    fields = {name: value for name, value in form.form_values() if name not in {"post_key"}} | {"holds_GF18-B1": "no"}
    counted = SelfCheck.objects.count(), ReadinessPlan.objects.count(), Reading.objects.count()
    answer = client.post(address, fields, **HTMX)
    assert answer.status_code == 200
    assert b"<html" not in answer.content
    text = text_of(answer)
    assert "1 change tried" in text
    assert "the basic requirement has to hold" in text
    assert (SelfCheck.objects.count(), ReadinessPlan.objects.count(), Reading.objects.count()) == counted
    whole = client.post(address, fields | {"verb": "what_if"})
    assert "1 change tried" in text_of(whole)  # the button does the same without a script


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [("goal", "abc", ""), ("effort_GF18-B1", "21", "whole number"), ("effort_GF18-B1", "-1", "whole number"), ("target_on", "2023-02-30", "no day")],
)
def test_what_is_typed_wrong_is_refused_beside_its_field_and_kept(client, site, field, typed, words):
    response = client.post(href("readiness_title", site=site.key, title="green-factory"), {"verb": "what_if", field: typed})
    assert response.status_code == 409
    assert words in text_of(response)
    shown = page(response).xpath(f"//input[@name='{field}']/@value")
    assert shown == [typed]


def test_a_plan_is_saved_printed_shared_and_seen_by_its_district_alone(town, client, site):
    make_application(town, "draft")
    plan = saved(client, site, **{"holds_GF18-B1": "no", "effort_GF18-B1": "3"})
    assert (plan.effort >= 3, plan.words, plan.target_on, plan.title_code) == (True, "先改电机", date(2023, 12, 31), "green-factory")
    address = href("readiness_plan", key=plan.key)
    for language in ("zh-hans", "en"):
        client.cookies["language"] = language
        assert client.get(address).status_code == 200
        assert client.get(href("readiness_plan_paper", key=plan.key)).content.startswith(b"%PDF")
    officer = seat(town.cast.districts[site.district])
    other = seat(next(acting for code, acting in town.cast.districts.items() if code != site.district))
    seen = reverse("district:plan", kwargs={"key": plan.key})
    assert officer.get(seen).status_code == 404
    assert client.post(href("readiness_plan_share", key=plan.key)).status_code == 302
    assert officer.get(seen).status_code == 200
    assert officer.get(reverse("district:plan_paper", kwargs={"key": plan.key})).content.startswith(b"%PDF")
    for name in ("district:plans", "district:desk"):
        assert town.company().organisation.name in text_of(officer.get(reverse(name)))
    assert other.get(seen).status_code == 404
    assert "No plan was shared" in text_of(other.get(reverse("district:plans")))
    assert client.post(href("readiness_plan_share", key=plan.key)).status_code == 409
    assert client.post(href("readiness_plan_take_back", key=plan.key)).status_code == 302
    assert officer.get(seen).status_code == 404


def test_what_is_anothers_does_not_exist(town, client, site):
    plan = saved(client, site)
    other = seat(town.company(1).submitter)
    for name in ("readiness_title", "readiness_explanation", "readiness_explanation_paper"):
        assert other.get(href(name, site=site.key, title="green-factory")).status_code == 404, name
    assert other.get(href("readiness", site=site.key)).status_code == 404
    assert client.get(href("readiness_title", site=site.key, title="no-such-title")).status_code == 404
    for name, verb in product(("readiness_plan", "readiness_plan_paper", "readiness_plan_share", "readiness_plan_take_back"), ("get", "post")):
        assert getattr(other, verb)(href(name, key=plan.key)).status_code in {404, 405}, name


def test_a_score_is_explained_with_links_to_figures_evidence_and_the_law(town, client):
    engagement = make_engagement(town, "signed")
    key = engagement.application.key
    for which in ("self-evaluation", "verified"):
        response = client.get(href("application_explanation", key=key, which=which))
        links = page(response).xpath("//main//a/@href")
        assert any("/rules/" in link and "#GF-2018-" in link for link in links)
        assert any("/databooks/" in link and "#id_" in link for link in links)
        assert "In plain words" in text_of(response)
        assert client.get(href("application_explanation_paper", key=key, which=which)).content.startswith(b"%PDF")
    assert client.get(href("application_explanation", key=key, which="dreamt")).status_code == 404
    site = engagement.application.site
    assert client.get(href("readiness_explanation_paper", site=site.key, title="green-factory")).content.startswith(b"%PDF")


def test_the_rings_ask_the_same_number_of_questions_whatever_was_kept(town, client, site):
    make_application(town, "draft")
    client.get(href("readiness", site=site.key))
    few = _asked(client, site)
    for year in range(2010, 2020):
        actions.begin(site=site, year=year, by=town.company().filler, at=BEGUN)
    for _ in range(10):
        saved(client, site, **{"holds_GF18-B1": "no"})
    actions.keep_check(
        site=site,
        title_code="green-factory",
        year=2022,
        table=_table(town),
        answers={"GF18-B1": Answer("GF18-B1", holds=True)},
        by=town.company().filler,
        at=BEGUN,
    )
    assert _asked(client, site) <= few


def _table(town):
    from sinople.schemes.queries import table_of

    return table_of(town.call)


def _asked(client, site):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(href("readiness", site=site.key)).status_code == 200
    return len(captured)
