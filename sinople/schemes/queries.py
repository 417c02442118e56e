"""Packs by digest, what is still to be confirmed, plans and calls."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django.shortcuts import get_object_or_404

from sinople.kernel.acting import CITY_ROLES, Acting
from sinople.law import packs
from sinople.law.packs import Pack, Table, Unconfirmed
from sinople.law.scoring import References
from sinople.schemes.models import Call, CallWindow, EnactedPack, Plan, ReferenceValue, ValueConfirmed
from sinople.schemes.states import CallState, PackState, PlanState


@lru_cache(maxsize=16)
def _pack_at(digest: str) -> Pack:
    """Return the pack of a digest, frozen in this process. A digest never means another text, so it never grows stale."""
    return packs.from_json(EnactedPack.objects.values_list("content", flat=True).get(digest=digest))


def pack_of(digest: str) -> Pack:
    """Return the pack of a digest."""
    return _pack_at(digest)


def pack_rows() -> list[EnactedPack]:
    """Return all packs, latest first, without their text."""
    return list(EnactedPack.objects.defer("content").order_by("-effective_on", "-pk"))


def enacted_pack(code: str) -> EnactedPack:
    """Return the latest version of a pack."""
    row = EnactedPack.objects.filter(code=code).order_by("-version").first()
    return row or get_object_or_404(EnactedPack, code=code)


def pack_in_force(on: date) -> EnactedPack | None:
    """Return the pack of the city that is in force on a day."""
    rows = EnactedPack.objects.filter(state=PackState.IN_FORCE, effective_on__lte=on)
    return rows.order_by("-effective_on", "-version").first()


def packs_due(on: date) -> list[EnactedPack]:
    """Return the packs that enter into force, or end, by a day."""
    entering = EnactedPack.objects.filter(state=PackState.SEALED, effective_on__lte=on)
    ending = EnactedPack.objects.filter(state=PackState.IN_FORCE, ends_on__lte=on)
    return [*entering.order_by("pk"), *ending.order_by("pk")]


def to_confirm(row: EnactedPack, requirements_code: str, title_code: str) -> list[Unconfirmed]:
    """Return the values that a call needs and that nobody has confirmed."""
    return packs.unconfirmed(pack_of(row.digest), requirements_code, title_code)


def left_open(row: EnactedPack, requirements_code: str, title_code: str) -> list[Unconfirmed]:
    """Return the values that are not known and may stay so."""
    return packs.left_open(pack_of(row.digest), requirements_code, title_code)


def confirmations_of(row: EnactedPack) -> list[ValueConfirmed]:
    """Return who confirmed what, on which source."""
    return list(ValueConfirmed.objects.filter(pack__code=row.code).select_related("person").order_by("path", "pk"))


def references(edition: str, industry: str) -> References:
    """Return the reference values of an industry as scoring takes them; what nobody gave stays away."""
    rows = ReferenceValue.objects.filter(edition=edition, industry=industry).order_by("indicator")
    return {(row.indicator, row.industry): (_figure(row.average), _figure(row.best_fifth), _figure(row.best_twentieth)) for row in rows}


def reference_rows(edition: str, industry: str) -> list[ReferenceValue]:
    """Return the reference values of an industry with their sources."""
    return list(ReferenceValue.objects.filter(edition=edition, industry=industry).select_related("person").order_by("indicator"))


def _figure(value: Decimal | None) -> Decimal | None:
    return value.normalize() if value is not None else None


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


def pack_by_key(key: str) -> EnactedPack:
    """Return a pack by its public key: the text of the law is everyone's."""
    return get_object_or_404(EnactedPack.objects.defer("content"), key=key)


def newest_sealed_pack() -> EnactedPack:
    """Return the newest pack under which a plan can be made."""
    rows = EnactedPack.objects.filter(state__in=[PackState.SEALED, PackState.IN_FORCE]).defer("content").order_by("-effective_on", "-version")
    return rows.first() or get_object_or_404(rows)


def windows_of(call: Call) -> list[CallWindow]:
    """Return the windows of districts that are narrower than the call's own."""
    return list(call.windows.order_by("closes_at", "pk"))
