"""Importing and sealing packs, confirming values, drafting and publishing plans and calls."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from sinople.audit.actions import move, record
from sinople.audit.rules import sm3, written
from sinople.kernel.acting import CLOCK, Acting
from sinople.kernel.refused import Ground, Refused
from sinople.kernel.text import Text
from sinople.law import packs
from sinople.law.marking import N_
from sinople.law.packs import Confirmation, Pack
from sinople.letters.actions import write
from sinople.people import queries as people
from sinople.schemes import permissions, queries
from sinople.schemes.models import Call, CallWindow, EnactedPack, Plan, ReferenceValue, ValueConfirmed
from sinople.schemes.states import CallState, CallVerb, PackState, PackVerb, PlanState, PlanVerb
from sinople.seals import actions as seals
from sinople.seals.models import SignOff
from sinople.seals.rules import Level


def import_pack(*, pack: Pack, by: Acting, at: datetime) -> EnactedPack:
    """Bring in a pack as a draft; the same text is brought in once."""
    digest = packs.digest(pack)
    found = EnactedPack.objects.filter(digest=digest).first()
    if found:
        return found
    version = EnactedPack.objects.filter(code=pack.code).count() + 1
    made = EnactedPack.objects.create(
        code=pack.code, version=version, digest=digest, content=packs.to_json(pack), state=PackState.DRAFT, moved_at=at, imported_at=at,
        effective_on=pack.document.effective.day if pack.document.effective.is_given else None,
        ends_on=pack.document.ends_on.day if pack.document.ends_on.is_given else None,
    )  # fmt: skip
    record("import_pack", made, by=by, at=at, code=pack.code, version=version, digest=digest)
    return made


def confirm_values(*, row: EnactedPack, paths: Iterable[str], source: str, by: Acting, at: datetime, values: Mapping[str, str] | None = None) -> EnactedPack:
    """Confirm values of a draft with a source, one or many at once; the result is the next version of the draft."""
    if not permissions.may_confirm(by):
        raise PermissionDenied
    if not source.strip():
        raise Refused("Please name the source of the confirmation: a document with its number, or who said it and when.", field="source")
    if row.state != PackState.DRAFT:
        raise Refused("A sealed pack cannot be changed; import a corrected version.")
    given = dict(values or {})
    said = [Confirmation(path, source, given.get(path)) for path in paths]
    if not said:
        raise Refused("Please choose at least one value.", field="path")
    made = import_pack(pack=packs.confirmed(queries.pack_of(row.digest), said), by=by, at=at)
    ValueConfirmed.objects.bulk_create(ValueConfirmed(pack=made, path=c.path, value=c.value, source=source, person_id=by.person_id, at=at) for c in said)
    record("confirm_values", made, by=by, at=at, paths=[c.path for c in said], source=source)
    return made


def seal(*, row: EnactedPack, requirements_code: str, title_code: str, by: Acting, at: datetime) -> EnactedPack:
    """Seal a pack: refused while a value that a call would need is unconfirmed, or to whoever confirmed its values."""
    if not permissions.may_seal(by, row):
        raise PermissionDenied
    left = queries.to_confirm(row, requirements_code, title_code)
    if left:
        raise Refused("%(count)s values are not confirmed yet; the list names them.", count=len(left), grounds=_unconfirmed_grounds(left))
    if ValueConfirmed.objects.filter(pack__code=row.code, person_id=by.person_id).exists():
        raise Refused("Whoever confirmed the values cannot seal the pack.")
    return move(row, PackVerb.SEAL, by=by, at=at, digest=row.digest)


def follow_calendar(*, on: date, at: datetime) -> list[EnactedPack]:
    """Let packs enter into force or end by their dates."""
    return [move(row, PackVerb.ENTER if row.state == PackState.SEALED else PackVerb.END, by=CLOCK, at=at) for row in queries.packs_due(on)]


def set_reference(
    *,
    edition: str,
    indicator: str,
    industry: str,
    average: Decimal | None,
    best_fifth: Decimal | None,
    best_twentieth: Decimal | None,
    source: str,
    by: Acting,
    at: datetime,
) -> ReferenceValue:
    """Set an industry's reference values for one indicator, with their source."""
    if not permissions.may_confirm(by):
        raise PermissionDenied
    if not source.strip():
        raise Refused("Please name the source of the reference value.", field="source")
    made, _ = ReferenceValue.objects.update_or_create(
        edition=edition, indicator=indicator, industry=industry,
        defaults={"average": average, "best_fifth": best_fifth, "best_twentieth": best_twentieth, "source": source, "person_id": by.person_id, "at": at},
    )  # fmt: skip
    record("set_reference", made, by=by, at=at, indicator=indicator, industry=industry, values=[average, best_fifth, best_twentieth], source=source)
    return made


def draft_plan(*, year: int, pack: EnactedPack, targets: Mapping[str, int], words: str, by: Acting, at: datetime) -> Plan:
    """Draft, or change, the plan of a year with its targets."""
    if not permissions.may_draft(by):
        raise PermissionDenied
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
    if not permissions.may_draft(by):
        raise PermissionDenied
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
    if not permissions.may_lay(by, plan):
        raise PermissionDenied
    move(plan, PlanVerb.LAY, by=by, at=at)
    subject = Text(f"{plan.year}年度实施计划", f"Implementation plan of {plan.year}")
    return seals.prepare(
        about=(Plan.kind(), plan.key), subject=subject, digest=digest_of_plan(plan), levels=levels_for(plan.pack, "plan"),
        consequences={"year": plan.year, "targets": plan.targets}, by=by, at=at,
    )  # fmt: skip


def lay_call(*, call: Call, by: Acting, at: datetime) -> SignOff:
    """Lay the call before the signers: refused while the pack is not in force or a value that it needs is unconfirmed."""
    if not permissions.may_lay(by, call):
        raise PermissionDenied
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
    grounds = _unconfirmed_grounds(queries.to_confirm(call.pack, call.requirements_code, call.title_code))
    if call.pack.state not in {PackState.SEALED, PackState.IN_FORCE}:
        grounds.append(Ground("The pack is not sealed yet.", code="pack_not_sealed"))
    if call.plan.state != PlanState.PUBLISHED:
        grounds.append(Ground("The yearly plan is not published yet.", code="plan_not_published"))
    return grounds


def _unconfirmed_grounds(left: Iterable[packs.Unconfirmed]) -> list[Ground]:
    return [Ground("%(path)s is not confirmed.", code="unconfirmed", values={"path": found.path}) for found in left]


def _tell_enterprises(call: Call, *, at: datetime) -> None:
    bodies = people.organisations_of_industry([])
    write(
        to=people.applicants_of(bodies, at), message=N_("A call is open: %(name)s. It closes at %(closes)s."), about=(Call.kind(), call.key), at=at, once="opened",
        name=call.name, closes=call.closes_at,
    )  # fmt: skip
