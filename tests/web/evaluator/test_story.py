"""The evaluator's pages: replying, verifying beside what was declared, the report, the signature, the organisation."""

from itertools import product

import pytest
from django.urls import reverse

from sinople.evaluation.models import Verified
from sinople.people.models import Organisation
from tests.makers import BEGUN, DAY, HOUR, fresh_engagement, make_engagement
from tests.web.sitting import links_of, page, seat, set_moment, text_of

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
STATES = ("invited", "accepted", "declined", "signed")


def href(name: str, **kwargs: str) -> str:
    return reverse(f"evaluator:{name}", kwargs=kwargs or None)


@pytest.fixture
def member(town):
    set_moment(BEGUN + 5 * HOUR)
    return seat(town.cast.evaluators[0][1])


@pytest.fixture
def signer(town):
    set_moment(BEGUN + 5 * HOUR)
    return seat(town.cast.evaluators[0][2])


@pytest.mark.parametrize("state", STATES)
def test_pages_of_an_engagement_in_every_state(town, state):
    engagement = make_engagement(town, state)
    set_moment(BEGUN + DAY)
    client = seat(town.cast.evaluators[0][2])
    for language, name in product(("zh-hans", "en"), ("engagement", "reply", "report", "signature")):
        client.cookies["language"] = language
        assert client.get(href(name, key=engagement.key)).status_code == 200, (language, name)
    start = client.get(href("verification", key=engagement.key), follow=True)
    groups = list(links_of(start, f"/evaluator/engagements/{engagement.key}/verification/"))
    assert len(groups) == 8
    for address in groups:
        assert client.get(address).status_code == 200
    for name in ("desk", "engagements", "organisation", "qualifications"):
        assert client.get(href(name)).status_code == 200


def test_declining_wants_a_reason_and_accepting_opens_the_evidence(town, signer):
    engagement = make_engagement(town, "invited")
    address = href("reply", key=engagement.key)
    assert "Please mend" in text_of(signer.post(address, {}))
    assert "Please say why" in text_of(signer.post(address, {"reply": "decline"}))
    assert signer.post(address, {"reply": "accept"}).status_code == 302
    shown = signer.get(href("engagement", key=engagement.key))
    files = list(links_of(shown, "/files/"))
    assert signer.get(files[0]).status_code == 200


def test_the_signer_replies_not_the_member(town, member):
    engagement = make_engagement(town, "invited")
    assert member.post(href("reply", key=engagement.key), {"reply": "accept"}).status_code == 403
    assert "Accept or decline" not in text_of(member.get(href("engagement", key=engagement.key)))


def test_a_figure_is_verified_with_its_reason(town, member):
    engagement = make_engagement(town, "accepted")
    address = href("row", key=engagement.key, group="figures", code="green_material")
    saved = member.post(address, {"value": "41.5", "reason": "扣除未提供声明的溶剂", "version": "0"}, **HTMX)
    assert 'data-version="1"' in saved.content.decode()
    shown = member.get(href("group", key=engagement.key, group="figures"))
    assert page(shown).xpath("//tr[@id='id_green_material']/@class") == ["changed"]
    clash = member.post(address, {"value": "40", "version": "0"}, **HTMX)
    assert (clash.status_code, "colleague" in clash.content.decode()) == (409, True)
    whole = member.post(address, {"value": "好", "version": "1"})
    assert (whole.status_code, page(whole).xpath("//input[@id='green_material_value']/@value")) == (409, ["好"])
    assert "扣除未提供声明的溶剂" in text_of(member.get(href("engagement", key=engagement.key)))


def test_rows_are_taken_over_as_declared_one_by_one_or_together(town, member):
    engagement = make_engagement(town, "accepted")
    member.post(href("row", key=engagement.key, group="GF18-2", code="2.1"), {"adopt": "1", "version": "0"})
    assert Verified.objects.filter(engagement=engagement).count() == 1
    member.post(href("declared", key=engagement.key, group="GF18-2"))
    member.post(href("declared", key=engagement.key, group="basic"))
    member.post(href("declared", key=engagement.key, group="figures"))
    assert Verified.objects.filter(engagement=engagement, kind="answer").count() >= 16
    assert "no reason yet" not in text_of(member.get(href("engagement", key=engagement.key)))


