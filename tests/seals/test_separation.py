"""Separation of duties as a machine that tries anything: who prepared never signs, nobody signs twice, an auditor is no administrator."""

import os

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from sinople.kernel.acting import CLOCK, Acting, Role
from sinople.kernel.ids import new_key
from sinople.kernel.refused import Refused
from sinople.kernel.text import Text
from sinople.people import actions as people
from sinople.people.models import Membership, Person, User
from sinople.people.rules import APART
from sinople.seals import actions
from sinople.seals.models import Scan, SignOff
from sinople.seals.rules import Level
from tests.makers import BEGUN, make_bureau, make_person

LEVELS = (Level("check", ("city_officer",)), Level("consult", ("city_officer", "pool_keeper"), 2), Level("approve", ("leader",)))
PEOPLE, ROLES = range(5), [Role.CITY_OFFICER, Role.LEADER, Role.POOL_KEEPER, Role.OFFICE_CLERK, Role.AUDITOR, Role.ADMINISTRATOR, Role.EXPERT]
STEPS, TRIES = 40, int(os.environ.get("SINOPLE_TRIES", "480"))  # `./run bench duties` takes ten thousand
refusals = (Refused, PermissionDenied)


class Duties(RuleBasedStateMachine):
    """Five persons with two accounts each gain any posts they can get, prepare, sign, send back, register and confirm scans."""

    @initialize()
    def begin(self):
        self.world = transaction.atomic()
        self.world.__enter__()
        make_bureau()
        self.persons = [make_person(f"人{n}", accounts=2) for n in PEOPLE]

    def teardown(self):
        if hasattr(self, "world"):
            transaction.set_rollback(True)
            self.world.__exit__(None, None, None)

    def attempt(self, act):
        try:
            with transaction.atomic():
                act()
        except refusals:
            pass

    def acting(self, n: int, role: Role) -> Acting:
        """Any post, held or not: the rule has to hold for whoever asks."""
        return Acting(person_id=self.persons[n].pk, role=role)

    @rule(n=st.sampled_from(PEOPLE), role=st.sampled_from(ROLES))
    def appoint(self, n, role):
        self.attempt(lambda: people.appoint(person=self.persons[n], role=role, by=CLOCK, at=BEGUN))

    @rule(n=st.sampled_from(PEOPLE))
    def prepare(self, n):
        self.attempt(lambda: actions.prepare(
            about=("t", new_key()), subject=Text("批", "batch"), digest="d", levels=LEVELS, consequences={}, by=self.acting(n, Role.CITY_OFFICER), at=BEGUN
        ))  # fmt: skip

    @rule(n=st.sampled_from(PEOPLE), role=st.sampled_from(ROLES), which=st.integers(0, 3))
    def sign(self, n, role, which):
        for sign_off in SignOff.objects.order_by("-pk")[which : which + 1]:
            self.attempt(lambda: actions.sign(sign_off=sign_off, by=self.acting(n, role), at=BEGUN, digest="d"))

    @rule(n=st.sampled_from(PEOPLE), role=st.sampled_from(ROLES))
    def send_back(self, n, role):
        for sign_off in SignOff.objects.order_by("-pk")[:1]:
            self.attempt(lambda: actions.send_back(sign_off=sign_off, reason="x", by=self.acting(n, role), at=BEGUN))

    @rule(signer=st.sampled_from(PEOPLE), n=st.sampled_from(PEOPLE), role=st.sampled_from(ROLES))
    def register_scan(self, signer, n, role):
        for sign_off in SignOff.objects.order_by("-pk")[:1]:
            self.attempt(lambda: actions.register_scan(sign_off=sign_off, signer=self.persons[signer], evidence_key="e", by=self.acting(n, role), at=BEGUN))

    @rule(n=st.sampled_from(PEOPLE), role=st.sampled_from(ROLES))
    def confirm_scan(self, n, role):
        for scan in Scan.objects.select_related("sign_off").order_by("-pk")[:1]:
            self.attempt(lambda: actions.confirm_scan(scan=scan, by=self.acting(n, role), at=BEGUN, digest="d"))

    @invariant()
    def duties_are_apart(self):
        for sign_off in SignOff.objects.prefetch_related("signatures"):
            signers = [signature.person_id for signature in sign_off.signatures.all()]
            levels = [signature.level for signature in sign_off.signatures.all()]
            assert sign_off.prepared_by_id not in signers, "who prepared has signed"
            assert len(signers) == len(set(signers)), "somebody signed twice"
            assert all(levels.count(level.code) <= level.count for level in LEVELS)
            assert (sign_off.state == "signed") == (len(signers) == 4)
        for scan in Scan.objects.select_related("sign_off"):
            assert scan.confirmed_by_id not in {scan.registered_by_id, scan.signer_id}
        for person in Person.objects.all():
            held = set(Membership.objects.filter(person=person, until__isnull=True).values_list("role", flat=True))
            assert not any({str(one), str(other)} <= held for one, other in APART), "posts that are apart are held together"


@pytest.mark.django_db
def test_duties_stay_apart_whatever_is_tried():
    from hypothesis.stateful import run_state_machine_as_test

    long = settings(
        max_examples=TRIES // STEPS, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True
    )
    run_state_machine_as_test(Duties, settings=long)
    assert connection.in_atomic_block


@pytest.mark.django_db
def test_who_prepared_does_not_sign_through_a_second_account():
    make_bureau()
    person = make_person(accounts=2)
    first, second = User.objects.filter(person=person).order_by("pk")
    assert first.person_id == second.person_id
    officer = people.appoint(person=person, role=Role.CITY_OFFICER, by=CLOCK, at=BEGUN).acting()
    leader = people.appoint(person=person, role=Role.LEADER, by=CLOCK, at=BEGUN).acting()
    made = actions.prepare(
        about=("t", "k"), subject=Text("批", "batch"), digest="d", levels=[Level("approve", ("leader",))], consequences={}, by=officer, at=BEGUN
    )
    with pytest.raises(Refused) as caught:
        actions.sign(sign_off=made, by=leader, at=BEGUN, digest="d")
    assert [ground.code for ground in caught.value.grounds] == ["preparer"]
