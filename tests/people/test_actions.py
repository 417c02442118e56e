"""Persons, posts, organisations, proofs of authority."""

import pytest
from django.http import Http404

from sinople.kernel.acting import ANYONE, CLOCK, Acting, Role
from sinople.people import actions, queries
from sinople.people.backends import Accounts
from sinople.people.forms import SignupForm
from sinople.people.models import Membership, Organisation, Person, Site, User
from sinople.people.rules import grounds_against_posts, person_digest
from tests.makers import BEGUN, DAY, make_acting, make_organisation, make_person, make_strangers
from tests.stories import denied_to_others, last_line, line_count, refused, verbs_of

pytestmark = pytest.mark.django_db
NUMBER = "440305198001010011"


def valid(number):
    from stdnum.cn import ric

    return number[:17] + ric.calc_check_digit(number)


def test_two_accounts_of_one_human_being_are_one_person():
    person = make_person("某甲", accounts=2)
    assert User.objects.filter(person=person).count() == 2
    assert Person.objects.filter(name="某甲").count() == 1
    assert NUMBER not in str(Person.objects.values())


@pytest.mark.parametrize("typed", ["", "1", "44030519800101001", "440305198013010011", "440305198001320011", "44030519800101001A", "140305998001010011"])
def test_what_cannot_be_an_identity_number_is_refused(typed):
    with refused("not an identity number") as caught:
        person_digest(typed, "salt")
    assert caught.value.field == "identity_number"


def test_the_digest_is_salted_and_blind_to_width_and_case():
    number = valid(NUMBER)
    wide = "".join(chr(ord(c) + 0xFEE0) for c in number)
    assert person_digest(wide, "a") == person_digest(f" {number.lower()} ", "a") != person_digest(number, "b")


def test_the_sign_up_form_refuses_a_wrong_number():
    form = SignupForm({"name": "某", "identity_number": "1", "phone": ""})
    assert not form.is_valid()
    assert "identity_number" in form.errors
    assert SignupForm({"name": "某", "identity_number": valid(NUMBER)}).is_valid()


@pytest.mark.parametrize(
    ("held", "wanted", "count"),
    [
        ([], Role.AUDITOR, 0), ([Role.ADMINISTRATOR], Role.AUDITOR, 1), ([Role.AUDITOR], Role.ADMINISTRATOR, 1), ([Role.EXPERT], Role.POOL_KEEPER, 1), ([Role.POOL_KEEPER], Role.EXPERT, 1),
        ([Role.CITY_OFFICER], Role.EXPERT, 0), ([Role.AUDITOR], Role.AUDITOR, 0),
    ],
)  # fmt: skip
def test_grounds_against_posts(held, wanted, count):
    assert len(grounds_against_posts(held, wanted)) == count


def test_appoint_gives_a_post_once():
    person = make_person()
    first = actions.appoint(person=person, role=Role.AUDITOR, by=CLOCK, at=BEGUN)
    assert actions.appoint(person=person, role=Role.AUDITOR, by=CLOCK, at=BEGUN + DAY) == first
    assert queries.roles_of(person.pk, BEGUN) == [Role.AUDITOR]
    with refused(codes=["posts_apart"]):
        actions.appoint(person=person, role=Role.ADMINISTRATOR, by=CLOCK, at=BEGUN)


def test_whoever_leaves_hands_over_first(town):
    company = town.company()
    own, other = (Membership.objects.get(pk=acting.membership_id) for acting in (company.submitter, company.filler))
    denied_to_others(lambda acting: actions.dismiss(membership=own, by=acting, at=BEGUN), make_strangers(town), allowed=["administrator"])
    with refused("Nobody would be left"):
        actions.dismiss(membership=own, by=company.submitter, at=BEGUN)
    actions.appoint(person=make_person(), role=Role.SUBMITTER, organisation=company.organisation, by=company.submitter, at=BEGUN)
    actions.dismiss(membership=own, by=company.submitter, at=BEGUN + DAY)
    with refused("ended already"):
        actions.dismiss(membership=own, by=company.submitter, at=BEGUN + DAY)
    assert own.person_id not in {m.person_id for m in queries.members_of(company.organisation.pk, BEGUN + 2 * DAY)}
    actions.dismiss(membership=other, by=company.submitter, at=BEGUN + DAY)


