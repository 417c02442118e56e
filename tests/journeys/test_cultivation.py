"""From the enterprise's wish to a confirmed creation plan and a milestone reached, seen by the city: with a script, and without one."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey


def sit_as(city, words, *, javascript):
    """Open a page as the first person of the demonstration whose line says so."""
    page = city.page(javascript=javascript)
    page.goto(f"{city.address}/demo/")
    page.locator("li").filter(has_text=words).locator("button").first.click()
    return page


@pytest.mark.parametrize("javascript", [True, False])
def test_asked_admitted_planned_reached(full_city, javascript):
    enterprise = full_city.page(javascript=javascript)
    enterprise.goto(f"{full_city.address}/demo/")
    enterprise.locator("section").first.locator("li button").nth(1 if javascript else 3).click()
    enterprise.get_by_role("navigation").get_by_role("link", name="Cultivation").click()
    enterprise.get_by_role("link", name="Ask for a place").first.click()
    enterprise.get_by_label("Site and title").select_option(index=1)
    enterprise.get_by_label("Why this site should be cultivated").fill("能耗逐年下降")
    enterprise.get_by_role("button", name="Ask the district").click()
    expect(enterprise.get_by_role("heading", name="A place in the cultivation pool is asked for")).to_be_visible()
    name = enterprise.locator("dd").first.inner_text()

    district = sit_as(full_city, f"{name} industry department", javascript=javascript)
    district.goto(enterprise.url.replace("/applicant/", "/district/"))
    district.get_by_role("button", name="Admit to the pool").click()
    expect(district.get_by_role("heading", name="In the cultivation pool")).to_be_visible()
    district.get_by_role("button", name="Name the mentor").click()
    district.get_by_text("Note a visit").click()
    district.get_by_label("Day of the visit").fill("2023-06-13")
    district.get_by_label("What was found").fill("计量器具齐全")
    district.get_by_role("button", name="Note the visit").click()
    expect(district.get_by_text("计量器具齐全")).to_be_visible()

    enterprise.reload()
    enterprise.get_by_role("button", name="Begin the creation plan 2023").click()
    enterprise.get_by_label("What will have been done").fill("完成能源审计")
    enterprise.get_by_label("By", exact=True).fill("2023-09-30")
    enterprise.get_by_role("button", name="Add", exact=True).click()
    expect(enterprise.get_by_text("完成能源审计").first).to_be_visible()
    enterprise.get_by_role("button", name="Submit to the district").click()

    district.reload()
    district.get_by_role("button", name="Confirm the plan").click()
    enterprise.reload()
    enterprise.get_by_text("Report as reached").click()
    enterprise.get_by_label("How it was reached").fill("审计报告已提交")
    enterprise.get_by_role("button", name="Reached").click()
    expect(enterprise.get_by_text("1 of 1 milestones reached").first).to_be_visible()

    city = sit_as(full_city, "City officer", javascript=javascript)
    city.goto(f"{full_city.address}/city/cultivation/")
    expect(city.locator("svg.sp-tiles g")).to_have_count(11)
    city.goto(enterprise.url.replace("/applicant/", "/city/"))
    expect(city.get_by_text("审计报告已提交")).to_be_visible()
    for one in (enterprise, district, city):
        one.context.close()
