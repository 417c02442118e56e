"""The help in a browser: the tour by keyboard, left and found again; a row explained where it is answered; a calendar's address."""

import re
import urllib.request

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey


def test_a_first_visit_is_led_round_without_javascript_and_finds_the_tour_again(full_city):
    page = full_city.page(javascript=False, width=360)
    page.goto(f"{full_city.address}/demo/")
    page.locator("section").first.locator("li button").first.click()
    page.goto(f"{full_city.address}/applicant/")
    page.get_by_role("link", name="Take the tour").click()
    expect(page.get_by_text("Step 1 of 6")).to_be_visible()
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_text("Step 2 of 6")).to_be_visible()
    page.get_by_role("button", name="Leave the tour").click()
    expect(page.get_by_text("New here?")).to_have_count(0)
    page.locator("header").get_by_role("link", name="Help").click()
    expect(page.get_by_role("link", name="Take the tour")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.context.close()


def test_a_row_is_explained_and_its_words_are_reached_by_keyboard(full_city):
    page = full_city.page()
    page.goto(f"{full_city.address}/help/samples/")
    page.get_by_role("link", name="Sample: Green factory").last.click()
    expect(page.get_by_text("Every figure here is invented")).to_be_visible()
    page.get_by_role("link", name="Help for every row").click()
    page.get_by_role("link", name=re.compile("Utilisation.* solid waste|solid waste", re.IGNORECASE)).first.click()
    expect(page.get_by_role("heading", name="A worked example")).to_be_visible()
    page.locator("a.sp-term").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/help/glossary/#"))
    page.context.close()


def test_a_calendar_programme_reads_the_dates_at_the_secret_address(full_city):
    page = full_city.page()
    page.goto(f"{full_city.address}/demo/")
    page.locator("section").first.locator("li button").first.click()
    page.goto(f"{full_city.address}/profile/")
    page.get_by_label("One mail a day").check()
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_label("One mail a day")).to_be_checked()
    page.get_by_role("button", name="Make an address").click()
    secret = page.locator(".sp-secret").inner_text().rpartition("/calendar/")[2]
    with urllib.request.urlopen(f"{full_city.address}/calendar/{secret}") as answered:
        assert answered.read().startswith(b"BEGIN:VCALENDAR")
    page.get_by_role("button", name="Close the calendar").click()
    expect(page.locator(".sp-secret")).to_have_count(0)
    page.context.close()
