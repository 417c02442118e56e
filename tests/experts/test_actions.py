"""The pool, the draw that anyone can recompute, seats and pledges."""

import json

import pytest
from django.http import Http404

from sinople.deadlines.models import Deadline
from sinople.experts import actions, queries
from sinople.experts.drawing import Candidate, commitment, draw, listed, next_after, place
from sinople.experts.models import Expert, Panel, Seat
from sinople.experts.rules import Concerned, Ties, grounds_for_recusal, grounds_of_load
from sinople.kernel.refused import Refused
from sinople.letters.models import Letter
from sinople.review import actions as review
from tests import makers
from tests.makers import BEGUN, DAY, DRAWN, PLEDGED, make_panel, make_strangers, seats_of
from tests.stories import denied_to_others, last_line, refused, verbs_of

POOL = [Candidate(f"e{n:02d}", ("energy",) if n % 3 else ("systems", "energy")) for n in range(12)]
db = pytest.mark.django_db


@db
def test_the_pool_is_kept_by_its_keeper(town):
    person = makers.make_person()
    facts = {"person": person, "specialities": ["energy"], "employer": "演示大学", "employer_code": "", "grade": "正高级", "at": BEGUN}
    denied_to_others(lambda acting: actions.admit(by=acting, **facts), make_strangers(town), allowed=["pool_keeper"])
    made = actions.admit(by=town.keeper, **facts)
    assert verbs_of(made) == ["admit"]
    assert made in queries.pool()
    assert queries.expert_by_key(made.key) == made
    with refused("in the pool already"):
        actions.admit(by=town.keeper, **facts)
    denied_to_others(lambda acting: actions.leave(expert=made, reason="", by=acting, at=BEGUN), make_strangers(town), allowed=["pool_keeper"])
    actions.leave(expert=made, reason="退休", by=town.keeper, at=BEGUN)
    assert last_line(made)[:3] == ("leave", "in_pool", "left")
    assert made not in queries.pool()


@db
def test_the_keeper_of_the_pool_is_no_expert(town):
    from sinople.people.models import Person

    keeper = Person.objects.get(pk=town.keeper.person_id)
    with refused("cannot be given", codes=["posts_apart"]):
        actions.admit(person=keeper, specialities=[], employer="", employer_code="", grade="", by=town.keeper, at=BEGUN)


@db
def test_only_the_expert_declares_ties(town):
    acting = town.cast.experts[1]
    expert = queries.expert_of(acting)
    denied_to_others(lambda other: actions.declare_relationship(expert=expert, credit_code="x", name="x", kind="x", by=other, at=BEGUN), make_strangers(town))
    for _ in range(2):
        actions.declare_relationship(expert=expert, credit_code="9", name="某厂", kind="顾问", by=acting, at=BEGUN)
    assert expert.relationships.filter(credit_code="9").count() == 1


@db
def test_who_has_a_tie_stands_aside_and_is_told_why(town):
    case = makers.make_case(town, "expert")
    panel = make_panel(town, [case])
    reasons = queries.reasons_of(panel)
    tied = Expert.objects.filter(relationships__credit_code=town.company().organisation.credit_code)
    assert {expert.code for expert in tied} <= set(reasons)
    assert "declared" in {ground.code for ground in reasons[tied[0].code]}
    drawn = actions.draw_panel(panel=panel, by=town.keeper, at=DRAWN)
    assert not {ranked.code for ranked in queries.ranking_of(drawn)} & set(reasons)
    assert tied[0].code in queries.names_by_code()


@db
def test_the_draw_is_recomputed_by_a_stranger(town):
    panel = make_panel(town, [makers.make_case(town, "expert")], "drawn")
    said = json.loads(queries.published_draw(panel))
    text = "\n".join(said["listed"])
    assert commitment(said["key"], text) == said["commitment"]
    candidates = [
        Candidate(c, tuple(filter(None, s.split(","))), () if x == "-" else tuple(x.split(","))) for c, s, x in (line.split(" ") for line in said["listed"])
    ]
    again = draw(said["key"], candidates, seats=said["seats"], wanted=said["specialities"])
    assert [(r.code, r.seat) for r in again] == [(row["code"], row["seat"]) for row in said["ranking"]]


