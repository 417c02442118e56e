"""One post: a refusal leaves nothing but its line, nothing typed is lost, a repeat does nothing twice, a lost session gives back what was sent."""

from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.test import Client
from django.urls import include, path

from sinople.audit.models import Line
from sinople.audit.queries import lines_of
from sinople.kernel.acting import CLOCK, Role
from sinople.kernel.ids import new_key
from sinople.kernel.refused import Ground, Refused
from sinople.letters.actions import write
from sinople.letters.models import Letter
from sinople.people import actions as people
from sinople.people.models import Authority, User
from sinople.posts import actions as posts
from sinople.posts import queries as post_queries
from sinople.posts.models import Answered, Draft, Parked, Presence
from sinople.web.requests import bind
from tests.makers import BEGUN, make_acting, make_organisation, make_person
from tests.racing import race

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.test_posts")]
BACKEND = "sinople.people.backends.Accounts"


class Words(forms.Form):
    words = forms.CharField()
    many = forms.MultipleChoiceField(choices=[(c, c) for c in "abc"], required=False)


def act(request):
    """Write a letter, then do as the words say."""
    form = bind(Words, request)
    if request.method == "POST" and form.is_valid():
        return _act(request, form.cleaned_data["words"])
    said = "" if request.refused is None else str(request.refused)
    return HttpResponse(f"[{form['words'].value() or ''}][{','.join(form['many'].value() or [])}][{said}][{getattr(form, 'refused_field', '')}]")


def _act(request, words):
    write(to=[1], message=words, about=("t", new_key()), at=request.moment)
    if words == "refuse":
        raise Refused("Please mend %(what)s.", field="words", what="it", grounds=[Ground("One.")])
    if words == "deny":
        raise PermissionDenied
    if words == "break":
        raise ZeroDivisionError
    return redirect(f"/act/?done={words}")


def wrong_order(request):
    """The control: the refusal is caught inside the transaction."""
    with transaction.atomic():
        try:
            return _act(request, request.POST["words"])
        except Refused:
            return HttpResponse("refused", status=409)


wrong_order.own_transaction = True
urlpatterns = [path("act/", act), path("wrong/", wrong_order), path("", include("config.urls"))]


@pytest.fixture
def user():
    with transaction.atomic():
        made = User.objects.get(person=make_person())
        people.appoint(person=made.person, role=Role.FILLER, organisation=make_organisation(), by=CLOCK, at=BEGUN)
    return made


@pytest.fixture
def browser(user):
    made = Client(raise_request_exception=False)
    made.force_login(user, backend=BACKEND)
    return made


def send(browser, words="go", **typed):
    return browser.post("/act/", {"words": words, **typed})


def test_an_act_is_done_and_leads_on(browser):
    response = send(browser)
    assert (response.status_code, response["Location"]) == (302, "/act/?done=go")
    assert Letter.objects.count() == 1


def test_a_refusal_leaves_nothing_but_its_line_and_gives_back_what_was_typed(browser, user):
    before = Line.objects.count()
    response = send(browser, "refuse", many=["a", "c"])
    assert response.status_code == 409
    assert response.content.decode() == "[refuse][a,c][Please mend it. One.][words]"
    assert Letter.objects.count() == 0
    assert Line.objects.count() == before + 1
    told = lines_of("refusal", str(user.person_id))[-1]
    assert (told.verb, told.facts["address"], told.facts["refusal"]) == ("refused", "/act/", "Please mend %(what)s.")
    assert told.facts["values"] == {"what": "it", "grounds": ["One."]}


def test_the_wrong_order_would_keep_what_was_written(browser):
    assert browser.post("/wrong/", {"words": "refuse"}).status_code == 409
    assert Letter.objects.count() == 1


@pytest.mark.parametrize(("words", "status", "lines"), [("deny", 403, 1), ("break", 500, 0)])
def test_what_is_denied_or_breaks_leaves_nothing(browser, words, status, lines):
    before = Line.objects.count()
    assert send(browser, words).status_code == status
    assert Letter.objects.count() == 0
    assert Line.objects.count() == before + lines


