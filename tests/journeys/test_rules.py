"""A rule is changed in a draft, compared, tried on past cases, sealed by another, and enters into force before one's eyes."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey


def test_a_threshold_is_changed_tried_sealed_and_enters_into_force(full_city):
    officer = full_city.page("李某")
    officer.goto(f"{full_city.address}/city/packs/")
    officer.get_by_role("link", name="Green-Manufacturing Measures 2022").first.click()
    officer.get_by_role("link", name="Change", exact=True).click()
    officer.get_by_role("link", name="Green factory indicators (GB/T 36132-2018)").click()
    officer.locator('input[name="value:tables/GF-2018/pass_total"]').fill("90")
    officer.get_by_role("textbox", name="Source", exact=True).fill("局函〔2023〕9号")
    officer.get_by_role("button", name="See what would change").click()
    expect(officer.get_by_text("It fits the rest of the rules.")).to_be_visible()
    officer.locator("#id_reason").fill("提高推荐门槛")
    officer.get_by_role("button", name="Save as the next draft").click()
    expect(officer.get_by_role("heading", name="What changed", level=1)).to_be_visible()
    expect(officer.get_by_role("cell", name="90").first).to_be_visible()

    officer.get_by_role("link", name="Green-Manufacturing Measures 2022").click()
    draft = officer.url
    officer.get_by_role("link", name="Dry run").click()
    officer.get_by_label("Title and requirements").select_option(value="2022/green-factory")
    officer.get_by_role("button", name="Begin").click()
    expect(officer.get_by_text("At work")).to_be_visible()
    full_city.work()
    expect(officer.get_by_text("would lose the title").first).to_be_visible()  # the page asks by itself
    officer.get_by_role("link", name="Both proofs").first.click()
    expect(officer.get_by_text("Under the rules tried")).to_be_visible()
    expect(officer.get_by_text("does not pass").first).to_be_visible()
    officer.context.close()

    leader = full_city.page("王某")
    leader.goto(draft)
    leader.on("dialog", lambda dialog: dialog.accept())
    leader.get_by_role("button", name="Seal").click()
    expect(leader.locator("main").get_by_text("sealed", exact=True).first).to_be_visible()
    leader.get_by_role("button", name="Next day").click()
    leader.wait_for_load_state()
    leader.goto(draft)
    expect(leader.locator("main").get_by_text("in force", exact=True).first).to_be_visible()
    expect(leader.locator("main").get_by_text("ended", exact=True).first).to_be_visible()
    leader.context.close()