def test_a_row_found_otherwise_wants_its_reason_before_the_signature(town, signer):
    engagement = make_engagement(town, "accepted")
    signer.post(href("row", key=engagement.key, group="GF18-2", code="2.1"), {"holds": "no", "version": "0"})
    signature = href("signature", key=engagement.key)
    assert "please give the reason" in text_of(signer.get(signature))
    refused = signer.post(signature)
    assert (refused.status_code, "cannot be signed yet" in text_of(refused)) == (409, True)
    signer.post(href("row", key=engagement.key, group="GF18-2", code="2.1"), {"holds": "no", "reason": "证书已过期", "version": "1"})
    assert "Please mend" in text_of(signer.post(href("report", key=engagement.key), {}))
    too_long = signer.post(href("report", key=engagement.key), {"conclusion": "不符合", "highlights": "长" * 101})
    assert "Please mend" in text_of(too_long)
    signer.post(href("report", key=engagement.key), {"conclusion": "基本符合", "suggestions": "更新证书", "highlights": "管理良好"})
    assert signer.post(signature).status_code == 302
    assert fresh_engagement(engagement).application.state == "verified"


def test_a_row_that_was_said_not_to_apply_can_be_found_to_apply(town, member):
    engagement = make_engagement(town, "accepted")
    address = href("row", key=engagement.key, group="GF18-1", code="1.1h")
    assert member.post(address, {"value": "12", "reason": "现场核查有计量", "version": "0"}).status_code == 302
    assert Verified.objects.get(engagement=engagement, code="1.1h").value == 12


def test_a_row_worked_out_from_figures_has_no_form(town, member):
    engagement = make_engagement(town, "accepted")
    assert member.get(href("row", key=engagement.key, group="GF18-1", code="1.1f")).status_code == 404
    assert member.get(href("row", key=engagement.key, group="figures", code="nothing")).status_code == 404


def test_qualifications_are_declared_by_oneself(town, signer):
    response = signer.post(
        href("qualifications"), {"full_time_staff": "12", "senior_staff": "6", "fields_of_work": "电子信息", "experience": "", "certificates": "", "site": ""}
    )
    assert response.status_code == 302
    assert Organisation.objects.get(pk=town.cast.evaluators[0][0].pk).qualifications == {"full_time_staff": "12", "senior_staff": "6", "fields": "电子信息"}
    assert "电子信息" in text_of(signer.get(href("organisation")))
    assert "Please mend" in text_of(signer.post(href("qualifications"), {"full_time_staff": "很多"}))


def test_what_another_evaluator_does_is_not_seen(town):
    engagement = make_engagement(town, "accepted")
    set_moment(BEGUN + DAY)
    other = seat(town.cast.evaluators[1][2])
    for name in ("engagement", "reply", "report", "signature", "verification"):
        assert other.get(href(name, key=engagement.key)).status_code == 404, name
    assert "Nothing waits for you." in text_of(other.get(href("desk")))


def test_a_figure_found_in_another_unit_is_converted(town, member):
    engagement = make_engagement(town, "accepted")
    address = href("row", key=engagement.key, group="figures", code="output_value")
    assert member.post(address, {"value": "1.25 亿元", "reason": "审计报告口径", "version": "0"}).status_code == 302
    assert Verified.objects.get(engagement=engagement, code="output_value").value == 12500
    refused = member.post(address, {"value": "12 吨", "version": "1"})
    assert (refused.status_code, "measure different things" in text_of(refused)) == (409, True)


def test_the_way_of_the_points_is_drawn_and_told(town, signer):
    engagement = make_engagement(town, "accepted")
    assert "Way of the points" not in text_of(signer.get(href("engagement", key=engagement.key)))
    signer.post(href("row", key=engagement.key, group="GF18-2", code="2.1"), {"holds": "no", "reason": "证书已过期", "version": "0"})
    for name in ("engagement", "signature"):
        shown = page(signer.get(href(name, key=engagement.key)))
        assert shown.xpath("count(//*[local-name()='svg'][@class='sp-falls']/*[local-name()='rect'])") == 3
        assert "2.1" in shown.xpath("string(//details[contains(., 'The same as a table')])")
