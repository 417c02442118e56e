"""Refusals: prepared with every ground, signed by others, numbered, stamped and sent. The letter leaves with the last step."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sinople.applications import actions as applications
from sinople.applications import queries as application_queries
from sinople.audit.actions import move
from sinople.audit.permissions import demand
from sinople.audit.rules import sm3, written
from sinople.kernel.acting import Acting
from sinople.kernel.refused import Ground, Refused
from sinople.kernel.text import Text
from sinople.law.marking import N_
from sinople.letters import actions as letters
from sinople.letters.rules import living_grounds
from sinople.review import papers, permissions, queries
from sinople.review.actions.outcomes import about, remember, tell_applicant
from sinople.review.models import Case, Refusal, Verdict
from sinople.review.rules import grounds_of_sheet
from sinople.review.states import CaseState, CaseVerb, RefusalState, RefusalVerb
from sinople.schemes import actions as scheme_actions
from sinople.schemes import queries as schemes
from sinople.seals import actions as seals
from sinople.seals.models import SignOff

BACK_TO = {CaseState.DISTRICT: CaseVerb.BACK_TO_DISTRICT, CaseState.FORMAL: CaseVerb.BACK_TO_FORMAL}


def refuse(*, case: Case, grounds: Sequence[str], by: Acting, at: datetime, checks: Mapping[str, str] | None = None) -> Refusal:
    """Prepare the refusal of a case at the district's or the formal review, with every ground; it counts once others have signed it."""
    demand(permissions.may_review, by, case)
    own = _own(grounds)
    stage = case.state
    move(case, CaseVerb.PROPOSE_REFUSAL, by=by, at=at)
    return _lay(case, own, stage=stage, prepared_by=by, at=at, checks=checks or {})


def refuse_with(case: Case, grounds: Sequence[Ground], *, stage: str, by: Acting, prepared_by: Acting, at: datetime) -> None:
    """Refuse a case whose refusal has been decided; its letter goes before the signers."""
    made = _lay(case, grounds, stage=stage, prepared_by=prepared_by, at=at, checks={})
    _apply(made, by=by, at=at)


def drop(*, case: Case, grounds: Sequence[Ground], by: Acting, at: datetime) -> Case:
    """Refuse a case on notice after an objection was upheld; told by the room of notices."""
    refuse_with(case, grounds, stage="notice", by=by, prepared_by=by, at=at)
    return case


def lay_refusal(*, refusal: Refusal, grounds: Sequence[str], by: Acting, at: datetime) -> Refusal:
    """Lay a letter that was sent back before the signers again, in other words."""
    demand(permissions.may_lay_refusal, by, refusal)
    return _lay(refusal.case, _own(grounds), stage=refusal.stage, prepared_by=by, at=at, checks=refusal.checks)


def sign_refusal(*, refusal: Refusal, sign_off: SignOff, by: Acting, at: datetime, opinion: str = "") -> bool:
    """Sign a refusal; with the last signature the case is refused, and the office numbers, stamps and sends the letter."""
    if not refusal.case.application.is_open and refusal.case.state == CaseState.REFUSING:
        raise Refused("The application was withdrawn meanwhile: send the refusal back.")
    if not seals.sign(sign_off=sign_off, by=by, at=at, digest=digest_of_refusal(refusal), opinion=opinion):
        return False
    move(refusal, RefusalVerb.APPROVE, by=by, at=at)
    if refusal.case.state == CaseState.REFUSING:
        _apply(refusal, by=by, at=at)
    return True


def send_refusal_back(*, refusal: Refusal, sign_off: SignOff, reason: str, by: Acting, at: datetime) -> Refusal:
    """Send a refusal back to whoever prepared it; a case whose refusal was not decided yet is under review again."""
    seals.send_back(sign_off=sign_off, reason=reason, by=by, at=at)
    move(refusal, RefusalVerb.TAKE_BACK, by=by, at=at, reason=reason)
    if refusal.case.state == CaseState.REFUSING:
        move(refusal.case, BACK_TO[CaseState(refusal.stage)], by=by, at=at)
    site = refusal.case.application.site.name
    message = N_("The refusal of %(site)s was sent back to you: %(reason)s")
    letters.write(to=[refusal.prepared_by_id], message=message, about=(Case.kind(), refusal.case.key), at=at, once=f"{sign_off.key}", site=site, reason=reason)
    return refusal