def test_a_repeated_post_gets_the_same_answer_and_writes_nothing(browser):
    first = send(browser, post_key="abc")
    rows = (Letter.objects.count(), Line.objects.count(), Answered.objects.count())
    for words in ("go", "something else"):
        again = send(browser, words, post_key="abc")
        assert (again.status_code, again["Location"]) == (first.status_code, first["Location"])
    assert (Letter.objects.count(), Line.objects.count(), Answered.objects.count()) == rows == (1, rows[1], 1)


def test_without_a_key_or_with_another_the_act_is_done_again(browser):
    for typed in ({}, {}, {"post_key": "a"}, {"post_key": "b"}):
        send(browser, **typed)
    assert Letter.objects.count() == 4


def test_a_refused_post_may_be_sent_again_with_its_key(browser):
    assert send(browser, "refuse", post_key="abc").status_code == 409
    assert send(browser, "go", post_key="abc").status_code == 302
    assert Letter.objects.count() == 1


def test_the_key_of_another_person_is_another_key(browser):
    send(browser, post_key="abc")
    other = Client()
    other.force_login(User.objects.get(person=make_person()), backend=BACKEND)
    send(other, post_key="abc")
    assert Letter.objects.count() == 2


def test_an_act_forgets_its_draft(browser, user):
    posts.save_draft(person_id=user.person_id, path="/act/", typed="words=half", at=BEGUN)
    assert post_queries.draft_of(user.person_id, "/act/").typed == "words=half"
    send(browser, "refuse")
    assert Draft.objects.count() == 1
    send(browser)
    assert Draft.objects.count() == 0


def test_a_lost_session_parks_the_post_and_gives_it_back(browser, user):
    stranger = Client()
    response = send(stranger, "half a page", many=["b"], post_key="abc", csrfmiddlewaretoken="x")
    assert response.status_code == 302
    assert Letter.objects.count() == 0
    back = parse_qs(urlsplit(response["Location"]).query)["next"][0]
    assert urlsplit(response["Location"]).path == "/accounts/login/"
    assert "abc" not in Parked.objects.get().typed
    assert post_queries.parked_path(Parked.objects.get().key) == "/act/"
    assert browser.get(back).content.decode() == "[][][][]", "another browser that learnt the address gets nothing"
    stranger.force_login(user, backend=BACKEND)
    assert stranger.get(back).content.decode() == "[half a page][b][][]"
    send(stranger)
    assert (stranger.get(back).content.decode(), Parked.objects.count()) == ("[][][][]", 0), "it is given back until the form is sent"
    assert browser.get(back.replace("/act/", "/accounts/login/")).status_code in {200, 302}


def test_what_was_parked_is_for_its_own_address_and_kept_a_week():
    key = posts.park(path="/act/", typed="words=x", at=BEGUN)
    assert post_queries.parked(key, "/other/") is None
    assert post_queries.parked("nothing", "/act/") is None
    posts.tidy(at=BEGUN + posts.KEPT_FOR)
    assert post_queries.parked(key, "/act/")["words"] == "x"
    posts.tidy(at=BEGUN + posts.KEPT_FOR + timedelta(seconds=1))
    assert post_queries.parked(key, "/act/") is None
    assert post_queries.parked_path(key) == ""


def test_who_else_has_it_open():
    posts.be_present(kind="t", key="k", person_id=1, at=BEGUN)
    posts.be_present(kind="t", key="k", person_id=2, at=BEGUN)
    posts.be_present(kind="t", key="k", person_id=2, at=BEGUN + timedelta(minutes=1))
    assert post_queries.others_at("t", "k", 1, BEGUN + timedelta(minutes=1)) == [2]
    assert post_queries.others_at("t", "k", 2, BEGUN + timedelta(minutes=1)) == [1]
    assert post_queries.others_at("t", "k", 1, BEGUN + timedelta(minutes=3, seconds=1)) == []
    assert Presence.objects.count() == 2


def seen(browser, minutes):
    from sinople.audit.queries import moment

    session = browser.session
    session["seen_at"] = (moment() - timedelta(minutes=minutes)).isoformat()
    session.save()


