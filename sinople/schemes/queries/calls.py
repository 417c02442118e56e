"""Plans and calls, and what a call stands on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.shortcuts import get_object_or_404

from sinople.kernel.acting import CITY_ROLES, Acting
from sinople.kernel.refused import Refused
from sinople.law import packs
from sinople.law.packs import Pack, Table
from sinople.schemes.models import Call, CallWindow, EnactedPack, Plan
from sinople.schemes.queries.packs import pack_of
from sinople.schemes.states import CallState, PlanState


def plans() -> list[Plan]:
    """Return all plans, latest first."""
    return list(Plan.objects.select_related("pack").defer("pack__content").order_by("-year"))


def plan_for(acting: Acting, key: str) -> Plan:
    """Return a plan; drafts are the city's own."""
    rows = Plan.objects.all() if acting.role in CITY_ROLES else Plan.objects.filter(state=PlanState.PUBLISHED)
    return get_object_or_404(rows.select_related("pack").defer("pack__content"), key=key)


def published_plans() -> list[Plan]:
    """Return the plans that everyone may read."""
    return list(Plan.objects.filter(state=PlanState.PUBLISHED).order_by("-year"))


def call_for(acting: Acting, key: str) -> Call:
    """Return a call that this person may see."""
    return get_object_or_404(Call.objects.visible_to(acting).select_related("pack", "plan").defer("pack__content"), key=key)


def calls_seen(acting: Acting) -> list[Call]:
    """Return the calls that this person may see, latest first."""
    return list(Call.objects.visible_to(acting).select_related("pack", "plan").defer("pack__content").order_by("-closes_at", "pk")[:50])


def open_calls(at: datetime) -> list[Call]:
    """Return the calls open now, the one that closes first in front."""
    rows = Call.objects.filter(state=CallState.OPEN, opens_at__lte=at, closes_at__gt=at)
    return list(rows.select_related("pack").defer("pack__content").order_by("closes_at", "pk"))


def calls_to_close(at: datetime) -> list[Call]:
    """Return the open calls whose hour has passed."""
    return list(Call.objects.filter(state=CallState.OPEN, closes_at__lte=at).order_by("pk"))


def closes_at(call: Call, district: str) -> datetime:
    """Return when the call closes in a district."""
    window = call.windows.filter(district=district).first()
    return window.closes_at if window else call.closes_at


def requirements_on(row: EnactedPack, title_code: str, day: date) -> packs.Requirements:
    """Return the publication of requirements that names a table for the title on a day; raise Refused when none does."""
    for requirements in pack_of(row.digest).requirements:
        if requirements.covers(day) and any(entry.title == title_code for entry in requirements.tables):
            return requirements
    raise Refused("No requirements in force on %(day)s name an indicator table for this title; publish them with the rules first.", field="title", day=day)


def table_of(call: Call) -> Table:
    """Return the indicator table that the call pins."""
    return pack_of(call.pack.digest).table_for(call.requirements_code, call.title_code)


@dataclass(frozen=True, slots=True)
class CallWords:
    """The words of a call's title, pack and requirements, for pages and papers."""

    title: packs.TitleKind
    pack: Pack
    requirements: packs.Requirements


def words_of(call: Call) -> CallWords:
    """Return what a call stands on."""
    pack = pack_of(call.pack.digest)
    return CallWords(pack.title(call.title_code), pack, pack.requirements_of(call.requirements_code))


def titles_of(calls: Iterable[Call]) -> dict[str, packs.TitleKind]:
    """Return the titles of calls by the calls' keys."""
    return {call.key: pack_of(call.pack.digest).title(call.title_code) for call in calls}


def windows_of(call: Call) -> list[CallWindow]:
    """Return the windows of districts that are narrower than the call's own."""
    return list(call.windows.order_by("closes_at", "pk"))
