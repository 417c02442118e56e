"""Who may review, score, prepare a meeting."""

from sinople.applications.models import Application
from sinople.applications.states import State
from sinople.audit.permissions import WHOSE, open_while
from sinople.deadlines.models import Deadline
from sinople.deadlines.states import DeadlineState
from sinople.evaluation.models import Engagement
from sinople.evaluation.states import EngagementState
from sinople.experts.models import Seat
from sinople.experts.states import PanelState, SeatState
from sinople.kernel.acting import APPLICANT_ROLES, CITY_ROLES, EVALUATOR_ROLES, Acting, Role
from sinople.law.marking import N_
from sinople.review.models import Case, Meeting, Opinion, Refusal
from sinople.review.states import CaseState, CaseVerb, MeetingVerb, OpinionVerb, RefusalVerb


def _is_its_turn(case: Case) -> bool:
    return case.application.state == State.HANDED_IN


def _is_scored_now(_acting: Acting, seat: Seat, case: Case) -> bool:
    return seat.state == SeatState.PLEDGED and seat.panel.state == PanelState.READY and case.state == CaseState.EXPERT and _is_its_turn(case)


NOT_REVIEWED = N_("This review is over, or the application is with its applicant or withdrawn. Reload the page to see where it stands.")


@open_while(lambda _acting, case: case.state == CaseState.DISTRICT and _is_its_turn(case), NOT_REVIEWED)
def may_review_in_district(acting: Acting, case: Case) -> bool:
    """Say whether this person reviews the case for its district now."""
    return acting.is_district(case.district)


@open_while(lambda _acting, case: case.state == CaseState.FORMAL and _is_its_turn(case), NOT_REVIEWED)
def may_review_formally(acting: Acting, case: Case) -> bool:
    """Say whether this person makes the formal review now."""
    return acting.is_any(Role.CITY_OFFICER)


@open_while(lambda acting, case: may_review_in_district(acting, case) or may_review_formally(acting, case), NOT_REVIEWED)
def may_review(acting: Acting, case: Case) -> bool:
    """Say whether this person reviews the case at its present stage."""
    return acting.is_district(case.district) or acting.is_any(Role.CITY_OFFICER)


@open_while(
    _is_scored_now,
    N_("Experts score once their panel is complete and everybody has pledged, until the case is concluded. Reload the page to see where it stands."),
)
def may_score(acting: Acting, seat: Seat, case: Case) -> bool:
    """Say whether this expert scores the case now: pledged, the panel complete, their own seat."""
    return acting.person_id == seat.expert.person_id


@open_while(
    lambda acting, opinion: may_score(acting, opinion.seat, opinion.case) and opinion.allows(OpinionVerb.SIGN_OPINION),
    N_("This sheet is signed already, or the case is no longer with the experts. Reload the page to see where it stands."),
)
def may_sign_opinion(acting: Acting, opinion: Opinion) -> bool:
    """Say whether this expert may sign the opinion."""
    return acting.person_id == opinion.seat.expert.person_id


@open_while(
    lambda _acting, deadline: deadline.state == DeadlineState.WAITING,
    N_("This delivery is on record already: the first one counts. Reload the page to see it."),
)
def may_register_delivery(acting: Acting, deadline: Deadline) -> bool:
    """Say whether this person registers how a letter of their office was delivered outside the site."""
    if deadline.about_kind == Seat.kind():
        return acting.is_any(Role.CITY_OFFICER, Role.POOL_KEEPER)
    return deadline.about_kind == Application.kind() and (acting.is_district(deadline.district) or acting.is_any(Role.CITY_OFFICER))


@open_while(
    lambda _acting, refusal: refusal.allows(RefusalVerb.LAY) and refusal.case.state == CaseState.REFUSED,
    N_("This letter lies before the signers, or is signed. Reload the page to see where it stands."),
)
def may_lay_refusal(acting: Acting, refusal: Refusal) -> bool:
    """Say whether this person lays a letter of refusal, sent back, before the signers again: where the refusal itself is decided."""
    return acting.is_any(Role.CITY_OFFICER)


