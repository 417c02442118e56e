"""Every page of the applicant answers in every state, in both languages, and shows only what is one's own."""

from itertools import product

import pytest
from django.urls import reverse

from tests.makers import BEGUN, DAY, make_application, make_case, make_engagement, make_grant
from tests.web.sitting import links_of, seat, set_moment, text_of

pytestmark = pytest.mark.django_db
PAGES = ("application", "materials", "declaration", "reopening", "evaluator", "statement", "submission", "correction", "withdrawal")
STATES = ("draft", "declared", "verified", "handed_in", "returned", "withdrawn", "closed")


@pytest.mark.parametrize("state", STATES)
def test_pages_of_an_application_in_every_state(town, state):
    application = make_application(town, state)
    set_moment(BEGUN + 5 * DAY)
    client = seat(town.company().submitter)
    for language, name in product(("zh-hans", "en"), PAGES):
        client.cookies["language"] = language
        assert client.get(reverse(f"applicant:{name}", kwargs={"key": application.key})).status_code == 200, (language, name)
    groups = list(
        links_of(client.get(reverse("applicant:answers", kwargs={"key": application.key}), follow=True), f"/applicant/applications/{application.key}/answers/")
    )
    assert len(groups) >= 6
    for href in groups:
        assert client.get(href).status_code == 200


def test_pages_without_a_thing(town):
    make_application(town, "draft", partly=True)
    set_moment(BEGUN + DAY)
    client = seat(town.company().submitter)
    for name in ("desk", "calls", "certificates", "organisation", "sites", "databooks", "applications"):
        assert client.get(reverse(f"applicant:{name}")).status_code == 200, name
    desk = client.get(reverse("applicant:desk"))
    assert "things are missing" in text_of(desk)
    book = next(href for href in links_of(client.get(reverse("applicant:databooks")), "/applicant/databooks/") if href != "/applicant/databooks/")
    assert client.get(book).status_code == 200


def test_engagement_and_case_pages(town):
    engagement = make_engagement(town, "signed")
    client = seat(town.company().submitter)
    set_moment(BEGUN + DAY)
    assert "Conclusion" in text_of(client.get(reverse("applicant:engagement", kwargs={"key": engagement.key})))
    assert client.get(reverse("applicant:engagement_end", kwargs={"key": engagement.key})).status_code == 200
    case = make_case(town, n=1)
    other = seat(town.company(1).submitter)
    assert other.get(reverse("applicant:case", kwargs={"key": case.key})).status_code == 302
    assert other.get(reverse("applicant:receipt", kwargs={"key": case.application.key})).status_code == 200


def test_the_certificate_can_be_downloaded(town):
    grant = make_grant(town)
    client = seat(town.company().submitter)
    paper = next(links_of(client.get(reverse("applicant:certificates")), "/papers/"))
    assert client.get(paper).content.startswith(b"%PDF")
    assert client.get(reverse("applicant:grant", kwargs={"key": grant.key})).status_code == 200


def test_what_is_anothers_does_not_exist(town):
    application = make_application(town, "draft")
    engagement = make_engagement(town, "invited", n=2)
    client = seat(town.company(1).submitter)
    for name in PAGES:
        assert client.get(reverse(f"applicant:{name}", kwargs={"key": application.key})).status_code == 404, name
    assert client.get(reverse("applicant:engagement", kwargs={"key": engagement.key})).status_code == 404
