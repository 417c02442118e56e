"""The pages of a data book: every page in both languages, a change looked at first, products, months, questions, locking, workbooks."""

import io
from itertools import product as pairs

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sinople.applications import queries as applications
from sinople.databook import actions, queries
from sinople.databook.models import Reading, Workbook
from sinople.files.sheets import read_sheets
from tests.databook.test_workbooks import filled
from tests.makers import BEGUN, DAY, make_application, make_case, make_engagement
from tests.web.sitting import page, seat, set_moment, text_of

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
PAGES = ("databook", "databook_products", "databook_energy", "databook_years", "databook_questions", "databook_copy", "databook_lock", "databook_workbooks")


@pytest.fixture
def draft(town):
    made = make_application(town, "draft")
    set_moment(BEGUN + DAY)
    return made


@pytest.fixture
def book(draft):
    return queries.databook_of(draft.site_id, draft.year)


@pytest.fixture
def filler(town):
    return seat(town.company().filler)


def href(name, book, **more):
    return reverse(f"applicant:{name}", kwargs={"key": book.key, **more})


def value(book, code="lamps"):
    return Reading.objects.get(databook=book, quantity=code, product=None)


@pytest.mark.parametrize("locked", [False, True])
def test_every_page_in_both_languages_open_and_locked(town, book, locked):
    if locked:
        actions.lock(databook=book, by=town.company().submitter, at=BEGUN + DAY)
    client = seat(town.company().submitter)
    for language, name in pairs(("zh-hans", "en"), PAGES):
        client.cookies["language"] = language
        assert client.get(href(name, book)).status_code == 200, (language, name)
    for name in ("reading_look", "reading_months", "reading"):
        assert client.get(href(name, book, quantity="diesel")).status_code == 200, name
        assert client.get(href(name, book, quantity="nothing")).status_code == 404, name
    assert ("locked" in text_of(client.get(href("databook", book)))) is locked
    assert ("Read the workbook" in text_of(client.get(href("databook_workbooks", book)))) is not locked


def test_the_same_number_of_questions_for_few_and_many_figures(town, book, filler, django_assert_max_num_queries):
    empty = actions.begin(site=book.site, year=2015, by=town.company().filler, at=BEGUN)
    for name in ("databook", "databook_energy", "databook_years", "databook_products"):
        for one in (empty, book):
            with django_assert_max_num_queries(26):
                filler.get(href(name, one))


def test_a_change_is_shown_with_what_it_touches_before_it_is_saved(draft, book, filler):
    stands = value(book)
    change = {"typed": "777", "unit": "个", "boundary": "", "version": str(stands.version)}
    told = filler.post(href("reading", book, quantity="lamps"), change, **HTMX).content.decode()
    assert "Not saved yet" in told
    assert "data-version" not in told
    answer = filler.post(href("reading", book, quantity="lamps"), change)
    look = filler.get(answer.url)
    assert value(book).version == stands.version
    words = text_of(look)
    assert "Green factory" in words
    assert "Draft: it follows the book" in words
    assert "GF-2018" in words
    assert page(look).xpath("//input[@name='typed']/@value") == ["777"]
    assert filler.post(href("reading_look", book, quantity="lamps"), change).status_code == 302
    assert (value(book).value, value(book).version) == (777, stands.version + 1)
    saved = filler.post(href("reading", book, quantity="lamps"), {**change, "typed": "778", "version": str(stands.version + 1)}, **HTMX)
    assert "data-version" in saved.content.decode(), "one's own hand is still typing"


def test_a_stated_figure_is_taken_out_and_the_carriers_count(book, filler):
    assert "the stated figure goes first" in text_of(filler.get(href("databook", book)))
    filler.post(href("reading_look", book, quantity="energy_tce"), {"take_out": "1", "unit": "tce"})
    assert "It counts as long as no figure is stated" in text_of(filler.get(href("databook", book)))
    assert "energy_tce" in queries.values_of(book.site_id, book.year)


def test_months_add_up_on_their_page(book, filler):
    months = {f"month_{n}": "2" for n in range(1, 13)}
    wrong = filler.post(href("reading_months", book, quantity="lng"), {**months, "month_3": "", "unit": "t", "version": "0"})
    assert "These months are empty: 3" in text_of(wrong)
    assert page(wrong).xpath("//input[@name='month_4']/@value") == ["2"]
    filler.post(href("reading_months", book, quantity="lng"), {**months, "unit": "t", "version": "0"})
    assert (value(book, "lng").value, len(value(book, "lng").months)) == (24, 12)
    assert page(filler.get(href("reading_months", book, quantity="lng"))).xpath("//input[@name='month_12']/@value") == ["2"]


def test_products_are_named_filled_and_taken_out(book, filler):
    assert "Please mend" in text_of(filler.post(href("databook_product", book, n="3"), {}))
    filler.post(href("databook_product", book, n="3"), {"name": "控制器", "kind": ""})
    address = href("product_reading", book, n="3", quantity="product_mass")
    filler.post(address, {"typed": "7", "unit": "t", "version": "0"})
    wrong = filler.post(address, {"typed": "sieben", "unit": "t", "version": "1"})
    assert (wrong.status_code, "is not a number" in text_of(wrong)) == (409, True)
    assert "控制器" in text_of(filler.get(href("databook_products", book)))
    assert [product.readings for product in queries.context_of(book.site_id, book.year).products][2] == {"product_mass": 7}
    assert filler.post(href("databook_product_end", book, n="3")).status_code == 302
    assert len(queries.products_of(book)) == 2
    for n in ("4", "x", "0"):
        assert filler.get(href("databook_product", book, n=n)).status_code == 404


