"""The public read API."""

from django.http import HttpRequest
from ninja import NinjaAPI, Status

from sinople.api.shapes import CallShown, Fault, NoticeShown, Page, TitleHeld, Verified, Words
from sinople.audit.queries import moment
from sinople.kernel.acting import ANYONE
from sinople.law.clocks import SHANGHAI
from sinople.notices import queries as notices
from sinople.schemes import queries as schemes
from sinople.titles import queries as titles
from sinople.titles.queries import GrantRow

LARGEST_PAGE = 200
api = NinjaAPI(title="Sinople", version="1", docs_url=None, urls_namespace="api", description="Titles, calls and notices of the city as open data.")


@api.get("/titles", response=Page, summary="The register of titles, latest first")
def title_list(request: HttpRequest, words: str = "", district: str = "", state: str = "", limit: int = 50, after: str = "") -> Page:
    """Return a page of the register."""
    size = max(1, min(limit, LARGEST_PAGE))
    rows = titles.register(words=words, district=district, state=state, limit=size, before=titles.place_from(after))
    return Page(titles=[_held(row) for row in rows], after=titles.place_of(rows[-1]) if len(rows) == size else "")


@api.get("/titles/{number}/verification", response={200: Verified, 404: Fault}, summary="Whether a certificate holds today")
def verification(request: HttpRequest, number: str) -> Status:
    """Return what holds of the certificate with this number or key."""
    found = titles.verification(number, moment().astimezone(SHANGHAI).date())
    if found is None:
        return Status(404, Fault(message="There is no certificate with this number."))
    shown = Verified(number=found.grant.number, is_valid=found.is_valid, state=found.state, reason=found.reason, digest=found.digest, holder=found.grant.holder)
    return Status(200, shown)


@api.get("/calls", response=list[CallShown], summary="Published calls")
def call_list(request: HttpRequest) -> list[CallShown]:
    """Return the published calls, the one that closes last in front."""
    rows = schemes.calls_seen(ANYONE)
    return [CallShown(key=c.key, name=c.name, title=c.title_code, opens_at=c.opens_at, closes_at=c.closes_at, state=c.state) for c in rows]


@api.get("/notices", response=list[NoticeShown], summary="Released public notices")
def notice_list(request: HttpRequest) -> list[NoticeShown]:
    """Return the released notices, latest first."""
    return [
        NoticeShown(key=n.key, name=n.name, number=n.number, state=n.state, released_at=n.released_at, ends_at=n.ends_at, candidates=notices.count_of(n))
        for n in notices.notices_seen(ANYONE)
        if n.released_at and n.ends_at
    ]


def _held(row: GrantRow) -> TitleHeld:
    return TitleHeld(
        number=row.number, key=row.key, title=Words(zh=row.title.zh, en=row.title.en), holder=row.holder, site=row.site, credit_code=row.credit_code, district=row.district,
        industry=row.industry, granted_on=row.granted_on, ends_on=row.ends_on, state=row.state,
    )  # fmt: skip
