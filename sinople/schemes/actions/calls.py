"""Drafting plans and calls, laying them before the signers, publishing and closing them."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError

from sinople.audit.actions import move, record
from sinople.audit.permissions import demand
from sinople.audit.rules import sm3, written
from sinople.kernel.acting import CLOCK, Acting
from sinople.kernel.refused import Ground, Refused
from sinople.kernel.text import Text
from sinople.law.marking import N_
from sinople.letters.actions import write
from sinople.people import queries as people
from sinople.schemes import permissions, queries
from sinople.schemes.actions.packs import unconfirmed_grounds
from sinople.schemes.models import Call, CallWindow, EnactedPack, Plan
from sinople.schemes.states import CallState, CallVerb, PackState, PlanState, PlanVerb
from sinople.seals import actions as seals
from sinople.seals.models import SignOff
from sinople.seals.rules import Level


def draft_plan(*, year: int, pack: EnactedPack, targets: Mapping[str, int], words: str, by: Acting, at: datetime) -> Plan:
    """Draft, or change, the plan of a year with its targets."""
    demand(permissions.may_draft, by)
    plan = Plan.objects.filter(year=year).first()
    if plan is None:
        try:
            plan = Plan.objects.create(year=year, pack=pack, targets=dict(targets), words=words, state=PlanState.DRAFT, moved_at=at)
        except IntegrityError:
            raise Refused("Somebody else has just changed this. Reload the page to see where it stands.") from None
    elif not Plan.objects.filter(pk=plan.pk, state=PlanState.DRAFT).update(targets=dict(targets), words=words, pack=pack):
        raise Refused("The plan of %(year)s is laid before the signers or published; it can no longer be changed.", year=year)
    plan.refresh_from_db()
    record("draft_plan", plan, by=by, at=at, targets=dict(targets))
    return plan


def draft_call(
    *, plan: Plan, requirements_code: str, title_code: str, name: str, words: str, contact: str, opens_at: datetime, closes_at: datetime, by: Acting, at: datetime,
    windows: Mapping[str, datetime] | None = None,
) -> Call:  # fmt: skip
    """Draft a call under the plan's pack; it pins the pack and a publication of requirements."""
    demand(permissions.may_draft, by)
    if opens_at >= closes_at:
        raise Refused("The call has to close after it opens.", field="closes_at")
    queries.pack_of(plan.pack.digest).table_for(requirements_code, title_code)
    made = Call.objects.create(
        plan=plan, pack=plan.pack, requirements_code=requirements_code, title_code=title_code, name=name, words=words, contact=contact,
        opens_at=opens_at, closes_at=closes_at, drafted_by_id=by.person_id, state=CallState.DRAFT, moved_at=at,
    )  # fmt: skip
    for district, closes in (windows or {}).items():
        CallWindow.objects.create(call=made, district=district, closes_at=min(closes, closes_at))
    record("draft_call", made, by=by, at=at, name=name, title=title_code, pack=plan.pack.digest, requirements=requirements_code, closes_at=closes_at)
    return made


def lay_plan(*, plan: Plan, by: Acting, at: datetime) -> SignOff:
    """Lay the plan before the signers."""
    demand(permissions.may_lay, by, plan)
    move(plan, PlanVerb.LAY, by=by, at=at)
    subject = Text(f"{plan.year}年度实施计划", f"Implementation plan of {plan.year}")
    return seals.prepare(
        about=(Plan.kind(), plan.key), subject=subject, digest=digest_of_plan(plan), levels=levels_for(plan.pack, "plan"),
        consequences={"year": plan.year, "targets": plan.targets}, by=by, at=at,
    )  # fmt: skip


def lay_call(*, call: Call, by: Acting, at: datetime) -> SignOff:
    """Lay the call before the signers: refused while the pack is not in force or a value that it needs is unconfirmed."""
    demand(permissions.may_lay, by, call)
    grounds = _grounds_against_opening(call)
    if grounds:
        raise Refused("The call cannot be opened yet.", grounds=grounds)
    move(call, CallVerb.LAY, by=by, at=at)
    return seals.prepare(
        about=(Call.kind(), call.key), subject=Text(call.name, call.name), digest=digest_of_call(call), levels=levels_for(call.pack, "call"),
        consequences={"opens_at": call.opens_at, "closes_at": call.closes_at, "told": len(people.organisations_of_industry([]))}, by=by, at=at,
    )  # fmt: skip


def sign(*, sign_off: SignOff, by: Acting, at: datetime, opinion: str = "") -> bool:
    """Sign a plan or a call; the last signature publishes it, and enterprises are told of a call."""
    thing: Call | Plan = Call.objects.get(key=sign_off.about_key) if sign_off.about_kind == Call.kind() else Plan.objects.get(key=sign_off.about_key)
    digest = digest_of_call(thing) if isinstance(thing, Call) else digest_of_plan(thing)
    if not seals.sign(sign_off=sign_off, by=by, at=at, digest=digest, opinion=opinion):
        return False
    move(thing, CallVerb.PUBLISH, by=by, at=at)
    if isinstance(thing, Call):
        _tell_enterprises(thing, at=at)
    return True


def send_back(*, sign_off: SignOff, reason: str, by: Acting, at: datetime) -> None:
    """Send a plan or a call back to its drafter."""
    seals.send_back(sign_off=sign_off, reason=reason, by=by, at=at)
    thing: Call | Plan = Call.objects.get(key=sign_off.about_key) if sign_off.about_kind == Call.kind() else Plan.objects.get(key=sign_off.about_key)
    move(thing, CallVerb.TAKE_BACK, by=by, at=at, reason=reason)


def close(*, call: Call, at: datetime) -> Call:
    """Close a call whose hour has passed."""
    return move(call, CallVerb.CLOSE, by=CLOCK, at=at)


def levels_for(row: EnactedPack, route: str) -> list[Level]:
    """Return the levels that sign on a route of the pack."""
    return [Level(level.code, (level.role,)) for level in queries.pack_of(row.digest).route(route) if level.kind == "sign"]


def digest_of_plan(plan: Plan) -> str:
    """Return the digest of what is signed of a plan."""
    return sm3(written({"year": plan.year, "targets": plan.targets, "words": plan.words, "pack": plan.pack.digest}).encode())


def digest_of_call(call: Call) -> str:
    """Return the digest of what is signed of a call."""
    facts = {
        "name": call.name,
        "words": call.words,
        "contact": call.contact,
        "title": call.title_code,
        "requirements": call.requirements_code,
        "pack": call.pack.digest,
    }
    return sm3(written({**facts, "opens_at": call.opens_at, "closes_at": call.closes_at}).encode())


def _grounds_against_opening(call: Call) -> list[Ground]:
    grounds = unconfirmed_grounds(queries.to_confirm(call.pack, call.requirements_code, call.title_code))
    if call.pack.state not in {PackState.SEALED, PackState.IN_FORCE}:
        grounds.append(Ground("The pack is not sealed yet.", code="pack_not_sealed"))
    if call.plan.state != PlanState.PUBLISHED:
        grounds.append(Ground("The yearly plan is not published yet.", code="plan_not_published"))
    return grounds


def _tell_enterprises(call: Call, *, at: datetime) -> None:
    bodies = people.organisations_of_industry([])
    write(
        to=people.applicants_of(bodies, at), message=N_("A call is open: %(name)s. It closes at %(closes)s."), about=(Call.kind(), call.key), at=at, once="opened",
        name=call.name, closes=call.closes_at,
    )  # fmt: skip
