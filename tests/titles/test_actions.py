"""The list, its publication, grants and certificates, verification, the register."""

from datetime import date, timedelta

import pytest
from django.http import Http404

from demonstration import rounds
from sinople.kernel.acting import ANYONE, CLOCK
from sinople.letters.models import Letter, Numbered, Paper
from sinople.notices import actions as notices
from sinople.titles import actions, queries
from sinople.titles.models import Grant, NationalListing, Publication
from sinople.titles.rules.national_lists import ListKind, NationalHolder
from tests.makers import BEGUN, DAY, PUBLISHED, fresh_notice, fresh_publication, line_of, make_grant, make_notice, make_objection, make_strangers, sign_off_of
from tests.stories import denied_to_others, last_line, refused, verbs_of

pytestmark = pytest.mark.django_db


def laid(town, count=1):
    notice = make_notice(town, "laid_list", count=count)
    publication = fresh_publication(Publication.objects.get(notice=notice))
    return notice, publication, sign_off_of(publication)


def test_prepare_lays_every_line_that_nothing_stops(town):
    notice = make_notice(town, "open", count=2)
    make_objection(town, notice, "accepted")
    notices.end(notice=fresh_notice(notice), at=notice.ends_at)
    assert queries.notices_to_publish() == [notice]
    denied_to_others(lambda acting: actions.prepare(notice=fresh_notice(notice), by=acting, at=PUBLISHED), make_strangers(town), allowed=["city_officer"])
    sign_off = actions.prepare(notice=fresh_notice(notice), by=town.officer, at=PUBLISHED)
    assert (sign_off.consequences["grants"], sign_off.consequences["stopped"]) == (1, 1)
    assert Publication.objects.get().lines == [line_of(notice, 2).key]
    with refused("laid before the signers already"):
        actions.prepare(notice=fresh_notice(notice), by=town.officer, at=PUBLISHED)


def test_a_notice_whose_every_line_is_stopped_has_no_list(town):
    notice = make_notice(town, "open")
    make_objection(town, notice, "upheld")
    notices.end(notice=fresh_notice(notice), at=notice.ends_at)
    with refused("No line of this notice"):
        actions.prepare(notice=fresh_notice(notice), by=town.officer, at=PUBLISHED)


def test_the_last_signature_grants_all_titles(town):
    notice, publication, sign_off = laid(town, 2)
    assert not actions.sign(publication=publication, sign_off=sign_off, by=town.checker, at=PUBLISHED)
    assert Grant.objects.count() == 0
    assert actions.sign(publication=publication, sign_off=sign_off, by=town.leader, at=PUBLISHED)
    grants = queries.grants_of_publication(publication)
    assert [grant.number for grant in grants] == ["SZ-GF-2023-0001", "SZ-GF-2023-0002"]
    assert {(rounds.fresh(grant.case).state, rounds.fresh(grant.case).application.state) for grant in grants} == {("granted", "closed")}
    assert last_line(publication)[:3] == ("publish", "laid", "published")
    assert last_line(notice)[:3] == ("publish", "ended", "published")
    assert {str(paper.name) for paper in Paper.objects.filter(kind="certificate", is_public=True)} == {f"{grant.number}.pdf" for grant in grants}
    assert Letter.objects.filter(person_id=town.company().submitter.person_id, message__contains="granted the title").exists()
    assert Numbered.objects.filter(about_kind="titles.grant").count() == 2
    assert verbs_of(grants[0]) == ["grant"]


def test_all_or_nothing_when_a_line_falls_away(town):
    notice, publication, sign_off = laid(town, 2)
    actions.sign(publication=publication, sign_off=sign_off, by=town.checker, at=PUBLISHED)
    from sinople.applications import actions as applications

    applications.withdraw(application=rounds.fresh(line_of(notice).case).application, reason="", by=town.company().submitter, at=PUBLISHED)
    with refused("1 lines can no longer be granted"):
        actions.sign(publication=fresh_publication(publication), sign_off=sign_off_of(publication), by=town.leader, at=PUBLISHED)
    assert Grant.objects.count() == 0


def test_a_list_that_was_changed_is_not_signed(town):
    _notice, publication, sign_off = laid(town)
    Publication.objects.filter(pk=publication.pk).update(lines=["another"])
    with refused("changed after it was prepared"):
        actions.sign(publication=fresh_publication(publication), sign_off=sign_off, by=town.checker, at=PUBLISHED)


def test_a_list_sent_back_is_prepared_from_what_then_stands(town):
    notice, publication, sign_off = laid(town)
    denied_to_others(
        lambda acting: actions.send_back(publication=publication, sign_off=sign_off, reason="x", by=acting, at=PUBLISHED), {"preparer": town.officer}
    )
    actions.send_back(publication=publication, sign_off=sign_off, reason="有误", by=town.leader, at=PUBLISHED)
    assert queries.publication_of(notice) is None
    assert actions.prepare(notice=fresh_notice(notice), by=town.officer, at=PUBLISHED).state == "open"


