"""What a screen asks of applications: one that this person may see, its sheet, its rows, its points."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from sinople.applications.models import Application, Given, PaperAdded, Point
from sinople.applications.queries.brought import answers_in
from sinople.applications.queries.commented import comment_for, comments_of, open_comments
from sinople.applications.queries.scored import (
    answers_of,
    as_answer,
    context_of,
    declared_context,
    declared_entry,
    declared_facts,
    declared_sheet,
    entry_of,
    given,
    given_to,
    live_sheet,
    moved_on,
    readings_of,
    sheet_of,
    sheet_shown,
    snapshot_of,
    table_of,
)
from sinople.applications.rules import Held, grounds_against_declaring
from sinople.applications.states import OPEN, State
from sinople.audit.asking import Place, Question
from sinople.cultivation import queries as cultivation
from sinople.kernel.acting import Acting, Role
from sinople.kernel.refused import Ground
from sinople.kernel.text import Text
from sinople.law.marking import N_
from sinople.law.packs import Material, TitleKind
from sinople.people import queries as people
from sinople.people.models import Organisation, Site
from sinople.schemes import queries as schemes
from sinople.schemes.models import Call

__all__ = [
    "Application", "ApplicationRow", "Given", "Point", "answers_in", "answers_of", "application_by_id", "application_by_key", "application_for", "applications_of",
    "as_answer", "comment_for", "comments_of", "context_of", "count_of", "data_year", "declared_context", "declared_entry", "declared_facts", "declared_sheet", "entry_of",
    "evidence_keys_of", "given", "given_to", "latest_of_site", "letters_of", "live_sheet", "materials_of", "may_begin_for", "missing_of", "moved_on", "needs_pool",
    "open_applications_of", "open_comments", "open_states", "overlaps_of", "pack_code_of", "papers_of", "point_for", "points_of", "readings_of", "rows_of", "sheet_of", "sheet_shown",
    "snapshot_of", "subject_kind", "table_of", "title_of", "was_returned",
]  # fmt: skip
RELATED = ("call__pack", "call__plan", "organisation", "site")
HEAVY = ("call__pack__content",)
OUTSIDE_POOL = N_("The rules of this call want a site in the cultivation pool before it applies. Ask your district for a place for %(name)s, then begin.")


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


def latest_of_site(site_id: int) -> dict[str, Application]:
    """Return the latest application of a site for every title it ever began one for."""
    rows = _whole(Application.objects.filter(site_id=site_id).exclude(state=State.WITHDRAWN)).order_by("begun_at", "pk")
    return {row.call.title_code: row for row in rows}


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


def letters_of(application: Application) -> str:
    """Return the letters that stand for the title in numbers, those of its indicator tables."""
    return table_of(application).edition.partition("-")[0]


def pack_code_of(application: Application) -> str:
    """Return the code of the pack that the application is pinned to."""
    return schemes.pack_of(application.pack_digest).code


def subject_kind(call: Call) -> str:
    """Return what the title of a call attaches to: a site, a data centre, a park, an organisation, a product."""
    return schemes.pack_of(call.pack.digest).title(call.title_code).attaches_to


def overlaps_of(application: Application) -> list[Ground]:
    """Return what may overlap, as questions and never a block: the same subject and title under way elsewhere, the title held already, a product of the same name."""
    title = application.call.title_code
    others = Application.objects.filter(site=application.site_id, call__title_code=title).open().exclude(pk=application.pk)
    found = [
        Ground("The same title is applied for in the call %(call)s as well. Is this one still wanted?", code="twice", values={"call": name})
        for name in others.order_by("pk").values_list("call__name", flat=True)[:3]
    ]
    if application.site.kind == Site.Kind.ORGANISATION and title in people.holdings_of(application.organisation_id):
        found.append(Ground("The organisation holds this title already. Is it applied for once more?", code="held", values={}))
    if application.site.kind == Site.Kind.PRODUCT:
        found += [
            Ground("%(organisation)s names a product called %(product)s too. Is it the same product?", code="product", values={"organisation": other.organisation.name, "product": other.name})
            for other in people.products_named(application.site.name, besides=application.organisation_id)
        ]  # fmt: skip
    return found


def data_year(call: Call) -> int:
    """Return the year of the data books that a call draws from, as its requirements say."""
    values = {value.code: value for value in schemes.pack_of(call.pack.digest).requirements_of(call.requirements_code).values}
    return call.plan.year - values["reference_year_lag"].whole if "reference_year_lag" in values else call.plan.year


def materials_of(application: Application) -> tuple[Material, ...]:
    """Return the papers that the title asks for."""
    return schemes.pack_of(application.pack_digest).materials_for(application.call.title_code)


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


def needs_pool(call: Call, site: Site) -> bool:
    """Say whether the site has to enter the cultivation pool before it applies: whether the pool comes first is the pack's word."""
    return schemes.pack_of(call.pack.digest).setting("cultivation_required").holds and not cultivation.is_in_pool(site.pk, call.title_code)


def may_begin_for(site: Site, call: Call) -> bool:
    """Say whether the site has no application in the call yet."""
    if site.pk is None:  # the organisation as a whole, before its first application
        return True
    return not Application.objects.filter(site=site, call=call).exclude(state=State.WITHDRAWN).exists()


def count_of(organisation: Organisation) -> int:
    """Return how many applications an organisation has begun."""
    return Application.objects.filter(organisation=organisation).count()


def _whole(rows: QuerySet[Application]) -> QuerySet[Application]:
    return rows.select_related(*RELATED).defer(*HEAVY)
