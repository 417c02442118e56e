"""Packs by digest, their versions, what is still to be confirmed, the reference values of industries."""

import gc
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import groupby

from django.db.models import Q
from django.shortcuts import get_object_or_404

from sinople.law import packs
from sinople.law.packs import Pack, Unconfirmed
from sinople.law.packs.transition import Transition, transition
from sinople.law.scoring import References
from sinople.schemes.models import EnactedPack, ReferenceValue, ValueConfirmed
from sinople.schemes.states import PackState

PUBLIC_STATES = (PackState.SEALED, PackState.IN_FORCE, PackState.ENDED)


@lru_cache(maxsize=16)
def _pack_at(digest: str) -> Pack:
    """Return the pack of a digest, frozen in this process. A digest never means another text, so it never grows stale."""
    pack = packs.from_json(EnactedPack.objects.values_list("content", flat=True).get(digest=digest))
    gc.freeze()  # what stays as long as the process need not be walked over by every full collection: that stopped a page for 70 ms
    return pack


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
    rows = EnactedPack.objects.filter(state=PackState.IN_FORCE, level="city", effective_on__lte=on)
    return rows.order_by("-effective_on", "-version").first()


def versions_of(code: str) -> list[EnactedPack]:
    """Return every version of a pack, latest first, without their text."""
    return list(EnactedPack.objects.filter(code=code).defer("content").select_related("imported_by").order_by("-version"))


@dataclass(frozen=True, slots=True)
class Readiness:
    """One title under one publication of requirements, and what nobody has confirmed of it."""

    requirements: packs.Requirements
    title: packs.TitleKind
    left: tuple[Unconfirmed, ...]


def readiness(row: EnactedPack) -> list[Readiness]:
    """Return for every title with an indicator table what is still to be confirmed before a call may rest on it."""
    pack = pack_of(row.digest)
    return [
        Readiness(requirements, pack.title(entry.title), tuple(packs.unconfirmed(pack, requirements.code, entry.title)))
        for requirements in pack.requirements
        for entry in requirements.tables
    ]


def hands_on(row: EnactedPack, person_id: int) -> bool:
    """Say whether this person brought in a version of the pack, changed one or confirmed a value of it: they cannot seal it."""
    return (
        EnactedPack.objects.filter(code=row.code, imported_by_id=person_id).exists()
        or ValueConfirmed.objects.filter(pack__code=row.code, person_id=person_id).exists()
    )


def sealed_for(row: EnactedPack) -> list[EnactedPack]:
    """Return the other packs of the same level that are sealed for the same day."""
    rows = EnactedPack.objects.filter(state__in=[PackState.SEALED, PackState.IN_FORCE], level=row.level, effective_on=row.effective_on)
    return list(rows.exclude(code=row.code).defer("content").order_by("pk"))


def replaced_by(row: EnactedPack) -> list[EnactedPack]:
    """Return what a pack ends by entering into force: its own earlier version, and the documents that it repeals."""
    repeals = pack_of(row.digest).document.repeals
    rows = EnactedPack.objects.filter(Q(code=row.code) | Q(number__in=repeals), state=PackState.IN_FORCE)
    return list(rows.exclude(pk=row.pk).order_by("pk"))


@dataclass(frozen=True, slots=True)
class Succession:
    """Rules that a pack takes the place of, and what becomes of their titles; `digests` are those of every version that cases may rest on."""

    before: EnactedPack
    law: Pack
    digests: tuple[str, ...]
    transition: Transition


def successions(row: EnactedPack) -> list[Succession]:
    """Return what a pack repeals, as far as it is here."""
    law = pack_of(row.digest)
    rows = EnactedPack.objects.filter(number__in=law.document.repeals, state__in=PUBLIC_STATES).defer("content").order_by("code", "version")
    by_code = {code: list(versions) for code, versions in groupby(rows, key=lambda old: old.code)}
    return [
        Succession(versions[-1], old := pack_of(versions[-1].digest), tuple(one.digest for one in versions), transition(old, law))
        for versions in by_code.values()
    ]


def successions_in_force() -> list[tuple[EnactedPack, Succession]]:
    """Return for the packs in force what they took the place of."""
    rows = EnactedPack.objects.filter(state=PackState.IN_FORCE).defer("content").order_by("pk")
    return [(row, found) for row in rows for found in successions(row)]


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


def pack_by_key(key: str) -> EnactedPack:
    """Return a pack by its key; desks of the city see drafts too."""
    return get_object_or_404(EnactedPack.objects.defer("content"), key=key)


def published_pack(key: str) -> EnactedPack:
    """Return a pack that everyone may read: drafts are the city's own until they are sealed."""
    return get_object_or_404(EnactedPack.objects.filter(state__in=PUBLIC_STATES).defer("content"), key=key)


def published_packs() -> list[EnactedPack]:
    """Return the packs that everyone may read, latest first."""
    return list(EnactedPack.objects.filter(state__in=PUBLIC_STATES).defer("content").order_by("-effective_on", "-pk"))


def newest_sealed_pack() -> EnactedPack:
    """Return the pack of the city under which a plan is made: the one in force, or, before the first one is, the one sealed first."""
    rows = EnactedPack.objects.filter(level="city").defer("content")
    in_force = rows.filter(state=PackState.IN_FORCE).order_by("-effective_on", "-version").first()
    sealed = rows.filter(state=PackState.SEALED).order_by("effective_on", "-version")
    return in_force or sealed.first() or get_object_or_404(sealed)
