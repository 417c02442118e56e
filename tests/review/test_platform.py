"""The bridge to the national platform: out in its order, back in with the differences, never of others."""

import io

import pytest
import xlsxwriter
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from sinople.files.sheets import read_sheets
from sinople.law.platform import load_maps, map_for
from sinople.review import actions
from sinople.review.papers.platform import lines_of, platform_xlsx
from tests.makers import BEGUN, HOUR, RECOMMENDED, make_application, make_case, make_strangers
from tests.stories import denied_to_others, refused, verbs_of
from tests.web.sitting import seat, set_moment, text_of

FOLDER = settings.PACKS / "reference"
TITLES = ["green-factory", "green-park", "green-supply-chain", "green-product", "green-data-centre", "energy-leader", "water-leader"]


def book(*rows):
    page = io.BytesIO()
    with xlsxwriter.Workbook(page, {"in_memory": True, "strings_to_formulas": False}) as made:
        sheet = made.add_worksheet("表")
        for n, row in enumerate(rows):
            for column, said in enumerate(row):
                sheet.write_string(n, column, said)
    return page.getvalue()


def returned(application, **theirs):
    """Return our own sheet as somebody filled in what the platform says."""
    rows = [
        ["" if cell is None else str(cell) for cell in row]
        for row in read_sheets(platform_xlsx(application, lines_of(application, at=BEGUN), at=BEGUN)).sheets[0].rows
    ]
    for row in rows[4:]:
        row[3:] = [theirs.get(row[1], "")]
    return book(*rows)


def bring(town, application, data):
    return actions.bring_platform(application=application, name="平台.xlsx", data=data, by=town.company().filler, at=BEGUN + HOUR)


@pytest.mark.parametrize("title", TITLES)
def test_every_title_that_the_state_knows_has_its_map(title):
    found = map_for(FOLDER, title, 2023)
    assert found is not None
    assert any(not field.label.is_given for field in found.fields), "what nobody has seen is an empty setting"
    assert all(field.of for field in found.fields if field.label.is_given)


def test_the_state_knows_no_green_enterprise_and_every_map_has_its_own_codes():
    assert map_for(FOLDER, "green-enterprise", 2023) is None
    for found in load_maps(FOLDER):
        codes = [field.code for field in found.fields]
        assert len(set(codes)) == len(codes)


@pytest.mark.django_db
def test_the_fields_go_out_in_the_platforms_order_with_our_facts(town):
    application = make_application(town, "handed_in")
    rows = read_sheets(platform_xlsx(application, lines_of(application, at=BEGUN), at=BEGUN)).sheets[0].rows
    assert [row[1] for row in rows[4:7]] == ["工厂名称", "统一社会信用代码", "所属行业"]
    assert rows[5][2] == application.organisation.credit_code
    said = {line.label: line.ours for line in lines_of(application, at=BEGUN)}
    assert said["第三方评价机构"] == application.engagements.get().evaluator.name
    assert said["基本要求"] == "符合"


@pytest.mark.django_db
def test_what_comes_back_stands_beside_ours_and_changes_nothing_of_it(town):
    application = make_application(town, "declared")
    assert bring(town, application, returned(application, 工厂名称="另一名称", 统一社会信用代码=application.organisation.credit_code)) == 2
    lines = {line.label: line for line in lines_of(application, at=BEGUN)}
    assert (lines["工厂名称"].ours, lines["工厂名称"].theirs, lines["工厂名称"].differs) == (application.site.name, "另一名称", True)
    assert not lines["统一社会信用代码"].differs
    assert verbs_of(application)[-1] == "bring_platform"


@pytest.mark.django_db
def test_the_platforms_own_list_is_read_by_its_headings(town):
    application = make_application(town, "declared")
    code, site = application.organisation.credit_code, application.site.name
    assert bring(town, application, book(["名单"], ["序号", "工厂名称", "统一社会信用代码", "地区"], ["1", site, code, "宝安"])) == 3


BAD = {
    "of another enterprise": (["2", "别处", "91440300MA5F00001A", "x"], "Row 2 names"),
    "of another site": (["2", "别处", "", "x"], "Row 2 names 别处"),
    "of nobody": (None, "0 rows of this subject"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("case", BAD)
def test_rows_of_others_are_refused(town, case):
    application = make_application(town, "declared")
    row, why = BAD[case]
    with refused() as caught:
        bring(town, application, book(["序号", "工厂名称", "统一社会信用代码", "地区"], *([row] if row else [])))
    assert why in caught.value.message % caught.value.values


@pytest.mark.django_db
def test_other_sheets_are_refused(town):
    application, other = make_application(town, "declared"), make_application(town, "declared", n=1)
    with refused("belongs to another application"):
        bring(town, application, returned(other, 工厂名称="x"))
    with refused("none of the platform's fields"):
        bring(town, application, book(["a", "b"]))
    with refused("says nothing of the platform"):
        bring(town, application, returned(application))


@pytest.mark.django_db
def test_the_bridge_is_kept_by_the_applicant_and_the_offices_that_see_it(town):
    case = make_case(town)
    denied_to_others(
        lambda by: actions.note_platform(application=case.application, number="1", status="已受理", by=by, at=RECOMMENDED), make_strangers(town), allowed={"city_officer"}
    )  # fmt: skip
    found = load_maps(FOLDER)[0]
    denied_to_others(lambda by: actions.name_fields(found=found, names={}, by=by, at=BEGUN), make_strangers(town), allowed={"city_officer", "office_clerk"})


@pytest.mark.django_db
def test_the_pages_of_the_bridge(town):
    case = make_case(town)
    application = case.application
    set_moment(RECOMMENDED)
    clients = {"applicant": seat(town.company().submitter), "district": seat(town.district_of(case)), "city": seat(town.officer)}
    address = {
        "applicant": f"/applicant/applications/{application.key}/platform/",
        **{desk: f"/{desk}/cases/{case.key}/platform/" for desk in ("district", "city")},
    }
    assert clients["district"].post(address["district"], {"number": "GM-2023-17", "status": "省级审核"}).status_code == 302
    for desk, client in clients.items():
        assert b"GM-2023-17" in client.get(address[desk]).content
        assert client.get(f"{address[desk]}file/").content[:2] == b"PK"
    sheet = SimpleUploadedFile("a.xlsx", returned(application, 工厂名称="另一名称"))
    assert clients["applicant"].post(address["applicant"], {"file": sheet}).status_code == 302
    assert "1 differ" in text_of(clients["city"].get(address["city"]))
    officer = clients["city"]
    assert officer.post("/city/platform/", {"map": "factory-2023", "f18": "单位规模"}).status_code == 302
    assert "单位规模" in text_of(clients["applicant"].get(address["applicant"]))
    assert officer.post("/city/platform/", {"map": "none"}).status_code == 409