def test_the_year_before_is_ticked_by_hand(town, book, filler):
    next_year = actions.begin(site=book.site, year=2023, by=town.company().filler, at=BEGUN + DAY)
    address = href("databook_copy", next_year)
    assert page(filler.get(address)).xpath("//input[@name='codes' and @checked]") == []
    assert "Nothing was chosen" in text_of(filler.post(address))
    filler.post(address, {"codes": ["lamps", "site_area"]})
    assert set(queries.readings_of(next_year)) == {"lamps", "site_area"}


def test_a_question_is_answered_and_read_by_evaluator_and_district(town):
    case = make_case(town)
    application = case.application
    book = queries.databook_of(application.site_id, application.year)
    set_moment(application.handed_in_at + DAY)
    client = seat(town.company_of(case).filler)
    stands = value(book, "water_reused")
    client.post(href("reading_look", book, quantity="water_reused"), {"typed": "99999999", "unit": "t", "version": str(stands.version)})
    tree = page(client.get(href("databook_questions", book)))
    about = next(form.xpath(".//input[@name='about']/@value")[0] for form in tree.xpath("//form") if "ratio.water_reuse" in form.get("action", ""))
    address = href("databook_question", book, code="ratio.water_reuse")
    assert "Please mend" in text_of(client.post(address, {"about": about, "reason": ""}))
    client.post(address, {"about": about, "reason": "含外来中水"})
    district = seat(town.district_of(case))
    figures = text_of(district.get(reverse("district:case_figures", kwargs={"key": case.key})))
    assert "含外来中水" in figures
    assert "without an answer" in figures  # the balance does not come out either
    whole = district.get(reverse("district:case", kwargs={"key": case.key}))
    assert "The data book has moved on since: 1 figure says" in text_of(whole)
    assert reverse("district:case_figures", kwargs={"key": case.key}) in whole.content.decode()
    own = client.get(reverse("applicant:application", kwargs={"key": application.key}))
    assert "has moved on since" in text_of(own)
    assert applications.moved_on(application) == ["water_reused"]
    engagement = application.engagements.get()
    signer = next(row[2] for row in town.cast.evaluators if row[0].pk == engagement.evaluator_id)
    assert "含外来中水" in text_of(seat(signer).get(reverse("evaluator:engagement", kwargs={"key": engagement.key})))


def test_what_was_declared_and_not_changed_has_not_moved_on(town):
    engagement = make_engagement(town, "signed")
    assert applications.moved_on(engagement.application) == []
    assert applications.moved_on(make_application(town, "draft", n=1)) == []


def test_locking_and_unlocking(town, book, filler):
    assert filler.post(href("databook_lock", book)).status_code == 403
    submitter = seat(town.company().submitter)
    submitter.post(href("databook_lock", book))
    refusal = filler.post(href("reading", book, quantity="hydrogen"), {"typed": "1", "unit": "Nm3", "version": "0"})
    assert "is locked" in text_of(refusal)
    assert "Please mend" in text_of(submitter.post(href("databook_lock", book), {"reason": ""}))
    submitter.post(href("databook_lock", book), {"reason": "电费单更正"})
    story = text_of(submitter.get(href("databook_lock", book)))
    assert "year unlocked" in story
    assert "电费单更正" in story


def test_the_template_goes_out_and_comes_back(book, filler):
    content = filler.get(href("databook_template", book)).content
    rows = read_sheets(content).sheets[0].rows
    assert next(row for row in rows if row[0] == "lamps")[3] == value(book).value
    data = filled(book, [{"A": "lamps", "D": 4, "E": "个", "F": "厂区围墙以内"}, {"A": "lng", "D": 3, "E": "吨"}])
    preview = filler.post(href("databook_workbooks", book), {"file": SimpleUploadedFile("台账.xlsx", data)}, follow=True)
    assert "What the changed figures touch" in text_of(preview)
    assert value(book).value != 4
    filler.post(href("databook_workbook", book, workbook=Workbook.objects.get().key))
    assert (value(book).value, value(book, "lng").value) == (4, 3)
    assert "Taken over at" in text_of(filler.get(href("databook_workbook", book, workbook=Workbook.objects.get().key)))


def test_a_faulty_workbook_names_its_cells(book, filler):
    data = filled(book, [{"A": "lamps", "D": "viele"}, {"A": "site_area", "D": 5, "E": "t"}])
    response = filler.post(href("databook_workbooks", book), {"file": SimpleUploadedFile("台账.xlsx", data)})
    assert response.status_code == 409
    assert "D5: viele is not a number" in text_of(response)
    assert "E6: the unit t does not fit" in text_of(response)
    assert "Please mend" in text_of(filler.post(href("databook_workbooks", book), {}))
    assert filler.post(href("databook_workbooks", book), {"file": SimpleUploadedFile("x.xlsx", io.BytesIO(b"MZ").read())}).status_code == 409


def test_the_books_of_others_do_not_exist(town, book):
    other = seat(town.company(1).submitter)
    for name in (*PAGES, "databook_template"):
        assert other.get(href(name, book)).status_code == 404, name
