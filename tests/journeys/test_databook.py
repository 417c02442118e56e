"""A year's figures in the browser: the template out and back in, a question answered, a figure changed with what it touches, the year locked."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from sinople.files.sheets import read_sheets
from tests.databook.test_workbooks import filled
from tests.journeys.test_story import accept_questions, applicant, follow, press

pytestmark = pytest.mark.journey
FIGURES = (
    {"A": "electricity_bought", "D": 1200, "E": "万kWh"}, {"A": "diesel", "D": 50, "E": "t"}, {"A": "natural_gas", "D": 30, "E": "万Nm3"},
    {"A": "output_value", "D": 15000, "E": "万元"}, {"A": "waste_water", "D": 1000, "E": "t"}, {"A": "water_reused", "D": 1200, "E": "t"}, {"A": "lamps", "D": "many"},
)  # fmt: skip


def test_a_year_of_figures(bare_city, tmp_path):
    page = applicant(bare_city)
    page.goto(f"{bare_city.address}/applicant/databooks/")
    page.get_by_label("Year").fill("2021")
    press(page, "Begin")
    book = page.url
    bring(page, book, tmp_path)
    page.goto(f"{book}energy/")
    expect(page.locator("svg.sp-flow").first).to_be_visible()
    expect(page.get_by_text("1,946.655 tce", exact=True)).to_be_visible()
    answer_the_question(page, book)
    change(page, book)
    lock(page, book)
    page.context.close()


def bring(page: Page, book: str, folder: Path) -> None:
    """Download the template, bring it back with a fault, then without."""
    page.goto(f"{book}workbooks/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the template").click()
    rows = read_sheets(Path(download.value.path())).sheets[0].rows
    owner = SimpleNamespace(site=SimpleNamespace(key=rows[1][2]), year=rows[1][3])
    for name, figures in (("wrong.xlsx", FIGURES), ("right.xlsx", FIGURES[:-1])):
        place = folder / name
        place.write_bytes(filled(owner, figures))
        page.locator('input[type="file"]').set_input_files(place)
        press(page, "Read the workbook")
        if name == "wrong.xlsx":
            expect(page.get_by_text("D11: many is not a number")).to_be_visible()
    expect(page.get_by_role("cell", name="1200 万kWh")).to_be_visible()
    press(page, "Take over all figures")
    expect(page.locator("#electricity_bought_typed")).to_have_value("1200")


def answer_the_question(page: Page, book: str) -> None:
    page.goto(book)
    follow(page, "Questions")
    card = page.locator("section.sp-card", has_text="more than 100 % cannot be")
    card.get_by_label("Reason").fill("Rain water is reused as well")
    card.get_by_role("button", name="Answer").click()
    expect(page.locator("section.sp-card", has_text="Rain water is reused as well")).to_contain_text("answered")


def change(page: Page, book: str) -> None:
    """Look at what a figure touches, and change it from there."""
    page.goto(book)
    page.locator("tr#id_diesel").get_by_role("link", name="What it touches").click()
    expect(page.get_by_text("Green factory").first).to_be_visible()
    expect(page.get_by_text("GF-2018").first).to_be_visible()
    page.get_by_label("New figure").fill("60")
    press(page, "Save the change")
    expect(page.locator("#diesel_typed")).to_have_value("60")


def lock(page: Page, book: str) -> None:
    accept_questions(page)
    page.goto(f"{book}lock/")
    press(page, "Lock the year")
    expect(page.get_by_text("locked").first).to_be_visible()
    expect(page.locator("#diesel_typed")).to_have_count(0)
