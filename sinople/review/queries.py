"""Cases that a person may see, waiting lists, checklists, the batch with its consequences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count
from django.shortcuts import get_object_or_404

from sinople.applications import queries as applications
from sinople.applications.models import Application
from sinople.applications.rules import missing_papers, needs_file
from sinople.applications.states import State
from sinople.deadlines import queries as deadlines
from sinople.evaluation import queries as evaluation
from sinople.experts import queries as experts
from sinople.experts.models import Panel, Seat
from sinople.kernel.acting import CITY_ROLES, Acting
from sinople.kernel.text import Text
from sinople.law.scoring import Sheet
from sinople.review.models import Case, CaseQuerySet, Meeting, MeetingLine, Opinion, Verdict
from sinople.review.rules import Check, LineOfBatch, PanelResult, consequences, result_of, total_of
from sinople.review.states import CaseState, MeetingState, OpinionState
from sinople.schemes import queries as schemes
from sinople.schemes.models import Call

RELATED = ("application__organisation", "application__site", "application__call__pack", "application__call__plan")
HEAVY = ("application__call__pack__content",)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a list."""

    key: str
    kind: str
    number: str
    organisation: str
    site: str
    district: str
    title: Text
    state: str
    application_state: str
    handed_in_at: datetime
    due_at: datetime | None
    position: int | None
    result: Decimal | None


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
    return get_object_or_404(Case.objects.visible_to(acting).select_related(*RELATED).defer(*HEAVY), key=key)


def case_of(application: Application) -> Case | None:
    """Return the case of an application, once it was handed in."""
    return Case.objects.filter(application=application).first()


def case_by_id(pk: int) -> Case:
    """Return a case for a room above."""
    return Case.objects.select_related(*RELATED).defer(*HEAVY).get(pk=pk)


def cases_waiting(acting: Acting, state: str, *, limit: int = 50) -> list[CaseRow]:
    """Return the cases whose turn it is in a state, the one that waits longest first."""
    rows = Case.objects.visible_to(acting).waiting(state).select_related(*RELATED).defer(*HEAVY)
    return case_rows(list(rows.order_by("opened_at", "pk")[:limit]))


def cases_seen(acting: Acting, *, state: str = "", district: str = "", limit: int = 50, before: int = 0) -> list[CaseRow]:
    """Return cases by state and district, latest first."""
    rows = Case.objects.visible_to(acting).select_related(*RELATED).defer(*HEAVY)
    if state:
        rows = rows.filter(state=state)
    if district:
        rows = rows.filter(district=district)
    if before:
        rows = rows.filter(pk__lt=before)
    return case_rows(list(rows.order_by("-opened_at", "-pk")[:limit]))


def counts_by_state(acting: Acting) -> dict[str, int]:
    """Return how many cases stand in each state."""
    rows = Case.objects.visible_to(acting).values_list("state").annotate(n=Count("pk")).order_by("state")
    return dict(rows)


def case_rows(cases: Sequence[Case]) -> list[CaseRow]:
    """Return cases as rows of a list, with their due dates in one query."""
    due = deadlines.due_dates(Application.kind(), [case.application.key for case in cases])
    return [
        CaseRow(
            c.key, Case.kind(), c.application.number, c.application.organisation.name, c.application.site.name, c.district, applications.title_of(c.application).name,
            c.state, c.application.state, c.application.handed_in_at or c.opened_at, due.get(c.application.key), c.position, c.result,
        )
        for c in cases
    ]  # fmt: skip


def sheet_of(case: Case) -> Sheet:
    """Return the sheet that the review goes by: the verified one, else the declared one."""
    engagement = evaluation.engagement_of(case.application)
    return evaluation.verified_sheet(engagement) if engagement else applications.sheet_shown(case.application)


def checklist_of(case: Case) -> list[Check]:
    """Return the checklist of completeness and vetoes, drawn from the pack the case is pinned to."""
    pack = schemes.pack_of(case.application.pack_digest)
    sheet = sheet_of(case)
    checks = [Check(row.code, row.name, str(row.verdict), row.proof.anchor, row.proof.authority) for row in sheet.vetoes]
    checks += [
        Check(v.code, v.name, "undecided", pack.title(case.application.call.title_code).code, v.authority)
        for v in pack.vetoes_for(case.application.call.title_code)
    ]
    missing = {g.code.partition(":")[2] for g in missing_papers(set(applications.papers_of(case.application)), applications.materials_of(case.application))}
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


def next_position(case: Case) -> int:
    """Return the place that the district's next recommendation in this call would take."""
    taken = Case.objects.filter(district=case.district, application__call=case.application.call, position__isnull=False).order_by("-position").first()
    return (taken.position or 0) + 1 if taken else 1


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
