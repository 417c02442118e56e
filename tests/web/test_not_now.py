"""Whose role is right but not the moment gets a sentence on the page, in their language, and nothing is written but the refusal."""

import pytest
from django.urls import reverse

from sinople.audit.models import Line
from tests import makers
from tests.makers import DAY, PUBLISHED
from tests.web.sitting import seat, set_moment, text_of

pytestmark = pytest.mark.django_db


def of_application(state):
    return lambda town: (town.company().submitter, {"key": makers.make_application(town, state).key})


def of_case(state, who):
    return lambda town: (who(town), {"key": makers.make_case(town, state).key})


def of_meeting(town):
    return town.officer, {"key": makers.make_meeting(town, makers.make_cases(town, 1, "meeting"), "laid").key}


def of_notice(town):
    return town.officer, {"key": makers.make_notice(town, "open").key}


def of_engagement(town):
    return town.cast.evaluators[0][2], {"key": makers.make_engagement(town, "declined").key}


def of_panel(town):
    return town.keeper, {"key": makers.make_panel(town, [makers.make_case(town, "expert")], "drawn").key}


def of_sheet(town):
    case = makers.make_case(town, "meeting")
    opinion = case.opinions.order_by("pk").first()
    return town.expert_of(opinion.seat), {"key": opinion.seat.key, "case": case.key}


def of_seat(town):
    case = makers.make_case(town, "expert")
    first = makers.seats_of(makers.make_panel(town, [case], "ready"))[0]
    return town.expert_of(first), {"key": first.key}


def district(town):
    return town.cast.districts[town.company().sites[0].district]


def officer(town):
    return town.officer


TABLE = [
    ("applicant:declaration", of_application("declared"), {}, "only while the application is a draft"),
    ("applicant:reopening", of_application("handed_in"), {}, "between its declaration and the hand-in"),
    ("applicant:submission", of_application("handed_in"), {"confirmed": "on"}, "once the evaluator has signed the report"),
    ("applicant:withdrawal", of_application("withdrawn"), {"reason": ""}, "nothing left to withdraw"),
    ("district:case_recommendation", of_case("formal", district), {"words": "x"}, "This review is over"),
    ("district:case_correction", of_case("formal", district), {"point": "x"}, "This review is over"),
    ("district:case_refusal", of_case("formal", district), {"ground": "x"}, "This review is over"),
    ("city:case_pass", of_case("expert", officer), {"words": "x"}, "This review is over"),
    ("city:case_refusal", of_case("district", officer), {"ground": "x"}, "This review is over"),
    ("city:case_again", of_case("meeting", officer), {}, "Only a deferred case"),
    ("city:meeting", of_meeting, {}, "lies before the signers"),
    ("city:meeting_submission", of_meeting, {}, "lies before the signers"),
    ("city:notice_submission", of_notice, {}, "Only a draft"),
    ("city:publication_draft", of_notice, {}, "after the public notice has ended"),
    ("city:panel_draw", of_panel, {}, "drawn already"),
    ("evaluator:reply", of_engagement, {"reply": "accept"}, "answered already"),
    ("evaluator:report", of_engagement, {"conclusion": "x", "suggestions": "x", "highlights": "x"}, "Values are verified between"),
    ("evaluator:signature", of_engagement, {}, "Values are verified between"),
    ("expert:signature", of_sheet, {}, "signed already"),
    ("expert:seat", of_seat, {"verb": "accept"}, "This invitation is no longer open"),
]


@pytest.mark.parametrize(("name", "made", "typed", "said"), TABLE, ids=[row[0] for row in TABLE])
def test_a_verb_that_is_not_open_says_so_on_its_page(town, name, made, typed, said):
    acting, kwargs = made(town)
    set_moment(PUBLISHED + DAY)
    client, address, before = seat(acting), reverse(name, kwargs=kwargs), Line.objects.count()
    response = client.post(address, typed)
    assert response.status_code == 409
    assert said in text_of(response)
    assert list(Line.objects.order_by("pk").values_list("verb", flat=True))[before:] == ["refused"]
    assert client.get(address).status_code == 200
    client.cookies["language"] = "zh-hans"
    assert said not in text_of(client.post(address, typed))
