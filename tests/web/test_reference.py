"""The pages of the reference tables, on the desks of the city and of the office."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sinople.daily import actions as daily
from sinople.law.editions import TABLES, rows_of
from sinople.reference import queries, rules
from sinople.reference.models import Edition
from tests.crowds import copied
from tests.makers import BEGUN
from tests.web.sitting import links_of, page, seat, set_moment, text_of

pytestmark = pytest.mark.django_db
TODAY = BEGUN.date().isoformat()


@pytest.fixture
def administrator(town):
    set_moment(BEGUN)
    return seat(town.cast.officers["administrator"])


def address(name, **kwargs):
    return reverse(f"office:{name}", kwargs=kwargs)


def fields(response):
    """Return what the form of the page would send."""
    form = page(response).xpath("//main//form[.//input[@name='source']]")[0]
    return {name: value for name, value in form.form_values() if name != "file"}


def test_every_table_is_reached_from_the_list(administrator):
    listed = administrator.get(address("reference"))
    assert "As shipped" in text_of(listed)
    links = set(links_of(listed, "/office/reference/"))
    assert links == {address("reference_table", code=code) for code in TABLES}
    for link in links:
        assert "What a change does" in text_of(administrator.get(link))
        assert administrator.get(f"{link}changes/").status_code == 200
        for form in ("xlsx", "csv"):
            assert administrator.get(f"{link}{form}/").status_code == 200
    assert administrator.get(address("reference_file", code="grid", form="exe")).status_code == 404
    assert administrator.get(address("reference_table", code="nothing")).status_code == 404


def test_the_desks_lead_there(town, administrator):
    assert address("reference") in page(administrator.get(address("people"))).xpath("//header//a/@href")
    assert reverse("city:reference") in set(links_of(seat(town.officer).get(reverse("city:packs")), "/city/reference/"))


def test_tables_of_regulations_are_listed_with_what_is_not_known(administrator):
    assert "Renewable responsibility weight of Guangdong" in text_of(administrator.get(address("reference")))


def test_a_factor_is_changed_in_the_page_and_sealed_by_another(town, administrator):
    change = address("reference_changes", code="grid")
    sent = fields(administrator.get(change)) | {"1:factor": "0.5", "source": "公告〔2023〕1号"}
    made = administrator.post(change, sent)
    assert made.status_code == 302
    own = administrator.get(made.headers["Location"])
    assert "0.47150.5" in text_of(own)
    assert page(own).xpath("//main//form[contains(@action, '/seal/')]") == [], "who made it is not offered the seal"
    row = Edition.objects.get()
    leader = seat(town.leader)
    there = reverse("city:reference_edition", kwargs={"key": row.key})
    assert page(leader.get(there)).xpath("//main//form/@action") == [f"{there}seal/"]
    assert leader.post(f"{there}seal/").status_code == 302
    assert "sealed" in text_of(leader.get(there))
    daily.run(BEGUN)
    shown = text_of(administrator.get(address("reference_table", code="grid")))
    assert "Guangdong0.5kgCO2/kWhS" in shown
    assert "0.4715" not in shown
    again = leader.post(f"{there}seal/")
    assert (again.status_code, "Only a draft is sealed" in text_of(again)) == (409, True)


def test_a_year_of_the_calendar_is_begun(administrator):
    change = f"{address('reference_changes', code='calendar')}?group=2027"
    empty = administrator.get(change)
    sent = fields(empty) | {
        "1:day": "2027-01-01",
        "1:kind": "holiday",
        "1:name.zh": "元旦",
        "1:name.en": "New Year's Day",
        "1:notice": "国办发明电〔2026〕1号",
        "source": "国办",
    }
    made = administrator.post(change, sent)
    assert "2027-01-01" in text_of(administrator.get(made.headers["Location"]))
    current = queries.at_digest(Edition.objects.get().digest)
    assert len(current.calendar) == len(queries.shipped().calendar) + 1
    assert 2027 in current.working_days.known_years


def test_rows_are_taken_out(administrator):
    change = address("reference_changes", code="sizes")
    made = administrator.post(change, fields(administrator.get(change)) | {"drop:1": "1", "source": "x"})
    assert "removed" in text_of(administrator.get(made.headers["Location"]))
    assert len(queries.at_digest(Edition.objects.get().digest).sizes) == 3


def test_a_filled_in_file_takes_the_place_of_the_table(administrator):
    change = address("reference_changes", code="grid")
    kind = TABLES["grid"]
    rows = rows_of(queries.shipped(), "grid")
    rows[0]["factor"] = "0.55"
    sent = {"base": "", "source": "x", "effective_on": TODAY}
    made = administrator.post(change, sent | {"file": SimpleUploadedFile("grid.csv", rules.text_of(rows, kind))})
    assert "0.47150.55" in text_of(administrator.get(made.headers["Location"]))
    for name, content, words in (
        ("grid.csv", b"area\n1", "column year is missing"), ("grid.doc", b"x", "as XLSX or as CSV"), ("grid.xlsx", b"x", "no workbook"),
        ("grid.csv", rules.text_of([{**rows[0], "factor": "x"}], kind), "Row 2, column factor: this is no number"),
    ):  # fmt: skip
        refused = administrator.post(change, sent | {"base": Edition.objects.get().key, "file": SimpleUploadedFile(name, content)})
        assert (refused.status_code, words in text_of(refused)) == (409, True), (name, text_of(refused)[:600])


def test_what_is_wrong_is_said_and_what_was_typed_stays(administrator):
    change = address("reference_changes", code="grid")
    sent = fields(administrator.get(change))
    assert "Please mend" in text_of(administrator.post(change, sent))
    wrong = administrator.post(change, sent | {"2:factor": "half", "source": "x"})
    assert (wrong.status_code, "Row 2, column factor: this is no number" in text_of(wrong)) == (409, True)
    assert fields(wrong)["2:factor"] == "half"
    nothing = administrator.post(change, sent | {"source": "x"})
    assert (nothing.status_code, "Nothing is different" in text_of(nothing)) == (409, True)
    assert administrator.post(change, sent | {"1:factor": "0.5", "source": "x"}).status_code == 302
    late = administrator.post(change, sent | {"1:factor": "0.6", "source": "x"})
    assert (late.status_code, "Somebody else" in text_of(late)) == (409, True)


def test_who_may_only_read(town):
    set_moment(BEGUN)
    auditor, leader = seat(town.cast.officers["auditor"]), seat(town.leader)
    assert auditor.get(address("reference")).status_code == 200
    assert auditor.get(address("reference_changes", code="grid")).status_code == 403
    assert leader.get(reverse("city:reference_changes", kwargs={"code": "grid"})).status_code == 403
    assert "Change or import" not in text_of(leader.get(reverse("city:reference_table", kwargs={"code": "grid"})))


def test_the_list_asks_the_same_with_many_editions(administrator):
    change = address("reference_changes", code="grid")
    administrator.post(change, fields(administrator.get(change)) | {"1:factor": "0.5", "source": "x"})
    administrator.get(address("reference"))
    with CaptureQueriesContext(connection) as few:
        administrator.get(address("reference"))
    first = Edition.objects.get()
    for version in range(2, 30):
        copied(first, version=version)
    with CaptureQueriesContext(connection) as many:
        administrator.get(address("reference"))
    assert len(many) == len(few)


def test_in_chinese(town):
    set_moment(BEGUN)
    client = seat(town.cast.officers["administrator"], language="zh-hans")
    assert "基础数据表" in text_of(client.get(address("reference")))
    assert "节假日与调休" in text_of(client.get(address("reference_table", code="calendar")))
