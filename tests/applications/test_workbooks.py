"""Answers out as a workbook and in again: whole or not at all, every fault by its cell."""

import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from sinople.applications import actions, queries
from sinople.applications.papers.workbooks import answers_xlsx
from sinople.applications.sheets import AWAY, DEGREE, HOLDS, REASON
from sinople.files.sheets import read_sheets
from sinople.kernel.refused import Refused
from sinople.law.scoring import Answer
from tests.makers import BEGUN, HOUR, make_application, make_strangers
from tests.stories import denied_to_others, refused, verbs_of
from tests.web.sitting import seat, set_moment, text_of

pytestmark = pytest.mark.django_db


def out(application, language="en"):
    return answers_xlsx(application, queries.table_of(application), queries.given(application), language=language, at=BEGUN)


def changed(data, **cells):
    """Return the workbook as somebody saved it after typing into some cells."""
    page = io.BytesIO()
    with xlsxwriter.Workbook(page, {"in_memory": True, "strings_to_formulas": False}) as made:
        sheet = made.add_worksheet("数据")
        for n, row in enumerate(read_sheets(data).sheets[0].rows):
            for column, said in enumerate(row):
                if said is not None:
                    sheet.write_string(n, column, f"{said}")
        for cell, said in cells.items():
            sheet.write_formula(cell, said) if said.startswith("=") else sheet.write_string(cell, said)
    return page.getvalue()


def cell_of(data, code, column):
    n = next(n for n, row in enumerate(read_sheets(data).sheets[0].rows, start=1) if row and row[0] == code)
    return f"{'ABCDEFGHIJ'[column]}{n}"


def bring(town, application, data):
    return actions.bring_answers(application=application, name="答案.xlsx", data=data, by=town.company().filler, at=BEGUN + HOUR)


def test_what_was_answered_comes_out_and_the_same_workbook_changes_nothing(town):
    application = make_application(town)
    with refused("changes nothing"):
        bring(town, application, out(application))


def test_answers_come_in_and_leave_evidence_alone(town):
    application = make_application(town)
    data = out(application)
    veto = queries.table_of(application).vetoes[0].code
    evidence = queries.evidence_keys_of(application)
    assert bring(town, application, changed(data, **{cell_of(data, veto, HOLDS): "否", cell_of(data, veto, REASON): "尚在整改"})) == 1
    assert queries.answers_of(application)[veto] == Answer(veto, False, reason="尚在整改")
    assert queries.evidence_keys_of(application) == evidence
    assert verbs_of(application)[-1] == "bring_answers"


FAULTS = {
    "no yes": (HOLDS, "maybe", "choose yes or no"),
    "a long reason": (REASON, "长" * 601, "at most 600 characters"),
    "a veto that does not apply": (AWAY, "yes", "answered with yes or no"),
    "a share that is none": (DEGREE, "viel", "choose a share"),
    "a formula": (HOLDS, "=1+1", "a formula"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_by_its_cell_and_nothing_is_taken_over(town, fault):
    application = make_application(town)
    data, (column, said, why) = out(application), FAULTS[fault]
    first, second = (row.code for row in queries.table_of(application).vetoes[:2])
    cell = cell_of(data, second, column)
    with refused("faults and nothing") as caught:
        bring(town, application, changed(data, **{cell_of(data, first, HOLDS): "否", cell: said}))
    (ground,) = caught.value.grounds
    assert why in ground.message % ground.values
    assert str(ground.values["cell"])[1:] == cell[1:]


def test_a_workbook_of_another_application_is_refused(town):
    one, other = make_application(town), make_application(town, n=1)
    with refused("faults and nothing") as caught:
        bring(town, one, out(other))
    assert "another application" in caught.value.grounds[0].message


def test_a_row_that_a_colleague_changed_meanwhile_is_named(town):
    application = make_application(town)
    data = out(application)
    veto = queries.table_of(application).vetoes[0].code
    version = queries.given(application)[veto].version
    actions.answer(application=application, given=Answer(veto, True, reason="另一人"), by=town.company().submitter, at=BEGUN + HOUR, version=version)
    with refused("faults and nothing") as caught:
        bring(town, application, changed(data, **{cell_of(data, veto, HOLDS): "no"}))
    assert "a colleague has changed" in caught.value.grounds[0].message


def test_no_cell_goes_out_as_a_formula(town):
    application = make_application(town)
    veto = queries.table_of(application).vetoes[0].code
    version = queries.given(application)[veto].version
    actions.answer(application=application, given=Answer(veto, True, reason="=HYPERLINK(1)"), by=town.company().filler, at=BEGUN + HOUR, version=version)
    found = read_sheets(out(application))
    assert (found.formulas, found.hidden) == (0, False)
    assert "=HYPERLINK(1)" in [cell for row in found.sheets[0].rows for cell in row]


def test_only_the_applicant_brings_answers_and_only_while_they_can_be_changed(town):
    application = make_application(town)
    data = out(application)
    denied_to_others(lambda by: actions.bring_answers(application=application, name="a.xlsx", data=data, by=by, at=BEGUN), make_strangers(town))
    declared = make_application(town, "declared", n=1)
    with pytest.raises(Refused, match="cannot be changed now"):
        actions.bring_answers(application=declared, name="a.xlsx", data=data, by=town.company(1).filler, at=BEGUN)


def test_the_page_takes_it_in_and_says_how_many(town):
    application, client = make_application(town), seat(town.company().filler)
    set_moment(BEGUN + HOUR)
    address = f"/applicant/applications/{application.key}/workbook/"
    data = client.get(f"{address}file/").content
    veto = queries.table_of(application).vetoes[0].code
    bad = client.post(address, {"file": SimpleUploadedFile("a.xlsx", changed(data, **{cell_of(data, veto, HOLDS): "perhaps"}))})
    assert bad.status_code == 409
    assert cell_of(data, veto, HOLDS) in text_of(bad)
    good = client.post(address, {"file": SimpleUploadedFile("a.xlsx", changed(data, **{cell_of(data, veto, HOLDS): "no"}))}, follow=True)
    assert "1 answer was taken over." in text_of(good)
