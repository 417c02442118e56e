"""Preparing for signature, signing, sending back, and what the office does afterwards."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from sinople.audit.actions import hold, move, record
from sinople.audit.permissions import demand
from sinople.kernel.acting import Acting
from sinople.kernel.ids import new_key
from sinople.kernel.refused import Refused
from sinople.kernel.text import Text
from sinople.letters.actions import keep_paper, stored_values
from sinople.people.models import Person
from sinople.seals import papers, permissions, queries
from sinople.seals.models import AfterSigning, Scan, Signature, SignOff
from sinople.seals.rules import Level, grounds_against_signing, next_level
from sinople.seals.states import SealState, SealVerb


def prepare(
    *, about: tuple[str, str], subject: Text, digest: str, levels: Sequence[Level], consequences: Mapping[str, object], by: Acting, at: datetime
) -> SignOff:
    """Lay something prepared before those who sign; what is signed is held by its digest."""
    if not levels:
        raise Refused("No level of signature is set for this; the bureau's settings name them.")
    said = [{"code": level.code, "roles": list(level.roles), "count": level.count} for level in levels]
    try:
        made = SignOff.objects.create(
            about_kind=about[0], about_key=about[1], subject_zh=subject.zh, subject_en=subject.en, digest=digest, levels=said,
            consequences=stored_values(consequences),  # type: ignore[arg-type]
            prepared_by_id=by.person_id, prepared_at=at, state=SealState.OPEN, moved_at=at,
        )  # fmt: skip
    except IntegrityError:
        raise Refused("This has been laid before the signers already.") from None
    record("prepare", made, by=by, at=at, about=list(about), digest=digest, levels=[level.code for level in levels])
    content = papers.memo_of(queries.shown(made), at=at)
    keep_paper(kind="memo", about=(SignOff.kind(), made.key), name=f"memo-{made.key}.pdf", content=content, at=at)
    return made


def sign(*, sign_off: SignOff, by: Acting, at: datetime, digest: str, opinion: str = "") -> bool:
    """Sign at the level whose turn it is; true when this was the last signature, and the owner applies its lines."""
    signed = list(sign_off.signatures.values_list("level", "person_id").order_by("pk"))
    grounds = grounds_against_signing(sign_off.level_list(), signed, sign_off.prepared_by_id, by)
    if not sign_off.allows(SealVerb.COMPLETE):
        raise Refused("This is no longer open for signature.")
    if grounds:
        raise Refused("You cannot sign this now.", grounds=grounds)
    return _sign(sign_off=sign_off, person_id=by.person_id, by=by, at=at, digest=digest, opinion=opinion, scan_key="")


def send_back(*, sign_off: SignOff, reason: str, by: Acting, at: datetime) -> SignOff:
    """Send it back to whoever prepared it, with the reason."""
    demand(permissions.may_send_back, by, sign_off)
    if not reason.strip():
        raise Refused("Please say what has to be changed.", field="reason")
    return move(sign_off, SealVerb.SEND_BACK, by=by, at=at, reason=reason)


def register_scan(*, sign_off: SignOff, signer: Person, evidence_key: str, by: Acting, at: datetime) -> Scan:
    """Register the scan of the page that a leader signed by hand; another person must confirm it."""
    demand(permissions.may_register_scan, by, sign_off)
    level = next_level(sign_off.level_list(), list(sign_off.signatures.values_list("level", flat=True).order_by("pk")))
    if level is None or signer.pk == sign_off.prepared_by_id:
        raise Refused("Whoever prepared this cannot sign it off, not even through another account.")
    made = Scan.objects.create(
        key=new_key(), sign_off=sign_off, evidence_key=evidence_key, signer=signer, level=level.code, registered_by_id=by.person_id, registered_at=at
    )
    record("register_scan", sign_off, by=by, at=at, signer=signer.key, evidence=evidence_key, level=level.code)
    return made


def confirm_scan(*, scan: Scan, by: Acting, at: datetime, digest: str) -> bool:
    """Confirm a registered scan; it then counts as the signer's signature. True when it was the last one."""
    demand(permissions.may_register_scan, by, scan.sign_off)
    if by.person_id in {scan.registered_by_id, scan.signer_id}:
        raise PermissionDenied
    if not Scan.objects.filter(pk=scan.pk, confirmed_by__isnull=True).update(confirmed_by_id=by.person_id, confirmed_at=at):
        raise Refused("This scan has been confirmed already.")
    return _sign(sign_off=scan.sign_off, person_id=scan.signer_id, by=by, at=at, digest=digest, opinion="", scan_key=scan.key)


def office_step(*, sign_off: SignOff, step: str, value: str, by: Acting, at: datetime) -> AfterSigning:
    """Number, stamp or release what was signed, in this order."""
    demand(permissions.may_do_office_steps, by, sign_off)
    done = queries.steps_done(sign_off)
    waits = next((code for code in queries.OFFICE_STEPS if code not in done), None)
    if step != waits:
        raise Refused("First comes the number, then the stamp, then the release.")
    try:
        made = AfterSigning.objects.create(sign_off=sign_off, step=step, person_id=by.person_id, value=value, at=at)
    except IntegrityError:
        raise Refused("Somebody else has just changed this. Reload the page to see where it stands.") from None
    record(step, sign_off, by=by, at=at, value=value)
    return made


def _sign(*, sign_off: SignOff, person_id: int, by: Acting, at: datetime, digest: str, opinion: str, scan_key: str) -> bool:
    hold(sign_off)
    if digest != sign_off.digest:
        raise Refused("What is to be signed was changed after it was prepared. It has to be prepared again.")
    level = next_level(sign_off.level_list(), list(sign_off.signatures.values_list("level", flat=True).order_by("pk")))
    if level is None:
        raise Refused("All levels have signed.")
    try:
        Signature.objects.create(sign_off=sign_off, level=level.code, person_id=person_id, opinion=opinion, scan_key=scan_key, at=at)
    except IntegrityError:
        raise Refused("You have signed this at another level already.") from None
    left = next_level(sign_off.level_list(), list(sign_off.signatures.values_list("level", flat=True).order_by("pk")))
    if left is None:
        move(sign_off, SealVerb.COMPLETE, by=by, at=at, level=level.code, opinion=opinion)
        return True
    record("sign", sign_off, by=by, at=at, level=level.code, opinion=opinion)
    return False
