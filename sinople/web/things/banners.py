"""The banner of an application: what is happening, whose turn, what this person can do, until when, and why then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sinople.applications.permissions import demands_evaluation
from sinople.applications.queries import Application
from sinople.applications.states import State
from sinople.deadlines import queries as deadlines
from sinople.deadlines.queries import ClockShown
from sinople.evaluation import queries as evaluation
from sinople.evaluation.states import EngagementState
from sinople.kernel.acting import APPLICANT_ROLES, EVALUATOR_ROLES, Acting, Role
from sinople.kernel.text import Text
from sinople.law.clocks import SHANGHAI, Due
from sinople.law.packs import cite
from sinople.review.queries import Case
from sinople.review.states import CaseState
from sinople.schemes import queries as schemes
from sinople.web.choices import district_names
from sinople.web.context import Words
from sinople.web.wording import said

KIND = "applications.application"


@dataclass(frozen=True, slots=True)
class Banner:
    """What the banner part takes; `turn` and `do` are words, `why` is the law's own count of days."""

    what: Words
    turn: Words = ""
    do: Words = ""
    tone: str = "gold"
    left: int | None = None
    due: datetime | None = None
    paused: bool = False
    provisional: bool = False
    why: Due | None = None
    anchor: str | Text = ""
    unit: str = "working"


@dataclass(frozen=True, slots=True)
class Said:
    """What a state says: what happens, whose turn, what the applicant, the officer whose turn it is, and others read."""

    what: Words
    turn: Words
    applicant: Words = ""
    officer: Words = ""
    tone: str = "gold"
    officers: tuple[Role, ...] = ()


WAIT = _("You need do nothing now; if something is missing, we tell you.")
CASE: Mapping[str, Said] = {
    CaseState.FORMAL: Said(
        _("Formal review by the city bureau"), _("the city bureau"), WAIT, _("You may pass it, return it once for correction, or refuse with grounds."), officers=(Role.CITY_OFFICER,)
    ),
    CaseState.REFUSING: Said(
        _("The decision of the review is being signed"), _("the city bureau"), WAIT, _("A refusal lies before the signers; it counts with the last signature."),
        officers=(Role.CITY_OFFICER, Role.DISTRICT_OFFICER, Role.LEADER),
    ),
    CaseState.EXPERT: Said(_("Review by experts"), _("the experts"), WAIT, _("Draw a panel, or wait until all its members have signed."), officers=(Role.CITY_OFFICER, Role.POOL_KEEPER)),
    CaseState.MEETING: Said(_("Waiting for the decision meeting"), _("the city bureau"), WAIT, _("Prepare a decision meeting with the cases of this call."), officers=(Role.CITY_OFFICER,)),
    CaseState.DEFERRED: Said(
        _("The decision was deferred"), _("the city bureau"), WAIT, _("Bring it to a meeting again when the reason is settled."), tone="wait", officers=(Role.CITY_OFFICER,)
    ),
    CaseState.APPROVED: Said(
        _("Approved by the decision meeting; the public notice is being prepared"), _("the city bureau"), WAIT, _("Prepare the public notice."), "go", (Role.CITY_OFFICER,)
    ),
    CaseState.ANNOUNCED: Said(
        _("On public notice"), _("the public"), _("Objections may be raised until the notice ends; you will be told of any."), _("Publish the list after the notice has ended."), "go",
        (Role.CITY_OFFICER,),
    ),
    CaseState.GRANTED: Said(_("The title has been granted"), "", _("The certificate can be downloaded."), tone="go"),
    CaseState.REFUSED: Said(
        _("The application was not approved"), "", _("The letter gives every ground and what you can do next."), tone="stop"
    ),
}  # fmt: skip


def banner_of(application: Application, case: Case | None, acting: Acting, at: datetime, clocks: Sequence[ClockShown] | None = None) -> Banner:
    """Return the banner of an application for this person; its clause is named as one may name it. A page that has its clocks hands them in."""
    banner = _banner(application, case, acting, at, clocks)
    return replace(banner, anchor=cite(schemes.pack_of(application.pack_digest), str(banner.anchor)).words) if banner.anchor else banner


def _banner(application: Application, case: Case | None, acting: Acting, at: datetime, clocks: Sequence[ClockShown] | None) -> Banner:
    if case is None or application.state == State.WITHDRAWN:
        return _before(application, acting, at)
    found = deadlines.clocks_of(KIND, application.key, at) if clocks is None else clocks
    if application.state == State.RETURNED:
        return _returned(found, acting)
    spoken = _district(application) if case.state == CaseState.DISTRICT else CASE[case.state]
    return _with_clock(spoken, _clock(found), acting)


