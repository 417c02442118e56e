"""Questions about figures stay with the book, answered with a reason; peers stay unrecognised; a figure says what it touches."""

import pytest

from sinople.databook import actions, queries
from sinople.databook.queries.plausible import about_of
from tests.makers import BEGUN, make_application, make_strangers
from tests.stories import denied_to_others, refused

pytestmark = pytest.mark.django_db
DAY = BEGUN.date()


@pytest.fixture
def doubted(book, put):
    put(book, "waste_water", "100")
    put(book, "water_reused", "120")
    put(book, "water_discharged", "0")
    return book


def codes(book):
    return [standing.question.code for standing in queries.standing_of(book, DAY)]


def explain(town, book, code, **changes):
    question = next(standing.question for standing in queries.standing_of(book, DAY) if standing.question.code == code)
    facts = {"databook": book, "code": code, "about": about_of(question), "reason": "含外来中水", "by": town.company().filler, "at": BEGUN}
    return actions.explain(**facts | changes)


def test_an_answer_stays_as_long_as_the_figures(town, doubted, put):
    assert codes(doubted) == ["balance.waste_water", "ratio.water_reuse"]
    explain(town, doubted, "ratio.water_reuse")
    answered = {standing.question.code: standing.answer for standing in queries.standing_of(doubted, DAY)}
    assert answered["ratio.water_reuse"].reason == "含外来中水"
    assert answered["balance.waste_water"] is None
    put(doubted, "water_reused", "130", version=1)
    assert all(standing.answer is None for standing in queries.standing_of(doubted, DAY))


def test_an_answer_needs_a_reason_and_the_figures_it_is_about(town, doubted):
    with refused("Give the reason"):
        explain(town, doubted, "ratio.water_reuse", reason=" ")
    with refused("no longer asked"):
        explain(town, doubted, "ratio.water_reuse", about="value=1")
    actions.lock(databook=doubted, by=town.company().submitter, at=BEGUN)
    assert explain(town, doubted, "ratio.water_reuse").reason == "含外来中水"
    denied_to_others(lambda acting: explain(town, doubted, "ratio.water_reuse", by=acting), make_strangers(town))


def test_the_year_before_and_the_carriers_are_asked(town, book, put):
    before = actions.begin(site=book.site, year=2021, by=town.company().filler, at=BEGUN)
    put(before, "electricity_bought", "1000000")
    put(book, "electricity_bought", "2000000")
    put(book, "energy_tce", "500")
    assert set(codes(book)) == {"year.energy_tce", "year.carbon_t", "year.electricity_bought", "stated.energy_tce"}
    assert queries.standing_of(None, DAY) == []


def test_a_band_needs_five_peers_of_the_industry(town, book):
    industry = book.site.organisation.industry
    peers = [company for company in town.cast.companies[1:] if company.organisation.pk != book.site.organisation_id][:6]
    energy, output = (queries.quantity_on(DAY, code) for code in ("energy_tce", "output_value"))
    for n, company in enumerate(peers[:5], start=1):
        type(company.organisation).objects.filter(pk=company.organisation.pk).update(industry=industry)
        other = actions.begin(site=company.sites[0], year=2022, by=company.filler, at=BEGUN)
        assert queries.bands_of(book) == {}
        for quantity, typed in ((energy, str(n)), (output, "10")):
            actions.enter(databook=other, quantity=quantity, typed=typed, unit="", by=company.filler, at=BEGUN)
    band = queries.bands_of(book)["energy_per_value"]
    assert (band.count, str(band.low), str(band.median), str(band.high)) == (5, "0.20", "0.30", "0.40")
    assert "energy_per_value" not in queries.bands_of(queries.databook_of(peers[0].sites[0].pk, 2022))


def test_a_figure_says_what_it_touches(town):
    application = make_application(town, "declared")
    book = queries.databook_of(application.site_id, 2022)
    touched = queries.touched_by(book, ["diesel"], DAY)
    assert {"GF-2018"} <= {row.edition for row in touched.rows}
    assert touched.users[0] == ("applications.application", application.key)
    assert {row.code for row in touched.rows} == {row.code for row in queries.touched_by(book, ["energy_tce", "carbon_t"], DAY).rows}
    assert any("绿色工厂" in title.zh for title in touched.titles)
    assert queries.touched_by(book, ["nothing"], DAY).rows == ()


def test_a_draft_and_a_report_register_as_users(town):
    from tests.makers import make_engagement

    draft = make_application(town, "draft", n=1)
    assert queries.users_of(queries.databook_of(draft.site_id, 2022)) == [("applications.application", draft.key)]
    engagement = make_engagement(town, "signed")
    users = queries.users_of(queries.databook_of(engagement.application.site_id, 2022))
    assert users == [("applications.application", engagement.application.key), ("evaluation.engagement", engagement.key)]
