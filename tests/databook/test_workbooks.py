"""The template out and back in: whole or not at all, every fault by its cell; nothing hostile comes out as a formula."""

import io
import re
import zipfile
from decimal import Decimal

import pytest
import xlsxwriter

from sinople.databook import actions, papers, queries
from sinople.databook.models import Reading, Workbook
from sinople.databook.queries.asked import fields_on, units_of
from sinople.databook.rules.workbooks import EDITION, FIGURE, FIRST_ROW, MARK, Asked, typed_rows
from sinople.files.sheets import Sheet, read_sheets
from tests.makers import BEGUN, make_strangers
from tests.stories import denied_to_others, refused, verbs_of

pytestmark = pytest.mark.django_db
DAY = BEGUN.date()
HOSTILE = ("=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\t=1", "https://evil.example/", '=HYPERLINK("http://x")')


def filled(book, rows, *, site="", year="", mark=MARK, edition=EDITION, extra=None):
    """Return a workbook with these rows, each a dict of column to value, below the head of the book."""
    page = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(page, options) as made:
        sheet = made.add_worksheet("数据")
        for column, said in enumerate((mark, edition, site or book.site.key, year or str(book.year))):
            sheet.write(1, column, said)
        for n, row in enumerate(rows, start=FIRST_ROW - 1):
            for column, said in row.items():
                sheet.write(n, "ABCDEFG".index(column), said)
        if extra is not None:
            extra(made, sheet)
    return page.getvalue()


def bring(town, book, data, **changes):
    return actions.bring(**{"databook": book, "name": "台账.xlsx", "data": data, "by": town.company().filler, "at": BEGUN} | changes)


def faults(town, book, rows, **changes):
    with refused("faults and nothing of it was taken over") as caught:
        bring(town, book, filled(book, rows, **changes))
    assert not Workbook.objects.exists()
    return [ground.message % ground.values for ground in caught.value.grounds]


def test_there_and_back(town, book, put):
    put(book, "lamps", "500", boundary="厂区")
    product = actions.set_product(databook=book, n=1, name="电机", kind="", by=town.company().filler, at=BEGUN)
    rows = [
        {"A": "lamps", "D": 510, "E": "个", "F": "厂区"}, {"A": "electricity_bought", "D": "1,200", "E": "万千瓦时"}, {"A": "site_area"},
        {"A": "product_mass", "C": "1", "D": 12.5, "E": "t"},
    ]  # fmt: skip
    made = bring(town, book, filled(book, rows))
    assert queries.readings_of(book)["lamps"].typed == "500"
    assert [(row["cell"], row["before"], row["version"]) for row in made.rows] == [("D5", "500 个", 1), ("D6", "", 0), ("D8", "", 0)]
    assert actions.take_over(workbook=made, by=town.company().filler, at=BEGUN) == 3
    assert queries.values_of(book.site_id, 2022) == {
        "lamps": 510, "electricity_bought": 12_000_000, "energy_tce": Decimal("1474.8"), "carbon_t": Decimal("5283.6"),
    }  # fmt: skip
    assert queries.readings_of(book, product)["product_mass"].value == Decimal("12.5")
    with refused("taken over already"):
        actions.take_over(workbook=Workbook.objects.get(), by=town.company().filler, at=BEGUN)
    with refused("changes nothing"):
        bring(town, book, filled(book, rows))
    assert verbs_of(book)[-1] == "take_over"
    denied_to_others(lambda acting: bring(town, book, b"", by=acting), make_strangers(town))


def test_a_figure_changed_meanwhile_stops_the_whole(town, book, put):
    made = bring(town, book, filled(book, [{"A": "lamps", "D": 1}, {"A": "site_area", "D": 2}]))
    put(book, "site_area", "3")
    with refused("has just entered"):
        actions.take_over(workbook=made, by=town.company().filler, at=BEGUN)
    assert list(Reading.objects.values_list("quantity", flat=True)) == ["site_area"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"mark": "something"}, "A2: this is not a template"),
        ({"edition": "0"}, "B2: the template has the edition 0"),
        ({"site": "elsewhere"}, "C2: the template belongs to another site"),
        ({"year": "2021"}, "D2: the template is of the year 2021, this book is of 2022"),
    ],
)
def test_another_books_template(town, book, changes, words):
    assert words in faults(town, book, [{"A": "lamps", "D": 1}], **changes)[0]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"A": "lamps", "D": "五百"}, "D5: 五百 is not a number"),
        ({"A": "lamps", "D": "-4"}, "D5 cannot be negative"),
        ({"A": "lamps", "D": True}, "D5: this is a date or a yes and no"),
        ({"A": "lamps", "D": 5, "E": "t"}, "E5: the unit t does not fit; choose one of 个, 万个"),
        ({"A": "unknown", "D": 5}, "A5: the code unknown is not one of this book"),
        ({"A": "product_mass", "D": 5}, "A5: the code product_mass is not one of this book"),
        ({"A": "product_mass", "C": "2", "D": 5}, "D5: the book has no product 2"),
        ({"A": "lamps", "D": 5, "F": "围" * 201}, "F5: the boundary is longer than 200"),
        ({"D": 5}, "A5: the code  is not one"),
        ({"A": "electricity_bought", "D": "9" * 14, "E": "亿kWh"}, "too large a figure"),
    ],
)
def test_every_fault_names_its_cell(town, book, row, words):
    assert words in faults(town, book, [row])[0]