def may_prepare_meeting(acting: Acting) -> bool:
    """Say whether this person prepares decision meetings."""
    return acting.is_any(Role.CITY_OFFICER)


@open_while(
    lambda _acting, meeting: meeting.allows(MeetingVerb.LAY),
    N_("This batch lies before the signers, or is decided: its proposals cannot be changed now. Reload the page to see where it stands."),
)
def may_propose(acting: Acting, meeting: Meeting) -> bool:
    """Say whether this person may still change the proposals."""
    return acting.is_any(Role.CITY_OFFICER)


@open_while(
    lambda _acting, case: case.allows(CaseVerb.BRING_AGAIN) and _is_its_turn(case),
    N_("Only a deferred case whose application is still open is brought to a meeting again. Reload the page to see where it stands."),
)
def may_bring_again(acting: Acting, case: Case) -> bool:
    """Say whether this person may bring a deferred case to a meeting again."""
    return acting.is_any(Role.CITY_OFFICER)


def may_hand_in(acting: Acting, application: Application) -> bool:
    """Say whether this person may hand the application in."""
    return acting.is_in(application.organisation_id, Role.SUBMITTER, Role.AGENT)


def may_order_own_paper(acting: Acting, application: Application) -> bool:
    """Say whether this person has the applicant's own papers made: at any time, from what stands."""
    return acting.is_in(application.organisation_id, *APPLICANT_ROLES)


@open_while(
    lambda _acting, engagement: engagement.state in {EngagementState.ACCEPTED, EngagementState.SIGNED},
    N_("The report is made once the engagement is accepted. Reload the page to see where it stands."),
)
def may_order_report(acting: Acting, engagement: Engagement) -> bool:
    """Say whether this person has the evaluator's report made."""
    return acting.is_in(engagement.evaluator_id, *EVALUATOR_ROLES)


def may_order_review_paper(acting: Acting, case: Case) -> bool:
    """Say whether this person has papers of the review made: the district of the case, and the city."""
    return acting.is_district(case.district) or acting.is_any(Role.CITY_OFFICER)


@open_while(
    lambda _acting, case: case.state not in {CaseState.DISTRICT, CaseState.FORMAL},
    N_("The letter of acceptance is written after the formal review is passed."),
)
def may_accept_by_letter(acting: Acting, case: Case) -> bool:
    """Say whether this person writes the letter of acceptance: the city, after the formal review."""
    return acting.is_any(Role.CITY_OFFICER)


@open_while(
    lambda _acting, case: case.application.state == State.RETURNED,
    N_("The correction letter is written while the application is returned for correction."),
)
def may_correct_by_letter(acting: Acting, case: Case) -> bool:
    """Say whether this person writes the correction letter: whose office returned the application."""
    return may_order_review_paper(acting, case)


def may_bridge(acting: Acting, application: Application) -> bool:
    """Say whether this person keeps what the national platform says of an application: its applicant, and the offices that see it."""
    seen = application.handed_in_at is not None and (acting.is_district(application.district) or acting.is_any(Role.CITY_OFFICER))
    return acting.is_in(application.organisation_id, *APPLICANT_ROLES) or seen


# Letters of the review, and who writes them when.
LETTERS = {"correction": may_correct_by_letter, "acceptance": may_accept_by_letter}


def may_ever_order(acting: Acting, case: Case, code: str) -> bool:
    """Say whether a paper of the review is this person's to have made, now or at another time."""
    may = LETTERS.get(code, may_order_review_paper)
    return bool(may.__dict__.get(WHOSE, may)(acting, case))


def may_order_table(acting: Acting, district: str) -> bool:
    """Say whether this person has the recommendation table of a district made."""
    return acting.is_district(district) or acting.is_any(*CITY_ROLES)


@open_while(
    lambda _acting, application: application.state in {State.DRAFT, State.DECLARED, State.VERIFIED, State.RETURNED},
    N_("What was handed in stands as it is: the chapters can be written again if the application is returned for correction."),
)
def may_write_own_chapters(acting: Acting, application: Application) -> bool:
    """Say whether this person writes the chapters of the applicant's papers now."""
    return acting.is_in(application.organisation_id, *APPLICANT_ROLES)
