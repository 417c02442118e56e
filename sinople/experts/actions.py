"""Keeping the pool, committing to and drawing a panel, replies, pledges."""

import secrets
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import IntegrityError

from sinople.applications.models import Application
from sinople.audit.actions import hold, move, record
from sinople.audit.permissions import demand
from sinople.deadlines import actions as deadlines
from sinople.experts import permissions, queries
from sinople.experts.drawing import Candidate, commitment, draw, listed, next_after
from sinople.experts.models import Expert, Panel, Relationship, Seat
from sinople.experts.states import ExpertState, ExpertVerb, PanelState, PanelVerb, SeatState, SeatVerb
from sinople.kernel.acting import Acting, Role
from sinople.kernel.ids import new_key
from sinople.kernel.refused import Refused
from sinople.law.marking import N_
from sinople.letters.actions import stored_values, write
from sinople.people import actions as people
from sinople.people.models import Person
from sinople.schemes import queries as schemes
from sinople.schemes.models import Call


def admit(*, person: Person, specialities: Sequence[str], employer: str, employer_code: str, grade: str, by: Acting, at: datetime) -> Expert:
    """Admit a person to the pool."""
    demand(permissions.may_keep_pool, by)
    try:
        made = Expert.objects.create(
            person=person, code=new_key(), specialities=list(specialities), employer=employer, employer_code=employer_code, grade=grade,
            state=ExpertState.IN_POOL, entered_at=at, moved_at=at,
        )  # fmt: skip
    except IntegrityError:
        raise Refused("This person is in the pool already.") from None
    people.appoint(person=person, role=Role.EXPERT, by=by, at=at)
    record("admit", made, by=by, at=at, specialities=list(specialities), employer=employer)
    return made


def leave(*, expert: Expert, reason: str, by: Acting, at: datetime) -> Expert:
    """Let an expert leave the pool; refused while they sit on a panel that is not finished."""
    demand(permissions.may_keep_pool, by)
    if queries.is_busy(expert):
        raise Refused("This expert sits on a panel that is not finished.")
    return move(expert, ExpertVerb.LEAVE, by=by, at=at, reason=reason)


def declare_relationship(*, expert: Expert, credit_code: str, name: str, kind: str, by: Acting, at: datetime) -> Relationship:
    """Declare a tie to an organisation; it counts in every later draw."""
    demand(permissions.may_declare, by, expert)
    made, _ = Relationship.objects.get_or_create(expert=expert, credit_code=credit_code, kind=kind, defaults={"name": name, "declared_at": at})
    record("declare_relationship", expert, by=by, at=at, credit_code=credit_code, kind_of_tie=kind)
    return made


def commit(*, call: Call, applications: Sequence[Application], name: str, seats: int, specialities: Sequence[str], by: Acting, at: datetime) -> Panel:
    """Fix the list of candidates and commit to the key of the draw, before anybody knows its result."""
    demand(permissions.may_compose, by)
    if not applications:
        raise Refused("Choose the applications that the panel is for.", field="applications")
    if seats < 3 or seats % 2 == 0:
        raise Refused("A panel has an odd number of seats, at least three.", field="seats")
    limit = schemes.pack_of(call.pack.digest).setting("expert_load")
    candidates, reasons = queries.candidates_for(applications, at=at, limit=limit.whole if limit.is_given else None)
    key, text = secrets.token_hex(32), listed(candidates)
    made = Panel.objects.create(
        call=call, name=name, seats_wanted=seats, specialities=list(specialities), secret=key, listed=text, commitment=commitment(key, text),
        reasons={code: [{"message": g.message, "code": g.code, "values": stored_values(g.values)} for g in grounds] for code, grounds in reasons.items()},
        prepared_by_id=by.person_id, committed_at=at, state=PanelState.COMMITTED, moved_at=at,
    )  # fmt: skip
    made.applications.set(applications)
    record("commit", made, by=by, at=at, commitment=made.commitment, candidates=len(candidates), excluded=len(reasons), seats=seats)
    return made