@pytest.mark.parametrize(
    ("role", "minutes", "stays"),
    [(None, 29, True), (None, 31, False), (Role.CITY_OFFICER, 14, True), (Role.CITY_OFFICER, 16, False), (Role.AUDITOR, 16, False)],
)
def test_idle_limits(role, minutes, stays):
    """Thirty minutes for everybody, fifteen for officials (G20)."""
    acting = make_acting(role) if role else make_acting(Role.EXPERT)
    browser = Client()
    browser.force_login(User.objects.get(person_id=acting.person_id), backend=BACKEND)
    browser.get("/act/")
    seen(browser, minutes)
    response = browser.get("/act/")
    assert (response.status_code == 200) is stays
    if not stays:
        assert response["Location"].startswith("/accounts/login/")
        assert browser.get("/act/").status_code == 302
    else:
        assert datetime.fromisoformat(browser.session["seen_at"]) > BEGUN


@pytest.mark.parametrize(("comes_back", "given"), [("the same person", "half"), ("another person", "")])
def test_an_idle_officials_post_is_given_back_to_that_person_alone(comes_back, given):
    acting = make_acting(Role.LEADER)
    account = User.objects.get(person_id=acting.person_id)
    browser = Client()
    browser.force_login(account, backend=BACKEND)
    browser.get("/act/")
    seen(browser, 20)
    back = parse_qs(urlsplit(send(browser, "half")["Location"]).query)["next"][0]
    assert (Letter.objects.count(), Parked.objects.count()) == (0, 1)
    other = User.objects.get(person_id=make_acting(Role.LEADER).person_id)
    browser.force_login(account if comes_back == "the same person" else other, backend=BACKEND)
    assert browser.get(back).content.decode() == f"[{given}][][][]"


@pytest.mark.parametrize(
    ("role", "demanded"),
    [(Role.CITY_OFFICER, True), (Role.LEADER, True), (Role.POOL_KEEPER, True), (Role.AUDITOR, True), (Role.ADMINISTRATOR, True), (Role.EXPERT, False)],
)
def test_a_second_factor_is_demanded_of_officials(settings, role, demanded):
    settings.DEMAND_SECOND_FACTOR = True
    acting = make_acting(role)
    browser = Client()
    browser.force_login(User.objects.get(person_id=acting.person_id), backend=BACKEND)
    response = browser.get("/act/")
    assert (response.status_code == 302 and "totp" in response["Location"]) is demanded


def test_an_officer_of_another_post_needs_it_at_every_desk(settings):
    settings.DEMAND_SECOND_FACTOR = True
    person = make_person()
    people.appoint(person=person, role=Role.EXPERT, by=CLOCK, at=BEGUN)
    body = Authority.objects.create(level="city", name_zh="局", name_en="bureau")
    people.appoint(person=person, role=Role.LEADER, authority=body, by=CLOCK, at=BEGUN)
    browser = Client()
    browser.force_login(User.objects.get(person=person), backend=BACKEND)
    assert "totp" in browser.get("/act/")["Location"]


def test_five_bad_tries_lock_the_user_at_that_address():
    made = make_person()
    account = User.objects.get(person=made)
    account.set_password("right-and-long-enough")
    account.save()
    browser = Client(REMOTE_ADDR="203.0.113.7")
    tries = [browser.post("/accounts/login/", {"login": account.username, "password": "wrong"}).status_code for _ in range(6)]
    assert tries[0] == 200
    assert tries[-1] == 429
    right = {"login": f" {account.username.upper()} ", "password": "right-and-long-enough"}
    assert browser.post("/accounts/login/", right).status_code == 429
    assert (
        Client(REMOTE_ADDR="203.0.113.8").post("/accounts/login/", right | {"login": account.username}).status_code == 302
    )  # nobody is locked out from elsewhere


@pytest.mark.django_db(transaction=True)
def test_the_same_post_twice_at_once_is_done_once(user):
    browsers = []
    for _ in range(2):
        browsers.append(Client())
        browsers[-1].force_login(user, backend=BACKEND)
        browsers[-1].get("/act/")
    results = race(lambda n: send(browsers[n], post_key="abc"), in_one=False)
    assert Letter.objects.count() == Answered.objects.count() == 1, results
    assert {response.status_code for response in results} == {302}, results
    assert len({response["Location"] for response in results}) == 1
