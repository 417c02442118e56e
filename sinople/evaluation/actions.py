"""Inviting an evaluator, verifying, signing the report."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError
from django.db.models import F

from sinople.applications import actions as applications
from sinople.applications import queries as application_queries
from sinople.applications.models import Application
from sinople.audit.actions import move, record
from sinople.audit.permissions import demand
from sinople.audit.rules import sm3, written
from sinople.databook import actions as databooks
from sinople.databook import queries as databook_queries
from sinople.deadlines import actions as deadlines
from sinople.evaluation import permissions, queries
from sinople.evaluation.models import Engagement, Report, Verified
from sinople.evaluation.states import EngagementState, EngagementVerb
from sinople.files import actions as files
from sinople.files import queries as file_queries
from sinople.kernel.acting import EVALUATOR_ROLES, Acting
from sinople.kernel.refused import Refused
from sinople.law.marking import N_
from sinople.law.scoring import Answer, check_answer, sheet_to_json
from sinople.letters.actions import write
from sinople.people import queries as people
from sinople.people.models import Organisation
from sinople.schemes import queries as schemes


def invite(*, application: Application, evaluator: Organisation, words: str, by: Acting, at: datetime) -> Engagement:
    """Invite an evaluator; how it stands to the encouraged conditions is advice and never blocks (hearing answer 6)."""
    demand(permissions.may_invite, by, application)
    if evaluator.pk == application.organisation_id:
        raise Refused("An organisation cannot evaluate itself.", field="evaluator")
    try:
        made = Engagement.objects.create(application=application, evaluator=evaluator, words=words, state=EngagementState.INVITED, invited_at=at, moved_at=at)
    except IntegrityError:
        raise Refused("An evaluator is engaged already; cancel that engagement first.") from None
    record("invite", made, by=by, at=at, application=application.key, evaluator=evaluator.credit_code)
    rule = schemes.pack_of(application.pack_digest).clock("invitation_answer")
    clock = deadlines.start(rule=rule, about=(Engagement.kind(), made.key), by=by, at=at, district=application.district)
    _tell(made, N_("%(organisation)s invites you to evaluate %(site)s."), at=at, begins=clock.key)
    return made


def declare(*, application: Application, by: Acting, at: datetime) -> Application:
    """Declare the self-evaluation; an evaluator already at work reads the evidence that came since."""
    applications.declare(application=application, by=by, at=at)
    engagement = queries.engagement_of(application)
    if engagement is not None and engagement.state == EngagementState.ACCEPTED:
        _let_read(engagement)
    return application


def accept(*, engagement: Engagement, by: Acting, at: datetime) -> Engagement:
    """Accept the engagement; the evaluator may now read the evidence."""
    demand(permissions.may_reply, by, engagement)
    _let_read(engagement)
    move(engagement, EngagementVerb.ACCEPT, by=by, at=at)
    deadlines.meet(about=(Engagement.kind(), engagement.key), by=by, at=at)
    _tell_applicant(engagement, N_("%(evaluator)s has accepted the evaluation of %(site)s."), at=at)
    return engagement


def decline(*, engagement: Engagement, reason: str, by: Acting, at: datetime) -> Engagement:
    """Decline the engagement, with the reason."""
    demand(permissions.may_reply, by, engagement)
    move(engagement, EngagementVerb.DECLINE, by=by, at=at, reason=reason)
    deadlines.meet(about=(Engagement.kind(), engagement.key), by=by, at=at)
    _tell_applicant(engagement, N_("%(evaluator)s has declined the evaluation of %(site)s."), at=at)
    return engagement


def cancel(*, engagement: Engagement, by: Acting, at: datetime) -> Engagement:
    """End the engagement from the applicant's side."""
    demand(permissions.may_cancel, by, engagement)
    deadlines.meet(about=(Engagement.kind(), engagement.key), by=by, at=at)
    return move(engagement, EngagementVerb.CANCEL, by=by, at=at)


def verify_answer(*, engagement: Engagement, given: Answer, reason: str, by: Acting, at: datetime, version: int = 0) -> Verified:
    """Record what the evaluator found for a row."""
    demand(permissions.may_verify, by, engagement)
    check_answer(application_queries.table_of(engagement.application), given)
    return _keep(engagement, "answer", given.code, {**_said(given), "reason": reason}, version, by=by, at=at)


def verify_reading(*, engagement: Engagement, code: str, value: Decimal, reason: str, by: Acting, at: datetime, version: int = 0) -> Verified:
    """Record what the evaluator found for a figure, in the unit of its quantity."""
    demand(permissions.may_verify, by, engagement)
    return _keep(engagement, "reading", code, {**_said(Answer(code, stated=value)), "reason": reason}, version, by=by, at=at)


def write_report(*, engagement: Engagement, conclusion: str, suggestions: str, highlights: str, by: Acting, at: datetime) -> Engagement:
    """Write conclusion, suggestions and highlights of the report."""
    demand(permissions.may_verify, by, engagement)
    Engagement.objects.filter(pk=engagement.pk).update(conclusion=conclusion, suggestions=suggestions, highlights=highlights, version=F("version") + 1)
    engagement.refresh_from_db(fields=["conclusion", "suggestions", "highlights", "version"])
    book = databook_queries.databook_of(engagement.application.site_id, engagement.application.year)
    if book is not None:
        databooks.note_use(databook=book, about=(Engagement.kind(), engagement.key), at=at)
    record("write_report", engagement, by=by, at=at)
    return engagement


