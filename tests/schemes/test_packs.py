"""The legal life of a pack: brought in, changed, sealed by another, in force, replaced, ended."""

from datetime import date

import pytest
from django.conf import settings

from demonstration.city import TITLE
from sinople.kernel.refused import Refused
from sinople.law import packs
from sinople.law.packs.changing import changed
from sinople.law.packs.writing import to_archive
from sinople.schemes import actions, queries
from sinople.schemes.models import EnactedPack
from tests.makers import BEGUN, make_strangers
from tests.stories import denied_to_others, last_line, refused, verbs_of

pytestmark = pytest.mark.django_db
DAYS = "clocks/district_review/days"


@pytest.fixture
def raw(town):
    return actions.import_pack(pack=packs.load(settings.PACKS / "sz-2022"), by=town.officer, at=BEGUN)


def change(town, row, value="20", by=None, **more):
    return actions.change_values(row=row, changes={DAYS: value}, source="局函〔2023〕9号", by=by or town.officer, at=BEGUN, **more)


def days_of(row):
    return queries.pack_of(row.digest).clock("district_review").days.whole


def test_an_archive_comes_in_as_a_draft(town):
    pack = changed(packs.load(settings.PACKS / "sz-2022"), {DAYS: "18"}, "x")
    denied_to_others(lambda acting: actions.import_archive(content=to_archive(pack), by=acting, at=BEGUN), make_strangers(town), allowed=["city_officer"])
    made = actions.import_archive(content=to_archive(pack), by=town.officer, at=BEGUN)
    assert (made.state, made.digest, made.number, made.level) == ("draft", packs.digest(pack), "深工信规〔2022〕3号", "city")
    assert verbs_of(made) == ["import_pack"]
    with refused("nothing was kept"):
        actions.import_archive(content=b"PK", by=town.officer, at=BEGUN)


def test_a_change_makes_the_next_draft_and_sets_the_former_aside(town, raw):
    denied_to_others(lambda acting: change(town, raw, by=acting), make_strangers(town), allowed=["city_officer"])
    made = change(town, raw)
    raw.refresh_from_db()
    assert (raw.state, made.state, made.version, made.changes) == ("set_aside", "draft", town.row.version + 1, raw)
    assert (days_of(raw), days_of(made)) == (15, 20)
    assert last_line(raw)[0] == "set_aside"
    assert verbs_of(made) == ["import_pack", "change_values"]
    assert queries.confirmations_of(made)[-1].path


def test_two_officers_never_change_the_same_draft(town, raw):
    stale = EnactedPack.objects.get(pk=raw.pk)
    change(town, raw)
    with refused("Somebody else has just changed this"):
        change(town, stale, value="25", by=town.checker)


def test_changing_back_takes_the_first_draft_up_again(town, raw):
    first = change(town, raw)
    back = change(town, change(town, first, value="18"), value="20")
    assert (back.pk, back.state, days_of(back)) == (first.pk, "draft", 20)
    assert verbs_of(back)[-3:] == ["set_aside", "take_up", "change_values"]


@pytest.mark.parametrize(
    ("changes", "source", "words"),
    [({}, "x", "Nothing is different"), ({DAYS: "20"}, " ", "name the source"), ({DAYS: "x"}, "x", "cannot be used"), ({"no/where": "1"}, "x", "no value")],
)
def test_a_change_without_ground_changes_nothing(town, raw, changes, source, words):
    with refused(words):
        actions.change_values(row=raw, changes=changes, source=source, by=town.officer, at=BEGUN)


def test_a_sealed_text_is_corrected_by_a_new_version_with_a_reason(town):
    with refused("say why it is corrected"):
        change(town, town.row)
    made = change(town, town.row, reason="天数有误")
    town.row.refresh_from_db()
    assert (town.row.state, made.state, made.reason, days_of(town.row), days_of(made)) == ("in_force", "draft", "天数有误", 15, 20)


def test_nobody_seals_what_they_had_a_hand_in(town):
    made = change(town, town.row, reason="天数有误")
    EnactedPack.objects.filter(code=made.code).update(imported_by_id=town.leader.person_id)
    with refused("cannot seal them"):
        actions.seal(row=made, by=town.leader, at=BEGUN)


def test_the_correction_takes_the_place_of_what_it_corrects(town):
    made = change(town, town.row, reason="天数有误")
    actions.seal(row=made, by=town.leader, at=BEGUN)
    moved = actions.follow_calendar(on=BEGUN.date(), at=BEGUN)
    assert {(row.version, row.state) for row in moved} == {(made.version, "in_force"), (town.row.version, "ended")}
    assert queries.pack_in_force(BEGUN.date()).pk == made.pk
    assert actions.follow_calendar(on=BEGUN.date(), at=BEGUN) == []
    town.call.refresh_from_db()
    assert town.call.pack_id == town.row.pk, "a call stays on its pack for ever"


def another(town, *, code, number, effective, repeals=()):
    """Make a sealed pack of another regulation out of the town's own."""
    pack = queries.pack_of(town.row.digest)
    document = pack.document.model_copy(
        update={"code": code, "number": number, "repeals": repeals, "effective": pack.document.effective.model_copy(update={"value": effective})}
    )
    return actions.import_pack(pack=pack.model_copy(update={"document": document}), by=town.officer, at=BEGUN)


def test_two_regulations_cannot_claim_the_same_day_for_the_same_titles(town):
    rival = another(town, code="sz-2022b", number="深工信规〔2022〕9号", effective="2022-08-01")
    with refused("cannot be sealed yet", codes=["same_day"]):
        actions.seal(row=rival, by=town.leader, at=BEGUN)
    EnactedPack.objects.filter(pk=rival.pk).update(level="national")
    actions.seal(row=EnactedPack.objects.get(pk=rival.pk), by=town.leader, at=BEGUN)  # the state's rules stand beside the city's


def test_a_regulation_ends_what_it_repeals_on_its_own_day(town):
    later = another(town, code="sz-2023", number="深工信规〔2023〕1号", effective="2023-07-01", repeals=("深工信规〔2022〕3号",))
    actions.seal(row=later, by=town.leader, at=BEGUN)
    assert actions.follow_calendar(on=date(2023, 6, 30), at=BEGUN) == []
    moved = actions.follow_calendar(on=date(2023, 7, 1), at=BEGUN)
    assert {(row.code, row.state) for row in moved} == {("sz-2023", "in_force"), ("sz-2022", "ended")}


def test_the_end_is_set_by_a_leader_with_a_notice(town):
    facts = {"row": town.row, "ends_on": date(2024, 1, 1), "source": "废止通知", "at": BEGUN}
    denied_to_others(lambda acting: actions.set_end(by=acting, **facts), make_strangers(town), allowed=["leader"])
    for wrong, words in (({"source": " "}, "notice that ends"), ({"ends_on": date(2022, 8, 1)}, "after they enter")):
        with refused(words):
            actions.set_end(by=town.leader, **facts | wrong)
    actions.set_end(by=town.leader, **facts)
    assert last_line(town.row)[0] == "set_end"
    assert [row.code for row in actions.follow_calendar(on=date(2024, 1, 1), at=BEGUN)] == ["sz-2022"]


def test_requirements_are_those_of_the_day(town):
    assert queries.requirements_on(town.row, TITLE, date(2023, 5, 1)).code == town.call.requirements_code
    with pytest.raises(Refused, match="No requirements in force"):
        queries.requirements_on(town.row, TITLE, date(2024, 5, 1))


def test_what_everyone_may_read_holds_no_draft(town, raw):
    assert raw not in queries.published_packs()
    assert queries.published_pack(town.row.key) == town.row