def draw_panel(*, panel: Panel, by: Acting, at: datetime) -> Panel:
    """Draw: the key is shown, the order follows from it, the first are invited."""
    demand(permissions.may_draw, by, panel)
    ranking = draw(panel.secret, _candidates(panel), seats=panel.seats_wanted, wanted=panel.specialities)
    Panel.objects.filter(pk=panel.pk).update(ranking=[asdict(ranked) for ranked in ranking])
    panel.ranking = [asdict(ranked) for ranked in ranking]
    move(panel, PanelVerb.DRAW, by=by, at=at, key=panel.secret, drawn=[ranked.code for ranked in ranking if ranked.seat])
    for ranked in (r for r in ranking if r.seat):
        _invite(panel, ranked.code, rank=ranked.rank, as_speciality=ranked.as_speciality, by=by, at=at)
    return panel


def accept(*, seat: Seat, by: Acting, at: datetime) -> Seat:
    """Accept a seat."""
    demand(permissions.may_reply, by, seat)
    return move(seat, SeatVerb.ACCEPT, by=by, at=at)


def decline(*, seat: Seat, reason: str, by: Acting, at: datetime) -> Seat:
    """Decline a seat; the next in the order of the draw is invited."""
    demand(permissions.may_reply, by, seat)
    Seat.objects.filter(pk=seat.pk).update(reason=reason)
    move(seat, SeatVerb.DECLINE, by=by, at=at, reason=reason)
    deadlines.meet(about=(Seat.kind(), seat.key), by=by, at=at)
    following = next_after(queries.ranking_of(seat.panel), [s.expert.code for s in queries.seats_of(seat.panel)])
    if following is None:
        write(
            to=[seat.panel.prepared_by_id], message=N_("Nobody is left in the order of the draw of %(panel)s: add experts to the pool and compose the panel anew."),
            about=(Panel.kind(), seat.panel.key), at=at, panel=seat.panel.name,
        )  # fmt: skip
        return seat
    _invite(seat.panel, following.code, rank=following.rank, as_speciality=seat.as_speciality, by=by, at=at)
    return seat


def pledge(*, seat: Seat, by: Acting, at: datetime) -> Seat:
    """Sign the pledge of confidentiality and of having no tie; with the last one the panel is complete."""
    demand(permissions.may_pledge, by, seat)
    hold(seat.panel)
    move(seat, SeatVerb.PLEDGE, by=by, at=at)
    deadlines.meet(about=(Seat.kind(), seat.key), by=by, at=at)
    if len(queries.sitting(seat.panel)) == seat.panel.seats_wanted:
        move(seat.panel, PanelVerb.COMPLETE, by=by, at=at)
    return seat


def finish(*, panel: Panel, by: Acting, at: datetime) -> Panel:
    """End a panel; told by the room of reviews when all its applications are concluded."""
    return move(panel, PanelVerb.FINISH, by=by, at=at)


def _invite(panel: Panel, code: str, *, rank: int, as_speciality: str, by: Acting, at: datetime) -> Seat:
    expert = Expert.objects.get(code=code)
    try:
        seat = Seat.objects.create(panel=panel, expert=expert, rank=rank, as_speciality=as_speciality, state=SeatState.INVITED, moved_at=at)
    except IntegrityError:  # two declined at once, and the same expert follows both
        raise Refused("Somebody else has just changed this. Reload the page to see where it stands.") from None
    record("invite", seat, by=by, at=at, panel=panel.key, rank=rank)
    rule = schemes.pack_of(panel.call.pack.digest).clock("expert_invitation")
    clock = deadlines.start(rule=rule, about=(Seat.kind(), seat.key), by=by, at=at)
    write(
        to=[expert.person_id],
        message=N_("You were drawn for the panel %(panel)s. Please accept or decline."),
        about=(Seat.kind(), seat.key),
        at=at,
        begins=clock.key,
        panel=panel.name,
    )
    return seat


def _candidates(panel: Panel) -> list[Candidate]:
    rows = (line.split(" ") for line in panel.listed.split("\n"))
    return [
        Candidate(code, tuple(filter(None, specialities.split(","))), () if excluded == "-" else tuple(excluded.split(",")))
        for code, specialities, excluded in rows
    ]
