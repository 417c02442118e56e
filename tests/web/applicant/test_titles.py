"""Forms of the other titles: what is picked, what then counts, what applies, in both languages and without a script."""

import pytest
from django.urls import reverse

from demonstration import others
from demonstration.city import on
from sinople.applications.models import Application, Given
from sinople.evaluation.models import Engagement, Verified
from sinople.people.models import Site
from sinople.schemes import actions as schemes
from tests import makers
from tests.makers import BEGUN, HOUR
from tests.web.sitting import page, seat, set_moment, text_of

pytestmark = pytest.mark.django_db


def href(name: str, **kwargs: str) -> str:
    return reverse(f"applicant:{name}", kwargs=kwargs or None)


@pytest.fixture
def streams():
    return others.Streams(makers._codes, makers._identities)


def opened(town, title):
    plan, requirements = town.call.plan, town.call.requirements_code
    call = schemes.draft_call(
        plan=plan, requirements_code=requirements, title_code=title, name=f"申报 {title}", words="", contact="节能处", opens_at=on(2023, 3, 1),
        closes_at=on(2023, 6, 30, 18), by=town.officer, at=on(2023, 2, 21),
    )  # fmt: skip
    schemes.sign(sign_off=schemes.lay_call(call=call, by=town.officer, at=on(2023, 2, 21)), by=town.leader, at=on(2023, 2, 21))
    call.refresh_from_db()
    return others.Scene(town.cast, call, town.pack, town.draw)


def body(streams, code):
    return others.make_body(streams, next(one for one in others.BODIES if one.code == code), on(2023, 3, 1))


def test_the_kind_of_product_decides_which_rows_are_asked(town, streams):
    company = body(streams, "cooling")
    scene = opened(town, "green-product")
    set_moment(BEGUN)
    client = seat(company.filler)
    client.post(href("beginning", key=scene.call.key), {"site": company.sites[0].key, "post_key": "once"})
    made = Application.objects.get(site=company.sites[0])
    where = town.pack.table_for("2022", "green-product").indicator("AC-1").group
    picker = href("row", key=made.key, group=where, code="product_kind")
    shown = page(client.get(href("group", key=made.key, group=where)))
    assert shown.xpath("//input[@type='radio' and @name='ticks']")
    assert not shown.xpath("//*[@id='id_AC-1']")
    assert client.post(picker, {"ticks": "air-conditioner", "version": "0"}).status_code == 302
    shown = page(client.get(href("group", key=made.key, group=where)))
    assert shown.xpath("//*[@id='id_AC-1']")
    assert not shown.xpath("//*[@id='id_MO-1']")
    assert shown.xpath("//input[@name='ticks' and @checked]/@value") == ["air-conditioner"]
    assert Given.objects.get(application=made, code="product_kind").ticks == ["air-conditioner"]


def test_two_of_four_are_picked_and_a_third_is_refused_with_what_was_typed(town, streams):
    company = body(streams, "park")
    made = others.fill(opened(town, "green-park"), company, company.sites[0], others.example_of("green-park"), BEGUN)
    set_moment(BEGUN + HOUR)
    client = seat(company.filler)
    address = href("row", key=made.key, group="RG", code="R24")
    answered = client.post(address, {"ticks": ["RG5", "RG6", "RG7"], "version": "1"})
    assert answered.status_code == 409
    assert "At most 2 may be picked" in text_of(answered)
    assert client.post(address, {"ticks": ["RG5", "RG6"], "version": "1"}).status_code == 302
    shown = page(client.get(href("group", key=made.key, group="RG")))
    assert shown.xpath("//*[@id='id_R24']//input[@name='ticks' and @checked]/@value") == ["RG5", "RG6"]
    assert not shown.xpath("//*[@id='id_RG8']")


def test_the_organisation_itself_applies_without_a_site(town, streams):
    company, scene = body(streams, "chain"), opened(town, "green-supply-chain")
    set_moment(BEGUN)
    client = seat(company.filler)
    for language in ("en", "zh-hans"):
        assert client.get(href("calls"), HTTP_ACCEPT_LANGUAGE=language).status_code == 200
    assert not Site.objects.filter(organisation=company.organisation).exists()
    client.post(href("beginning", key=scene.call.key), {"site": "whole", "post_key": "once"})
    made = Application.objects.get(organisation=company.organisation)
    assert made.site.kind == "organisation"
    assert "Everything of yours" in text_of(client.get(href("beginning", key=scene.call.key)))
    assert "none of the kind" in text_of(client.get(href("beginning", key=town.call.key)))


def test_a_product_is_added_with_its_models_and_its_standard(town, streams):
    company = body(streams, "cooling")
    set_moment(BEGUN)
    client = seat(company.filler)
    typed = {"kind": "product", "name": "微型计算机", "district": "440306", "address": "演示大道", "standard": "T/CESA 1019"}
    assert "Name the models" in text_of(client.post(href("sites"), typed))
    client.post(href("sites"), {**typed, "model_names": "SL-PC-1"})
    assert "SL-PC-1 · T/CESA 1019" in text_of(client.get(href("organisation")))


def test_an_evaluator_verifies_picks_and_figures_of_other_years(town, streams):
    company = body(streams, "park")
    scene = opened(town, "green-park")
    made = others.fill(scene, company, company.sites[0], others.example_of("green-park"), BEGUN)
    others.rounds.declare(company, made, BEGUN + HOUR)
    engagement = others.rounds.invite(scene, company, made, BEGUN + HOUR, which=0)
    _body, member, signer = town.cast.evaluators[0]
    others.rounds.evaluation.accept(engagement=engagement, by=signer, at=BEGUN + HOUR)
    set_moment(BEGUN + HOUR)
    client = seat(member)
    engagement = Engagement.objects.get(pk=engagement.pk)

    def at(group: str, code: str = "") -> str:
        return reverse("evaluator:row" if code else "evaluator:group", kwargs={"key": engagement.key, "group": group} | ({"code": code} if code else {}))

    assert client.get(at("figures")).status_code == 200
    assert client.post(at("figures", "energy_tce@2021"), {"value": "110000", "reason": "漏计", "version": "0"}).status_code == 302
    assert client.post(at("RG", "R24"), {"ticks": ["RG5", "RG7"], "reason": "无据", "version": "0"}).status_code == 302
    assert set(Verified.objects.values_list("code", flat=True)) == {"energy_tce@2021", "R24"}
    shown = page(client.get(at("RG")))
    assert shown.xpath("//*[@id='id_R24']//input[@name='ticks' and @checked]/@form") == ["v_R24", "v_R24"]
    assert not shown.xpath("//*[@id='id_RG8']")
    assert client.get(at("figures", "nonsense@2021")).status_code == 404
