"""The city in its year: without JavaScript, with the keyboard alone, every link on every desk, nothing blocked by the content policy."""

import re
from collections import deque

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey
PEOPLE = ("", "李某", "王某", "韩某", "杨某", "朱某", "秦某")
KEY = re.compile(r"/[0-9a-z]{12}(?=/|$)")
AT_MOST = 60


def test_without_javascript_a_site_is_applied_for_and_a_row_is_answered(full_city):
    page = full_city.page(javascript=False)
    page.goto(f"{full_city.address}/demo/")
    page.locator("section").first.locator("li button").first.click()
    page.goto(f"{full_city.address}/applicant/organisation/")
    page.goto(f"{full_city.address}/applicant/sites/")
    page.get_by_label("Name").first.fill("Second works")
    page.locator('select[name="district"]').select_option("440307")
    page.get_by_label("Address").fill("Demonstration road 9")
    page.locator("main form button[type=submit]").first.click()
    page.goto(f"{full_city.address}/applicant/calls/")
    page.get_by_role("link", name="Begin an application").first.click()
    page.get_by_label(re.compile("Second works")).check()
    page.get_by_role("button", name="Begin an application").click()
    application = page.url
    page.goto(f"{application}answers/basic/")
    form = page.locator("form[data-save]").first
    form.locator('input[name="holds"][value="yes"]').check()
    form.get_by_role("button", name="Save").click()
    expect(page.locator("form[data-save]").first.locator('input[name="holds"][value="yes"]')).to_be_checked()
    page.goto(f"{application}declaration/")
    expect(page.get_by_text("This is still missing")).to_be_visible()
    page.context.close()


def test_with_the_keyboard_alone_a_stranger_verifies_a_certificate(full_city):
    page = full_city.page()
    reach(page, "#number")
    page.keyboard.type("SZ-GF-2022-0001")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/verify/"))
    expect(page.get_by_text("This title is valid.")).to_be_visible()
    page.context.close()


def test_an_objection_needs_a_name_and_keeps_what_was_typed(full_city):
    page = full_city.page(width=360)
    page.goto(f"{full_city.address}/notices/")
    page.locator(".sp-desk a").first.click()
    page.get_by_role("link", name=re.compile("^Object to")).first.click()
    page.get_by_label(re.compile("What you object to")).fill("The noise at night is above the limit of the standard.")
    page.get_by_role("button", name="Object").click()
    expect(page.get_by_text(re.compile("anonymous objections cannot be accepted")).first).to_be_visible()
    expect(page.get_by_label(re.compile("What you object to"))).to_have_value(re.compile("noise at night"))
    page.get_by_label(re.compile("Your real name")).fill("Example Citizen")
    page.get_by_label("Phone or address").fill("13900000000")
    page.get_by_role("button", name="Object").click()
    expect(page.get_by_text(re.compile("Your objection was received"))).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("name", PEOPLE)
def test_every_link_of_a_desk_leads_somewhere(full_city, name):
    page = full_city.page(name, language="zh-hans")
    start = page.url
    waiting, seen, kinds, broken = deque([start]), set(), {}, []
    while waiting and len(seen) < AT_MOST:
        address = waiting.popleft()
        if address in seen:
            continue
        seen.add(address)
        answered = page.request.get(address)
        if answered.status != 200:
            broken.append((answered.status, address))
        elif "html" in answered.headers.get("content-type", ""):
            waiting.extend(links(full_city.address, address, answered.text(), kinds))
    page.context.close()
    assert broken == []
    assert len(seen) > 5


def links(root: str, here: str, text: str, kinds: dict[str, int]) -> list[str]:
    """Return the links of a page within the city, two of each kind at most."""
    found = []
    for href in re.findall(r'href="([^"#]+)"', text):
        plain = href.replace("&amp;", "&")
        address = here.split("?", maxsplit=1)[0] + plain if plain.startswith("?") else root + plain if plain.startswith("/") else ""
        kind = KEY.sub("/key", address.split("?")[0])
        if address and "/static/" not in address and "/accounts/" not in address and kinds.get(kind, 0) < 2:
            kinds[kind] = kinds.get(kind, 0) + 1
            found.append(address)
    return found


def reach(page: Page, place: str) -> None:
    """Go by Tab until the place has the focus."""
    for _step in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("(place) => document.activeElement.matches(place)", place):
            return
    pytest.fail(f"{place} cannot be reached with the keyboard")
