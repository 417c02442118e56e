"""Self-checks and plans: one's own, and those that the district was shown."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from sinople.databook.models import Databook, ReadinessPlan, SelfCheck
from sinople.databook.rules.readiness import answers_from_json, step_from_json
from sinople.kernel.acting import APPLICANT_ROLES, Acting, Role
from sinople.kernel.text import Text
from sinople.law.readiness import Step
from sinople.law.scoring import Answer
from sinople.schemes import queries as schemes


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in a list."""

    key: str
    organisation: str
    site: str
    title: Text
    steps: int
    effort: int
    points_now: Decimal
    points_then: Decimal
    target_on: date
    at: datetime
    shared_at: datetime | None
    site_key: str


def years_kept(site_id: int) -> list[int]:
    """Return the years for which the site has a data book, latest first."""
    return list(Databook.objects.filter(site_id=site_id).order_by("-year").values_list("year", flat=True))


def self_check_of(site_id: int, title_code: str, year: int) -> SelfCheck | None:
    """Return the self-check of a site for a title and year, if one was kept."""
    return SelfCheck.objects.filter(site_id=site_id, title_code=title_code, year=year).select_related("person").first()


def self_checks_of(site_id: int, year: int) -> dict[str, SelfCheck]:
    """Return the self-checks of a site and year by title."""
    return {row.title_code: row for row in SelfCheck.objects.filter(site_id=site_id, year=year).select_related("person").order_by("title_code")}


def self_check_for(acting: Acting, key: str) -> SelfCheck:
    """Return a self-check of one's own enterprise."""
    return get_object_or_404(SelfCheck.objects.select_related("site"), key=key, site__organisation_id=acting.organisation_id or -1)


def answers_kept(check: SelfCheck) -> dict[str, Answer]:
    """Return the answers of a self-check as scoring takes them."""
    return answers_from_json(check.answers)


def _visible_to(acting: Acting) -> QuerySet[ReadinessPlan]:
    rows = ReadinessPlan.objects.select_related("site__organisation", "person")
    if acting.role is Role.DISTRICT_OFFICER:
        return rows.filter(site__district=acting.district, shared_at__isnull=False)
    if acting.role in APPLICANT_ROLES:
        return rows.filter(site__organisation_id=acting.organisation_id or -1)
    return rows.none()


def plan_for(acting: Acting, key: str) -> ReadinessPlan:
    """Return a plan that this person may see: one's own, or one that the district was shown."""
    return get_object_or_404(_visible_to(acting), key=key)


def plans_seen(acting: Acting, *, site_id: int = 0, limit: int = 50) -> list[PlanRow]:
    """Return the plans that this person may see, latest first."""
    rows = _visible_to(acting)
    if site_id:
        rows = rows.filter(site_id=site_id)
    order = ("-shared_at", "-pk") if acting.role is Role.DISTRICT_OFFICER else ("-at", "-pk")
    return [_row(plan) for plan in rows.order_by(*order)[:limit]]


def steps_of(plan: ReadinessPlan) -> list[Step]:
    """Return the steps of a plan as they were worked out."""
    return [step_from_json(step) for step in plan.steps]


def title_planned(plan: ReadinessPlan) -> Text:
    """Return the title that a plan aims at, in the words of its regulation."""
    return schemes.pack_of(plan.pack_digest).title(plan.title_code).name


def _row(plan: ReadinessPlan) -> PlanRow:
    return PlanRow(
        plan.key, plan.site.organisation.name, plan.site.name, title_planned(plan), len(plan.steps), plan.effort, plan.points_now.normalize(),
        plan.points_then.normalize(), plan.target_on, plan.at, plan.shared_at, plan.site.key,
    )  # fmt: skip
