"""The administrator's pages: posts of officials given and ended."""

import pytest
from django.urls import reverse

from sinople.kernel.acting import Role
from sinople.people import queries
from sinople.people.models import User
from tests.makers import BEGUN, DAY, make_person
from tests.web.sitting import links_of, page, seat, set_moment, text_of

pytestmark = pytest.mark.django_db


def test_posts_are_given_and_ended(town):
    set_moment(BEGUN)
    person = make_person("周某")
    user = User.objects.get(person=person)
    client = seat(town.cast.officers["administrator"])
    address = reverse("office:posts", kwargs={"user": user.username})
    assert address in links_of(client.get(reverse("office:people"), {"after": user.username[:-1]}), "/office/people/")
    assert "No post at an authority" in text_of(client.get(address))
    assert "Please mend" in text_of(client.post(address, {}))
    wrong = client.post(address, {"role": "leader", "district": "440306"})
    assert (wrong.status_code, "belongs to a district" in text_of(wrong)) == (409, True)
    assert client.post(address, {"role": "district_officer", "district": "440306"}).status_code == 302
    assert queries.roles_of(person.pk, BEGUN + DAY) == [Role.DISTRICT_OFFICER]
    end = page(client.get(address)).xpath("//form[contains(@action, '/end/')]/@action")[0]
    assert client.post(end).status_code == 302
    again = client.post(end)
    assert (again.status_code, "ended already" in text_of(again)) == (409, True)
    assert queries.roles_of(person.pk, BEGUN + DAY) == []


def test_nobody_gives_themselves_a_post(town):
    own = town.cast.officers["administrator"]
    client = seat(own)
    address = reverse("office:posts", kwargs={"user": User.objects.get(person_id=own.person_id).username})
    assert "Nobody gives themselves a post" in text_of(client.get(address))
    assert client.post(address, {"role": "leader"}).status_code == 403
    assert seat(town.cast.officers["auditor"]).get(address).status_code == 403
