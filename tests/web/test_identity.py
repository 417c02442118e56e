"""Acting for a company by the province's unified identity, against a provider process of our own that tells the truth, or lies."""

import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

import pytest
from django.urls import reverse

from sinople.people import queries
from sinople.people.models import Membership, Organisation, ProofOfAuthority
from tests import makers
from tests.makers import BEGUN, make_acting, make_person
from tests.stories import verbs_of
from tests.web.sitting import page, seat, set_moment, text_of

pytestmark = pytest.mark.django_db
TYPED = {"kind": "enterprise", "industry": "39", "district": "440306", "address": "路一号", "legal_representative": "某", "role": "submitter"}


class Stay(HTTPRedirectHandler):
    def redirect_request(self, *_args):
        return None


@pytest.fixture(scope="module")
def provider():
    running = subprocess.Popen([sys.executable, Path(__file__).parents[1] / "provider.py"], stdout=subprocess.PIPE, text=True)
    yield f"http://127.0.0.1:{running.stdout.readline().strip()}"
    running.terminate()
    running.wait()


@pytest.fixture
def client(town, provider, settings):
    settings.UNIFIED_IDENTITY = (provider, "sinople", "secret")
    set_moment(BEGUN)
    made = make_acting("expert", person=make_person("法人"))
    browser = seat(made)
    browser.acting = made
    return browser


def gone_there(client, **told):
    """Fill in the form, follow the link, sign in there; return what the browser brings back."""
    shown = client.post(reverse("door:identity"), TYPED)
    way = next(href for href in page(shown).xpath("//main//a/@href") if "/authorize" in href)
    try:
        build_opener(Stay).open(f"{way}&{urlencode(told)}")
    except HTTPError as answered:
        found = urlsplit(answered.headers["Location"])
    assert found.path == reverse("door:identity_return")
    return {name: values[0] for name, values in parse_qs(found.query).items()}


def come_back(client, brought):
    assert client.get(reverse("door:identity_return"), brought).status_code == 200
    return client.post(reverse("door:identity_return"), brought)


def test_the_legal_person_acts_at_once_and_the_proof_is_kept(client):
    code = next(makers._codes)
    brought = gone_there(client, credit_code=code)
    assert come_back(client, brought).status_code == 302
    body = Organisation.objects.get(credit_code=code)
    post = Membership.objects.get(organisation=body)
    proof = ProofOfAuthority.objects.get(organisation=body)
    assert (post.person_id, post.role, proof.state) == (client.acting.person_id, "submitter", "confirmed")
    assert proof.identity_token.count(".") == 2
    assert verbs_of(proof) == ["confirm"]
    again = come_back(client, brought)
    assert (again.status_code, "not begun in this browser, or was used already" in text_of(again)) == (409, True)
    assert "unified identity instead of papers" in text_of(client.get(reverse("door:organisation")))


@pytest.mark.parametrize(
    ("lie", "said"),
    [
        ("audience", "cannot be trusted"), ("issuer", "cannot be trusted"), ("nonce", "cannot be trusted"), ("signature", "cannot be trusted"), ("unsigned", "cannot be trusted"),
        ("expired", "cannot be trusted"), ("denied", "did not let you in (access_denied)"),
    ],
)  # fmt: skip
def test_a_lie_changes_nothing(client, lie, said):
    before = Organisation.objects.count()
    response = come_back(client, gone_there(client, credit_code=next(makers._codes), lie=lie))
    assert (response.status_code, said in text_of(response)) == (409, True)
    assert (Organisation.objects.count(), ProofOfAuthority.objects.count()) == (before, 0)


@pytest.mark.parametrize(
    ("told", "said"), [({}, "names no company"), ({"credit_code": "91440300MA5F00001B"}, "credit code"), ({"identity_number": "110101199001011237"}, "")]
)
def test_what_the_service_does_not_know(client, told, said):
    if "identity_number" in told:
        told, said = {"credit_code": next(makers._codes), "identity_number": next(makers._identities)}, "Another person signed in"
    response = come_back(client, gone_there(client, **told))
    assert (response.status_code, said in text_of(response)) == (409, True)


def test_a_company_that_somebody_holds_is_the_districts_to_hear(client, town):
    response = come_back(client, gone_there(client, credit_code=town.company().organisation.credit_code))
    assert (response.status_code, "is held already" in text_of(response)) == (409, True)
    assert len(queries.members_of(town.company().organisation.pk, BEGUN)) == 2


def test_another_browsers_code_is_nothing(client, town):
    brought = gone_there(client, credit_code=next(makers._codes))
    stranger = seat(town.company().filler)
    response = stranger.post(reverse("door:identity_return"), brought)
    assert (response.status_code, "not begun in this browser" in text_of(response)) == (409, True)


def test_a_service_that_is_down_or_not_set(client, settings):
    settings.UNIFIED_IDENTITY = ("http://127.0.0.1:9", "sinople", "secret")
    response = client.post(reverse("door:identity"), TYPED)
    assert (response.status_code, "does not answer as it should" in text_of(response)) == (409, True)
    settings.UNIFIED_IDENTITY = ("", "", "")
    assert client.get(reverse("door:identity")).status_code == client.get(reverse("door:identity_return")).status_code == 404
    assert "unified identity" not in text_of(client.get(reverse("door:organisation")))