def registering(**changes):
    facts = {
        "credit_code": "91440300MA5F00001A",
        "name": "某厂",
        "kind": "enterprise",
        "district": "440306",
        "industry": "39",
        "address": "路",
        "legal_representative": "某",
        "at": BEGUN,
    }
    return actions.register(**{**facts, **changes})


def test_register_finds_the_organisation_that_stands(town):
    by, code = make_acting(Role.EXPERT), town.company().organisation.credit_code
    assert registering(credit_code=code, by=by) == town.company().organisation
    with refused("credit code") as caught:
        registering(credit_code="91440300MA5F00001B", by=by)
    assert caught.value.field == "credit_code"
    denied_to_others(lambda acting: registering(by=acting), {"public": ANYONE})
    before = Organisation.objects.count()
    fresh = registering(credit_code=make_organisation().credit_code, by=by)
    assert Organisation.objects.count() == before + 1
    assert queries.found_organisations(fresh.credit_code.lower()) == [fresh]


def test_register_writes_a_new_one(town):
    from tests import makers

    made = registering(credit_code=next(makers._codes), by=Acting(person_id=make_person().pk))
    assert line_count()
    assert queries.organisation_by_code(made.credit_code) == made


def asked(town, *, organisation=None, role=Role.SUBMITTER, **changes):
    by = Acting(person_id=make_person().pk)
    facts = {"organisation": organisation or make_organisation(district="440306"), "role": role, "licence_key": "l", "attorney_key": "a", "by": by, "at": BEGUN}
    return actions.ask(**{**facts, **changes}), by


def test_acting_for_a_company_needs_proof(town):
    proof, by = asked(town)
    district = town.cast.districts["440306"]
    assert (proof.state, proof.is_disputed) == ("waiting", False)
    assert queries.proofs_waiting(district) == [proof]
    assert queries.proof_for(by, proof.key) == proof
    assert queries.proofs_of(by.person_id) == [proof]
    with pytest.raises(Http404):
        queries.proof_for(town.cast.districts["440305"], proof.key)
    with refused("licence and the power"):
        asked(town, attorney_key="")
    with refused("does not belong"):
        asked(town, role=Role.EVALUATOR)
    with refused("already asked"):
        asked(town, organisation=proof.organisation, by=by)
    denied_to_others(lambda acting: actions.confirm(proof=proof, by=acting, at=BEGUN), make_strangers(town) | {"own": by}, allowed=["district_officer"])
    post = actions.confirm(proof=proof, by=district, at=BEGUN)
    assert (post.person_id, post.role, post.organisation) == (by.person_id, "submitter", proof.organisation)
    assert last_line(proof)[:3] == ("confirm", "waiting", "confirmed")


def test_a_second_person_for_a_held_company_is_a_dispute(town):
    proof, _by = asked(town, organisation=town.company().organisation)
    assert proof.is_disputed


def test_a_proof_is_refused_with_a_reason(town):
    proof, by = asked(town)
    district = town.cast.districts["440306"]
    with refused("say why"):
        actions.refuse(proof=proof, reason=" ", by=district, at=BEGUN)
    denied_to_others(lambda acting: actions.refuse(proof=proof, reason="x", by=acting, at=BEGUN), {"own": by, "other": town.cast.districts["440305"]})
    actions.refuse(proof=proof, reason="印章不清", by=district, at=BEGUN)
    proof.refresh_from_db()
    assert (proof.state, proof.reason) == ("refused", "印章不清")
    assert verbs_of(proof) == ["ask", "refuse"]


def test_sites_have_names_of_their_own(town):
    company = town.company()
    denied_to_others(
        lambda acting: actions.add_site(organisation=company.organisation, name="新厂", district="440305", address="路", by=acting, at=BEGUN),
        make_strangers(town),
    )
    made = actions.add_site(organisation=company.organisation, name="新厂", district="440305", address="路", by=company.filler, at=BEGUN)
    assert made in queries.sites_of(company.filler)
    assert queries.site_for(company.filler, made.key) == made
    with refused("already a site called"):
        actions.add_site(organisation=company.organisation, name="新厂", district="440306", address="路", by=company.filler, at=BEGUN)
    with pytest.raises(Http404):
        queries.site_for(town.company(1).filler, made.key)
    assert Site.objects.filter(name="新厂").count() == 1


