"""The pool as a person may see it: lists, one candidate with its plans, the table by district, who is asked to do what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from sinople.cultivation.models import Candidate, CreationPlan, Milestone, Visit
from sinople.cultivation.rules import Progress, Standing, standing_of
from sinople.cultivation.states import LIVE, CandidateState, PlanState
from sinople.databook import queries as databooks
from sinople.databook.models import ReadinessPlan
from sinople.kernel.acting import Acting, Role
from sinople.kernel.text import Text
from sinople.law.packs import TitleKind, Value
from sinople.people import queries as people
from sinople.people.models import Organisation, Site
from sinople.schemes import queries as schemes
from sinople.schemes.models import EnactedPack

RELATED = ("site__organisation", "mentor", "person", "readiness")
MILESTONES = "plans__milestones"


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A candidate in a list, with the milestones of its confirmed plans."""

    key: str
    organisation: str
    site: str
    district: str
    title: Text
    state: str
    begun_at: datetime
    until_on: date | None
    mentor: str
    progress: Progress
    is_plan_waiting: bool


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """A district in the table of the city: how many are on the way, how their milestones stand."""

    district: str
    asked: int
    proposed: int
    in_pool: int
    earned: int
    ended: int
    progress: Progress


def candidate_for(acting: Acting, key: str) -> Candidate:
    """Return the candidate if this person may see it."""
    return get_object_or_404(Candidate.objects.visible_to(acting).select_related(*RELATED), key=key)


def plan_for(acting: Acting, key: str) -> CreationPlan:
    """Return a creation plan if this person may see its candidate."""
    rows = CreationPlan.objects.filter(candidate__in=Candidate.objects.visible_to(acting)).select_related("candidate__site__organisation")
    return get_object_or_404(rows, key=key)


def milestone_for(acting: Acting, key: str) -> Milestone:
    """Return a milestone if this person may see its candidate."""
    rows = Milestone.objects.filter(plan__candidate__in=Candidate.objects.visible_to(acting)).select_related("plan__candidate__site__organisation")
    return get_object_or_404(rows, key=key)


def candidates_seen(acting: Acting, *, on: date, states: Sequence[str] = (), title: str = "", district: str = "", limit: int = 50) -> list[CandidateRow]:
    """Return the candidates that this person may see, latest first, with how far each has come by a day."""
    rows = _chosen(acting, states, title, district).select_related("site__organisation", "mentor")
    confirmed = Q(plans__state=PlanState.CONFIRMED)
    rows = rows.annotate(
        all_=Count(MILESTONES, filter=confirmed), reached_=Count(MILESTONES, filter=confirmed & Q(plans__milestones__reached_at__isnull=False)),
        late_=Count(MILESTONES, filter=confirmed & Q(plans__milestones__reached_at__isnull=True, plans__milestones__due_on__lt=on)),
        waiting_=Count("plans", filter=Q(plans__state=PlanState.SUBMITTED), distinct=True),
    )  # fmt: skip
    return [_row(row) for row in rows.order_by("-begun_at", "-pk")[:limit]]


def count_seen(acting: Acting, *, states: Sequence[str] = (), title: str = "", district: str = "", most: int = 1000) -> int:
    """Return how many candidates there are, counted no further than one more than `most`."""
    return _chosen(acting, states, title, district)[: most + 1].count()


def _chosen(acting: Acting, states: Sequence[str], title: str, district: str) -> QuerySet[Candidate]:
    rows = Candidate.objects.visible_to(acting)
    wanted = {name: value for name, value in (("state__in", states), ("title_code", title), ("district", district)) if value}
    return rows.filter(**wanted)


def _row(row: Candidate) -> CandidateRow:
    counts = row.__dict__
    return CandidateRow(
        row.key, row.site.organisation.name, row.site.name, row.district, title_of(row).name, row.state, row.begun_at, row.until_on,
        row.mentor.name if row.mentor else "", Progress(counts["reached_"], counts["late_"], counts["all_"]), bool(counts["waiting_"]),
    )  # fmt: skip


