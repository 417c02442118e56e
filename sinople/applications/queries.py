"""What a screen asks of applications: one that this person may see, its sheet, its rows, its points."""

import json
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from sinople.applications.models import Application, Given, PaperAdded, Point, Snapshot
from sinople.applications.rules import Held, grounds_against_declaring
from sinople.applications.states import OPEN, State
from sinople.audit.asking import Place, Question
from sinople.databook import queries as databooks
from sinople.kernel.acting import Acting, Role
from sinople.kernel.refused import Ground
from sinople.kernel.text import Text
from sinople.law.packs import Material, Table, TitleKind
from sinople.law.scoring import Answer, Sheet, score, sheet_from_json
from sinople.people.models import Organisation, Site
from sinople.schemes import queries as schemes
from sinople.schemes.models import Call

RELATED = ("call__pack", "call__plan", "organisation", "site")
HEAVY = ("call__pack__content",)


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """One application in a list."""

    key: str
    kind: str
    organisation: str
    site: str
    district: str
    call: str
    title: Text
    state: str
    number: str
    begun_at: datetime
    handed_in_at: datetime | None
    moved_at: datetime


def application_for(acting: Acting, key: str) -> Application:
    """Return the application if this person may see it; otherwise it does not exist."""
    found: Application | None = _asked_for(acting.role).thing(district=acting.district, organisation=acting.organisation_id, key=key)
    if found is None:
        raise Http404
    return found


@lru_cache(maxsize=16)
def _asked_for(role: Role | None) -> Question:
    whose = Acting(role=role, district=Place("district"), organisation_id=Place("organisation"))  # type: ignore[arg-type]
    return Question(lambda: _whole(Application.objects.visible_to(whose).filter(key=Place("key"))))


def application_by_id(pk: int) -> Application:
    """Return an application for a room above, which has its own reason to see it."""
    return _whole(Application.objects.all()).get(pk=pk)


def application_by_key(key: str) -> Application:
    """Return an application for a room above, which has its own reason to see it."""
    return get_object_or_404(_whole(Application.objects.all()), key=key)


def applications_of(acting: Acting, *, limit: int = 50) -> list[ApplicationRow]:
    """Return one's own applications, latest first."""
    rows = Application.objects.filter(organisation_id=acting.organisation_id or -1).select_related(*RELATED).defer(*HEAVY)
    return rows_of(list(rows.order_by("-begun_at", "-pk")[:limit]))


def open_applications_of(acting: Acting) -> list[Application]:
    """Return one's own applications that go on, the one whose call closes first in front."""
    rows = Application.objects.filter(organisation_id=acting.organisation_id or -1).open()
    return list(_whole(rows).order_by("call__closes_at", "pk")[:50])


def missing_of(application: Application) -> list[Ground]:
    """Return everything that is missing before the self-evaluation can be declared."""
    held = Held(answers_of(application), set(papers_of(application)))
    return grounds_against_declaring(live_sheet(application), held, materials_of(application))


def rows_of(applications: list[Application]) -> list[ApplicationRow]:
    """Return applications as rows of a list."""
    return [
        ApplicationRow(
            a.key,
            Application.kind(),
            a.organisation.name,
            a.site.name,
            a.district,
            a.call.name,
            title_of(a).name,
            a.state,
            a.number,
            a.begun_at,
            a.handed_in_at,
            a.moved_at,
        )
        for a in applications
    ]


def title_of(application: Application) -> TitleKind:
    """Return the title that is applied for, in the words of the pack it is pinned to."""
    return schemes.pack_of(application.pack_digest).title(application.call.title_code)


def table_of(application: Application) -> Table:
    """Return the indicator table that the application is pinned to."""
    return schemes.pack_of(application.pack_digest).table_for(application.call.requirements_code, application.call.title_code)


def materials_of(application: Application) -> tuple[Material, ...]:
    """Return the papers that the title asks for."""
    return schemes.pack_of(application.pack_digest).materials_for(application.call.title_code)


def given(application: Application) -> dict[str, Given]:
    """Return the applicant's answers by row."""
    return {row.code: row for row in _GIVEN.things(application=application.pk)}


_GIVEN = Question(lambda: Given.objects.filter(application_id=Place("application")).select_related("person").order_by("code"))


def given_to(application: Application, code: str) -> Given | None:
    """Return the applicant's answer to one row."""
    found: Given | None = _GIVEN_TO.thing(application=application.pk, code=code)
    return found


_GIVEN_TO = Question(lambda: Given.objects.filter(application_id=Place("application"), code=Place("code")).select_related("person"))


def answers_of(application: Application) -> dict[str, Answer]:
    """Return the applicant's answers as scoring takes them."""
    return {code: as_answer(row) for code, row in given(application).items()}


def as_answer(row: Given) -> Answer:
    """Return one answer as scoring takes it."""
    return Answer(row.code, row.holds, _tidy(row.degree), _tidy(row.stated), row.not_applicable, row.reason)


