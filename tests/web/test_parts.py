"""Every part is drawn with its example, in both languages, and the page keeps the house's rules."""

import json
import re
from html.parser import HTMLParser

import lxml.html
import pytest
from django import forms
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.test import RequestFactory, override_settings
from django.urls import include, path
from django.utils import translation

from sinople.kernel.acting import ANYONE, Acting, Role
from sinople.web.answers import answer
from sinople.web.door import parts as shown

urlpatterns = [path("parts/", shown.parts, name="parts"), path("accounts/", include("allauth.urls"))]
pytestmark = [pytest.mark.urls(__name__)]


def ask(acting: Acting = ANYONE, **headers: str) -> HttpRequest:
    """Make the request of somebody, with what the middleware would have put on it."""
    request = RequestFactory(headers=headers).get("/parts/")
    request.session = SessionStore()
    request._messages = CookieStorage(request)
    request.acting, request.moment, request.refused = acting, shown.MOMENT, None
    request.user = type("Nobody", (), {"is_authenticated": False})()
    return request


def page_of(language: str = "zh-hans") -> str:
    with translation.override(language):
        return draw(ask())


def draw(request: HttpRequest) -> str:
    response: HttpResponse = shown.parts(request)
    assert response.status_code == 200
    return response.content.decode()


def test_every_part_has_an_example():
    folders = {folder.name for folder in shown.COMPONENTS.iterdir() if folder.is_dir()}
    assert folders == set(shown.names_of_parts())


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_part_is_drawn(language):
    page = page_of(language)
    for name in shown.names_of_parts():
        assert f'id="part_{name}"' in page


def test_nothing_is_inline():
    page = page_of()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page)
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)


class Ids(HTMLParser):
    """Collects ids and what points to them."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.wanted: list[str] = []
        self.unnamed: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if said.get("id"):
            self.ids.append(str(said["id"]))
        for name in ("for", "aria-describedby", "aria-labelledby"):
            self.wanted += (said.get(name) or "").split()
        if tag == "img" and not said.get("alt"):
            self.unnamed.append(tag)


def test_ids_are_single_and_what_points_to_them_finds_them():
    found = Ids()
    found.feed(page_of())
    assert sorted(found.ids) == sorted(set(found.ids))
    assert set(found.wanted) <= set(found.ids)
    assert not found.unnamed


def test_a_field_shows_label_hint_unit_and_error():
    page = page_of("en")
    assert '<label class="form-label" for="id_water">Water taken in the year</label>' in page
    assert 'id="id_water_hint"' in page
    assert 'aria-describedby="wrong_water_error"' in page
    assert 'value="100000.50"' in page
    assert 'type="file"' in page
    assert "Never upload anything that holds state secrets." in page


def test_an_upload_carries_the_warning_in_chinese():
    assert "严禁上传涉密信息" in page_of()


def test_the_error_summary_leads_to_the_fields():
    page = page_of()
    assert 'id="errors"' in page
    assert 'href="#wrong_name"' in page


def test_a_refusal_gives_every_ground():
    page = page_of("en")
    assert "The organisation is younger than 3 years." in page
    assert "A serious accident is on record." in page
    assert "sz-2022#6" in page


def test_the_clock_says_why_this_date():
    page = page_of("en")
    assert "7 working days" in page
    assert "Dragon Boat Festival" in page
    assert "make-up working day" in page
    assert "2023-06-26" in page


def test_the_masthead_names_who_is_here():
    page = draw(ask(Acting(person_id=1, name="吴科", role=Role.DISTRICT_OFFICER, district="baoan")))
    assert "吴科" in page
    assert 'action="/accounts/logout/"' in page
    assert "登录</a>" not in page.split("<main")[0]


@pytest.mark.parametrize(("cookie", "theme"), [("dark", 'data-bs-theme="dark"'), ("light", 'data-bs-theme="light"'), ('"><script>', None)])
def test_a_chosen_theme_is_remembered(cookie, theme):
    request = ask()
    request.COOKIES["theme"] = cookie
    head = draw(request).split("<head>")[0]
    assert theme in head if theme else "data-bs-theme" not in head


@override_settings(CLOCK_MOVABLE=True)
def test_the_demonstration_band_needs_its_pages():
    assert "sp-demo" not in draw(ask()).split("<main")[0]


def test_the_right_page_has_one_main_heading_and_landmarks():
    page = page_of()
    assert page.count("<main") == 1
    assert page.count("</footer>") == 1
    assert 'href="#content"' in page
    assert 'lang="zh-Hans-CN"' in page


class Radio:
    """One address as allauth lists them."""

    id, checked = "id_email_0", True
    emailaddress = type("Address", (), {"email": "a@b.example", "verified": True, "primary": False})()


class SignIn:
    """One sign-in as allauth lists them."""

    created_at = last_seen_at = shown.MOMENT
    ip, user_agent = "192.0.2.1", "Browser"

    def is_current(self) -> bool:
        return True


class Codes:
    """Recovery codes as allauth wraps them."""

    def get_unused_codes(self) -> list[str]:
        return ["11112222"]


class Passkey:
    """A passkey as allauth lists it."""

    pk, created_at, last_used_at, name = 1, shown.MOMENT, None, "Telephone"

    def __init__(self, *, is_passwordless: bool = False) -> None:
        self.is_passwordless = is_passwordless

    def wrap(self) -> "Passkey":
        return self


class PasskeyForm(forms.Form):
    """A passkey's form as allauth gives it."""

    instance = Passkey()
    name, passwordless = forms.CharField(), forms.BooleanField()
    credential = forms.JSONField(widget=forms.HiddenInput)