def by_district(acting: Acting, *, on: date, districts: Sequence[str], title: str = "") -> list[DistrictRow]:
    """Return the table of the city: a row for every district, also for one without candidates."""
    rows = _chosen(acting, (), title, "")
    counts = {(district, state): n for district, state, n in rows.order_by().values_list("district", "state").annotate(n=Count("pk"))}
    steps = Milestone.objects.filter(plan__state=PlanState.CONFIRMED, plan__candidate__in=rows.filter(state=CandidateState.IN_POOL)).order_by()
    reached, late = Q(reached_at__isnull=False), Q(reached_at__isnull=True, due_on__lt=on)
    stands = steps.values_list("plan__candidate__district").annotate(all_=Count("pk"), reached_=Count("pk", filter=reached), late_=Count("pk", filter=late))
    progress = {district: Progress(done, behind, every) for district, every, done, behind in stands}
    return [_district(code, counts, progress.get(code, Progress(0, 0, 0))) for code in districts]


def _district(code: str, counts: dict[tuple[str, str], int], progress: Progress) -> DistrictRow:
    def of(*states: CandidateState) -> int:
        return sum(counts.get((code, str(state)), 0) for state in states)

    ended = (CandidateState.REFUSED, CandidateState.DECLINED, CandidateState.LEFT, CandidateState.LAPSED)
    return DistrictRow(code, of(CandidateState.ASKED), of(CandidateState.PROPOSED), of(CandidateState.IN_POOL), of(CandidateState.EARNED), of(*ended), progress)


def waiting_in(acting: Acting, *, limit: int = 50) -> list[Candidate]:
    """Return what waits for an officer of the district: who asks to enter, whose plan is to be confirmed; the oldest first."""
    rows = Candidate.objects.visible_to(acting).filter(Q(state=CandidateState.ASKED) | Q(state=CandidateState.IN_POOL, plans__state=PlanState.SUBMITTED))
    return list(rows.select_related(*RELATED).distinct().order_by("moved_at", "pk")[:limit])


def proposed_to(acting: Acting) -> list[Candidate]:
    """Return the district's proposals that the enterprise has not answered, the oldest first."""
    rows = Candidate.objects.visible_to(acting).filter(state=CandidateState.PROPOSED)
    return list(rows.select_related(*RELATED).order_by("moved_at", "pk")[:50])


def next_milestones(acting: Acting, *, limit: int = 10) -> list[Milestone]:
    """Return the milestones of the enterprise that come next."""
    rows = Milestone.objects.filter(
        reached_at__isnull=True, plan__state=PlanState.CONFIRMED, plan__candidate__state=CandidateState.IN_POOL,
        plan__candidate__in=Candidate.objects.visible_to(acting),
    )  # fmt: skip
    return list(rows.select_related("plan__candidate__site").order_by("due_on", "pk")[:limit])


def plans_of(candidate: Candidate) -> list[CreationPlan]:
    """Return the creation plans of a candidate, latest year first."""
    return list(candidate.plans.order_by("-year"))


def milestones_of(plan: CreationPlan) -> list[Milestone]:
    """Return the milestones of a plan by their days."""
    return list(plan.milestones.select_related("reached_by").order_by("due_on", "pk"))


def milestones_of_all(candidate: Candidate) -> dict[int, list[Milestone]]:
    """Return the milestones of every plan of a candidate, by plan."""
    found: dict[int, list[Milestone]] = {}
    for row in Milestone.objects.filter(plan__candidate=candidate).select_related("reached_by").order_by("due_on", "pk"):
        found.setdefault(row.plan_id, []).append(row)
    return found


def visits_of(candidate: Candidate) -> list[Visit]:
    """Return the visits of the district, latest first."""
    return list(candidate.visits.select_related("person").order_by("-visited_on", "-pk"))


def title_of(candidate: Candidate) -> TitleKind:
    """Return the title that the candidate aims at, in the words of the regulation it entered under."""
    return schemes.pack_of(candidate.pack_digest).title(candidate.title_code)


