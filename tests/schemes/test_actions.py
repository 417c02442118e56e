"""Packs, plans and calls: confirmed, sealed, laid, signed, published, closed."""

from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from django.http import Http404

from demonstration.city import TITLE, on
from sinople.kernel.acting import ANYONE
from sinople.law import packs
from sinople.letters.models import Letter
from sinople.schemes import actions, queries
from sinople.schemes.models import Call, EnactedPack, Plan, ValueConfirmed
from tests.makers import BEGUN, DAY, make_strangers, sign_off_of
from tests.stories import denied_to_others, last_line, refused, verbs_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def raw(town):
    """The pack as it comes, with its values unconfirmed; the town's own is another version of it."""
    return actions.import_pack(pack=packs.load(settings.PACKS / "sz-2022"), by=town.officer, at=BEGUN)


def confirm_all(town, row):
    left = queries.to_confirm(row, row_requirements(row), TITLE)
    return actions.confirm_values(row=row, paths=[found.path for found in left], source="局函〔2023〕1号", by=town.checker, at=BEGUN)


def row_requirements(row):
    return queries.pack_of(row.digest).requirements[0].code


def test_the_same_text_is_brought_in_once(town, raw):
    assert actions.import_pack(pack=packs.load(settings.PACKS / "sz-2022"), by=town.officer, at=BEGUN) == raw
    assert raw.state == "draft"
    assert EnactedPack.objects.filter(code="sz-2022").count() == 2
    assert queries.enacted_pack("sz-2022").version == 2
    with pytest.raises(Http404):
        queries.enacted_pack("none")
    assert queries.pack_by_key(raw.key) == raw
    assert raw in queries.pack_rows()


def test_confirming_names_a_source_and_makes_the_next_version(town, raw):
    left = queries.to_confirm(raw, row_requirements(raw), TITLE)
    assert len(left) > 3
    denied_to_others(
        lambda acting: actions.confirm_values(row=raw, paths=[left[0].path], source="x", by=acting, at=BEGUN), make_strangers(town), allowed=["city_officer"]
    )
    for paths, source, words in (([left[0].path], " ", "name the source"), ([], "函", "at least one value")):
        with refused(words):
            actions.confirm_values(row=raw, paths=paths, source=source, by=town.officer, at=BEGUN)
    with refused("sealed and stays as it is"):
        actions.confirm_values(row=town.row, paths=[left[0].path], source="函", by=town.officer, at=BEGUN)


def test_a_pack_is_sealed_by_another_when_everything_is_confirmed(town):
    """The town's own pack went this way; here its guards."""
    row = town.row
    assert row.state == "in_force"
    assert {confirmed.source for confirmed in queries.confirmations_of(row)} == {"演示虚构"}
    EnactedPack.objects.filter(pk=row.pk).update(state="draft")
    row.refresh_from_db()
    denied_to_others(
        lambda acting: actions.seal(row=row, by=acting, at=BEGUN),
        make_strangers(town),
        allowed=["leader"],
    )
    ValueConfirmed.objects.filter(pack=row).update(person_id=town.leader.person_id)
    with refused("cannot seal them"):
        actions.seal(row=row, by=town.leader, at=BEGUN)


def test_no_pack_is_sealed_while_a_value_is_unconfirmed(town, raw):
    with refused("cannot be sealed yet") as caught:
        actions.seal(row=raw, by=town.leader, at=BEGUN)
    assert {ground.code for ground in caught.value.grounds} == {"unconfirmed"}
    wanting = [len(queries.to_confirm(raw, row_requirements(raw), title.code)) for title in queries.pack_of(raw.digest).titles]
    assert len(caught.value.grounds) == min(wanting)


def test_packs_enter_and_end_by_their_dates(town):
    EnactedPack.objects.filter(pk=town.row.pk).update(state="sealed", effective_on=date(2023, 7, 1), ends_on=date(2024, 7, 19))
    for day, state in ((date(2023, 6, 30), "sealed"), (date(2023, 7, 1), "in_force"), (date(2024, 7, 18), "in_force"), (date(2024, 7, 19), "ended")):
        actions.follow_calendar(on=day, at=BEGUN)
        assert EnactedPack.objects.get(pk=town.row.pk).state == state
    assert queries.pack_in_force(date(2024, 8, 1)) is None


def test_reference_values_have_a_source(town):
    facts = {
        "edition": "GF-2018",
        "indicator": "6.1",
        "industry": "39",
        "average": Decimal("1.5"),
        "best_fifth": None,
        "best_twentieth": Decimal(2),
        "at": BEGUN,
    }
    denied_to_others(lambda acting: actions.set_reference(source="x", by=acting, **facts), make_strangers(town), allowed=["city_officer"])
    with refused("source of the reference value"):
        actions.set_reference(source=" ", by=town.officer, **facts)
    actions.set_reference(source="统计年鉴", by=town.officer, **facts)
    actions.set_reference(source="统计年鉴2", by=town.officer, **facts)
    assert queries.references("GF-2018", "39")["6.1", "39"] == (Decimal("1.5"), None, Decimal(2))
    assert [row.source for row in queries.reference_rows("GF-2018", "39") if row.indicator == "6.1"] == ["统计年鉴2"]


def draft(town, year=2024):
    return actions.draft_plan(year=year, pack=town.row, targets={TITLE: 3}, words="计划", by=town.officer, at=BEGUN)