@db
def test_before_the_draw_the_key_is_nowhere(town):
    panel = make_panel(town, [makers.make_case(town, "expert")])
    assert panel.secret not in queries.published_draw(panel)
    assert panel.secret not in json.dumps([told.facts for told in _story(panel)])
    assert queries.waiting_panels() == [panel]


def _story(panel):
    from sinople.audit.queries import story_of

    return story_of(panel)


@db
@pytest.mark.parametrize("seats", [0, 1, 2, 4])
def test_a_panel_is_odd_and_at_least_three(town, seats):
    application = makers.make_case(town, "expert").application
    with refused("odd number of seats"):
        actions.commit(call=town.call, applications=[application], name="x", seats=seats, specialities=[], by=town.officer, at=DRAWN)
    with refused("Choose the applications"):
        actions.commit(call=town.call, applications=[], name="x", seats=3, specialities=[], by=town.officer, at=DRAWN)


@db
def test_who_prepared_does_not_draw(town):
    panel = make_panel(town, [makers.make_case(town, "expert")])
    denied_to_others(
        lambda acting: actions.draw_panel(panel=panel, by=acting, at=DRAWN),
        make_strangers(town) | {"preparer": town.officer},
        allowed=["pool_keeper", "city_officer"],
    )
    actions.draw_panel(panel=panel, by=town.checker, at=DRAWN)
    panel.refresh_from_db()
    assert last_line(panel)[:3] == ("draw", "committed", "drawn")
    assert len(seats_of(panel, "invited")) == 3
    assert Deadline.objects.filter(code="expert_invitation").count() == 3
    with refused("not open now") if panel.allows("draw") else pytest.raises(Exception):  # noqa: PT011
        actions.draw_panel(panel=panel, by=town.checker, at=DRAWN)


@db
def test_a_declined_seat_goes_to_the_next_in_the_order(town):
    panel = make_panel(town, [makers.make_case(town, "expert")], "drawn")
    seat, before = seats_of(panel)[0], [s.expert.code for s in seats_of(panel)]
    following = next_after(queries.ranking_of(panel), before)
    denied_to_others(
        lambda acting: actions.decline(seat=seat, reason="", by=acting, at=DRAWN), {"other": town.expert_of(seats_of(panel)[1]), "officer": town.officer}
    )
    actions.decline(seat=seat, reason="出差", by=town.expert_of(seat), at=DRAWN)
    assert last_line(seat)[:3] == ("decline", "invited", "declined")
    assert {s.expert.code for s in seats_of(panel, "invited")} == {*before[1:], following.code}
    assert Deadline.objects.get(about_key=seat.key).state == "met"


@db
def test_when_nobody_is_left_the_preparer_is_told(town):
    panel = make_panel(town, [makers.make_case(town, "expert")], "drawn")
    seats = seats_of(panel)
    Panel.objects.filter(pk=panel.pk).update(ranking=[row for row in panel.ranking if row["seat"]])
    seat = Seat.objects.select_related("panel__call__pack", "expert__person").get(pk=seats[0].pk)
    actions.decline(seat=seat, reason="出差", by=town.expert_of(seat), at=DRAWN)
    assert Letter.objects.filter(person_id=town.officer.person_id, message__startswith="Nobody is left").exists()


@db
def test_the_last_pledge_completes_the_panel_and_opens_the_evidence(town):
    panel = make_panel(town, [makers.make_case(town, "expert")], "drawn")
    for n, seat in enumerate(seats_of(panel), start=1):
        with refused("after the seat was accepted"):
            actions.pledge(seat=seat, by=town.expert_of(seat), at=PLEDGED)
        actions.accept(seat=seat, by=town.expert_of(seat), at=PLEDGED)
        review.pledge(seat=seat, by=town.expert_of(seat), at=PLEDGED)
        panel.refresh_from_db()
        assert panel.state == ("ready" if n == 3 else "drawn")
    assert last_line(panel)[0] == "complete"
    assert len(queries.sitting(panel)) == 3


