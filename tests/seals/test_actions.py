"""Preparing, signing in levels, sending back, scans."""

import pytest
from django.http import Http404

from sinople.kernel.acting import Acting, Role
from sinople.kernel.text import Text
from sinople.people.models import Person
from sinople.seals import actions, permissions, queries
from sinople.seals.models import SignOff
from sinople.seals.rules import Level, grounds_against_signing, next_level
from tests.makers import BEGUN, HOUR, make_strangers
from tests.stories import denied_to_others, last_line, refused, verbs_of

LEVELS = [Level("check", ("city_officer",)), Level("approve", ("leader",))]
db = pytest.mark.django_db


def prepared(town, key="k", **changes):
    facts = {
        "about": ("t", key),
        "subject": Text("批", "batch"),
        "digest": "d",
        "levels": LEVELS,
        "consequences": {"grant": 2},
        "by": town.officer,
        "at": BEGUN,
    }
    return actions.prepare(**{**facts, **changes})


@db
def test_prepare_is_open_once_and_needs_levels(town):
    made = prepared(town)
    assert (made.state, made.consequences, verbs_of(made)) == ("open", {"grant": 2}, ["prepare"])
    with refused("laid before the signers already"):
        prepared(town)
    with refused("No level"):
        prepared(town, key="other", levels=[])


@db
def test_levels_sign_in_their_order(town):
    made = prepared(town)
    assert queries.waiting_for(town.leader) == []
    assert queries.waiting_for(town.checker) == [made]
    assert queries.waiting_for(town.officer) == []
    with refused(codes=["not_the_turn"]):
        actions.sign(sign_off=made, by=town.leader, at=BEGUN, digest="d")
    assert not actions.sign(sign_off=made, by=town.checker, at=BEGUN, digest="d", opinion="同意")
    assert queries.waiting_for(town.leader) == [made]
    assert [level.is_now for level in queries.shown(made).levels] == [False, False, True, False, False, False]
    with refused(codes=["signed_before", "not_the_turn"]):
        actions.sign(sign_off=made, by=town.checker, at=BEGUN, digest="d")
    assert actions.sign(sign_off=made, by=town.leader, at=BEGUN + HOUR, digest="d")
    assert last_line(made)[:3] == ("complete", "open", "signed")
    with refused("no longer open"):
        actions.sign(sign_off=made, by=town.leader, at=BEGUN, digest="d")
    assert not permissions.may_sign(town.leader, made)


@db
def test_what_was_changed_is_not_signed(town):
    with refused("changed after it was prepared"):
        actions.sign(sign_off=prepared(town), by=town.checker, at=BEGUN, digest="other")


@db
def test_sent_back_with_a_reason_and_prepared_again(town):
    made = prepared(town)
    denied_to_others(
        lambda acting: actions.send_back(sign_off=made, reason="x", by=acting, at=BEGUN),
        make_strangers(town) | {"preparer": town.officer},
        allowed=["leader", "city_officer"],
    )
    with refused("what has to be changed"):
        actions.send_back(sign_off=made, reason=" ", by=town.leader, at=BEGUN)
    actions.send_back(sign_off=made, reason="依据不足", by=town.checker, at=BEGUN)
    assert last_line(made)[:3] == ("send_back", "open", "sent_back")
    assert queries.sign_off_of("t", "k") == made
    assert prepared(town).pk != made.pk


@db
def test_a_scan_is_registered_by_one_and_confirmed_by_another(town):
    made, checker, leader = prepared(town), Person.objects.get(pk=town.checker.person_id), Person.objects.get(pk=town.leader.person_id)
    denied_to_others(
        lambda acting: actions.register_scan(sign_off=made, signer=checker, evidence_key="e", by=acting, at=BEGUN), make_strangers(town),
        allowed=["city_officer", "office_clerk", "pool_keeper"],
    )  # fmt: skip
    with refused("cannot sign it off"):
        actions.register_scan(sign_off=made, signer=Person.objects.get(pk=town.officer.person_id), evidence_key="e", by=town.clerk, at=BEGUN)
    scan = actions.register_scan(sign_off=made, signer=checker, evidence_key="e", by=town.officer, at=BEGUN)
    denied_to_others(
        lambda acting: actions.confirm_scan(scan=scan, by=acting, at=BEGUN, digest="d"),
        {"registrar": town.officer, "signer": town.checker, "leader": town.leader},
    )
    assert not actions.confirm_scan(scan=scan, by=town.clerk, at=BEGUN, digest="d")
    with refused("confirmed already"):
        actions.confirm_scan(scan=scan, by=town.clerk, at=BEGUN, digest="d")
    assert queries.scans_of(made) == [scan]
    assert queries.scan_for(town.officer, scan.key) == scan
    second = actions.register_scan(sign_off=made, signer=leader, evidence_key="e2", by=town.clerk, at=BEGUN)
    assert actions.confirm_scan(scan=second, by=town.keeper, at=BEGUN, digest="d")
    assert made.signatures.filter(scan_key=second.key).exists()


@db
def test_the_office_sees_what_waits(town):
    made = prepared(town)
    assert queries.next_office_step(made) == ""
    for who in (town.checker, town.leader):
        actions.sign(sign_off=made, by=who, at=BEGUN, digest="d")
    for step in queries.OFFICE_STEPS:
        assert made in queries.office_waiting()
        assert queries.next_office_step(made) == step
        denied_to_others(
            lambda acting, step=step: actions.office_step(sign_off=made, step=step, value="", by=acting, at=BEGUN),
            make_strangers(town),
            allowed=["office_clerk"],
        )
        actions.office_step(sign_off=made, step=step, value="1号" if step == "numbering" else "", by=town.clerk, at=BEGUN)
    assert made not in queries.office_waiting()
    assert (queries.next_office_step(made), queries.number_of(made)) == ("", "1号")
    assert verbs_of(made)[-3:] == list(queries.OFFICE_STEPS)


@db
def test_sign_offs_are_the_citys(town):
    made = prepared(town)
    assert queries.sign_off_for(town.leader, made.key) == made
    assert queries.subject_of(made) == Text("批", "batch")
    for role, acting in make_strangers(town).items():
        if role not in {"city_officer", "leader", "office_clerk", "pool_keeper"}:
            with pytest.raises(Http404):
                queries.sign_off_for(acting, made.key)
    assert SignOff.objects.count() >= 1


@pytest.mark.parametrize(("signed", "code"), [([], "check"), (["check"], "approve"), (["check", "approve"], None)])
def test_next_level(signed, code):
    assert getattr(next_level(LEVELS, signed), "code", None) == code


@pytest.mark.parametrize(
    ("signed", "person", "role", "codes"),
    [
        ([], 2, Role.CITY_OFFICER, []), ([], 1, Role.CITY_OFFICER, ["preparer"]), ([], 1, Role.LEADER, ["preparer", "not_the_turn"]), ([("check", 2)], 2, Role.LEADER, ["signed_before"]),
        ([("check", 2)], 3, Role.LEADER, []), ([("check", 2), ("approve", 3)], 4, Role.LEADER, ["all_signed"]), ([], 2, None, ["not_the_turn"]),
    ],
)  # fmt: skip
def test_grounds_against_signing(signed, person, role, codes):
    assert [ground.code for ground in grounds_against_signing(LEVELS, signed, 1, Acting(person_id=person, role=role))] == codes
