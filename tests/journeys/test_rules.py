"""A rule is changed in a draft, compared, tried on past cases, sealed by another, and enters into force before one's eyes."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import _city
from tests.journeys.test_story import press, sign

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


@pytest.fixture(scope="module")
def later_city(browser, tmp_path_factory):
    """A city of its own: its date is moved more than a year on."""
    yield from _city(browser, tmp_path_factory.mktemp("later"))


def test_the_regime_changes_before_ones_eyes(later_city):
    officer = later_city.page("李某")
    officer.goto(f"{later_city.address}/city/packs/")
    expect(officer.get_by_role("row", name="Green-Manufacturing Measures 2022").filter(has_text="in force")).to_have_count(1)
    officer.get_by_role("link", name="Green-Factory Rules 2024").first.click()
    rules = officer.url
    expect(officer.get_by_text("In the place of Green-Manufacturing Measures 2022")).to_be_visible()
    expect(officer.get_by_text("Titles that have no place in the new rules end on the day they enter into force.")).to_be_visible()

    officer.goto(f"{later_city.address}/register/")
    assert officer.locator("main").get_by_text("valid", exact=True).count() > 0
    officer.goto(f"{later_city.address}/demo/")
    officer.context.set_default_timeout(120_000)
    officer.get_by_role("button", name="Move the date to 2024-07-19").click()
    officer.wait_for_load_state()

    officer.goto(f"{later_city.address}/city/packs/")
    expect(officer.get_by_role("row", name="Green-Factory Rules 2024").filter(has_text="in force")).to_have_count(1)
    expect(officer.get_by_role("row", name="Green-Manufacturing Measures 2022").filter(has_text="ended").first).to_be_visible()
    officer.goto(rules)
    expect(officer.locator("main").get_by_text("in force", exact=True).first).to_be_visible()

    officer.goto(f"{later_city.address}/city/plans/draft/")
    expect(officer.get_by_text("Under Green-Factory Rules 2024")).to_be_visible()
    officer.get_by_label("Year").fill("2024")
    officer.get_by_label("Target: how many of Green factory").fill("5")
    press(officer, "Save the draft")
    press(officer, "Lay before the signers")
    sign(later_city, "王某", "Implementation plan of 2024")
    officer.goto(f"{later_city.address}/city/calls/draft/")
    officer.get_by_label("Plan", exact=True).select_option(label="2024")
    officer.get_by_label("Title", exact=True).select_option(label="Green factory")
    officer.get_by_label("Name of the call").fill("First call under the new rules")
    officer.get_by_label("Contact").fill("Energy division 0755-00000000")
    officer.get_by_label("Opens", exact=True).fill("2024-07-22T09:00")
    officer.get_by_label("Closes", exact=True).fill("2024-08-30T18:00")
    press(officer, "Save the draft")
    press(officer, "Lay before the signers")
    sign(later_city, "王某", "First call under the new rules")
    officer.reload()
    expect(officer.locator("main").get_by_text("Green-Factory Rules 2024").first).to_be_visible()
    expect(officer.locator("main").get_by_text("open for applications").first).to_be_visible()
    officer.context.close()


def test_a_factor_is_filled_in_sealed_by_a_leader_and_counts_the_next_day(later_city):
    administrator = later_city.page("秦某")
    administrator.get_by_role("link", name="Reference tables").click()
    administrator.get_by_role("link", name="Carbon dioxide of grid electricity").click()
    administrator.get_by_role("link", name="Change or import").click()
    administrator.locator('input[name="1:factor"]').fill("half")
    administrator.get_by_role("textbox", name="Source", exact=True).fill("公告〔2024〕12号")
    press(administrator, "Save as the next draft")
    expect(administrator.get_by_text("Row 1, column factor: this is no number; write digits and a point.")).to_be_visible()
    administrator.locator('input[name="1:factor"]').fill("0.4716")
    press(administrator, "Save as the next draft")
    expect(administrator.get_by_role("cell", name="0.4716")).to_be_visible()
    edition = administrator.url.partition("/reference/")[2]
    expect(administrator.get_by_role("button", name="Seal")).to_have_count(0)

    leader = later_city.page("王某")
    leader.goto(f"{later_city.address}/city/reference/{edition}")
    leader.on("dialog", lambda dialog: dialog.accept())
    press(leader, "Seal")
    expect(leader.locator("main").get_by_text("sealed", exact=True)).to_be_visible()
    press(leader, "Next day")
    leader.goto(f"{later_city.address}/city/reference/{edition}")
    expect(leader.locator("main").get_by_text("in force", exact=True)).to_be_visible()
    leader.goto(f"{later_city.address}/city/reference/grid/")
    expect(leader.get_by_role("cell", name="0.4716")).to_be_visible()
    administrator.context.close()
    leader.context.close()