def test_an_evaluator_describes_itself(town):
    body, member, _signer = town.cast.evaluators[0]
    denied_to_others(lambda acting: actions.describe(organisation=body, qualifications={}, by=acting, at=BEGUN), make_strangers(town))
    actions.describe(organisation=body, qualifications={"full_time_staff": "12"}, by=member, at=BEGUN)
    assert queries.evaluator_by_key(body.key).qualifications == {"full_time_staff": "12"}
    assert body in queries.evaluators()
    assert queries.organisation_of(member) == body


def test_the_desk_is_ones_own(town):
    person = make_person()
    user = User.objects.get(person=person)
    posts = [actions.appoint(person=person, role=role, by=CLOCK, at=BEGUN) for role in (Role.CITY_OFFICER, Role.LEADER)]
    assert queries.acting_of(user, BEGUN)[0].role is Role.CITY_OFFICER
    actions.choose_post(user=user, membership=posts[1])
    user.refresh_from_db()
    assert queries.acting_of(user, BEGUN)[0].role is Role.LEADER
    denied_to_others(lambda _acting: actions.choose_post(user=user, membership=Membership.objects.get(pk=town.officer.membership_id)), {})
    actions.choose_language(user=user, language="en")
    assert User.objects.get(pk=user.pk).language == "en"


def test_without_a_post_one_is_a_person_and_without_a_person_nobody():
    user = User.objects.create(username="x")
    assert queries.acting_of(user, BEGUN) == (ANYONE, [])
    person = make_person("某乙")
    acting, posts = queries.acting_of(User.objects.get(person=person), BEGUN)
    assert (acting.person_id, acting.name, acting.role, posts) == (person.pk, "某乙", None, [])


def test_suspending_closes_the_accounts_and_keeps_the_story(town):
    person = make_person(accounts=2)
    administrator = town.cast.officers["administrator"]
    denied_to_others(lambda acting: actions.suspend(person=person, by=acting, at=BEGUN), make_strangers(town), allowed=["administrator"])
    actions.suspend(person=person, by=administrator, at=BEGUN)
    assert not User.objects.filter(person=person, is_active=True).exists()
    own = Person.objects.get(pk=administrator.person_id)
    denied_to_others(lambda acting: actions.suspend(person=own, by=acting, at=BEGUN), {"own": administrator})
    assert [account.is_active for account in queries.accounts(limit=500) if account.key == person.key] == [False, False]


def test_who_is_in_a_role(town):
    district = next(iter(town.cast.districts))
    assert queries.people_in(Role.DISTRICT_OFFICER, BEGUN, district=district) == [town.cast.districts[district].person_id]
    assert queries.people_in(Role.LEADER, BEGUN, authority_id=town.leader.authority_id) == [town.leader.person_id]
    organisation = town.company().organisation.pk
    assert queries.people_in(Role.FILLER, BEGUN, organisation_id=organisation) == [town.company().filler.person_id]
    assert set(queries.holders_of(organisation, BEGUN)) == {town.company().filler.person_id, town.company().submitter.person_id}
    assert queries.organisations_of_industry([town.company().organisation.industry]) != []
    assert queries.names_of([town.leader.person_id]) == {town.leader.person_id: town.leader.name}
    assert len(queries.districts()) == len(queries.district_names()) == 11
    assert queries.city_bureau().level == "city"


def test_an_account_and_its_standing_are_one_question(django_assert_num_queries):
    user = User.objects.get(person=make_person())
    with django_assert_num_queries(1):
        found = Accounts().get_user(user.pk)
        first = queries.standing_of(found)
    assert found == user
    assert first.acting == queries.acting_of(user, first.at)[0]
    with django_assert_num_queries(1):
        assert queries.standing_of(found).at >= first.at  # asked again, it is a new moment


def test_a_closed_account_is_nobody():
    user = User.objects.get(person=make_person())
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert Accounts().get_user(user.pk) is None
    assert Accounts().get_user(0) is None