def sign_report(*, engagement: Engagement, by: Acting, at: datetime) -> Report:
    """Sign the report: frozen and hashed; every difference has its reason."""
    demand(permissions.may_sign_report, by, engagement)
    found = queries.differences(engagement)
    grounds = queries.grounds_against_signing_of(engagement)
    if grounds:
        raise Refused("The report cannot be signed yet.", grounds=grounds)
    sheet = queries.verified_sheet(engagement)
    frozen = sheet_to_json(sheet)
    content = written({
        "engagement": engagement.key, "application": engagement.application.key, "evaluator": engagement.evaluator.credit_code, "conclusion": engagement.conclusion,
        "suggestions": engagement.suggestions, "highlights": engagement.highlights, "differences": [asdict(d) for d in found.values()],
    })  # fmt: skip
    digest = sm3((content + frozen).encode())
    move(engagement, EngagementVerb.SIGN_REPORT, by=by, at=at, digest=digest, low=sheet.low, high=sheet.high, differences=len(found))
    made = Report.objects.create(engagement=engagement, content=content, sheet=frozen, digest=digest, person_id=by.person_id, at=at)
    applications.note_verified(application=engagement.application, by=by, at=at, report=digest)
    _tell_applicant(engagement, N_("%(evaluator)s has signed the evaluation report of %(site)s; you can hand in now."), at=at)
    return made


def adopt(*, engagement: Engagement, kind: str, code: str, opened: bool, reason: str, by: Acting, at: datetime, version: int = 0) -> Verified:
    """Take over what was declared for one row (`answer`) or figure (`reading`); where there is evidence, whoever does it says that they looked at it."""
    demand(permissions.may_verify, by, engagement)
    if not opened and queries.has_evidence(engagement, kind, code):
        raise Refused("Open the evidence of this row, or tick that you looked at it, before you take over the declared value.", field=code)
    answers, figures = application_queries.declared_facts(engagement.application)
    given = Answer(code, stated=figures.get(code)) if kind == "reading" else answers.get(code, Answer(code))
    return _keep(engagement, kind, code, {**_said(given), "reason": reason}, version, by=by, at=at, opened=opened)


def verify_as_declared(*, engagement: Engagement, rows: Sequence[str], readings: Sequence[str], by: Acting, at: datetime) -> int:
    """Take over the declared values of those rows and figures that nobody has verified yet; return how many."""
    demand(permissions.may_verify, by, engagement)
    answers, figures = application_queries.declared_facts(engagement.application)
    done = queries.verified_of(engagement)
    for code in (left := [code for code in rows if ("answer", code) not in done]):
        given = answers.get(code, Answer(code))
        _keep(engagement, "answer", code, {**_said(given), "reason": ""}, 0, by=by, at=at)
    for code in (open_figures := [code for code in readings if ("reading", code) not in done and code in figures]):
        _keep(engagement, "reading", code, {**_said(Answer(code, stated=figures[code])), "reason": ""}, 0, by=by, at=at)
    return len(left) + len(open_figures)


def _said(given: Answer) -> dict[str, object]:
    return {"holds": given.holds, "degree": given.degree, "value": given.stated, "ticks": list(given.ticks) if given.ticks is not None else None}


def _let_read(engagement: Engagement) -> None:
    for evidence in file_queries.evidence_by_keys(applications.evidence_keys_of(engagement.application)):
        files.let_read(evidence=evidence, audience="organisation", ref=str(engagement.evaluator_id))


def _keep(engagement: Engagement, kind: str, code: str, facts: dict[str, object], version: int, *, by: Acting, at: datetime, opened: bool = False) -> Verified:
    rows = Verified.objects.filter(engagement=engagement, kind=kind, code=code)
    if version == 0:
        try:
            Verified.objects.create(engagement=engagement, kind=kind, code=code, person_id=by.person_id, at=at, **facts)
        except IntegrityError:
            raise Refused("A colleague has just recorded this row; reload to see theirs. Yours was kept in the form.", field=code) from None
    elif not rows.filter(version=version).update(**facts, person_id=by.person_id, at=at, version=F("version") + 1):
        raise Refused("A colleague has just recorded this row; reload to see theirs. Yours was kept in the form.", field=code)
    record("verify", engagement, by=by, at=at, kind_of_row=kind, row=code, evidence_opened=opened, **facts)  # type: ignore[arg-type]
    return rows.get()


def _tell(engagement: Engagement, message: str, *, at: datetime, begins: str = "") -> None:
    people_of = [m.person_id for m in people.members_of(engagement.evaluator_id, at) if m.role in EVALUATOR_ROLES]
    _write(engagement, message, people_of, at=at, begins=begins)


def _tell_applicant(engagement: Engagement, message: str, *, at: datetime) -> None:
    _write(engagement, message, people.holders_of(engagement.application.organisation_id, at), at=at)


def _write(engagement: Engagement, message: str, to: list[int], *, at: datetime, begins: str = "") -> None:
    write(
        to=to, message=message, about=(Engagement.kind(), engagement.key), at=at, begins=begins, organisation=engagement.application.organisation.name,
        site=engagement.application.site.name, evaluator=engagement.evaluator.name,
    )  # fmt: skip
