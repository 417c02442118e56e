"""Every list asks the same number of questions with ten rows and with sixty (G30)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sinople.applications import queries as applications
from sinople.evaluation import queries as evaluation
from sinople.experts import queries as experts
from sinople.kernel.acting import ANYONE, Acting, Role
from sinople.kernel.ids import new_key
from sinople.kernel.text import Text
from sinople.letters import actions as letters
from sinople.letters import queries as letter_queries
from sinople.letters.models import Template
from sinople.notices import queries as notices
from sinople.people import queries as people
from sinople.review import queries as review
from sinople.schemes import queries as schemes
from sinople.seals import actions as seals
from sinople.seals import queries as seal_queries
from sinople.seals.rules import Level
from sinople.titles import queries as titles
from tests import makers
from tests.crowds import copied, more_applications, more_cases, more_engagements, more_grants, more_notices
from tests.makers import BEGUN

pytestmark = pytest.mark.django_db


def asked(ask, rows):
    ask()  # fills what a process keeps: packs, calendars
    with CaptureQueriesContext(connection) as captured:
        found = ask()
    assert len(found) == rows
    return len(captured)


def same(ask, grow, *, now=1):
    """Ask with ten rows and with sixty."""
    grow(10 - now)
    few = asked(ask, 10)
    grow(50)
    assert asked(ask, 60) == few, "a list that asks once a row"
    return few


def test_the_lists_of_cases(town):
    case = makers.make_case(town)

    def grow(count):
        return more_cases(case, count)

    assert same(lambda: review.cases_waiting(town.district_of(case), "district", limit=100), grow) <= 3
    rows = review.cases_seen(town.officer, limit=100)
    assert asked(lambda: review.cases_seen(town.officer, limit=100), len(rows)) <= 3


def test_ones_own_applications(town):
    application = makers.make_application(town)
    assert same(lambda: applications.applications_of(town.company().filler, limit=100), lambda count: more_applications(application, count)) <= 2


def test_the_engagements_of_an_evaluator(town):
    engagement = makers.make_engagement(town)
    signer = town.cast.evaluators[0][2]
    assert same(lambda: evaluation.engagements_of(signer, limit=100), lambda count: more_engagements(engagement, count)) <= 2


def test_the_register(town):
    grant = makers.make_grant(town)

    def grow(count):
        return more_grants(grant, count)

    assert same(lambda: titles.register(limit=100), grow) == 1
    assert asked(lambda: list(titles.whole_register()), 60) <= 2
    assert asked(lambda: titles.register(words=grant.holder, limit=100), 60) == 1


def test_letters(town):
    def grow(count):
        for n in range(count):
            letters.write(to=[7], message="One.", about=("t", new_key()), at=BEGUN, n=n)

    assert same(lambda: letter_queries.letters_of(Acting(person_id=7), limit=100), grow, now=0) == 1


def test_the_register_of_numbers(town):
    def grow(count):
        for _ in range(count):
            letters.number(series="s", year=2023, words="%(n)s", about=("t", new_key()), by=town.officer, at=BEGUN)

    before = len(letter_queries.register_of_numbers(limit=200))
    assert before == 0
    assert same(lambda: letter_queries.register_of_numbers(limit=100), grow, now=0) == 1


def test_notices(town):
    notice = makers.make_notice(town, "open")
    assert same(lambda: [str(row.meeting.call.name) for row in notices.notices_seen(ANYONE, limit=100)], lambda count: more_notices(notice, count)) == 1
    assert asked(lambda: notices.open_notices(makers.RELEASED), 60) == 1


def test_objections(town):
    made = makers.make_objection(town, makers.make_notice(town, "open"))

    def grow(count):
        return [copied(made, code=new_key()) for _ in range(count)]

    assert same(lambda: [row.line.case.application.organisation.name for row in notices.objections_seen(town.officer, limit=100)], grow) == 1


def test_what_waits_for_a_signature(town):

    def grow(count):
        for _ in range(count):
            seals.prepare(
                about=("t", new_key()), subject=Text("批", "b"), digest="d", levels=[Level("a", ("leader",))], consequences={}, by=town.officer, at=BEGUN
            )

    assert same(lambda: seal_queries.waiting_for(town.leader, limit=100), grow, now=0) == 2


def test_the_pool_meetings_and_panels(town):
    case = makers.make_case(town, "meeting")
    panel, meeting = experts.panel_of(case.application), makers.make_meeting(town, [case])

    def grow(count):
        return [(copied(panel), copied(meeting)) for _ in range(count)]

    assert same(lambda: [row.call.name for row in experts.panels_seen(limit=100)], grow) == 1
    assert asked(lambda: [row.call.name for row in review.meetings_seen(limit=100)], 60) == 1
    assert asked(lambda: [(e.person.name, list(e.relationships.all())) for e in experts.pool()], 24) == 2


def test_people_and_calls(town):
    assert asked(lambda: people.accounts(limit=10), 10) == asked(lambda: people.accounts(limit=50), 50)
    assert asked(lambda: [call.plan.year for call in schemes.calls_seen(town.officer)], 1) == 1
    assert asked(lambda: people.people_in(Role.LEADER, BEGUN), 1) == 1


def test_a_batch_asks_per_line_no_more_than_stated(town):
    """The one list that scores as it draws: at most five questions a line, said here so that it is not forgotten."""
    cases = makers.make_cases(town, 3, "meeting")
    meeting = makers.make_meeting(town, cases)
    assert asked(lambda: review.lines_of(meeting), 3) <= 1 + 5 * 3


@pytest.mark.parametrize(
    "several", [{}, {"states": ["district"]}, {"states": ["district", "formal"]}, {"districts": ["440305", "440306"], "states": ["district"]}]
)
def test_a_list_of_cases_in_every_shape(town, several):
    case = makers.make_case(town)

    def grow(count):
        return more_cases(case, count)

    few = same(lambda: review.cases_seen(town.officer, limit=100, **{**several, "districts": [*several.get("districts", ()), case.district]}), grow)
    assert few <= 2
    with CaptureQueriesContext(connection) as captured:
        assert review.count_seen(town.officer, **several) <= 60
    assert len(captured) == 1


def test_papers_and_templates(town):
    def papers(count):
        for _ in range(count):
            key = new_key()
            letters.keep_paper(kind="summary", about=("papers.applicant", "a"), name=f"{key}.pdf", content=key.encode(), at=BEGUN)

    def templates(count):
        for _ in range(count):
            n = Template.objects.count() + 1
            Template.objects.create(
                code="summary", n=n, name="a.docx", content=b"x", digest="x", state="retired", uploaded_by_id=1, uploaded_at=BEGUN, moved_at=BEGUN
            )

    assert same(lambda: letter_queries.latest_papers("papers.applicant", "a"), papers, now=0) == 1
    assert same(lambda: letter_queries.templates(limit=100), templates, now=0) == 1


def test_the_recommendation_table_of_a_district(town):
    case = makers.make_case(town, "formal")
    assert same(lambda: review.recommended_in(town.call, case.district), lambda count: more_cases(case, count)) == 1
