"""What stands around every page: the right desk, the way marked, the demonstration's date."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import include, path, resolve

from sinople.kernel.acting import ANYONE, Acting, Role
from sinople.web import context
from sinople.web.door.parts import MOMENT


def nothing(_request):
    return HttpResponse()


DISTRICT = ([path("", nothing, name="desk"), path("applications/", nothing, name="applications")], "district")
PUBLIC = ([path("", nothing, name="home"), path("calls/", nothing, name="calls")], "public")
DEMONSTRATION = ([path("day/", nothing, name="day"), path("due/", nothing, name="due")], "demonstration")
urlpatterns = [path("district/", include(DISTRICT)), path("demonstration/", include(DEMONSTRATION)), path("", include(PUBLIC)), path("parts/", nothing)]
pytestmark = [pytest.mark.urls(__name__)]
OFFICER = Acting(person_id=1, name="吴科", role=Role.DISTRICT_OFFICER, district="baoan")


def ask(address, acting=ANYONE):
    request = RequestFactory().get(address)
    request.resolver_match = resolve(address)
    request.acting, request.moment, request._messages = acting, MOMENT, []
    return request


@pytest.mark.parametrize(
    ("address", "acting", "desk", "current"),
    [
        ("/", ANYONE, "public", "/"),
        ("/calls/", ANYONE, "public", "/calls/"),
        ("/district/applications/", OFFICER, "district", "/district/applications/"),
        ("/district/", OFFICER, "district", "/district/"),
        ("/calls/", OFFICER, "public", "/calls/"),
        ("/parts/", OFFICER, "district", ""),
    ],
)
def test_the_desk_and_its_way(address, acting, desk, current):
    found = context.page(ask(address, acting))["desk"]
    assert found.name == desk
    assert [href for _label, href, here in found.nav if here] == ([current] if current else [])


def test_ways_without_a_page_are_left_out():
    assert [href for _label, href, _here in context.page(ask("/"))["desk"].nav] == ["/", "/calls/"]


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_words_and_a_desk(role):
    assert context.ROLE_WORDS[role]
    assert context.desk_name(Acting(person_id=1, role=role)) in context.NAVIGATION
    assert context.desk_name(Acting(person_id=1, role=role)) != "public"


def test_the_demonstration_shows_its_date_and_the_ways_there_are():
    with override_settings(CLOCK_MOVABLE=True):
        found = context.page(ask("/"))["demonstration"]
    assert found.today == MOMENT.date()
    assert [href for _label, href in found.moves] == ["/demonstration/day/", "/demonstration/due/"]


def test_in_production_there_is_no_demonstration():
    with override_settings(CLOCK_MOVABLE=False):
        assert context.page(ask("/"))["demonstration"] is None
