"""Cases that a person may see, waiting lists, checklists, the batch with its consequences."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.db.models import Count, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from sinople.applications import queries as applications
from sinople.applications.models import Application
from sinople.applications.rules import missing_papers, needs_file
from sinople.applications.states import State
from sinople.audit.asking import Place, Question
from sinople.evaluation import queries as evaluation
from sinople.experts import queries as experts
from sinople.experts.models import Panel, Seat
from sinople.kernel.acting import CITY_ROLES, Acting, Role
from sinople.law.scoring import Sheet
from sinople.review.models import Case, CaseQuerySet, Meeting, MeetingLine, Opinion, Refusal, Verdict
from sinople.review.queries.lists import (
    COUNT_CAP,
    CaseRow,
    case_rows,
    cases_seen,
    cases_waiting,
    count_seen,
    counts_by_state,
    place_from,
    place_of,
)
from sinople.review.rules import Check, LineOfBatch, PanelResult, consequences, result_of, total_of
from sinople.review.states import CaseState, MeetingState, OpinionState, RefusalState
from sinople.schemes import queries as schemes
from sinople.schemes.models import Call

__all__ = ["COUNT_CAP", "CaseRow", "case_rows", "cases_seen", "cases_waiting", "count_seen", "counts_by_state", "place_from", "place_of"]
RELATED = ("application__organisation", "application__site", "application__call__pack", "application__call__plan")
HEAVY = ("application__call__pack__content",)


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One line of a meeting ready to show."""

    n: int
    case_key: str
    organisation: str
    site: str
    district: str
    result: Decimal | None
    spread: Decimal | None
    verified_low: Decimal | None
    verified_high: Decimal | None
    passed: bool | None
    recommended: bool
    proposal: str
    reason: str
    is_open: bool


def case_for(acting: Acting, key: str) -> Case:
    """Return the case if this person may see it."""
    found: Case | None = _case_asked_for(acting.role).thing(district=acting.district, organisation=acting.organisation_id, key=key)
    if found is None:
        raise Http404
    return found


@lru_cache(maxsize=16)
def _case_asked_for(role: Role | None) -> Question:
    whose = Acting(role=role, district=Place("district"), organisation_id=Place("organisation"))  # type: ignore[arg-type]
    return Question(lambda: Case.objects.visible_to(whose).filter(key=Place("key")).select_related(*RELATED).defer(*HEAVY))


def case_of(application: Application) -> Case | None:
    """Return the case of an application, once it was handed in."""
    return Case.objects.filter(application=application).first()


def case_by_id(pk: int) -> Case:
    """Return a case for a room above."""
    return Case.objects.select_related(*RELATED).defer(*HEAVY).get(pk=pk)


def refusal_for(acting: Acting, key: str) -> Refusal:
    """Return a refusal that an officer of the city may see."""
    return get_object_or_404(Refusal.objects.visible_to(acting).select_related(*(f"case__{name}" for name in RELATED)), key=key)


def refusals_sent_back(*, limit: int = 50) -> list[Refusal]:
    """Return the letters of decided refusals that were sent back, oldest first."""
    rows = Refusal.objects.filter(state=RefusalState.DRAFT, case__state=CaseState.REFUSED).select_related("case__application__organisation")
    return list(rows.order_by("moved_at", "pk")[:limit])


def sheet_of(case: Case) -> Sheet:
    """Return the sheet that the review goes by: the verified one, else the declared one."""
    engagement = evaluation.engagement_of(case.application)
    return evaluation.verified_sheet(engagement) if engagement else applications.sheet_shown(case.application)


