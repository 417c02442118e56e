"""Role × organisation × district for persons, organisations and proofs."""

from sinople.kernel.acting import ANYONE, CLOCK, Acting, Role
from sinople.people import permissions
from sinople.people.models import Organisation, ProofOfAuthority
from sinople.people.states import ProofState
from tests.tables import HERE, OWN, any_of, asked, of_district, own

APPLICANTS = (Role.FILLER, Role.SUBMITTER, Role.AGENT)


def proof(state, person=1):
    return ProofOfAuthority(state=state, person_id=person, organisation=Organisation(district=HERE))


def test_who_checks_a_proof():
    asked(permissions.may_check, of_district, ProofState, {"waiting"}, lambda state: (proof(state),))


def test_nobody_checks_their_own_proof():
    assert not permissions.may_check(Acting(person_id=5, role=Role.DISTRICT_OFFICER, district=HERE), proof("waiting", person=5))


def test_who_keeps_an_organisation():
    asked(permissions.may_keep, own(Role.SUBMITTER, Role.AGENT, Role.EVALUATOR_SIGNER), ["-"], {"-"}, lambda _state: (OWN,))
    asked(permissions.may_add_site, own(*APPLICANTS), ["-"], {"-"}, lambda _state: (OWN,))
    asked(permissions.may_describe, own(Role.EVALUATOR, Role.EVALUATOR_SIGNER), ["-"], {"-"}, lambda _state: (OWN,))


def test_who_administers():
    asked(permissions.may_administer, any_of(Role.ADMINISTRATOR), ["-"], {"-"}, lambda _state: ())


def test_somebody_may_ask_but_not_the_public():
    assert permissions.may_ask(Acting(person_id=1))
    assert not permissions.may_ask(ANYONE)
    assert not permissions.may_ask(CLOCK)
