"""Documents in the browser: a chapter written, a report ordered, made by the worker and downloaded, by every desk one of its own."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sinople.files.sheets import read_sheets
from tests.journeys.test_story import follow, press

pytestmark = pytest.mark.journey
SIGNS = {"PDF": b"%PDF", "Word": b"PK\x03\x04"}


def shelf(city, name: str, listing: str, row: str) -> Page:
    """Return the page of documents of the thing whose row holds these words, as the person of that name."""
    page = city.page(name)
    page.goto(f"{city.address}{listing}")
    page.get_by_role("row", name=row).get_by_role("link").first.click()
    page.wait_for_load_state()
    follow(page, "Documents")
    return page


def make(city, page: Page, document: str, form: str) -> None:
    """Order a document, let the worker make it, and see it there."""
    row = page.get_by_role("row", name=document).first
    row.get_by_role("button", name=form, exact=True).click()
    page.wait_for_load_state()
    expect(page.get_by_text("At work").first).to_be_visible()
    city.work()
    page.reload()
    expect(page.get_by_text("At work")).to_have_count(0)
    content = page.request.get(page.get_by_role("row", name=document).first.get_by_role("link", name=form).first.evaluate("link => link.href")).body()
    assert content[:4] == SIGNS[form]


def test_the_applicant_writes_makes_binds_and_carries_over(full_city):
    page = shelf(full_city, "窦经理", "/applicant/applications/", "坪山织染车间")
    address = page.url
    page.get_by_role("row", name="Application report of the water top-runner").get_by_role("link", name="Write").click()
    page.get_by_label("五、下一步工作").fill("建设中水回用二期。")
    press(page, "Save")
    expect(page).to_have_url(address)
    make(full_city, page, "Application report of the water top-runner", "PDF")
    make(full_city, page, "Application summary", "Word")
    press(page, "Bind into one PDF")
    full_city.work()
    page.reload()
    bound = page.get_by_role("link", name="Bound application")
    assert page.request.get(bound.first.evaluate("link => link.href")).body()[:4] == SIGNS["PDF"]
    follow(page, "坪山织染车间")
    follow(page, "National platform")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the workbook").click()
    assert read_sheets(Path(download.value.path())).sheets[0].rows[4][1] == "企业名称"
    page.get_by_label("Number on the platform").fill("GM-2023-0001")
    press(page, "Save")
    expect(page.get_by_label("Number on the platform")).to_have_value("GM-2023-0001")
    page.context.close()


@pytest.mark.parametrize(
    ("name", "listing", "row", "document"),
    [
        ("葛工", "/evaluator/engagements/", "示例光明科技园", "Third-party report on the park"),
        ("李科", "/district/applications/", "坪山", "Recommendation table"),
        ("李某", "/city/applications/?state=expert", "有限公司", "Acceptance letter"),
    ],
)
def test_every_desk_makes_its_own(full_city, name, listing, row, document):
    page = shelf(full_city, name, listing, row)
    for form in SIGNS:
        make(full_city, page, document, form)
    page.context.close()


def test_answers_go_out_to_excel_and_come_back(full_city, tmp_path):
    page = full_city.page("戚经理")
    page.goto(f"{full_city.address}/applicant/applications/")
    page.get_by_role("row", name="Green supply-chain enterprise").get_by_role("link").first.click()
    page.wait_for_load_state()
    follow(page, "Excel")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the workbook").click()
    place = tmp_path / "same.xlsx"
    download.value.save_as(place)
    page.locator('input[type="file"]').set_input_files(place)
    press(page, "Take the answers over")
    expect(page.get_by_text("The workbook changes nothing").first).to_be_visible()
    page.context.close()