def _district(application: Application) -> Said:
    name = said(district_names()[application.district])
    return Said(
        gettext("Being reviewed by the district: %(district)s") % {"district": name}, gettext("the officer of %(district)s") % {"district": name}, WAIT,
        _("You may recommend, return once for correction, or refuse with grounds."), officers=(Role.DISTRICT_OFFICER,),
    )  # fmt: skip


def _returned(clocks: Sequence[ClockShown], acting: Acting) -> Banner:
    spoken = Said(_("Returned for correction"), _("the applicant"), _("Answer every point, mend what is asked, then hand in again."), tone="wait")
    return _with_clock(spoken, _clock(clocks, "correction"), acting)


def _before(application: Application, acting: Acting, at: datetime) -> Banner:
    """Say where it stands before the hand-in: the clock is the call's closing hour."""
    if application.state == State.WITHDRAWN:
        return Banner(_("The application was withdrawn"), tone="info", do=_("You may begin another one while a call is open.") if _is_own(acting) else "")
    closes_at = schemes.closes_at(application.call, application.district)
    if at >= closes_at:
        return Banner(_("The call has closed; this application can no longer be handed in"), tone="stop", due=closes_at)
    spoken = _own_step(application)
    left = (closes_at.astimezone(SHANGHAI).date() - at.astimezone(SHANGHAI).date()).days
    return Banner(spoken.what, spoken.turn, _do(spoken, acting), spoken.tone, left, closes_at, unit="calendar")


def _own_step(application: Application) -> Said:
    if application.state == State.DRAFT:
        return Said(_("The self-evaluation is being filled in"), _("the applicant"), _("Fill in figures and answers, add the papers, then declare."))
    if application.state == State.VERIFIED:
        return Said(
            _("The evaluation report is signed; ready to be handed in"), _("the applicant"), _("Check everything once more and hand in before the call closes.")
        )
    engagement = evaluation.engagement_of(application)
    if engagement is not None and engagement.state == EngagementState.INVITED:
        return Said(
            _("The evaluator has been invited"),
            engagement.evaluator.name,
            _("You will be told as soon as it has answered."),
            _("Please accept or decline."),
            "wait",
            EVALUATORS,
        )
    if engagement is not None and engagement.state == EngagementState.ACCEPTED:
        return Said(
            _("The evaluator is verifying"),
            engagement.evaluator.name,
            _("You will be told when the report is signed."),
            _("Verify row by row, write the report, sign it."),
            "wait",
            EVALUATORS,
        )
    if engagement is not None and engagement.state == EngagementState.SIGNED:
        return Said(
            _("Declared anew after a signed report"),
            _("the applicant"),
            _("The report stands on what was declared before: end that engagement and invite an evaluator again."),
            tone="wait",
        )
    todo = (
        _("Invite an evaluation organisation to verify it.")
        if demands_evaluation(application)
        else _("Hand it in; an evaluation is not demanded, but welcome.")
    )
    return Said(_("The self-evaluation is declared"), _("the applicant"), todo)


EVALUATORS = tuple(sorted(EVALUATOR_ROLES))


def _clock(clocks: Sequence[ClockShown], code: str = "") -> ClockShown | None:
    live = [clock for clock in clocks if clock.state in deadlines.LIVE and (not code or clock.code == code)]
    return live[-1] if live else None


def _with_clock(spoken: Said, clock: ClockShown | None, acting: Acting) -> Banner:
    do = _do(spoken, acting)
    if clock is not None and clock.state == "waiting":
        return Banner(
            spoken.what, spoken.turn, gettext("%(do)s The period begins when the letter is delivered.") % {"do": do}, spoken.tone, anchor=clock.anchor
        )
    if clock is None or clock.due_at is None:
        return Banner(spoken.what, spoken.turn, do, spoken.tone)
    tone = "stop" if clock.days_left < 0 or clock.state == "overdue" else spoken.tone
    left = None if clock.state == "paused" else clock.days_left
    return Banner(spoken.what, spoken.turn, do, tone, left, clock.due_at, clock.state == "paused", clock.is_provisional, clock.why, clock.anchor, clock.kind)


def _do(spoken: Said, acting: Acting) -> Words:
    if _is_own(acting):
        return spoken.applicant
    return spoken.officer if acting.role in spoken.officers else ""


def _is_own(acting: Acting) -> bool:
    return acting.role in APPLICANT_ROLES
