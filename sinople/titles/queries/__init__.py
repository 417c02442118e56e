"""The register, certificates, verification, national holders."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from sinople.kernel.acting import CITY_ROLES, Acting
from sinople.kernel.text import Text
from sinople.notices.models import Notice
from sinople.notices.states import NoticeState
from sinople.schemes import queries as schemes
from sinople.titles.models import Grant, NationalListing, Publication
from sinople.titles.queries import searching
from sinople.titles.states import GrantState

COLUMNS = ("number", "title_zh", "title_en", "holder", "site_name", "credit_code", "district", "industry", "granted_on", "ends_on", "state", "key", "pk")
COUNT_CAP = 1000


@dataclass(frozen=True, slots=True)
class GrantRow:
    """One line of the register."""

    number: str
    title: Text
    holder: str
    site: str
    credit_code: str
    district: str
    industry: str
    granted_on: date
    ends_on: date | None
    state: str
    key: str
    row: int


@dataclass(frozen=True, slots=True)
class Verification:
    """What a stranger is told of a certificate: whether it holds today, and why or why not."""

    grant: GrantRow
    is_valid: bool
    state: str
    digest: str
    pack_digest: str
    reason: str


def register(*, words: str = "", district: str = "", state: str = "", limit: int = 50, before: tuple[date, int] | None = None) -> list[GrantRow]:
    """Return lines of the register, latest first, after a place if one is named."""
    return [_row(values) for values in searching.found(words, COLUMNS, district=district, state=state, limit=limit, before=before)]


def register_count(*, words: str = "", district: str = "", state: str = "") -> int:
    """Return how many lines there are, counted to one more than a thousand."""
    return searching.count(words, district=district, state=state, cap=COUNT_CAP + 1)


def whole_register() -> Iterator[GrantRow]:
    """Yield the whole register, for downloads."""
    return (_row(values) for values in searching.filtered("", "", None).values_list(*COLUMNS).iterator(2000))


def valid_by_district() -> dict[str, int]:
    """Return how many titles are valid in each district."""
    rows = Grant.objects.filter(state=GrantState.VALID).values_list("district").annotate(n=Count("pk")).order_by("district")
    return dict(rows)


def verification(words: str, on: date) -> Verification | None:
    """Return what holds of the certificate with this number or key; nothing when there is none."""
    grant = Grant.objects.filter(Q(number=words.strip()) | Q(key=words.strip())).first()
    if grant is None:
        return None
    is_over = grant.ends_on is not None and grant.ends_on < on
    is_valid = grant.state == GrantState.VALID and not is_over
    shown = _row(tuple(getattr(grant, name) for name in COLUMNS))
    return Verification(shown, is_valid, str(GrantState.EXPIRED) if is_over else grant.state, grant.digest, grant.pack_digest, grant.reason)


def grant_by_key(key: str) -> Grant:
    """Return a grant by its public key."""
    return get_object_or_404(Grant, key=key)


def grants_of(acting: Acting) -> list[Grant]:
    """Return the grants of one's own organisation."""
    return list(Grant.objects.filter(organisation_id=acting.organisation_id or -1).order_by("-granted_on", "-pk"))


def grant_of(acting: Acting, case_id: int) -> Grant | None:
    """Return the grant of a case of one's own organisation, if it has one."""
    return Grant.objects.filter(organisation_id=acting.organisation_id or -1, case_id=case_id).first()


def grants_of_publication(publication: Publication) -> list[Grant]:
    """Return the grants of a publication, in the order of their numbers."""
    return list(Grant.objects.filter(publication=publication).order_by("number"))


def grants_to_expire(on: date) -> list[Grant]:
    """Return the valid grants whose last day has passed."""
    return list(Grant.objects.filter(state=GrantState.VALID, ends_on__lt=on).order_by("pk"))


def grants_to_lapse() -> list[tuple[Grant, str]]:
    """Return the valid grants of titles that ended with their rules, each with the number of the rules that took their place."""
    return [
        (grant, row.number)
        for row, succession in schemes.successions_in_force()
        for grant in Grant.objects.filter(
            state=GrantState.VALID, pack_digest__in=succession.digests, title_code__in=succession.transition.ended_titles
        ).order_by("pk")
    ]


def notices_to_publish() -> list[Notice]:
    """Return the notices that have ended and whose list is not laid before the signers yet."""
    rows = Notice.objects.filter(state=NoticeState.ENDED, publication__isnull=True)
    return list(rows.select_related("meeting__call").order_by("ends_at", "pk"))


def publication_for(acting: Acting, key: str) -> Publication:
    """Return a publication: officers see it before, everyone after."""
    rows = Publication.objects.all() if acting.role in CITY_ROLES else Publication.objects.filter(published_at__isnull=False)
    return get_object_or_404(rows.select_related("notice__meeting__call__pack", "prepared_by").defer("notice__meeting__call__pack__content"), key=key)


def publications_seen(acting: Acting) -> list[Publication]:
    """Return the latest publications."""
    rows = Publication.objects.all() if acting.role in CITY_ROLES else Publication.objects.filter(published_at__isnull=False)
    return list(rows.select_related("notice").order_by("-published_at", "-pk")[:50])


def publication_of(notice: Notice) -> Publication | None:
    """Return the publication of a notice, if it was prepared."""
    return Publication.objects.filter(notice=notice).first()


def national_listings(*, place: str = "", kind: str = "", words: str = "", limit: int = 50, after: int = 0) -> list[NationalListing]:
    """Return rows of the national lists."""
    return list(_listings(place, kind, words).filter(pk__gt=after).order_by("pk")[:limit])


def national_counts(*, place: str, batches: tuple[str, ...] = ()) -> dict[str, int]:
    """Return how many rows of each kind a place has, of some batches if named."""
    rows = NationalListing.objects.filter(place=place)
    rows = rows.filter(batch__in=batches) if batches else rows
    return dict(rows.values_list("kind").annotate(n=Count("pk")).order_by("kind"))


def _listings(place: str, kind: str, words: str) -> QuerySet[NationalListing]:
    rows = NationalListing.objects.all()
    if place:
        rows = rows.filter(place=place)
    if kind:
        rows = rows.filter(kind=kind)
    return rows.filter(name__contains=words) if words else rows


def _row(values: tuple) -> GrantRow:
    number, zh, en, holder, site, code, district, industry, granted_on, ends_on, state, key, pk = values
    return GrantRow(number, Text(zh, en), holder, site, code, district, industry, granted_on, ends_on, state, key, pk)


def place_of(row: GrantRow) -> str:
    """Return the place of a line in the register, for the next page."""
    return f"{row.granted_on.isoformat()}~{row.row}"


def place_from(said: str) -> tuple[date, int] | None:
    """Return the place that an address names; nothing when it names none."""
    day, _, row = said.partition("~")
    try:
        return date.fromisoformat(day), int(row)
    except ValueError:
        return None