def setting_of(candidate: Candidate, code: str) -> Value:
    """Return a setting of the regulation that the candidate entered under."""
    return schemes.pack_of(candidate.pack_digest).setting(code)


def stands(milestone: Milestone, *, candidate: Candidate, on: date) -> Standing:
    """Return how a milestone stands on a day."""
    days = setting_of(candidate, "cultivation_reminder_days").whole
    return standing_of(milestone.due_on, is_reached=milestone.reached_at is not None, on=on, days_before=days)


def titles_for(site: Site, pack: EnactedPack) -> list[TitleKind]:
    """Return the titles that this kind of site may aim at and for which it is not on its way yet."""
    taken = set(Candidate.objects.filter(site=site, state__in=[str(state) for state in LIVE]).values_list("title_code", flat=True))
    return [title for title in schemes.pack_of(pack.digest).titles if title.attaches_to == site.kind and title.code not in taken]


def is_in_pool(site_id: int, title_code: str) -> bool:
    """Say whether the site is in the pool for a title."""
    return Candidate.objects.filter(site_id=site_id, title_code=title_code, state=CandidateState.IN_POOL).exists()


def live_of(site_id: int, title_code: str) -> Candidate | None:
    """Return the candidate of a site for a title that is or may come to be in the pool."""
    rows = Candidate.objects.filter(site_id=site_id, title_code=title_code, state__in=[str(state) for state in LIVE])
    return rows.select_related("site__organisation").first()


def shared_plans_outside(acting: Acting, *, limit: int = 20) -> list[databooks.PlanRow]:
    """Return the plans shared with the district whose site is not on its way to that title: whom one could propose, and why."""
    live = Candidate.objects.visible_to(acting).filter(state__in=[str(state) for state in LIVE]).values_list("site__key", "title_code")
    taken = set(live)
    rows = ReadinessPlan.objects.filter(site__district=acting.district, shared_at__isnull=False).select_related("site")
    fitting = [row for row in rows if (row.site.key, row.title_code) not in taken and _title(row).attaches_to == row.site.kind]
    keys = {row.key for row in fitting}
    return [row for row in databooks.plans_seen(acting, limit=200) if row.key in keys][:limit] if keys else []


def _title(plan: ReadinessPlan) -> TitleKind:
    return schemes.pack_of(plan.pack_digest).title(plan.title_code)


def to_lapse(on: date, *, limit: int = 200) -> list[Candidate]:
    """Return the candidates whose stay has ended by a day."""
    rows = Candidate.objects.filter(state=CandidateState.IN_POOL, until_on__lt=on)
    return list(rows.select_related("site__organisation").order_by("until_on", "pk")[:limit])


def to_remind(on: date, *, limit: int = 200) -> list[Milestone]:
    """Return the milestones that come soon, or are late, and of which nobody was reminded."""
    rows = Milestone.objects.filter(
        reached_at__isnull=True, reminded_at__isnull=True, plan__state=PlanState.CONFIRMED, plan__candidate__state=CandidateState.IN_POOL
    )
    found = rows.select_related("plan__candidate__site__organisation").order_by("due_on", "pk")[:limit]
    return [row for row in found if stands(row, candidate=row.plan.candidate, on=on) in {Standing.SOON, Standing.OVERDUE}]


def officers_of(district: str, at: datetime) -> dict[int, str]:
    """Return the officers of a district by person."""
    return people.names_of(people.people_in(Role.DISTRICT_OFFICER, at, district=district))


def sites_in(acting: Acting, *, words: str, limit: int = 20) -> list[Site]:
    """Return sites of the officer's district by the name or credit code of their enterprise."""
    wanted = Q(organisation__name__icontains=words) | Q(organisation__credit_code__iexact=words)
    rows = Site.objects.filter(wanted, district=acting.district or "-").exclude(organisation__kind=Organisation.Kind.EVALUATOR)
    return list(rows.select_related("organisation").order_by("organisation__name", "pk")[:limit]) if words else []


def site_in(acting: Acting, key: str) -> Site:
    """Return a site of the officer's district."""
    return get_object_or_404(Site.objects.select_related("organisation"), key=key, district=acting.district or "-")