@db
def test_an_expert_on_a_panel_does_not_leave(town):
    panel = make_panel(town, [makers.make_case(town, "expert")], "ready")
    with refused("sits on a panel"):
        actions.leave(expert=seats_of(panel)[0].expert, reason="", by=town.keeper, at=PLEDGED + DAY)


@db
def test_seats_and_panels_are_seen_by_those_concerned(town):
    case = makers.make_case(town, "expert")
    panel = make_panel(town, [case], "ready")
    seat = seats_of(panel)[0]
    assert queries.seat_for(town.expert_of(seat), seat.key) == seat
    assert queries.seats_held_by(town.expert_of(seat)) == [seat]
    assert queries.panel_for(town.officer, panel.key) == panel
    assert queries.panel_of(case.application) == panel
    assert queries.panels_of(town.call.pk) == queries.panels_seen() == [panel]
    for acting in (town.company().submitter, town.district_of(case), town.cast.evaluators[0][2]):
        with pytest.raises(Http404):
            queries.panel_for(acting, panel.key)
        with pytest.raises(Http404):
            queries.seat_for(acting, seat.key)


def test_the_draw_ranks_by_the_keyed_hash():
    ranking = draw("key", POOL, seats=3)
    assert [ranked.code for ranked in ranking] == sorted((c.code for c in POOL), key=lambda code: place("key", code))
    assert [ranked.seat for ranked in ranking[:4]] == [1, 2, 3, 0]
    assert [r.code for r in draw("another", POOL, seats=3)] != [r.code for r in ranking]


def test_each_wanted_speciality_takes_its_first():
    ranking = draw("key", POOL, seats=3, wanted=["systems", "nothing"])
    first = next(r.code for r in ranking if int(r.code[1:]) % 3 == 0)
    assert [(r.code, r.as_speciality) for r in ranking if r.seat and r.as_speciality] == [(first, "systems")]
    assert sum(bool(r.seat) for r in ranking) == 3


def test_the_list_has_one_form_whatever_its_order():
    assert listed(POOL) == listed(POOL[::-1])
    assert commitment("k", listed(POOL)) != commitment("k", listed(POOL[1:]))


def test_the_excluded_are_not_drawn_and_too_few_are_refused():
    excluded = [Candidate(c.code, c.specialities, ("employer",)) for c in POOL[:10]]
    with pytest.raises(Refused, match="Only 2 of 12"):
        draw("key", [*excluded, *POOL[10:]], seats=3)
    with pytest.raises(Refused, match="odd"):
        draw("key", POOL, seats=4)


def test_the_next_after_those_who_were_asked():
    ranking = draw("key", POOL, seats=3)
    assert next_after(ranking, [r.code for r in ranking[:3]]) == ranking[3]
    assert next_after(ranking, [r.code for r in ranking]) is None


@pytest.mark.parametrize(
    ("ties", "codes"),
    [
        (Ties(1, "", {}), []), (Ties(1, "91", {}), ["employer"]), (Ties(1, "", {"91": "顾问"}), ["declared"]), (Ties(1, "", {"92": "顾问"}), []), (Ties(7, "", {}), ["acts_for"]),
        (Ties(7, "91", {"91": "顾问"}), ["employer", "declared", "acts_for"]),
    ],
)  # fmt: skip
def test_grounds_for_recusal(ties, codes):
    assert [ground.code for ground in grounds_for_recusal(ties, Concerned({"91": "某厂"}, {7}))] == codes


@pytest.mark.parametrize(("held", "limit", "codes"), [(0, 15, []), (14, 15, []), (15, 15, ["load"]), (99, None, [])])
def test_grounds_of_load(held, limit, codes):
    assert [ground.code for ground in grounds_of_load(held, limit)] == codes