def draft_call(town, plan, **changes):
    facts = {
        "plan": plan,
        "requirements_code": town.call.requirements_code,
        "title_code": TITLE,
        "name": "通知",
        "words": "",
        "contact": "x",
        "opens_at": on(2024, 3, 1),
        "closes_at": on(2024, 6, 30),
    }
    return actions.draft_call(**{**facts, **changes}, by=changes.pop("by", town.officer), at=BEGUN)


def test_a_plan_is_drafted_laid_signed_and_then_fixed(town):
    denied_to_others(
        lambda acting: actions.draft_plan(year=2024, pack=town.row, targets={}, words="", by=acting, at=BEGUN), make_strangers(town), allowed=["city_officer"]
    )
    plan = draft(town)
    with pytest.raises(Http404):
        queries.plan_for(ANYONE, plan.key)
    denied_to_others(lambda acting: actions.lay_plan(plan=plan, by=acting, at=BEGUN), make_strangers(town), allowed=["city_officer"])
    sign_off = actions.lay_plan(plan=plan, by=town.officer, at=BEGUN)
    with refused("can no longer be changed"):
        draft(town)
    assert actions.sign(sign_off=sign_off, by=town.leader, at=BEGUN)
    plan.refresh_from_db()
    assert (plan.state, verbs_of(plan)) == ("published", ["draft_plan", "lay", "publish"])
    assert queries.plan_for(ANYONE, plan.key) == plan
    assert plan in queries.published_plans()
    assert plan in queries.plans()


def test_a_plan_sent_back_is_a_draft_again(town):
    plan = draft(town)
    actions.send_back(sign_off=actions.lay_plan(plan=plan, by=town.officer, at=BEGUN), reason="目标过高", by=town.leader, at=BEGUN)
    plan.refresh_from_db()
    assert last_line(plan)[:3] == ("take_back", "laid", "draft")
    assert actions.draft_plan(year=2024, pack=town.row, targets={TITLE: 1}, words="", by=town.officer, at=BEGUN).targets == {TITLE: 1}


def test_a_plan_that_was_changed_is_not_signed(town):
    plan = draft(town)
    sign_off = actions.lay_plan(plan=plan, by=town.officer, at=BEGUN)
    Plan.objects.filter(pk=plan.pk).update(targets={TITLE: 99})
    with refused("changed after it was prepared"):
        actions.sign(sign_off=sign_off, by=town.leader, at=BEGUN)


def test_a_call_pins_its_pack_and_closes_after_it_opens(town):
    plan = draft(town)
    with refused("close after it opens"):
        draft_call(town, plan, closes_at=on(2024, 3, 1))
    call = draft_call(town, plan, windows={"440305": on(2024, 5, 1), "440306": on(2024, 9, 1)})
    assert (call.pack, queries.closes_at(call, "440305"), queries.closes_at(call, "440306"), queries.closes_at(call, "x")) == (
        plan.pack,
        on(2024, 5, 1),
        call.closes_at,
        call.closes_at,
    )
    assert [window.district for window in queries.windows_of(call)] == ["440305", "440306"]
    with pytest.raises(Http404):
        queries.call_for(ANYONE, call.key)


def test_a_call_opens_only_on_a_sealed_pack_and_a_published_plan(town):
    call = draft_call(town, draft(town))
    denied_to_others(lambda acting: actions.lay_call(call=call, by=acting, at=BEGUN), make_strangers(town), allowed=["city_officer"])
    with refused("cannot be opened yet", codes=["plan_not_published"]):
        actions.lay_call(call=call, by=town.officer, at=BEGUN)
    call.plan.state, call.pack.state = "published", "draft"
    with refused(codes=["pack_not_sealed"]):
        actions.lay_call(call=call, by=town.officer, at=BEGUN)


def test_no_call_is_opened_on_an_unconfirmed_pack(town, raw):
    plan = actions.draft_plan(year=2025, pack=raw, targets={}, words="", by=town.officer, at=BEGUN)
    with refused("cannot be opened yet") as caught:
        actions.lay_call(call=draft_call(town, plan), by=town.officer, at=BEGUN)
    assert {"unconfirmed", "pack_not_sealed", "plan_not_published"} == {ground.code for ground in caught.value.grounds}


def test_an_open_call_is_told_and_closes_by_its_hour(town):
    call = Call.objects.select_related("pack", "plan").get(pk=town.call.pk)
    assert verbs_of(call) == ["draft_call", "lay", "publish"]
    assert Letter.objects.filter(about_key=call.key).count() == 2 * len(town.cast.companies)
    assert queries.open_calls(BEGUN) == [call]
    assert queries.open_calls(call.closes_at) == []
    assert queries.calls_to_close(call.closes_at - DAY) == []
    assert queries.calls_to_close(call.closes_at) == [call]
    actions.close(call=call, at=call.closes_at)
    assert last_line(call)[:3] == ("close", "open", "closed")
    assert call in queries.calls_seen(ANYONE)
    assert queries.titles_of([call])[call.key].code == TITLE
    assert queries.words_of(call).title.code == TITLE


def test_a_call_sent_back(town):
    call = draft_call(town, draft(town))
    Plan.objects.filter(pk=call.plan_id).update(state="published")
    call = Call.objects.select_related("pack", "plan").get(pk=call.pk)
    actions.send_back(sign_off=actions.lay_call(call=call, by=town.officer, at=BEGUN), reason="日期有误", by=town.leader, at=BEGUN)
    call.refresh_from_db()
    assert (call.state, sign_off_of(call).state) == ("draft", "sent_back")
    assert queries.newest_sealed_pack() == town.row
    assert queries.left_open(town.row, town.call.requirements_code, TITLE)
