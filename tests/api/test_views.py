"""The public read API: the same truth as the register, described by OpenAPI, open to everybody, writing nothing."""

import pytest
from django.test import Client

from sinople.audit.models import Line
from tests.makers import make_grant

pytestmark = pytest.mark.django_db


def test_the_register_and_its_pages(town):
    grant = make_grant(town)
    answered = Client().get("/api/v1/titles?limit=1").json()
    assert [row["number"] for row in answered["titles"]] == [grant.number]
    assert Client().get(f"/api/v1/titles?after={answered['after']}").json()["titles"] == []


@pytest.mark.parametrize("words", ["number", "key"])
def test_a_certificate_is_verified_by_number_and_by_key(town, words):
    grant = make_grant(town)
    answered = Client().get(f"/api/v1/titles/{getattr(grant, words)}/verification").json()
    assert (answered["is_valid"], answered["digest"]) == (True, grant.digest)


def test_a_certificate_that_nobody_issued_is_not_found(town):
    answered = Client().get("/api/v1/titles/SZ-GF-1999-0001/verification")
    assert (answered.status_code, answered.json()) == (404, {"message": "There is no certificate with this number."})


def test_calls_and_notices_show_what_is_published_only(town):
    make_grant(town)
    calls, notices = Client().get("/api/v1/calls").json(), Client().get("/api/v1/notices").json()
    assert [call["key"] for call in calls] == [town.call.key]
    assert [notice["candidates"] for notice in notices] == [1]


def test_it_describes_itself_and_writes_nothing(town):
    before = Line.objects.count()
    described = Client().get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    for path in described["paths"]:
        assert Client().get(path.replace("{number}", "x")).status_code in {200, 404}
        assert Client().post(path.replace("{number}", "x")).status_code == 405
    assert Line.objects.count() == before


@pytest.mark.parametrize("query", ["limit=-1", "limit=100000", "after=nonsense", "district='"])
def test_odd_questions_are_answered_or_refused_but_never_break(town, query):
    assert Client().get(f"/api/v1/titles?{query}").status_code in {200, 422}


def test_a_character_that_no_text_can_hold_is_refused(town):
    assert Client().get("/api/v1/titles?words=%00").status_code == 400
    assert Client().get("/register/?words=%00").status_code == 400
    assert Client().post("/language/", {"language": "en\0"}).status_code == 400
