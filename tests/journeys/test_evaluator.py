"""An evaluator verifies a whole sheet of green factory by the keyboard alone: no pointer is moved, no button is clicked."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey
ROWS_AT_LEAST = 60


def progress(page):
    """Return how many rows are verified, and of how many."""
    found = re.search(r"Verified (\d+) of (\d+)", page.locator("main").inner_text())
    return int(found.group(1)), int(found.group(2))


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_load_state()


def test_a_sheet_of_sixty_rows_without_the_mouse(full_city):
    page = full_city.page()
    page.goto(f"{full_city.address}/demo/")
    page.locator("li").filter(has_text="示例绿色评价中心").locator("button").first.press("Enter")
    page.goto(f"{full_city.address}/evaluator/engagements/")
    page.locator("tr").filter(has_text="invited").get_by_role("link").first.press("Enter")
    engagement = page.url
    page.goto(f"{engagement}reply/")
    page.get_by_label("Accept").press("Space")
    page.locator("main").get_by_role("button").last.press("Enter")
    page.goto(f"{engagement}verification/")

    done, whole = progress(page)
    assert whole >= ROWS_AT_LEAST
    press(page, "Alt+j")
    page.keyboard.type("1")
    press(page, "Alt+r")
    page.keyboard.type("现场未见相应记录")
    press(page, "Alt+s")
    expect(page.get_by_text("adjusted").first).to_be_visible()
    for _ in range(3 * whole):
        done, whole = progress(page)
        if done == whole:
            break
        if not page.locator("tr[data-open]").count():
            with page.expect_navigation():
                page.keyboard.press("Alt+j")  # the group is done: the key leads to the next one
            continue
        press(page, "Alt+j")
        row = page.evaluate(
            "() => { const row = document.activeElement.closest('table.sp-verify tr'); return row ? [row.id, row.querySelector('[name=opened]:not(:checked)') !== null] : null }"
        )
        if row[1]:
            with page.expect_popup() as popup:
                page.keyboard.press("Alt+o")
            popup.value.close()
        before = done
        page.keyboard.press("Alt+a")
        page.wait_for_function(f"() => document.querySelector('main').innerText.includes('Verified {before + 1} of')")
    assert progress(page)[0] == progress(page)[1] == whole
    page.goto(engagement)
    expect(page.get_by_text("现场未见相应记录").first).to_be_visible()
    page.context.close()
