"""The access matrix, generated: every address × method × role, with a key that nobody has and with one of another's thing."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from sinople.audit.models import Line
from sinople.kernel.acting import Role
from tests.makers import fresh_application, make_case, make_strangers
from tests.web.sitting import seat, set_moment

pytestmark = pytest.mark.django_db
DESKS = {
    "applicant": {Role.FILLER, Role.SUBMITTER, Role.AGENT}, "evaluator": {Role.EVALUATOR, Role.EVALUATOR_SIGNER}, "district": {Role.DISTRICT_OFFICER},
    "city": {Role.CITY_OFFICER, Role.OFFICE_CLERK, Role.LEADER, Role.POOL_KEEPER}, "expert": {Role.EXPERT}, "office": {Role.AUDITOR, Role.ADMINISTRATOR},
}  # fmt: skip
OPEN = {"public", "help", "api"}
OPEN_NAMES = {"door:language", "door:appearance", "door:parts", "door:health", "door:calendar"}
GUESSED = "zzzzzzzzzzzz"


def addresses() -> list[tuple[str, str]]:
    """Return every named address of the desks, the door, the public and the API, with a key that nobody has."""
    return sorted(_walk(get_resolver(), ""))


def _walk(resolver: URLResolver, namespace: str) -> list[tuple[str, str]]:
    found = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            found += _walk(pattern, pattern.namespace or namespace)
        elif isinstance(pattern, URLPattern) and pattern.name and namespace in {*DESKS, *OPEN, "door"}:
            name = f"{namespace}:{pattern.name}"
            found.append((name, reverse(name, kwargs=dict.fromkeys(pattern.pattern.converters, GUESSED))))
    return found


def verdict(name: str, role: Role | None) -> str:
    """Return what the policy says of an address for a role: open, to the sign-in, not there, own."""
    desk = name.partition(":")[0]
    if desk in OPEN or name in OPEN_NAMES:
        return "open"
    if role is None:
        return "sign in"
    return "own" if desk == "door" or role in DESKS[desk] else "not there"


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_for_every_role(town, method):
    set_moment(town.call.opens_at)
    roles = [(None, Client())] + [(acting.role, seat(acting)) for acting in make_strangers(town).values()]
    assert {role for role, _client in roles if role} >= set(Role) - {Role.AGENT}
    wrong, cells = [], 0
    before = written()
    for name, address in addresses():
        for role, client in roles:
            cells += 1
            status = getattr(client, method)(address).status_code
            if not _is_right(verdict(name, role), status, guessed=GUESSED in address):
                wrong.append((method, name, str(role), status))
    assert wrong == []
    assert cells > 1_500
    assert written() == before, "an empty post, or one to a guessed address, wrote a line"


def written() -> list[str]:
    """Return the verbs written so far. An evaluator may say nothing of itself, so an empty description is an act; a refusal has its line."""
    return list(Line.objects.exclude(verb__in=["refused", "describe"]).order_by("pk").values_list("verb", flat=True))


def _is_right(said: str, status: int, *, guessed: bool) -> bool:
    if said == "sign in":
        return status == 302
    if said == "not there":
        return status == 404
    # A key that nobody has does not exist; an empty post is answered with its errors, a refusal, or not taken at all.
    return status in ({404, 405, 403, 302} if guessed else {200, 302, 403, 404, 405, 409})


def test_what_belongs_to_others_does_not_exist(town):
    case = make_case(town, "district")
    application = fresh_application(case.application)
    set_moment(application.handed_in_at)
    places = [
        (f"{desk}:{page}", key)
        for desk, page, key in (
            ("applicant", "application", application.key), ("applicant", "answers", application.key), ("applicant", "submission", application.key),
            ("applicant", "case", case.key), ("evaluator", "engagement", application.engagements.get().key), ("district", "case", case.key),
            ("district", "application", application.key), ("district", "case_refusal", case.key),
        )
    ]  # fmt: skip
    for acting in make_strangers(town).values():
        client = seat(acting)
        for name, key in places:
            assert client.get(reverse(name, kwargs={"key": key})).status_code == 404, (name, acting.role)
            assert client.post(reverse(name, kwargs={"key": key})).status_code in {404, 405}, (name, acting.role)


def test_the_evidence_of_others_cannot_be_read(town):
    application = make_case(town, "district").application
    key = application.papers.first().evidence_key
    set_moment(application.handed_in_at)
    assert seat(town.district_of(application)).get(reverse("door:file", kwargs={"key": key})).status_code == 200
    for acting in make_strangers(town).values():
        expected = 200 if acting.role in DESKS["city"] else 404
        assert seat(acting).get(reverse("door:file", kwargs={"key": key})).status_code == expected, acting.role
    assert Client().get(reverse("door:file", kwargs={"key": key})).status_code == 302


def test_the_login_page_is_where_the_settings_say():
    assert reverse(settings.LOGIN_URL).startswith("/accounts/")
