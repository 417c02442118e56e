"""A team on one application: who is here now, words to colleagues, the place of a point."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sinople.applications import actions, queries
from sinople.applications.models import Comment, Point
from sinople.kernel.refused import Refused
from sinople.letters.models import Letter
from sinople.people.models import Membership
from sinople.posts.models import Presence
from tests import makers
from tests.makers import BEGUN
from tests.web.sitting import page, seat, set_moment, text_of

pytestmark = pytest.mark.django_db
SOON = BEGUN + timedelta(minutes=1)


def here(town, application):
    """Let the filler open the application, and return what the submitter's page says of it."""
    address = reverse("applicant:presence", args=[application.key])
    assert seat(town.company().filler).post(address).status_code == 200

    def asked():
        return seat(town.company().submitter).post(address).content.decode()

    return asked


def test_colleagues_see_who_is_here_until_they_leave(town):
    application = makers.make_application(town)
    set_moment(SOON)
    asked = here(town, application)
    assert town.company().filler.name in asked()
    shown = seat(town.company().submitter).get(reverse("applicant:group", args=[application.key, "basic"]))
    assert town.company().filler.name in page(shown).xpath("string(//*[contains(@class, 'sp-present')])")
    seat(town.company().filler).post(reverse("applicant:presence", args=[application.key]), {"left": "1"})
    assert town.company().filler.name not in asked()


def test_who_has_not_been_heard_of_for_two_minutes_is_not_here(town):
    application = makers.make_application(town)
    set_moment(SOON)
    asked = here(town, application)
    assert town.company().filler.name in asked()
    set_moment(SOON + timedelta(minutes=3))
    assert town.company().filler.name not in asked()


def test_whose_post_has_ended_is_not_here(town):
    application = makers.make_application(town)
    set_moment(SOON)
    asked = here(town, application)
    assert town.company().filler.name in asked()
    Membership.objects.filter(person_id=town.company().filler.person_id).update(until=SOON)
    assert town.company().filler.name not in asked()


def test_strangers_are_told_nothing_and_leave_no_trace(town):
    application = makers.make_application(town)
    before = Presence.objects.count()
    for acting in (town.company(1).filler, town.officer, town.cast.experts[0]):
        client = seat(acting)
        assert client.post(reverse("applicant:presence", args=[application.key])).status_code == 404
        assert client.get(reverse("applicant:comments", args=[application.key])).status_code == 404
    assert Presence.objects.count() == before


def test_a_heartbeat_keeps_nobody_signed_in(town, settings):
    """The control: any other page does."""
    application = makers.make_application(town)
    set_moment(SOON)
    client = seat(town.company().filler)
    client.get(reverse("door:profile"))
    first = client.session["seen_at"]
    set_moment(SOON + timedelta(minutes=5))
    client.post(reverse("applicant:presence", args=[application.key]))
    assert client.session["seen_at"] == first
    client.get(reverse("door:profile"))
    assert client.session["seen_at"] > first


def test_a_comment_reaches_the_colleagues_and_is_resolved_and_opened_again(town):
    application = makers.make_application(town)
    filler, submitter = town.company().filler, town.company().submitter
    client, address = seat(filler), reverse("applicant:comments", args=[application.key])
    set_moment(SOON)
    assert page(client.get(address)).xpath("//select[@name='code']/option")
    assert client.post(address, {"code": "GF18-B1", "words": "Where is the licence?"}).status_code == 302
    made = Comment.objects.get()
    assert list(Letter.objects.filter(once_key__contains=made.key).values_list("person_id", flat=True)) == [submitter.person_id]
    basic = reverse("applicant:group", args=[application.key, "basic"])
    assert "1 open comment" in text_of(client.get(basic))
    assert "Where is the licence?" in text_of(seat(submitter).get(address))
    one = reverse("applicant:comment", args=[application.key, made.key])
    assert seat(submitter).post(one).status_code == 302
    assert "1 open comment" not in text_of(client.get(basic))
    assert f"resolved by {submitter.name}" in text_of(client.get(address))
    client.post(one, {"again": "1"})
    made.refresh_from_db()
    assert (made.resolved_by_id, made.resolved_at) == (None, None)


def test_what_cannot_be_said(town):
    application = makers.make_application(town)
    client, address = seat(town.company().filler), reverse("applicant:comments", args=[application.key])
    for wrong in ({"code": "", "words": "  "}, {"code": "99.9", "words": "x"}, {"code": "", "words": "x" * 601}):
        assert client.post(address, wrong).status_code in {200, 409}
    assert not Comment.objects.exists()
    with pytest.raises(Refused, match="Write what"):
        actions.comment(application=application, code="", words=" ", by=town.company().filler, at=SOON)
    with pytest.raises(PermissionDenied):
        actions.comment(application=application, code="", words="x", by=town.company(1).filler, at=SOON)


def test_comments_ask_as_often_for_sixty_as_for_ten(town):
    application = makers.make_application(town)

    def grow(count):
        rows = [Comment(application=application, words="x", person_id=town.company().filler.person_id, at=SOON) for _ in range(count)]
        Comment.objects.bulk_create(rows)

    def asked():
        with CaptureQueriesContext(connection) as captured:
            found = queries.comments_of(application)
            assert all(row.person.name for row in found)
        return len(captured), len(found)

    grow(10)
    assert asked() == (1, 10)
    grow(50)
    assert asked() == (1, 60)


def test_a_point_of_a_correction_leads_to_the_very_row_or_paper(town):
    application = makers.make_application(town, "returned")
    asker = town.officer.person_id
    for code in ("6.9", "business_licence", ""):
        Point.objects.create(application=application, key=f"k{code[:10]}", stage="formal", code=code, words="look", asked_by_id=asker, asked_at=SOON)
    shown = page(seat(town.company().submitter).get(reverse("applicant:correction", args=[application.key])))
    places = shown.xpath("//section//a[contains(., 'To the very place')]/@href | //div//a[contains(., 'To the very place')]/@href")
    assert any(place.endswith("#id_6.9") for place in places)
    assert any(place.endswith("#id_business_licence") for place in places)
    client = seat(town.company().submitter)
    for place in places:
        address, _hash, anchor = place.partition("#")
        assert page(client.get(address)).xpath(f"//*[@id='{anchor}']")