def checklist_of(case: Case, *, sheet: Sheet | None = None, papers: Collection[str] | None = None) -> list[Check]:
    """Return the checklist of completeness and vetoes, drawn from the pack the case is pinned to; a page that has sheet and papers hands them in."""
    pack = schemes.pack_of(case.application.pack_digest)
    sheet = sheet or sheet_of(case)
    added = set(applications.papers_of(case.application) if papers is None else papers)
    checks = [Check(row.code, row.name, str(row.verdict), row.proof.anchor, row.proof.authority) for row in sheet.vetoes]
    checks += [
        Check(v.code, v.name, "undecided", pack.title(case.application.call.title_code).code, v.authority)
        for v in pack.vetoes_for(case.application.call.title_code)
    ]
    missing = {g.code.partition(":")[2] for g in missing_papers(added, applications.materials_of(case.application))}
    return checks + [
        Check(m.code, m.name, "unmet" if m.code in missing else "met", m.code, m.authority)
        for m in applications.materials_of(case.application) if needs_file(m)
    ]  # fmt: skip


def verdicts_of(case: Case) -> list[Verdict]:
    """Return what each stage said of a case."""
    return list(Verdict.objects.filter(case=case).select_related("person").order_by("at", "pk"))


def last_verdict(case: Case) -> Verdict | None:
    """Return the latest verdict of a case."""
    return Verdict.objects.filter(case=case).select_related("person").order_by("-at", "-pk").first()


def recommended_in(call: Call, district: str) -> list[Case]:
    """Return the cases that a district recommended in a call, in its order."""
    rows = Case.objects.filter(application__call=call, district=district, position__isnull=False).exclude(application__state=State.WITHDRAWN)
    return list(rows.select_related(*RELATED).defer(*HEAVY).order_by("position", "pk"))


def next_position(case: Case) -> int:
    """Return the place that the district's next recommendation in this call would take."""
    taken = _LAST_POSITION.ask(district=case.district, call=case.application.call_id)
    return int(taken[0][0]) + 1 if taken else 1


def _positions() -> QuerySet[Case, tuple[int | None]]:
    rows = Case.objects.filter(district=Place("district"), application__call_id=Place("call"), position__isnull=False)
    return rows.order_by("-position").values_list("position")[:1]


_LAST_POSITION = Question(_positions)


def cases_for_panels(call: Call) -> list[Case]:
    """Return the cases of a call that wait for experts and have no panel yet."""
    rows = Case.objects.waiting(CaseState.EXPERT).filter(application__call=call, application__panels__isnull=True)
    return list(rows.select_related(*RELATED).defer(*HEAVY).order_by("district", "position", "pk"))


def calls_in_expert_review() -> list[Call]:
    """Return the calls that have cases waiting for a panel."""
    ids = Case.objects.waiting(CaseState.EXPERT).filter(application__panels__isnull=True).values_list("application__call_id", flat=True).distinct()
    return list(Call.objects.filter(pk__in=list(ids)).select_related("pack", "plan").defer("pack__content").order_by("pk"))


def cases_of_panel(panel: Panel) -> list[Case]:
    """Return the cases that a panel judges."""
    rows = Case.objects.filter(application__panels=panel).select_related(*RELATED).defer(*HEAVY)
    return list(rows.order_by("district", "position", "pk"))


def case_for_seat(seat: Seat, key: str) -> Case:
    """Return a case that the seat judges."""
    rows = Case.objects.filter(application__panels=seat.panel).select_related(*RELATED).defer(*HEAVY)
    return get_object_or_404(rows, key=key)


def opinions_by(seat: Seat) -> dict[str, Opinion]:
    """Return the seat's own opinions by case."""
    return {opinion.case.key: opinion for opinion in Opinion.objects.filter(seat=seat).select_related("case").order_by("pk")}


def opinion_of(seat: Seat, case: Case) -> Opinion | None:
    """Return the seat's own opinion of a case; never a colleague's."""
    return Opinion.objects.filter(seat=seat, case=case).select_related("seat__expert", "seat__panel", "case__application").first()


def signed_opinions(case: Case) -> list[Opinion]:
    """Return the signed opinions of a case: officers see them, colleagues only after all have signed."""
    return list(Opinion.objects.filter(case=case, state=OpinionState.SIGNED).select_related("seat__expert__person").order_by("seat__rank", "pk"))


