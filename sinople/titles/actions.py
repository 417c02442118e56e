"""Publishing the list, granting titles with their certificates, bringing in national lists."""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError

from sinople.applications import queries as application_queries
from sinople.audit.actions import move, record
from sinople.audit.permissions import demand
from sinople.audit.rules import Fact, sm3, written
from sinople.cultivation import actions as cultivation
from sinople.kernel.acting import CLOCK, Acting
from sinople.kernel.ids import new_key
from sinople.kernel.refused import Refused
from sinople.kernel.text import Text
from sinople.law.clocks import SHANGHAI
from sinople.law.marking import N_
from sinople.letters import actions as letters
from sinople.notices import actions as notices
from sinople.notices import queries as notice_queries
from sinople.notices.models import Notice, NoticeLine
from sinople.people import actions as holdings
from sinople.people import queries as people
from sinople.people.models import Organisation
from sinople.review import actions as review
from sinople.review import queries as review_queries
from sinople.schemes import actions as scheme_actions
from sinople.schemes import queries as schemes
from sinople.seals import actions as seals
from sinople.seals.models import SignOff
from sinople.titles import papers, permissions
from sinople.titles.models import Grant, NationalListing, Publication
from sinople.titles.rules.national_lists import ListKind, NationalHolder
from sinople.titles.states import GrantState, GrantVerb, ListState, ListVerb

NUMBER = "SZ-{letters}-%(year)s-%(n)04d"
TITLE_OF = {ListKind.FACTORY: "green-factory", ListKind.PARK: "green-park", ListKind.SUPPLY_CHAIN: "green-supply-chain", ListKind.PRODUCT: "green-product"}


def prepare(*, notice: Notice, by: Acting, at: datetime) -> SignOff:
    """Lay the list of an ended notice before the signers: every line that no objection stops."""
    demand(permissions.may_prepare, by, notice)
    lines = notice_queries.publishable(notice)
    if not lines:
        raise Refused("No line of this notice can be published.")
    try:
        made = Publication.objects.create(notice=notice, lines=[line.key for line in lines], prepared_by_id=by.person_id, state=ListState.LAID, moved_at=at)
    except IntegrityError:
        raise Refused("The list of this notice was laid before the signers already.") from None
    record("prepare_list", made, by=by, at=at, lines=made.lines)
    stopped = notice.lines.count() - len(lines)
    return seals.prepare(
        about=(Publication.kind(), made.key), subject=Text(f"公布名单：{notice.name}", f"Publication: {notice.name}"), digest=digest_of(made), by=by, at=at,
        levels=scheme_actions.levels_for(notice.meeting.call.pack, "publication"), consequences={"grants": len(lines), "stopped": stopped, "letters": len(lines)},
    )  # fmt: skip


def sign(*, publication: Publication, sign_off: SignOff, by: Acting, at: datetime, opinion: str = "") -> bool:
    """Sign the list; the last signature publishes it and grants all its titles at once."""
    if not seals.sign(sign_off=sign_off, by=by, at=at, digest=digest_of(publication), opinion=opinion):
        return False
    publish(publication=publication, by=by, at=at)
    return True


def publish(*, publication: Publication, by: Acting, at: datetime) -> list[Grant]:
    """Publish the list: every title is granted, every certificate made, or nothing."""
    year = at.astimezone(SHANGHAI).year
    number = letters.number(series="publication", year=year, words="深工信绿评公〔%(year)s〕%(n)s号", about=(Publication.kind(), publication.key), by=by, at=at)
    Publication.objects.filter(pk=publication.pk).update(number=number, published_at=at)
    publication.number, publication.published_at = number, at
    standing = {line.key: line for line in notice_queries.publishable(publication.notice)}
    if missing := [key for key in publication.lines if key not in standing]:
        raise Refused(
            "%(count)s lines can no longer be granted: an objection was received or the application withdrawn. Send the list back and prepare it again.",
            count=len(missing),
        )
    made = [_grant(standing[key], publication, by=by, at=at) for key in publication.lines]
    move(publication, ListVerb.PUBLISH, by=by, at=at, number=number, grants=[g.number for g in made])
    notices.note_published(notice=publication.notice, by=by, at=at, grants=len(made))
    return made


def send_back(*, publication: Publication, sign_off: SignOff, reason: str, by: Acting, at: datetime) -> None:
    """Send the list back: it is prepared anew from what then stands."""
    seals.send_back(sign_off=sign_off, reason=reason, by=by, at=at)
    record("take_back", publication, by=by, at=at, reason=reason)
    publication.delete()


def surrender(*, grant: Grant, reason: str, by: Acting, at: datetime) -> Grant:
    """Give a title back."""
    demand(permissions.may_surrender, by, grant)
    Grant.objects.filter(pk=grant.pk).update(reason=reason)
    holdings.end_holding(ref=grant.key, on=at.astimezone(SHANGHAI).date())
    return move(grant, GrantVerb.SURRENDER, by=by, at=at, reason=reason)


def expire(*, grant: Grant, at: datetime) -> Grant:
    """End a title whose last day has passed."""
    holdings.end_holding(ref=grant.key, on=at.astimezone(SHANGHAI).date())
    return move(grant, GrantVerb.EXPIRE, by=CLOCK, at=at)


