"""Decision meetings: a batch of proposals, sealed by others, applied at once."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sinople.audit.actions import move, record
from sinople.audit.permissions import demand
from sinople.audit.rules import sm3, written
from sinople.deadlines import actions as deadlines
from sinople.kernel.acting import Acting, Role
from sinople.kernel.refused import Ground, Refused
from sinople.kernel.text import Text
from sinople.law.marking import N_
from sinople.letters import actions as letters
from sinople.people import queries as people
from sinople.review import papers, permissions, queries
from sinople.review.actions.outcomes import about, remember, start_clock, tell_applicant
from sinople.review.actions.refusing import refuse_with
from sinople.review.models import Case, Meeting, MeetingLine
from sinople.review.rules import grounds_against_laying
from sinople.review.states import PROPOSALS, CaseVerb, MeetingState, MeetingVerb
from sinople.schemes import actions as scheme_actions
from sinople.schemes.models import Call
from sinople.seals import actions as seals
from sinople.seals.models import SignOff


def prepare_meeting(*, call: Call, cases: Iterable[Case], name: str, held_on: date, by: Acting, at: datetime) -> Meeting:
    """Prepare a decision meeting with all candidates in the order of their results."""
    demand(permissions.may_prepare_meeting, by)
    chosen = list(cases)
    if not chosen:
        raise Refused("No case of this call waits for a decision.")
    if any(queries.stands_in_open_meeting(case) for case in chosen):
        raise Refused("One of these cases is on another batch that is not decided yet.")
    made = Meeting.objects.create(call=call, name=name, held_on=held_on, prepared_by_id=by.person_id, prepared_at=at, state=MeetingState.DRAFT, moved_at=at)
    for n, case in enumerate(chosen, start=1):
        MeetingLine.objects.create(meeting=made, case=case, n=n)
    record("prepare_meeting", made, by=by, at=at, name=name, cases=[case.key for case in chosen])
    return made


def propose(*, meeting: Meeting, proposals: Mapping[str, tuple[str, str]], by: Acting, at: datetime) -> Meeting:
    """Write down the proposals and reasons, by case key."""
    demand(permissions.may_propose, by, meeting)
    for key, (proposal, reason) in proposals.items():
        if proposal and proposal not in PROPOSALS:
            raise Refused("A proposal is to grant, to refuse or to defer.", field="proposal")
        MeetingLine.objects.filter(meeting=meeting, case__key=key).update(proposal=proposal, reason=reason)
    record("propose", meeting, by=by, at=at, proposals={key: list(said) for key, said in proposals.items()})
    return meeting


def lay_meeting(*, meeting: Meeting, by: Acting, at: datetime) -> SignOff:
    """Lay the batch before the signers, with its consequences."""
    demand(permissions.may_propose, by, meeting)
    lines = queries.lines_of(meeting)
    grounds = grounds_against_laying([queries.as_rule_line(line) for line in lines], [line.reason for line in lines])
    if grounds:
        raise Refused("The batch is not ready.", grounds=grounds)
    move(meeting, MeetingVerb.LAY, by=by, at=at)
    return seals.prepare(
        about=(Meeting.kind(), meeting.key), subject=Text(meeting.name, meeting.name), digest=digest_of(meeting), by=by, at=at,
        levels=scheme_actions.levels_for(meeting.call.pack, "decision"), consequences=queries.consequences_of(meeting, lines),  # type: ignore[arg-type]
    )  # fmt: skip


def sign_meeting(*, meeting: Meeting, sign_off: SignOff, by: Acting, at: datetime, opinion: str = "") -> bool:
    """Sign a batch; the last signature applies all its lines at once, or none."""
    if not seals.sign(sign_off=sign_off, by=by, at=at, digest=digest_of(meeting), opinion=opinion):
        return False
    decide(meeting=meeting, by=by, at=at)
    return True


def confirm_meeting_scan(*, meeting: Meeting, scan: object, by: Acting, at: datetime) -> bool:
    """Confirm the scan of a page signed by hand; when it was the last signature, apply the batch."""
    if not seals.confirm_scan(scan=scan, by=by, at=at, digest=digest_of(meeting)):  # type: ignore[arg-type]
        return False
    decide(meeting=meeting, by=by, at=at)
    return True


def send_meeting_back(*, meeting: Meeting, sign_off: SignOff, reason: str, by: Acting, at: datetime) -> Meeting:
    """Send a batch back to whoever prepared it."""
    seals.send_back(sign_off=sign_off, reason=reason, by=by, at=at)
    return move(meeting, MeetingVerb.TAKE_BACK, by=by, at=at, reason=reason)


def decide(*, meeting: Meeting, by: Acting, at: datetime) -> Meeting:
    """Apply every line of a signed batch. A case withdrawn meanwhile is left out; the minutes print the digest."""
    year = meeting.held_on.year
    number = letters.number(series="minutes", year=year, words="深工信绿评纪〔%(year)s〕%(n)s号", about=(Meeting.kind(), meeting.key), by=by, at=at)
    Meeting.objects.filter(pk=meeting.pk).update(minutes_number=number)
    meeting.minutes_number = number
    move(meeting, MeetingVerb.DECIDE, by=by, at=at, digest=digest_of(meeting), number=number)
    for line in MeetingLine.objects.filter(meeting=meeting).order_by("n"):
        case = queries.case_by_id(line.case_id)
        if case.application.is_open:
            _apply(line, case, by=by, at=at)
    _make_minutes(meeting, at=at)
    return meeting


def bring_again(*, case: Case, by: Acting, at: datetime) -> Case:
    """Bring a deferred case to a meeting again."""
    demand(permissions.may_bring_again, by, case)
    move(case, CaseVerb.BRING_AGAIN, by=by, at=at)
    start_clock(case, by=by, at=at)
    return case


def digest_of(meeting: Meeting) -> str:
    """Return the digest of what is decided: the candidates, proposals and reasons in their order."""
    rows = MeetingLine.objects.filter(meeting=meeting).order_by("n").values_list("n", "case__key", "proposal", "reason")
    return sm3(written({"meeting": meeting.key, "call": meeting.call_id, "held_on": meeting.held_on, "lines": [list(row) for row in rows]}).encode())


def _apply(line: MeetingLine, case: Case, *, by: Acting, at: datetime) -> None:
    deadlines.meet(about=about(case), by=by, at=at)
    if line.proposal == "grant":
        move(case, CaseVerb.APPROVE, by=by, at=at, meeting=line.meeting.key)
        remember(case, granted=True, at=at)
    elif line.proposal == "defer":
        move(case, CaseVerb.DEFER, by=by, at=at, meeting=line.meeting.key, reason=line.reason)
        tell_applicant(case, N_("The decision on %(site)s was deferred: %(reason)s"), at=at, reason=line.reason)
    else:
        preparer = Acting(person_id=line.meeting.prepared_by_id, role=Role.CITY_OFFICER)  # who signs the batch may sign the letter, who prepared it may not
        refuse_with(case, [Ground("%(words)s", code="meeting", values={"words": line.reason})], stage="meeting", by=by, prepared_by=preparer, at=at)


def _make_minutes(meeting: Meeting, *, at: datetime) -> None:
    lines = queries.lines_of(meeting)
    content = papers.minutes_of(meeting=meeting, lines=lines, digest=digest_of(meeting), on=at, districts=people.district_names())
    letters.keep_paper(
        kind="minutes", about=(Meeting.kind(), meeting.key), name=f"minutes-{meeting.key}.pdf", content=content, at=at, number=meeting.minutes_number
    )