def test_a_grant_says_what_was_granted_then(town):
    grant = make_grant(town)
    assert (grant.state, grant.granted_on, grant.title_zh) == ("valid", PUBLISHED.date(), town.pack.title("green-factory").certificate_name.zh)
    assert grant.holder == town.company().organisation.name
    validity = town.pack.title("green-factory").validity_years
    assert (grant.ends_on is not None) is validity.is_given


def test_a_stranger_verifies_by_number_or_key(town):
    grant = make_grant(town)
    for words in (grant.number, grant.key, f" {grant.number} "):
        found = queries.verification(words, PUBLISHED.date())
        assert (found.is_valid, found.state, found.digest) == (True, "valid", grant.digest)
    assert queries.verification("SZ-GF-2023-9999", PUBLISHED.date()) is None


@pytest.mark.parametrize(("days", "is_valid"), [(-1, True), (0, True), (1, False)])
def test_a_title_holds_through_its_last_day(town, days, is_valid):
    grant, last = make_grant(town), date(2026, 6, 26)
    Grant.objects.filter(pk=grant.pk).update(ends_on=last)
    on = last + timedelta(days=days)
    found = queries.verification(grant.number, on)
    assert (found.is_valid, found.state) == (is_valid, "valid" if is_valid else "expired")
    assert (queries.grants_to_expire(on) == []) is is_valid


def test_expire_and_surrender(town):
    grant = make_grant(town)
    denied_to_others(
        lambda acting: actions.surrender(grant=grant, reason="", by=acting, at=PUBLISHED), make_strangers(town) | {"filler": town.company().filler}
    )
    actions.surrender(grant=grant, reason="停产", by=town.company().submitter, at=PUBLISHED + DAY)
    assert last_line(grant)[:3] == ("surrender", "valid", "surrendered")
    found = queries.verification(grant.number, PUBLISHED.date())
    assert (found.is_valid, found.reason) == (False, "停产")
    with refused("not open now"):
        actions.expire(grant=grant, at=PUBLISHED + DAY)
    other = make_grant(town, n=1)
    actions.expire(grant=other, at=PUBLISHED + DAY)
    assert last_line(other)[:3] == ("expire", "valid", "expired")


def test_the_register_is_everyones(town):
    grant = make_grant(town)
    assert [row.number for row in queries.register()] == [grant.number]
    assert [row.number for row in queries.register(words=grant.holder[:4])] == [grant.number]
    assert [row.number for row in queries.register(words=grant.credit_code.lower())] == [grant.number]
    assert queries.register(district="4403SS") == []
    assert queries.register(state="revoked") == []
    assert queries.register_count() == 1
    assert list(queries.whole_register()) == queries.register()
    row = queries.register()[0]
    assert queries.register(before=queries.place_from(queries.place_of(row))) == []
    assert queries.valid_by_district() == {grant.district: 1}
    assert queries.grants_of(town.company().filler) == [grant]
    assert queries.grants_of(ANYONE) == []
    assert queries.grant_by_key(grant.key) == grant


@pytest.mark.parametrize("said", ["", "x", "2023-06-26~", "~1", "2023-13-01~1"])
def test_a_place_that_is_none(said):
    assert queries.place_from(said) is None


def test_publications_are_seen_before_by_officers_and_after_by_everyone(town):
    _notice, publication, sign_off = laid(town)
    assert queries.publication_for(town.officer, publication.key) == publication
    with pytest.raises(Http404):
        queries.publication_for(ANYONE, publication.key)
    for who in (town.checker, town.leader):
        actions.sign(publication=publication, sign_off=sign_off, by=who, at=PUBLISHED)
    assert queries.publication_for(ANYONE, publication.key) == publication
    assert queries.publications_seen(ANYONE) == [publication]


def test_national_lists_come_in_once(town):
    holders = [NationalHolder(kind, "1", str(n), "深圳市", f"示例{n}") for n, kind in enumerate(ListKind)]
    denied_to_others(
        lambda acting: actions.import_national(holders=holders, by=acting, at=BEGUN),
        {k: v for k, v in make_strangers(town).items() if k != "city_officer"},
        allowed=["clock"],
    )
    assert actions.import_national(holders=holders, by=CLOCK, at=BEGUN) == len(holders)
    assert actions.import_national(holders=[*holders, holders[0]], by=town.officer, at=BEGUN) == 0
    assert sum(queries.national_counts(place="深圳市").values()) == NationalListing.objects.count() == len(holders)
    assert queries.national_counts(place="深圳市", batches=("2",)) == {}
    assert len(queries.national_listings(place="深圳市", words="示例0")) == 1
    assert len(queries.national_listings(kind=str(next(iter(ListKind))))) == 1


@pytest.mark.parametrize(
    ("granted", "ends"), [(date(2023, 6, 26), date(2026, 6, 26)), (date(2024, 2, 29), date(2027, 2, 28)), (date(2023, 2, 28), date(2026, 2, 28))]
)
def test_the_last_day_of_three_years(granted, ends):
    assert actions._end_of(granted, 3) == ends
