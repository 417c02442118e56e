"""The other seven titles in the demonstration city: each from its application to a sealed report, its papers, and the district's recommendation."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey
# Title, its applicant and its subject.
TITLES = (
    ("Green industrial park", "示例科技园运营", "示例光明科技园"),
    ("Green product", "示例空调", "房间空气调节器"),
    ("Green data centre", "示例云计算", "示例坪山数据中心"),
    ("Green supply-chain enterprise", "示例终端整机", "企业整体"),
    ("Green enterprise", "示例绿色集团", "企业整体"),
    ("Energy-efficiency top-runner", "示例水泥", "龙华熟料生产线"),
)


def enter(city, words):
    """Sign in as the first person whose line of the start page says so."""
    page = city.page()
    page.goto(f"{city.address}/demo/")
    page.locator("li").filter(has_text=words).locator("button").first.click()
    page.wait_for_load_state()
    return page


@pytest.mark.parametrize(("title", "applicant", "subject"), TITLES, ids=lambda value: value if isinstance(value, str) and value.isascii() else "")
def test_from_the_application_to_the_recommendation(full_city, title, applicant, subject):
    page = enter(full_city, applicant)
    page.goto(f"{full_city.address}/applicant/applications/")
    page.locator("main").get_by_role("link").filter(has_text=re.compile(f"{title}.*{subject}", re.DOTALL)).first.click()
    expect(page.get_by_text("report signed").first).to_be_visible()
    page.get_by_role("link", name="Why this score").click()
    expect(page.get_by_role("heading", name="How the total was found")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Documents").click()
    expect(page.get_by_role("button", name="Word").first).to_be_visible()
    page.context.close()

    city = enter(full_city, "City officer")
    city.goto(f"{full_city.address}/city/applications/?state=formal")
    city.locator("tr").filter(has_text=applicant).get_by_role("link").first.click()
    expect(city.get_by_text("recommended").first).to_be_visible()
    city.context.close()


def test_a_data_centre_is_told_by_how_much_it_fails(full_city):
    """Its PUE is 1.31 where the demand is 1.3."""
    page = enter(full_city, "示例云计算")
    page.goto(f"{full_city.address}/applicant/applications/")
    page.locator("main").get_by_role("link").filter(has_text="示例龙岗数据中心").first.click()
    page.get_by_role("link", name="Why this score").click()
    expect(page.get_by_text(re.compile(r"from 1\.31 to ≤ 1\.3\b")).first).to_be_visible()
    expect(page.get_by_text("A demand is not met").first).to_be_visible()
    page.context.close()