def test_faults_are_told_all_at_once_and_the_right_rows_are_not_kept(town, book):
    told = faults(town, book, [{"A": "site_area", "D": 1}, {"A": "lamps", "D": "x"}, {"A": "site_area", "D": 2}])
    assert [one.partition(":")[0] for one in told] == ["D6", "A7"]


def test_formulas_merged_cells_and_hidden_rows_are_named(town, book):
    def trick(_made, sheet):
        sheet.write_formula("D6", "=1+1", None, 2)
        sheet.merge_range("A9:B9", "x")
        sheet.set_row(6, None, None, {"hidden": True})

    told = faults(town, book, [{"A": "lamps", "D": 1}], extra=trick)
    assert told == ["D6: a formula; paste its value instead.", "A9: merged cells cannot be read; split them.", "7: hidden rows, columns or sheets are not read; show or delete them."]  # fmt: skip


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"PK\x03\x04 no workbook"])
def test_what_is_no_workbook(town, book, data):
    with refused():
        bring(town, book, data)


def test_the_template_is_protected_and_belongs_to_its_book(book):
    asked = [quantity for under in queries.everything_asked(DAY) for quantity in under.quantities]
    rows = [papers.TemplateRow(q.code, q.name.zh, 0, "", q.unit, units_of(q), "", "") for q in asked]
    content = papers.template(rows, site_key=book.site.key, site=book.site.name, year=2022, at=BEGUN)
    found = read_sheets(content)
    assert (found.formulas, found.hidden, found.marks) == (0, False, ())
    assert found.sheets[0].rows[1][:4] == (MARK, EDITION, book.site.key, "2022")
    assert {row[0] for row in found.sheets[0].rows[FIRST_ROW - 1 :]} == {q.code for q in asked}
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<sheetProtection" in sheet
    assert sheet.count('type="list"') == len(rows)
    assert content == papers.template(rows, site_key=book.site.key, site=book.site.name, year=2022, at=BEGUN)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_hostile_comes_out_as_a_formula(book, hostile):
    row = papers.TemplateRow("lamps", hostile, 1, hostile, hostile[:10], ("个",), hostile, hostile)
    content = papers.template([row], site_key=hostile, site=hostile, year=2022, at=BEGUN)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            text = parts.read(name).decode()
            assert not re.search(r"<(\w+:)?f[ >]", text), name
            assert "<hyperlink" not in text
    assert read_sheets(content).sheets[0].rows[FIRST_ROW - 1][FIGURE] == hostile


def test_a_template_fills_itself_in(town, book, put):
    put(book, "site_area", "3.25", unit="公顷")
    content = papers.template(
        [papers.TemplateRow("site_area", "用地面积", 0, "3.25", "公顷", ("m2",), "", "")], site_key=book.site.key, site="x", year=2022, at=BEGUN
    )
    with refused("changes nothing"):
        bring(town, book, content)


def test_five_thousand_rows(town, book):
    """Read in the memory that the reader may take (150 MiB), every fault counted, at most fifty told."""
    rows = [{"A": "lamps" if n == 0 else f"code{n}", "D": n + 0.5, "E": "个", "F": "厂区围墙以内"} for n in range(5000)]
    data = filled(book, rows)
    with refused("4999 faults") as caught:
        bring(town, book, data)
    assert len(caught.value.grounds) == 50
    assert "more than 5000 rows" in faults(town, book, [*rows, {"A": "x", "D": 1}])[0]


def test_any_cells_are_a_list_of_faults_never_an_error(book):
    strange = (None, "", " ", "=1", Decimal("1e-9"), Decimal("1e30"), True, DAY, "lamps", "1", "\u202eabc", "9" * 400, "\x00")
    asked = [Asked("lamps", 0, ("个",)), *fields_on(DAY, 3)]
    for n, first in enumerate(strange):
        rows = tuple(tuple(strange[(n + k * m) % len(strange)] for k in range(7)) for m in range(1, len(strange)))
        found, wrong = typed_rows(Sheet("x", ((),) * (FIRST_ROW - 1) + ((first,), ("lamps", *rows[0][1:]), *rows)), asked)
        assert all(ground.message % ground.values for ground in wrong)
        assert len(found) <= 1
