"""Preparing and releasing a notice, objections and what becomes of them."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError

from sinople.audit.actions import move, record
from sinople.audit.permissions import demand
from sinople.audit.rules import sm3, written
from sinople.deadlines import actions as deadlines
from sinople.deadlines import queries as deadline_queries
from sinople.kernel.acting import CLOCK, Acting, Role
from sinople.kernel.ids import new_key
from sinople.kernel.refused import Ground, Refused
from sinople.kernel.text import Text
from sinople.law.clocks import due
from sinople.law.marking import N_
from sinople.letters import actions as letters
from sinople.notices import papers, permissions, queries
from sinople.notices.models import Notice, NoticeLine, Objection, Objector
from sinople.notices.rules import grounds_against_objecting, hidden, new_code
from sinople.notices.states import NoticeState, NoticeVerb, ObjectionState, ObjectionVerb
from sinople.people import queries as people
from sinople.review import actions as review
from sinople.review import queries as review_queries
from sinople.review.models import Meeting
from sinople.schemes import actions as scheme_actions
from sinople.schemes import queries as schemes
from sinople.seals import actions as seals
from sinople.seals.models import SignOff


def prepare(*, meeting: Meeting, name: str, office: str, by: Acting, at: datetime) -> Notice:
    """Prepare the notice of the candidates that a meeting approved."""
    demand(permissions.may_prepare, by)
    cases = queries.approved_cases(meeting)
    if not cases:
        raise Refused("The meeting has approved nobody who is not on a notice already.")
    try:
        made = Notice.objects.create(meeting=meeting, name=name, office=office, prepared_by_id=by.person_id, state=NoticeState.DRAFT, moved_at=at)
    except IntegrityError:
        raise Refused("There is a notice for this meeting already.") from None
    for n, case in enumerate(cases, start=1):
        NoticeLine.objects.create(key=new_key(), notice=made, case=case, n=n)
    record("prepare_notice", made, by=by, at=at, name=name, cases=[case.key for case in cases])
    return made


def lay(*, notice: Notice, by: Acting, at: datetime) -> SignOff:
    """Lay the notice before the signers; refused when its end would fall into a year whose calendar is not out."""
    demand(permissions.may_lay, by, notice)
    rule = schemes.pack_of(notice.meeting.call.pack.digest).clock("public_notice")
    expected = due(rule, at, deadline_queries.calendar(), require_known=True)
    move(notice, NoticeVerb.LAY, by=by, at=at)
    lines = queries.lines_of(notice)
    return seals.prepare(
        about=(Notice.kind(), notice.key), subject=Text(notice.name, notice.name), digest=digest_of(notice), by=by, at=at,
        levels=scheme_actions.levels_for(notice.meeting.call.pack, "notice"),
        consequences={"candidates": len(lines), "days": expected.count, "earliest_end": expected.last_day},
    )  # fmt: skip


def sign(*, notice: Notice, sign_off: SignOff, by: Acting, at: datetime, opinion: str = "") -> bool:
    """Sign the notice; after the last signature the office numbers, stamps and releases it."""
    if not seals.sign(sign_off=sign_off, by=by, at=at, digest=digest_of(notice), opinion=opinion):
        return False
    move(notice, NoticeVerb.APPROVE, by=by, at=at)
    return True


def send_back(*, notice: Notice, sign_off: SignOff, reason: str, by: Acting, at: datetime) -> Notice:
    """Send the notice back to whoever prepared it."""
    seals.send_back(sign_off=sign_off, reason=reason, by=by, at=at)
    return move(notice, NoticeVerb.TAKE_BACK, by=by, at=at, reason=reason)


def number(*, notice: Notice, sign_off: SignOff, by: Acting, at: datetime) -> str:
    """Give the notice its number in the register."""
    given = letters.number(series="notice", year=at.year, words="深工信绿评示〔%(year)s〕%(n)s号", about=(Notice.kind(), notice.key), by=by, at=at)
    seals.office_step(sign_off=sign_off, step="numbering", value=given, by=by, at=at)
    Notice.objects.filter(pk=notice.pk).update(number=given)
    return given


def stamp(*, sign_off: SignOff, by: Acting, at: datetime) -> None:
    """Record the stamp: a record of its own."""
    seals.office_step(sign_off=sign_off, step="stamping", value="", by=by, at=at)


def release(*, notice: Notice, sign_off: SignOff, by: Acting, at: datetime) -> Notice:
    """Release the signed, numbered and stamped notice: publicity, and its clock, begin now."""
    demand(permissions.may_release, by, notice)
    seals.office_step(sign_off=sign_off, step="release", value="", by=by, at=at)
    rule = schemes.pack_of(notice.meeting.call.pack.digest).clock("public_notice")
    clock = deadlines.start(rule=rule, about=(Notice.kind(), notice.key), by=by, at=at)
    Notice.objects.filter(pk=notice.pk).update(released_at=at, ends_at=clock.due_at)
    notice.refresh_from_db(fields=["released_at", "ends_at", "number"])
    for line in notice.lines.select_related("case__application").order_by("n"):
        review.announce(case=line.case, by=by, at=at, notice=notice.key)
        _tell_candidate(line, at=at)
    move(notice, NoticeVerb.RELEASE, by=by, at=at, ends_at=notice.ends_at, number=notice.number)
    content = papers.notice_of(
        notice=notice, lines=queries.lines_of(notice), districts=people.district_names(), bureau=people.city_bureau(), digest=digest_of(notice)
    )
    letters.keep_paper(
        kind="notice", about=(Notice.kind(), notice.key), name=f"notice-{notice.key}.pdf", content=content, at=at, number=notice.number, is_public=True
    )
    return notice


def end(*, notice: Notice, at: datetime) -> Notice:
    """End a notice whose last day has passed."""
    deadlines.meet(about=(Notice.kind(), notice.key), by=CLOCK, at=at)
    move(notice, NoticeVerb.END, by=CLOCK, at=at)
    letters.write(
        to=[notice.prepared_by_id],
        message=N_("The public notice %(name)s has ended; the list can be published."),
        about=(Notice.kind(), notice.key),
        at=at,
        name=notice.name,
    )
    return notice


def note_published(*, notice: Notice, by: Acting, at: datetime, grants: int) -> Notice:
    """Note that the list was published; told by the room of titles."""
    return move(notice, NoticeVerb.PUBLISH, by=by, at=at, grants=grants)


def receive(*, line: NoticeLine, name: str, contact: str, words: str, at: datetime, evidence_key: str = "") -> Objection:
    """Receive an objection, by name and with contact; the code it returns is the only way to follow it without a name."""
    grounds = grounds_against_objecting(name=name, contact=contact, words=words, is_open=permissions.may_object(line.notice, at))
    if grounds:
        raise Refused("The objection cannot be taken yet.", grounds=grounds)
    made = Objection.objects.create(
        line=line, code=new_code(), words=words, evidence_key=evidence_key, received_at=at, state=ObjectionState.RECEIVED, moved_at=at
    )
    Objector.objects.create(objection=made, name_hidden=hidden(name, settings.PERSON_SALT), contact_hidden=hidden(contact, settings.PERSON_SALT))
    record("receive", made, by=Acting(), at=at, line=line.key)
    rule = schemes.pack_of(line.notice.meeting.call.pack.digest).clock("objection_acceptance")
    deadlines.start(rule=rule, about=(Objection.kind(), made.key), by=Acting(), at=at)
    letters.write(
        to=people.people_in(Role.CITY_OFFICER, at), message=N_("An objection to %(organisation)s was received."), about=(Objection.kind(), made.key), at=at,
        organisation=line.case.application.organisation.name,
    )  # fmt: skip
    return made


def look_at_objector(*, objection: Objection, reason: str, by: Acting, at: datetime) -> queries.Objector:
    """Show who objected, to an officer who says why; the look is written down."""
    demand(permissions.may_look, by)
    if not reason.strip():
        raise Refused("Please say why you need to know who objected.", field="reason")
    record("look_at_objector", objection, by=by, at=at, reason=reason)
    return queries.objector_of(objection)


def accept(*, objection: Objection, by: Acting, at: datetime) -> Objection:
    """Accept an objection: only now its line, and no other, is stopped."""
    demand(permissions.may_accept, by, objection)
    deadlines.meet(about=(Objection.kind(), objection.key), by=by, at=at)
    move(objection, ObjectionVerb.ACCEPT_OBJECTION, by=by, at=at)
    rule = schemes.pack_of(objection.line.notice.meeting.call.pack.digest).clock("objection_answer")
    deadlines.start(rule=rule, about=(Objection.kind(), objection.key), by=by, at=at)
    letters.write(
        to=people.holders_of(objection.line.case.application.organisation_id, at), about=(Notice.kind(), objection.line.notice.key), at=at,
        message=N_("An objection to %(site)s was accepted; your line of the notice waits until it is decided."), site=objection.line.case.application.site.name,
    )  # fmt: skip
    return objection


def refuse(*, objection: Objection, reason: str, by: Acting, at: datetime) -> Objection:
    """Refuse to take up an objection, with grounds; it stops nothing."""
    demand(permissions.may_accept, by, objection)
    return _answer(objection, ObjectionVerb.REFUSE_OBJECTION, reason, by=by, at=at)


def reject(*, objection: Objection, reason: str, by: Acting, at: datetime) -> Objection:
    """Reject an accepted objection, with reasons; its line goes on."""
    demand(permissions.may_decide, by, objection)
    return _answer(objection, ObjectionVerb.REJECT, reason, by=by, at=at)


def uphold(*, objection: Objection, reason: str, by: Acting, at: datetime) -> Objection:
    """Uphold an accepted objection, with reasons; its line is refused."""
    demand(permissions.may_decide, by, objection)
    _answer(objection, ObjectionVerb.UPHOLD, reason, by=by, at=at)
    case = review_queries.case_by_id(objection.line.case_id)
    review.drop(case=case, grounds=[Ground("An objection was upheld: %(reason)s", code="objection", values={"reason": reason})], by=by, at=at)
    return objection


def digest_of(notice: Notice) -> str:
    """Return the digest of what is announced."""
    rows = notice.lines.order_by("n").values_list("n", "case__application__organisation__credit_code", "case__application__site__name")
    return sm3(written({"notice": notice.key, "name": notice.name, "office": notice.office, "lines": [list(row) for row in rows]}).encode())


def _answer(objection: Objection, verb: ObjectionVerb, reason: str, *, by: Acting, at: datetime) -> Objection:
    if not reason.strip():
        raise Refused("Please give the reasons; whoever objected reads them.", field="reason")
    Objection.objects.filter(pk=objection.pk).update(answer=reason)
    objection.answer = reason
    deadlines.meet(about=(Objection.kind(), objection.key), by=by, at=at)
    return move(objection, verb, by=by, at=at, reason=reason)


def _tell_candidate(line: NoticeLine, *, at: datetime) -> None:
    application = line.case.application
    letters.write(
        to=people.holders_of(application.organisation_id, at), message=N_("%(site)s is on public notice until %(ends)s."), about=(Notice.kind(), line.notice.key), at=at,
        once=line.key, site=application.site.name, ends=line.notice.ends_at,
    )  # fmt: skip
