"""Two colleagues on one application in two browsers: they see each other, talk on a row, and one of them leaves."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey


def at_the_desk_of(city, row, *, width=1280):
    """Sit down as an applicant of the list and open their draft."""
    page = city.page(width=width)
    page.goto(f"{city.address}/demo/")
    people = page.locator("section").first.locator("li")
    organisation = people.last.locator("small").inner_text()
    (people.last if row == "filler" else people.filter(has_text=organisation).first).locator("button").click()
    page.wait_for_load_state()
    page.goto(f"{city.address}/applicant/applications/")
    page.locator("main a", has=page.locator("xpath=self::*[contains(@href, '/applicant/applications/')]")).first.click()
    page.wait_for_load_state()
    return page


def test_colleagues_see_each_other_and_talk_on_a_row(full_city):
    first, second = at_the_desk_of(full_city, "submitter"), at_the_desk_of(full_city, "filler", width=360)
    answers = f"{first.url}answers/basic/"
    first.goto(answers)
    expect(first.locator(".sp-present")).to_be_empty()
    second.goto(answers)
    expect(second.locator(".sp-present")).to_contain_text("Here now")
    first.reload()
    expect(first.locator(".sp-present")).to_contain_text("Here now")
    second.get_by_role("link", name="Comment on this row").first.click()
    second.get_by_label("What you want to say").fill("Where is the licence kept?")
    second.get_by_role("button", name="Send").click()
    expect(second.get_by_text("Where is the licence kept?")).to_be_visible()
    assert second.evaluate("document.documentElement.scrollWidth") <= 360
    first.goto(answers)
    expect(first.get_by_text("1 open comment")).to_be_visible()
    first.get_by_role("link", name="Comments").first.click()
    first.get_by_role("button", name="Resolved").first.click()
    expect(first.get_by_text(re.compile("resolved by"))).to_have_count(2)
    second.goto(f"{full_city.address}/profile/")
    first.goto(answers)
    expect(first.locator(".sp-present")).to_be_empty()
    assert full_city.violations == []
    first.context.close()
    second.context.close()
