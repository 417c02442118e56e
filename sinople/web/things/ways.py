"""The way of an application, from the self-evaluation to the grant: what is done, where it stands, what comes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sinople.applications.permissions import demands_evaluation
from sinople.applications.queries import Application
from sinople.applications.states import State
from sinople.audit import queries as audit
from sinople.audit.queries import Told
from sinople.review.queries import Case
from sinople.review.states import CaseState
from sinople.web.context import Words

Stage = tuple[str, Words, str]  # the stage's code, its words, the verb that ends it
STAGES: Sequence[Stage] = (
    ("draft", _("Self-evaluation"), "declare"),
    ("declared", _("Evaluation report"), "verify"),
    ("verified", _("Hand-in"), "hand_in"),
    (CaseState.DISTRICT, _("District review"), "recommend"),
    (CaseState.FORMAL, _("Formal review"), "pass"),
    (CaseState.EXPERT, _("Expert review"), "conclude"),
    (CaseState.MEETING, _("Decision meeting"), "approve"),
    (CaseState.APPROVED, _("Public notice"), "announce"),
    (CaseState.ANNOUNCED, _("Title granted"), "grant"),
)
ORDER: Mapping[str, int] = {str(code): n for n, (code, _words, _verb) in enumerate(STAGES)}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way; `state` is done, now, later or stopped."""

    title: Words
    state: str
    at: datetime | None = None
    note: Words = ""
    href: str = ""


def way_of(application: Application, case: Case | None, at: datetime, lines: Sequence[Told] | None = None) -> list[Step]:
    """Return the steps of an application with the moments at which they were done. A page that has the story of both hands it in."""
    lines = audit.story_of(*([application, case] if case else [application])) if lines is None else lines
    ended = {line.verb: line.at for line in lines}
    place, is_stopped = _place(application, case, lines)
    is_verified = "verify" in ended or demands_evaluation(application)
    if not is_verified and place == ORDER["declared"]:
        place = ORDER["verified"]
    return [_step(n, stage, place, is_stopped, ended, application, at) for n, stage in enumerate(STAGES) if is_verified or stage[0] != "declared"]


def _place(application: Application, case: Case | None, lines: Sequence[Told]) -> tuple[int, bool]:
    """Return the step at which it stands, and whether it ended there."""
    if case is not None and case.state == CaseState.GRANTED:
        return len(STAGES), False
    if case is not None and case.state == CaseState.REFUSED:
        return ORDER.get(_came_from(lines, "refuse")) or _reviewed_at(lines), True
    if case is not None and case.state == CaseState.REFUSING:
        return _reviewed_at(lines), application.state == State.WITHDRAWN
    if application.state == State.WITHDRAWN:
        before = _came_from(lines, "withdraw")
        return ORDER[before] if before in ORDER else ORDER[_stage_of(case)], True
    if case is None:
        return ORDER.get(application.state, ORDER["verified"]), False
    return ORDER[_stage_of(case)], False


def _reviewed_at(lines: Sequence[Told]) -> int:
    """Return the review at which a refusal was prepared."""
    return ORDER.get(_came_from(lines, "propose_refusal"), ORDER[CaseState.DISTRICT])


def _stage_of(case: Case | None) -> str:
    if case is None:
        return "verified"
    return CaseState.MEETING if case.state == CaseState.DEFERRED else case.state


def _came_from(lines: Sequence[Told], verb: str) -> str:
    return next((line.came_from for line in reversed(lines) if line.verb == verb and line.came_from), "")


def _step(n: int, stage: Stage, place: int, is_stopped: bool, ended: Mapping[str, datetime], application: Application, at: datetime) -> Step:
    code, title, verb = stage
    if n < place:
        return Step(title, "done", application.handed_in_at if code == "verified" else ended.get(verb))
    if n > place:
        return Step(title, "later")
    if is_stopped:
        return Step(
            title, "stopped", ended.get("withdraw") or ended.get("refuse"), _("withdrawn") if application.state == State.WITHDRAWN else _("not approved")
        )
    note = _("returned for correction") if application.state == State.RETURNED else ""
    since = application.moved_at if application.state == State.RETURNED else None
    return Step(title, "now", since if since and since <= at else None, note)
