"""From the desk to the rings, to the quickest way, to a plan that the district sees: with a script, and without one."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey
BESIDE_SLIDER = """() => {
  const before = document.querySelector("input.sp-slider").previousElementSibling;
  return Number((before.querySelector("input") || before).value.replace(/,/g, ""));
}"""


def district_officer(city, applicant):
    """Return the officer of the applicant's district: the one whose list of plans is not empty."""
    for n in range(11):
        page = city.page()
        page.goto(f"{city.address}/demo/")
        page.locator("section").nth(2).locator("li button").nth(n).click()
        page.goto(f"{city.address}/district/plans/")
        if page.locator(".sp-desk a").filter(has_text=applicant).count():
            return page
        page.context.close()
    raise AssertionError("no district saw the plan")


@pytest.mark.parametrize("javascript", [True, False])
def test_rings_plan_what_if_save_share(full_city, javascript):
    page = full_city.page(javascript=javascript)
    page.goto(f"{full_city.address}/demo/")
    page.locator("section").first.locator("li button").nth(0 if javascript else 2).click()
    page.goto(f"{full_city.address}/applicant/")
    page.get_by_role("link", name="How far from each title?").click()
    expect(page.locator(".sp-titles > li")).to_have_count(8)
    page.locator(".sp-titles").get_by_role("link", name="Green supply-chain enterprise").click()
    result = page.locator("#result")
    page.get_by_label("Goal in points").fill("60")
    page.get_by_label("Does it hold?").first.select_option("yes")
    if not javascript:
        page.get_by_role("button", name="Work it out").click()
    expect(result).to_contain_text("short of the goal of 60")
    expect(result).to_contain_text("1 change tried")
    way = int(re.search(r"effort (\d+)", result.inner_text()).group(1))
    effort = page.locator("input[type=number]").nth(4)
    effort.fill("9")
    if javascript:
        effort.press("Tab")
        page.wait_for_timeout(800)
    else:
        page.get_by_role("button", name="Work it out").click()
    assert int(re.search(r"effort (\d+)", result.inner_text()).group(1)) >= way
    page.get_by_label("To be done by").fill("2023-12-31")
    page.get_by_role("button", name="Save as a plan").click()
    expect(page.get_by_role("heading", name="The changes")).to_be_visible()
    page.get_by_role("button", name="Share with the district").click()
    expect(page.get_by_text("shared with the district")).to_be_visible()
    name = page.locator("dd").first.inner_text()
    officer = district_officer(full_city, name)
    officer.locator(".sp-desk a").filter(has_text=name).first.click()
    expect(officer.get_by_role("heading", name="The changes")).to_be_visible()
    expect(officer.get_by_text("It binds nobody")).to_be_visible()
    for one in (officer, page):
        one.context.close()


def test_a_slider_tries_another_figure(full_city):
    """Moved by the keyboard, it types into the field beside it, and the page works out what would follow; nothing is written."""
    page = full_city.page()
    page.goto(f"{full_city.address}/demo/")
    page.locator("section").first.locator("li button").first.click()
    page.goto(f"{full_city.address}/applicant/readiness/")
    page.locator(".sp-titles").get_by_role("link", name="Green factory").click()
    page.locator("input.sp-slider").first.focus()
    stood = page.evaluate(BESIDE_SLIDER)
    page.keyboard.press("PageDown")
    assert page.evaluate(BESIDE_SLIDER) < stood
    expect(page.locator("#result")).to_contain_text("1 change tried")
    page.context.close()
