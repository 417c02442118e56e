"""A passkey in a real browser with a virtual device: added, used as second factor and alone, renamed, removed; nothing blocked by the content policy."""

import re
import subprocess
import sys
from itertools import islice

import pytest
from playwright.sync_api import Page, expect

from demonstration import names
from tests.journeys.conftest import ROOT, environment_of

pytestmark = pytest.mark.journey
PASSWORD = "a-Long-one-2023"


def test_a_passkey_opens_the_account_and_is_taken_away_again(full_city):
    page = full_city.page()
    site = full_city.address.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, never to a number
    devices = with_device(page)
    sign_up(page, site)
    confirm_mail(full_city)
    add(page, site, "Telephone")
    expect(page.get_by_role("cell", name="Telephone")).to_be_visible()
    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(re.compile(f"{site}/(?!accounts)"))
    sign_out(page)
    second_factor(page, site)
    page.goto(f"{site}/accounts/2fa/webauthn/")
    page.get_by_role("link", name="Rename").click()
    page.get_by_role("link", name="Use a security key").click()  # whoever sits there shows again that it is they
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_label("Name").fill("Old telephone")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("cell", name="Old telephone")).to_be_visible()
    page.get_by_role("link", name="Remove").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("None yet.")).to_be_visible()
    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("Incorrect code.")).to_be_visible()
    devices.detach()
    page.context.close()
    assert full_city.violations == []


def test_a_device_that_says_no_is_told_on_the_page(full_city):
    page = full_city.page()
    page.goto(f"{full_city.address}/accounts/login/")  # by its number no passkey can belong to this site
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("The device gave no passkey.")).to_be_visible()
    page.context.close()


def with_device(page: Page):
    """Plug a virtual device in: it verifies its owner and keeps its keys."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    said = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": said})
    return devices


def sign_up(page: Page, site: str) -> None:
    page.context.add_cookies([{"name": "language", "value": "en", "url": site}])
    page.goto(f"{site}/accounts/signup/")
    typed = {
        "username": "passkey",
        "email": "passkey@sinople.example",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "name": "Key Holder",
        "identity_number": next(islice(names.identity_numbers(), 900, None)),
    }
    for name, value in typed.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile(f"{site}/(?!accounts/signup)"))


def confirm_mail(city) -> None:
    """What the link in the letter does; the letter itself left for a mail server that no journey has."""
    said = "from allauth.account.models import EmailAddress; EmailAddress.objects.filter(user__username='passkey').update(verified=True)"
    subprocess.run([sys.executable, "manage.py", "shell", "-v0", "-c", said], cwd=ROOT, env=environment_of(city.folder), check=True)


def add(page: Page, site: str, name: str) -> None:
    page.goto(f"{site}/profile/")
    page.get_by_role("link", name="Second factor").click()
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password").fill(PASSWORD)  # a new door into the account asks once more
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_url(re.compile("recovery-codes"))
    page.goto(f"{site}/accounts/2fa/webauthn/")


def second_factor(page: Page, site: str) -> None:
    """The password alone no longer opens the account."""
    page.locator("[name=login]").fill("passkey")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(re.compile("2fa/authenticate"))
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(re.compile(f"{site}/(?!accounts)"))


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").first.click()
    page.wait_for_load_state()
    page.goto(re.match(r"https?://[^/]+", page.url)[0] + "/accounts/login/")
