"""Notices that one may see, their lines, objections."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404

from sinople.kernel.acting import Acting
from sinople.notices.models import Notice, NoticeLine, Objection
from sinople.notices.rules import shown
from sinople.notices.states import NoticeState, ObjectionState
from sinople.review.models import Case, Meeting
from sinople.review.states import CaseState, MeetingState

LINE_RELATED = ("case__application__organisation", "case__application__site")


@dataclass(frozen=True, slots=True)
class NoticeLineRow:
    """One line of a notice ready to show."""

    key: str
    n: int
    organisation: str
    credit_code: str
    site: str
    district: str
    case_state: str
    is_stopped: bool


@dataclass(frozen=True, slots=True)
class Objector:
    """Who objected, as an officer reads it."""

    name: str
    contact: str


def notice_for(acting: Acting, key: str) -> Notice:
    """Return a notice that this person may see."""
    rows = Notice.objects.visible_to(acting).select_related("meeting__call__pack", "meeting__call__plan", "prepared_by")
    return get_object_or_404(rows.defer("meeting__call__pack__content"), key=key)


def notices_seen(acting: Acting, *, limit: int = 50) -> list[Notice]:
    """Return the latest notices."""
    rows = Notice.objects.visible_to(acting).select_related("meeting__call").annotate(count=Count("lines"))
    return list(rows.order_by("-released_at", "-pk")[:limit])


def open_notices(at: datetime) -> list[Notice]:
    """Return the notices that are open now."""
    rows = Notice.objects.filter(state=NoticeState.OPEN, ends_at__gt=at).annotate(count=Count("lines"))
    return list(rows.order_by("ends_at", "pk"))


def notices_to_end(at: datetime) -> list[Notice]:
    """Return the open notices whose last day has passed."""
    return list(Notice.objects.filter(state=NoticeState.OPEN, ends_at__lte=at).order_by("pk"))


def lines_of(notice: Notice) -> list[NoticeLineRow]:
    """Return the lines of a notice ready to show."""
    stopped = Count("objections", filter=Q(objections__state=ObjectionState.ACCEPTED))
    rows = NoticeLine.objects.filter(notice=notice).select_related(*LINE_RELATED).annotate(stops=stopped).order_by("n")
    return [
        NoticeLineRow(
            line.key, line.n, line.case.application.organisation.name, line.case.application.organisation.credit_code, line.case.application.site.name,
            line.case.district, line.case.state, line.stops > 0,
        )
        for line in rows
    ]  # fmt: skip


def line_for(notice: Notice, key: str) -> NoticeLine:
    """Return one line of a notice."""
    return get_object_or_404(NoticeLine.objects.select_related(*LINE_RELATED, "notice"), notice=notice, key=key)


def publishable(notice: Notice) -> list[NoticeLine]:
    """Return the lines that can be granted: announced, not stopped by an accepted or undecided objection, still applied for."""
    waiting = [ObjectionState.ACCEPTED, ObjectionState.RECEIVED]
    rows = NoticeLine.objects.filter(notice=notice, case__state=CaseState.ANNOUNCED).exclude(objections__state__in=waiting)
    return [line for line in rows.select_related(*LINE_RELATED).order_by("n") if line.case.application.is_open]


def meetings_to_announce() -> list[Meeting]:
    """Return the decided meetings whose approved cases are on no notice yet."""
    rows = Meeting.objects.filter(state=MeetingState.DECIDED, notice__isnull=True, lines__case__state=CaseState.APPROVED)
    return list(rows.select_related("call").distinct().order_by("-held_on", "pk"))


def approved_cases(meeting: Meeting) -> list[Case]:
    """Return the approved cases of a meeting, in its order."""
    rows = Case.objects.filter(meeting_lines__meeting=meeting, state=CaseState.APPROVED, application__state="handed_in")
    return list(rows.select_related("application__organisation", "application__site").order_by("meeting_lines__n"))


def objections_seen(acting: Acting, *, state: str = "", limit: int = 50) -> list[Objection]:
    """Return objections, the oldest that waits first."""
    rows = Objection.objects.visible_to(acting).select_related("line__case__application__organisation", "line__notice")
    if state:
        rows = rows.filter(state=state)
    return list(rows.order_by("-received_at", "-pk")[:limit])


def objection_for(acting: Acting, key: str) -> Objection:
    """Return an objection that an officer of the city may see."""
    rows = Objection.objects.visible_to(acting)
    return get_object_or_404(rows.select_related("line__notice", "line__case__application__organisation", "line__case__application__site"), key=key)


def objection_by_code(code: str) -> Objection | None:
    """Return an objection by the code that acknowledged it."""
    return Objection.objects.filter(code=code.strip().upper()).select_related("line__notice", "line__case__application__organisation").first()


def objector_of(objection: Objection) -> Objector:
    """Return who objected; whoever asks has written the look down."""
    row = objection.objector
    return Objector(shown(row.name_hidden, settings.PERSON_SALT), shown(row.contact_hidden, settings.PERSON_SALT))


def objections_about(case: Case) -> list[Objection]:
    """Return the objections to a case, without their authors."""
    return list(Objection.objects.filter(line__case=case).order_by("received_at", "pk"))


def count_of(notice: Notice) -> int:
    """Return how many candidates a notice of a list has; the list has counted them."""
    return int(getattr(notice, "count", 0))
