"""The address behind our own proxies, and nobody else's claim; the lock after five bad tries goes by it."""

from ipaddress import ip_network

import pytest
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse

from sinople.people.models import User
from sinople.web.proxies import RealAddress, address_of
from tests.makers import make_person

OURS = (ip_network("10.0.0.0/8"), ip_network("127.0.0.1"))


@pytest.mark.parametrize(
    ("nearest", "forwarded", "found"),
    [
        ("10.0.0.1", "203.0.113.7", "203.0.113.7"), ("10.0.0.1", "198.51.100.9, 203.0.113.7", "203.0.113.7"), ("10.0.0.1", "203.0.113.7, 10.0.0.2", "203.0.113.7"),
        ("203.0.113.7", "198.51.100.9", "203.0.113.7"), ("10.0.0.1", "", "10.0.0.1"), ("10.0.0.1", "rubbish", "10.0.0.1"), ("", "203.0.113.7", ""),
        ("10.0.0.1", "10.0.0.3", "10.0.0.3"), ("10.0.0.1", "2001:db8::1", "2001:db8::1"),
    ],
)  # fmt: skip
def test_the_first_address_that_is_not_ours(nearest, forwarded, found):
    request = RequestFactory().get("/", REMOTE_ADDR=nearest, headers={"X-Forwarded-For": forwarded})
    with override_settings(TRUSTED_PROXIES=OURS):
        RealAddress(address_of)(request)
    assert address_of(request) == found


def test_without_proxies_the_header_is_nothing():
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": "203.0.113.7"})
    RealAddress(address_of)(request)
    assert address_of(request) == "10.0.0.1"


@pytest.mark.django_db
@pytest.mark.parametrize(("trusted", "locked_out"), [(OURS, False), ((), True)], ids=["behind our proxy", "control"])
def test_five_bad_tries_lock_their_own_address_alone(trusted, locked_out):
    user = User.objects.get(person=make_person())
    user.set_password("a long enough one 7")
    user.save()

    def tried(password, address):
        typed = {"login": user.username, "password": password}
        return Client().post(reverse("account_login"), typed, REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": address}).status_code

    with override_settings(TRUSTED_PROXIES=trusted):
        assert [tried("wrong", "198.51.100.9") for _ in range(5)][-1] == 429
        assert tried("a long enough one 7", "198.51.100.9") == 429
        assert tried("a long enough one 7", "203.0.113.7") == (429 if locked_out else 302)