def lapse(*, grant: Grant, replaced_by: str, at: datetime) -> Grant:
    """End a title that has no place in the rules that took the place of its own, as their stated transition says; its holder is told."""
    holdings.end_holding(ref=grant.key, on=at.astimezone(SHANGHAI).date())
    letters.write(
        to=people.holders_of(grant.organisation_id, at),
        message=N_("%(title)s has ended: %(number)s took the place of the rules under which it was granted."),
        about=(Grant.kind(), grant.key), at=at, title=Text(grant.title_zh, grant.title_en), number=replaced_by,
    )  # fmt: skip
    return move(grant, GrantVerb.EXPIRE, by=CLOCK, at=at, replaced_by=replaced_by)


def import_national(*, holders: Iterable[NationalHolder], by: Acting, at: datetime) -> int:
    """Bring in rows of national lists; a row that is there already is left alone. Return how many are new."""
    demand(permissions.may_import, by)
    rows = [_listing(holder, at) for holder in holders]
    before = set(NationalListing.objects.values_list("same_as", flat=True))
    fresh = list({row.same_as: row for row in rows if row.same_as not in before}.values())
    NationalListing.objects.bulk_create(fresh, batch_size=500)
    match_national()
    if fresh:
        record("import_national", fresh[0], by=by, at=at, rows=len(fresh))
    return len(fresh)


def match_national() -> int:
    """Write down the titles that registered organisations hold by the national lists, found by their very names; return how many are known."""
    listed = NationalListing.objects.filter(name__in=Organisation.objects.values("name")).order_by("pk")
    known = people.organisations_named(listed.values_list("name", flat=True))
    for row in listed:
        since = row.announced_on or row.imported_at.astimezone(SHANGHAI).date()
        holdings.note_holding(organisation=known[row.name], title_code=TITLE_OF[ListKind(row.kind)], ref=row.key, since=since)
    return len(listed)


def digest_of(publication: Publication) -> str:
    """Return the digest of what is published."""
    return sm3(written({"publication": publication.key, "notice": publication.notice_id, "lines": publication.lines}).encode())


def _grant(line: NoticeLine, publication: Publication, *, by: Acting, at: datetime) -> Grant:
    case = review_queries.case_by_id(line.case_id)
    application = case.application
    pack = schemes.pack_of(application.pack_digest)
    title = pack.title(application.call.title_code)
    on = at.astimezone(SHANGHAI).date()
    key = new_key()
    number = letters.number(
        series=f"grant-{title.code}",
        year=on.year,
        words=NUMBER.format(letters=application_queries.letters_of(application)),
        about=(Grant.kind(), key),
        by=by,
        at=at,
    )
    facts: dict[str, Fact] = {
        "number": number, "title": title.code, "holder": application.organisation.name, "credit_code": application.organisation.credit_code,
        "site": application.site.name, "granted_on": on, "pack": application.pack_digest,
    }  # fmt: skip
    grant = Grant.objects.create(
        key=key, number=number, title_code=title.code, title_zh=title.certificate_name.zh, title_en=title.certificate_name.en, case=case,
        organisation=application.organisation, site=application.site, district=application.district, industry=application.industry,
        holder=application.organisation.name, site_name=application.site.name, credit_code=application.organisation.credit_code,
        pack_digest=application.pack_digest, publication=publication, granted_on=on, digest=sm3(written(facts).encode()), state=GrantState.VALID, moved_at=at,
        ends_on=_end_of(on, title.validity_years.whole) if title.validity_years.is_given else None,
    )  # fmt: skip
    record("grant", grant, by=by, at=at, came_from="", goes_to=str(GrantState.VALID), **facts)
    holdings.note_holding(organisation=application.organisation, title_code=title.code, ref=key, since=on)
    review.grant(case=case, by=by, at=at, grant_key=grant.key)
    cultivation.earn(site_id=application.site_id, title_code=title.code, by=by, at=at)
    _make_certificate(grant, basis=f"《{pack.document.name.zh}》（{pack.document.number}）", at=at)
    letters.write(
        to=people.holders_of(application.organisation_id, at), message=N_("%(site)s was granted the title %(title)s, certificate %(number)s."), about=(Grant.kind(), grant.key),
        at=at, site=application.site.name, title=title.certificate_name, number=number,
    )  # fmt: skip
    return grant


def _make_certificate(grant: Grant, *, basis: str, at: datetime) -> None:
    content = papers.certificate(
        holder=grant.holder, site=grant.site_name, credit_code=grant.credit_code, title=grant.title_zh, title_en=grant.title_en, number=grant.number,
        granted_on=grant.granted_on, ends_on=grant.ends_on, basis=basis, verify_address=f"{settings.PUBLIC_ADDRESS}/verify/{grant.key}/", digest=grant.digest,
        demonstration=settings.DEMONSTRATION,
    )  # fmt: skip
    letters.keep_paper(
        kind="certificate", about=(Grant.kind(), grant.key), name=f"{grant.number}.pdf", content=content, at=at, number=grant.number, is_public=True
    )


def _end_of(granted_on: date, years: int) -> date:
    return date(granted_on.year + years, granted_on.month, min(granted_on.day, 28) if granted_on.month == 2 else granted_on.day)


def _listing(holder: NationalHolder, at: datetime) -> NationalListing:
    facts = [str(holder.kind), holder.batch, holder.number, holder.place, holder.name, holder.product, holder.model]
    return NationalListing(
        key=new_key(), kind=str(holder.kind), batch=holder.batch, row_number=holder.number, place=holder.place, name=holder.name, product=holder.product[:400],
        model=holder.model, industry=holder.industry, evaluator=holder.evaluator, announced_on=holder.announced_on, source=holder.source[:200],
        same_as=sm3("\n".join(facts).encode()), imported_at=at,
    )  # fmt: skip