def readings_of(application: Application) -> dict[str, Decimal]:
    """Return the figures of the site's data book."""
    return databooks.values_of(application.site_id, application.year)


def live_sheet(application: Application) -> Sheet:
    """Return the sheet as it stands now, from the data book and the answers."""
    return sheet_of(application, answers_of(application), readings_of(application))


def sheet_of(application: Application, answers: dict[str, Answer], readings: dict[str, Decimal]) -> Sheet:
    """Return the sheet of the application for any answers and figures: the applicant's, the evaluator's."""
    table = table_of(application)
    return score(table, answers, readings, industry=application.industry, reference=schemes.references(table.edition, application.industry))


def snapshot_of(application: Application, kind: str) -> Snapshot | None:
    """Return the latest snapshot of a kind."""
    return Snapshot.objects.filter(application=application, kind=kind).order_by("-n").first()


def declared_sheet(application: Application) -> Sheet | None:
    """Return the sheet as it was declared."""
    found = _DECLARED.ask(application=application.pk)
    return _sheet_frozen(*found[0]) if found else None


_DECLARED = Question(
    lambda: Snapshot.objects.filter(application_id=Place("application"), kind=Snapshot.Kind.DECLARED).order_by("-n").values_list("pk", "digest")[:1]
)


@lru_cache(maxsize=64)
def _sheet_frozen(pk: int, _digest: str) -> Sheet:
    """Return the sheet of a snapshot, kept in this process: what a digest stands for never changes."""
    return sheet_from_json(Snapshot.objects.values_list("sheet", flat=True).get(pk=pk))


def declared_facts(application: Application) -> tuple[dict[str, Answer], dict[str, Decimal]]:
    """Return answers and figures as they were declared."""
    found = snapshot_of(application, Snapshot.Kind.DECLARED)
    if found is None:
        return {}, {}
    said = json.loads(found.content)
    answers = {code: _answer(code, row) for code, row in said["answers"].items()}
    return answers, {code: Decimal(value) for code, value in said["readings"].items()}


def sheet_shown(application: Application) -> Sheet:
    """Return the sheet to show: live while it can be edited before declaring, as declared afterwards."""
    return live_sheet(application) if application.state == State.DRAFT else declared_sheet(application) or live_sheet(application)


def evidence_keys_of(application: Application) -> dict[str, list[str]]:
    """Return the files that were added to rows of the table, by row."""
    return {code: keys for code, keys in _EVIDENCE.ask(application=application.pk) if keys}


_EVIDENCE = Question(lambda: Given.objects.filter(application_id=Place("application")).order_by("code").values_list("code", "evidence_keys"))


def papers_of(application: Application) -> dict[str, list[PaperAdded]]:
    """Return the files added, by material."""
    found: dict[str, list[PaperAdded]] = {}
    for row in _PAPERS.things(application=application.pk):
        found.setdefault(row.material, []).append(row)
    return found


_PAPERS = Question(lambda: PaperAdded.objects.filter(application_id=Place("application")).select_related("person").order_by("at", "pk"))


def points_of(application: Application, *, stage: str = "") -> list[Point]:
    """Return the points of corrections, in the order they were asked."""
    return [point for point in _POINTS.things(application=application.pk) if stage in {"", point.stage}]


_POINTS = Question(lambda: Point.objects.filter(application_id=Place("application")).select_related("asked_by").order_by("asked_at", "pk"))


def point_for(application: Application, key: str) -> Point:
    """Return one point of the application."""
    return get_object_or_404(Point, application=application, key=key)


def was_returned(application: Application, stage: str) -> bool:
    """Say whether the application was returned for correction at a stage before."""
    return Point.objects.filter(application=application, stage=stage).exists()


def open_states() -> tuple[str, ...]:
    """Return the states in which an application goes on."""
    return OPEN


def may_begin_for(site: Site, call: Call) -> bool:
    """Say whether the site has no application in the call yet."""
    return not Application.objects.filter(site=site, call=call).exclude(state=State.WITHDRAWN).exists()


def count_of(organisation: Organisation) -> int:
    """Return how many applications an organisation has begun."""
    return Application.objects.filter(organisation=organisation).count()


def _whole(rows: QuerySet[Application]) -> QuerySet[Application]:
    return rows.select_related(*RELATED).defer(*HEAVY)


def _tidy(value: Decimal | None) -> Decimal | None:
    return value.normalize() if value is not None else None


def _answer(code: str, row: dict[str, object]) -> Answer:
    def figure(name: str) -> Decimal | None:
        return Decimal(str(row[name])) if row.get(name) is not None else None

    holds = row.get("holds")
    return Answer(
        code, bool(holds) if holds is not None else None, figure("degree"), figure("stated"), bool(row.get("not_applicable")), str(row.get("reason", ""))
    )