class KeyForm(shown.CodeForm):
    secret = "ABCDEFGH"


# What allauth gives to each of its pages; pages without an entry get the form only.
GIVEN = {
    "account/password_reset_from_key.html": {"token_fail": True},
    "account/email_confirm.html": {"confirmation": None, "email": "a@b.example"},
    "account/email.html": {"emailaddresses": [1], "emailaddress_radios": [Radio()], "can_add_email": True},
    "account/reauthenticate.html": {"reauthentication_alternatives": [{"url": "/x/", "description": "Code"}]},
    "mfa/reauthenticate.html": {"reauthentication_alternatives": []},
    "mfa/index.html": {"authenticators": {"totp": object(), "webauthn": [Passkey()], "recovery_codes": Codes()}, "is_mfa_enabled": True},
    "mfa/authenticate.html": {"webauthn_form": PasskeyForm(), "js_data": {}},
    "mfa/webauthn/add_form.html": {"form": PasskeyForm(), "js_data": {"creation_options": {"name": "</script><b>"}}},
    "mfa/webauthn/edit_form.html": {"form": PasskeyForm()},
    "mfa/webauthn/authenticator_confirm_delete.html": {"authenticator": Passkey()},
    "mfa/webauthn/authenticator_list.html": {"authenticators": [Passkey(), Passkey(is_passwordless=True)]},
    "mfa/webauthn/reauthenticate.html": {"form": PasskeyForm(), "js_data": {}, "reauthentication_alternatives": [{"url": "/x/", "description": "Code"}]},
    "mfa/totp/activate_form.html": {"form": KeyForm(), "totp_svg_data_uri": "data:image/svg+xml;base64,AA=="},
    "mfa/recovery_codes/index.html": {
        "unused_codes": ["11112222"],
        "total_count": 10,
        "can_view_codes": True,
        "can_download_codes": True,
        "can_generate_codes": True,
    },
    "mfa/recovery_codes/generate.html": {"unused_code_count": 3},
    "usersessions/usersession_list.html": {"sessions": [SignIn()], "session_count": 2, "show_last_seen_at": True},
}
PAGES = sorted(
    str(page.relative_to(shown.COMPONENTS.parent))
    for folder in ("account", "mfa", "usersessions", "errors")
    for page in (shown.COMPONENTS.parent / folder).rglob("*.html")
)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_the_door_is_drawn(name, language):
    with translation.override(language):
        page = answer(ask(), name, **{"form": shown.CodeForm(), **GIVEN.get(name, {})}).content.decode()
    assert page.count("<h1>") == 1
    assert "<main" in page


@pytest.mark.parametrize("name", ["account/password_reset_from_key.html", "account/email.html", "mfa/index.html", "account/email_confirm.html"])
def test_pages_of_the_door_are_drawn_in_their_other_state(name):
    other = {
        "account/password_reset_from_key.html": {"form": shown.CodeForm(), "action_url": "/x/"},
        "account/email.html": {"emailaddresses": [], "emailaddress_radios": [], "can_add_email": False},
        "mfa/index.html": {"authenticators": {}, "is_mfa_enabled": False},
        "account/email_confirm.html": {"confirmation": type("C", (), {"key": "k"})(), "email": "a@b.example", "can_confirm": True},
    }
    assert "<h1>" in answer(ask(), name, **other[name]).content.decode()


def test_what_a_device_is_told_stays_within_its_block_of_data():
    page = answer(ask(), "mfa/webauthn/add_form.html", **GIVEN["mfa/webauthn/add_form.html"]).content.decode()
    assert "</script><b>" not in page
    told = lxml.html.fromstring(page).get_element_by_id("js_data").text
    assert json.loads(told) == {"creation_options": {"name": "</script><b>"}}


@pytest.mark.parametrize("code", [500, 503])
def test_the_page_for_faults_needs_no_context(code):
    assert "<h1>" in get_template(f"errors/{code}.html").render()