def points_of(opinion: Opinion) -> dict[str, Decimal]:
    """Return an opinion's points by group."""
    return {code: Decimal(said) for code, said in opinion.points.items()}


def panel_result(case: Case) -> PanelResult | None:
    """Return the panel's result by the pack's rule once all have signed."""
    panel = experts.panel_of(case.application)
    signed = signed_opinions(case)
    if panel is None or len(signed) < panel.seats_wanted:
        return None
    rule = schemes.pack_of(case.application.pack_digest).setting("panel_rule")
    return result_of([total_of(points_of(opinion)) for opinion in signed], rule.said if rule.is_given else "mean")


def meeting_for(acting: Acting, key: str) -> Meeting:
    """Return a meeting that an officer of the city may see."""
    rows = Meeting.objects.all() if acting.role in CITY_ROLES else Meeting.objects.none()
    return get_object_or_404(rows.select_related("call__pack", "call__plan", "prepared_by").defer("call__pack__content"), key=key)


def meetings_seen(*, limit: int = 50) -> list[Meeting]:
    """Return the latest meetings."""
    return list(Meeting.objects.select_related("call").annotate(count=Count("lines")).order_by("-held_on", "-pk")[:limit])


def calls_with_cases_to_decide() -> list[Call]:
    """Return the calls that have cases waiting for a decision and in no open batch."""
    ids = _undecided().values_list("application__call_id", flat=True).distinct()
    return list(Call.objects.filter(pk__in=list(ids)).select_related("pack", "plan").defer("pack__content").order_by("pk"))


def cases_to_decide(call: Call) -> list[Case]:
    """Return the cases of a call that wait for a decision, best result first."""
    rows = _undecided().filter(application__call=call).select_related(*RELATED).defer(*HEAVY)
    return list(rows.order_by("-result", "district", "position", "pk"))


def lines_of(meeting: Meeting) -> list[BatchLine]:
    """Return the lines of a meeting ready to show."""
    rows = (
        MeetingLine.objects.filter(meeting=meeting)
        .select_related(*(f"case__{path}" for path in RELATED))
        .defer(*(f"case__{path}" for path in HEAVY))
        .order_by("n")
    )
    return [_batch_line(row) for row in rows]


def consequences_of(meeting: Meeting, lines: Sequence[BatchLine]) -> dict[str, object]:
    """Return what sealing the meeting would do."""
    target = meeting.call.plan.targets.get(meeting.call.title_code)
    return consequences([as_rule_line(line) for line in lines], int(target) if target is not None else None)


def as_rule_line(line: BatchLine) -> LineOfBatch:
    """Return a line as the rules count it."""
    return LineOfBatch(line.district, line.proposal, line.result, line.passed, line.recommended)


def stands_in_open_meeting(case: Case) -> bool:
    """Say whether the case is on a batch that is not decided."""
    return MeetingLine.objects.filter(case=case).exclude(meeting__state=MeetingState.DECIDED).exists()


def _undecided() -> CaseQuerySet:
    return Case.objects.waiting(CaseState.MEETING).exclude(meeting_lines__meeting__state__in=[MeetingState.DRAFT, MeetingState.LAID])


def _batch_line(row: MeetingLine) -> BatchLine:
    case = row.case
    sheet = sheet_of(case)
    votes = list(Opinion.objects.filter(case=case, state=OpinionState.SIGNED).values_list("recommends", flat=True).order_by("pk"))
    return BatchLine(
        row.n, case.key, case.application.organisation.name, case.application.site.name, case.district, case.result, case.spread, sheet.low, sheet.high, sheet.passed,
        sum(vote is True for vote in votes) * 2 > len(votes), row.proposal, row.reason, case.application.state == State.HANDED_IN,
    )  # fmt: skip