def number_refusal(*, refusal: Refusal, sign_off: SignOff, by: Acting, at: datetime) -> str:
    """Give the letter its number in the register."""
    given = letters.number(series="refusal", year=at.year, words="深工信绿评函〔%(year)s〕%(n)s号", about=(Case.kind(), refusal.case.key), by=by, at=at)
    seals.office_step(sign_off=sign_off, step="numbering", value=given, by=by, at=at)
    Refusal.objects.filter(pk=refusal.pk).update(number=given)
    return given


def stamp_refusal(*, sign_off: SignOff, by: Acting, at: datetime) -> None:
    """Record the stamp on the letter."""
    seals.office_step(sign_off=sign_off, step="stamping", value="", by=by, at=at)


def send_refusal(*, refusal: Refusal, sign_off: SignOff, by: Acting, at: datetime) -> Refusal:
    """Send the signed, numbered and stamped letter: every ground with its clause, and what can be done next."""
    seals.office_step(sign_off=sign_off, step="release", value="", by=by, at=at)
    move(refusal, RefusalVerb.RELEASE, by=by, at=at, number=refusal.number)
    case, grounds = refusal.case, living_grounds(refusal.grounds)
    application = case.application
    content = papers.refusal_of(
        number=refusal.number, organisation=application.organisation.name, site=application.site.name, title=application_queries.title_of(application).name.zh,
        application_number=application.number, stage=refusal.stage, grounds=grounds, pack=schemes.pack_of(application.pack_digest), on=at,
    )  # fmt: skip
    letters.keep_paper(kind="refusal", about=about(case), name=f"refusal-{application.number}.pdf", content=content, at=at, number=refusal.number)
    message = N_("Your application for %(site)s was not approved; the letter gives every ground and what you can do next.")
    tell_applicant(case, message, at=at, grounds=grounds)
    return refusal


def digest_of_refusal(refusal: Refusal) -> str:
    """Return the digest of what is signed of a refusal."""
    return sm3(written({"case": refusal.case.key, "stage": refusal.stage, "grounds": refusal.grounds}).encode())


def _own(grounds: Sequence[str]) -> list[Ground]:
    own = [Ground("%(words)s", code="officer", values={"words": words.strip()}) for words in grounds if words.strip()]
    if not own:
        raise Refused("A refusal names its grounds.", field="grounds")
    return own


def _lay(case: Case, grounds: Sequence[Ground], *, stage: str, prepared_by: Acting, at: datetime, checks: Mapping[str, str]) -> Refusal:
    whole = [*grounds, *grounds_of_sheet(queries.sheet_of(case))]
    kept = [{"message": g.message, "anchor": g.anchor, "values": letters.stored_values(g.values)} for g in whole]
    made, _ = Refusal.objects.get_or_create(
        case=case, defaults={"stage": stage, "grounds": [], "prepared_by_id": prepared_by.person_id, "state": RefusalState.DRAFT, "moved_at": at}
    )
    made.stage, made.grounds, made.checks, made.prepared_by_id = stage, kept, dict(checks), prepared_by.person_id
    made.save(update_fields=["stage", "grounds", "checks", "prepared_by"])
    move(made, RefusalVerb.LAY, by=prepared_by, at=at, digest=digest_of_refusal(made))
    name, site = case.application.organisation.name, case.application.site.name
    seals.prepare(
        about=(Refusal.kind(), made.key), subject=Text(f"不予通过通知：{name} · {site}", f"Letter of refusal: {name} · {site}"), digest=digest_of_refusal(made),
        by=prepared_by, at=at, levels=scheme_actions.levels_for(case.application.call.pack, "refusal"),
        consequences={"refuse": 1, "letters": 1, "grounds": len(kept)},
    )  # fmt: skip
    return made


def _apply(refusal: Refusal, *, by: Acting, at: datetime) -> None:
    case = refusal.case
    move(case, CaseVerb.REFUSE, by=by, at=at, grounds=[str(ground["message"] % living.values) for ground, living in _both(refusal)])
    Verdict.objects.create(
        case=case, stage=refusal.stage, verb="refuse", grounds=refusal.grounds, checks=refusal.checks, person_id=refusal.prepared_by_id, at=at
    )
    applications.close(application=case.application, by=by, at=at, outcome="refused")
    remember(case, granted=False, at=at)


def _both(refusal: Refusal) -> list[tuple[dict, Ground]]:
    return list(zip(refusal.grounds, living_grounds(refusal.grounds), strict=True))
