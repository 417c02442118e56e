"""Who may review, score, prepare a meeting."""

from sinople.applications.models import Application
from sinople.applications.states import State
from sinople.experts.models import Seat
from sinople.experts.states import PanelState, SeatState
from sinople.kernel.acting import Acting, Role
from sinople.review.models import Case, Meeting, Opinion
from sinople.review.states import CaseState, CaseVerb, MeetingVerb, OpinionVerb


def _is_its_turn(case: Case) -> bool:
    return case.application.state == State.HANDED_IN


def may_review_in_district(acting: Acting, case: Case) -> bool:
    """Say whether this person reviews the case for its district now."""
    return acting.is_district(case.district) and case.state == CaseState.DISTRICT and _is_its_turn(case)


def may_review_formally(acting: Acting, case: Case) -> bool:
    """Say whether this person makes the formal review now."""
    return acting.is_any(Role.CITY_OFFICER) and case.state == CaseState.FORMAL and _is_its_turn(case)


def may_review(acting: Acting, case: Case) -> bool:
    """Say whether this person reviews the case at its present stage."""
    return may_review_in_district(acting, case) or may_review_formally(acting, case)


def may_score(acting: Acting, seat: Seat, case: Case) -> bool:
    """Say whether this expert scores the case now: pledged, the panel complete, their own seat."""
    return (
        acting.person_id == seat.expert.person_id
        and seat.state == SeatState.PLEDGED
        and seat.panel.state == PanelState.READY
        and case.state == CaseState.EXPERT
        and _is_its_turn(case)
    )


def may_sign_opinion(acting: Acting, opinion: Opinion) -> bool:
    """Say whether this expert may sign the opinion."""
    return may_score(acting, opinion.seat, opinion.case) and opinion.allows(OpinionVerb.SIGN_OPINION)


def may_prepare_meeting(acting: Acting) -> bool:
    """Say whether this person prepares decision meetings."""
    return acting.is_any(Role.CITY_OFFICER)


def may_propose(acting: Acting, meeting: Meeting) -> bool:
    """Say whether this person may still change the proposals."""
    return acting.is_any(Role.CITY_OFFICER) and meeting.allows(MeetingVerb.LAY)


def may_bring_again(acting: Acting, case: Case) -> bool:
    """Say whether this person may bring a deferred case to a meeting again."""
    return acting.is_any(Role.CITY_OFFICER) and case.allows(CaseVerb.BRING_AGAIN) and _is_its_turn(case)


def may_hand_in(acting: Acting, application: Application) -> bool:
    """Say whether this person may hand the application in."""
    return acting.is_in(application.organisation_id, Role.SUBMITTER, Role.AGENT)
