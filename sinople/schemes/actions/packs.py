"""The legal life of packs: brought in, confirmed, changed, sealed, in force, ended; and the reference values of industries."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from sinople.audit.actions import move, record
from sinople.audit.permissions import demand
from sinople.kernel.acting import CLOCK, Acting
from sinople.kernel.refused import Ground, Refused
from sinople.kernel.text import Text
from sinople.law import packs
from sinople.law.faults import PackFault
from sinople.law.packs import Confirmation, Pack
from sinople.law.packs.archives import from_archive
from sinople.law.packs.changing import changed
from sinople.schemes import permissions, queries
from sinople.schemes.models import EnactedPack, ReferenceValue, ValueConfirmed
from sinople.schemes.states import PackState, PackVerb


def import_pack(*, pack: Pack, by: Acting, at: datetime, changes: EnactedPack | None = None, reason: str = "") -> EnactedPack:
    """Bring in a pack as a draft; the same text is brought in once. `changes` names the version that it was made from."""
    digest = packs.digest(pack)
    found = EnactedPack.objects.filter(digest=digest).first()
    if found:
        return move(found, PackVerb.TAKE_UP, by=by, at=at) if found.state == PackState.SET_ASIDE else found
    document = pack.document
    version = EnactedPack.objects.filter(code=pack.code).count() + 1
    made = EnactedPack.objects.create(
        code=pack.code, version=version, digest=digest, content=packs.to_json(pack), number=document.number, level=document.level, state=PackState.DRAFT,
        moved_at=at, imported_at=at, imported_by_id=by.person_id or None, changes=changes, reason=reason,
        effective_on=document.effective.day if document.effective.is_given else None, ends_on=document.ends_on.day if document.ends_on.is_given else None,
    )  # fmt: skip
    record("import_pack", made, by=by, at=at, code=pack.code, version=version, digest=digest, reason=reason)
    return made


def import_archive(*, content: bytes, by: Acting, at: datetime) -> EnactedPack:
    """Bring in a pack from a zip archive as a draft; raise Refused with every fault, each with file and line."""
    demand(permissions.may_import, by)
    try:
        pack = from_archive(content)
    except PackFault as fault:
        raise Refused("The rules cannot be brought in; nothing was kept. Mend what is named and send the archive again.", grounds=_faults(fault)) from None
    return import_pack(pack=pack, by=by, at=at)


def confirm_values(*, row: EnactedPack, paths: Iterable[str], source: str, by: Acting, at: datetime, values: Mapping[str, str] | None = None) -> EnactedPack:
    """Confirm values of a draft with a source, one or many at once; the result is the next version of the draft."""
    demand(permissions.may_confirm, by)
    if not source.strip():
        raise Refused("Please name the source of the confirmation: a document with its number, or who said it and when.", field="source")
    if row.state != PackState.DRAFT:
        raise Refused(
            "This version is sealed and stays as it is. Correct it under “Change”, with the reason: the correction becomes a new version, whose values are confirmed."
        )
    given = dict(values or {})
    said = [Confirmation(path, source, given.get(path)) for path in paths]
    if not said:
        raise Refused("Please choose at least one value.", field="path")
    made = _next_version(row, packs.confirmed(queries.pack_of(row.digest), said), by=by, at=at, reason=row.reason)
    _note(made, {c.path: c.value for c in said}, source, by=by, at=at)
    record("confirm_values", made, by=by, at=at, paths=[c.path for c in said], source=source)
    return made


def change_values(*, row: EnactedPack, changes: Mapping[str, str | Text | None], source: str, reason: str = "", by: Acting, at: datetime) -> EnactedPack:
    """Change figures, days and words with a source; the result is the next draft. A sealed text stays as it is: its correction is a new version with a reason."""
    demand(permissions.may_change_pack, by, row)
    if not changes:
        raise Refused("Nothing is different yet; change a value first.")
    if not source.strip():
        raise Refused("Please name the source of the change: a document with its number, or who said it and when.", field="source")
    if row.state != PackState.DRAFT and not reason.strip():
        raise Refused("This version is sealed; say why it is corrected. The correction becomes a new version.", field="reason")
    made = _next_version(row, changed(queries.pack_of(row.digest), changes, source), by=by, at=at, reason=reason or row.reason)
    _note(made, {path: said if isinstance(said, str) else None for path, said in changes.items()}, source, by=by, at=at)
    record("change_values", made, by=by, at=at, paths=list(changes), source=source, reason=reason)
    return made


def seal(*, row: EnactedPack, by: Acting, at: datetime) -> EnactedPack:
    """Seal a pack: refused while no title is complete, and to whoever brought it in, changed it or confirmed its values."""
    demand(permissions.may_seal, by, row)
    if queries.hands_on(row, by.person_id):
        raise Refused("Whoever brought in the rules, changed them or confirmed their values cannot seal them.")
    grounds = [*_incomplete(row), *_same_day(row)]
    if grounds:
        raise Refused("The pack cannot be sealed yet.", grounds=grounds)
    return move(row, PackVerb.SEAL, by=by, at=at, digest=row.digest, reason=row.reason)


def set_end(*, row: EnactedPack, ends_on: date, source: str, by: Acting, at: datetime) -> EnactedPack:
    """Set the day on which a sealed pack ends, as a notice of repeal says it; the text itself stays as it was sealed."""
    demand(permissions.may_end, by, row)
    if not source.strip():
        raise Refused("Please name the notice that ends these rules, with its number.", field="source")
    if row.effective_on and ends_on <= row.effective_on:
        raise Refused("Rules end after they enter into force (%(day)s).", field="ends_on", day=row.effective_on)
    before, row.ends_on = row.ends_on, ends_on
    row.save(update_fields=["ends_on"])
    record("set_end", row, by=by, at=at, before=str(before or ""), ends_on=ends_on.isoformat(), source=source)
    return row


def follow_calendar(*, on: date, at: datetime) -> list[EnactedPack]:
    """Let packs enter into force or end by their dates; one that enters ends its own earlier version and what it repeals."""
    moved = [move(row, PackVerb.ENTER if row.state == PackState.SEALED else PackVerb.END, by=CLOCK, at=at) for row in queries.packs_due(on)]
    for row in moved:
        if row.state == PackState.IN_FORCE:
            moved += [move(old, PackVerb.END, by=CLOCK, at=at, replaced_by=row.number, version=row.version) for old in queries.replaced_by(row)]
    return moved


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
    demand(permissions.may_confirm, by)
    if not source.strip():
        raise Refused("Please name the source of the reference value.", field="source")
    made, _ = ReferenceValue.objects.update_or_create(
        edition=edition, indicator=indicator, industry=industry,
        defaults={"average": average, "best_fifth": best_fifth, "best_twentieth": best_twentieth, "source": source, "person_id": by.person_id, "at": at},
    )  # fmt: skip
    record("set_reference", made, by=by, at=at, indicator=indicator, industry=industry, values=[average, best_fifth, best_twentieth], source=source)
    return made


def unconfirmed_grounds(left: Iterable[packs.Unconfirmed]) -> list[Ground]:
    """Return a ground for every value that is not confirmed."""
    return [Ground("%(path)s is not confirmed.", code="unconfirmed", values={"path": found.path}) for found in left]


def _next_version(row: EnactedPack, pack: Pack, *, by: Acting, at: datetime, reason: str) -> EnactedPack:
    """Make the next draft; the draft that it was made from is set aside, so that two officers never change the same one."""
    if row.state == PackState.DRAFT and packs.digest(pack) != row.digest:
        move(row, PackVerb.SET_ASIDE, by=by, at=at)
    return import_pack(pack=pack, by=by, at=at, changes=row, reason=reason)


def _note(row: EnactedPack, values: Mapping[str, str | None], source: str, *, by: Acting, at: datetime) -> None:
    for path, value in values.items():
        facts = {"value": value, "source": source, "person_id": by.person_id, "at": at}
        ValueConfirmed.objects.update_or_create(pack=row, path=path, defaults=facts)


def _incomplete(row: EnactedPack) -> list[Ground]:
    waiting = queries.readiness(row)
    if not waiting:
        return [Ground("No requirements name an indicator table for a title.", code="no_requirements")]
    nearest = min(waiting, key=lambda found: len(found.left))
    return unconfirmed_grounds(nearest.left)


def _same_day(row: EnactedPack) -> list[Ground]:
    """Name packs of the same level that claim the same day for the same title: which would count could not be told."""
    if row.effective_on is None:
        return [Ground("The day of effect is not known yet.", code="no_day")]
    titles = {title.code for title in queries.pack_of(row.digest).titles}
    rivals = [other for other in queries.sealed_for(row) if titles & {title.code for title in queries.pack_of(other.digest).titles}]
    return [
        Ground("%(number)s enters into force on the same day for the same titles; only one can.", code="same_day", values={"number": other.number})
        for other in rivals
    ]


def _faults(fault: PackFault) -> list[Ground]:
    return [Ground("%(file)s, line %(line)s: %(said)s", code="fault", values={"file": p.file, "line": p.line, "said": p.said}) for p in fault.problems]
