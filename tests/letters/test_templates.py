"""A bureau's own Word templates: what is refused, who puts them in use, and that papers are written by them."""

import io
from datetime import date

import pytest
from django.conf import settings
from docx import Document

from sinople.kernel.acting import Role
from sinople.kernel.refused import Refused
from sinople.law.outlines import load_outlines, outline_of
from sinople.letters import actions, queries
from sinople.letters.papers.samples import MARK, sample_of
from sinople.letters.papers.template import default_template
from sinople.letters.papers.word import docx, render
from tests.files import samples
from tests.makers import BEGUN, make_acting, make_bureau
from tests.stories import denied_to_others, refused, verbs_of

FOLDER = settings.PACKS / "reference"
SUMMARY = outline_of(FOLDER, "summary")


def template(*lines):
    page, made = Document(), io.BytesIO()
    for line in lines:
        page.add_paragraph(line)
    page.save(made)
    return made.getvalue()


OURS = template("{{ heading }}", "{%p for block in blocks %}", "{{ block.kind }}", "{%p endfor %}", "{{ addressee }}")
BAD = {
    "a script": (template("{{ ''.__class__.__mro__[1].__subclasses__() }}"), "may not"),
    "an endless loop": (
        template("{% for a in range(99999) %}{% for b in range(99999) %}{% for c in range(99999) %}{% endfor %}{% endfor %}{% endfor %}"),
        "a loop that never stops",
    ),
    "too much": (template("{{ 'x' * 10 ** 9 }}"), "more time or memory"),
    "a name that is not there": (template("{{ secrets.key }}"), "names something that a paper does not have"),
    "a mark written wrongly": (template("{% for x in blocks %}"), "written wrongly"),
    "something that cannot be worked out": (template("{{ heading / 0 }}"), "cannot be filled in"),
    "nothing of the paper": (template("Hello"), "shows nothing of the paper"),
}


@pytest.mark.parametrize("case", BAD)
@pytest.mark.django_db
def test_a_template_that_does_harm_is_refused_with_a_sentence(case):
    make_bureau()
    by = make_acting(Role.CITY_OFFICER, authority=make_bureau())
    data, why = BAD[case]
    with refused(why):
        actions.upload_template(outline=SUMMARY, name="模板.docx", data=data, by=by, at=BEGUN)


@pytest.mark.parametrize("sample", ["docx with macros", "docx that embeds"])
@pytest.mark.django_db
def test_a_template_with_macros_is_refused_as_an_upload(sample):
    by = make_acting(Role.CITY_OFFICER, authority=make_bureau())
    data = samples.docx(**{"word/vbaProject.bin": b"x"} if "macros" in sample else {"word/embeddings/oleObject1.bin": b"x"})
    with pytest.raises(Refused):
        actions.upload_template(outline=SUMMARY, name="模板.docx", data=data, by=by, at=BEGUN)


@pytest.mark.django_db
def test_a_template_is_put_in_use_by_a_second_person_and_replaced_by_the_next():
    bureau = make_bureau()
    one, other = (make_acting(Role.CITY_OFFICER, authority=bureau) for _ in range(2))
    first = actions.upload_template(outline=SUMMARY, name="模板.docx", data=OURS, by=one, at=BEGUN)
    assert queries.template_in_use("summary") == b""
    with refused("another person"):
        actions.put_in_use(template=first, by=one, at=BEGUN)
    actions.put_in_use(template=first, by=other, at=BEGUN)
    assert queries.template_in_use("summary") == OURS
    second = actions.upload_template(outline=SUMMARY, name="模板.docx", data=template("{{ addressee }} 二"), by=other, at=BEGUN)
    actions.put_in_use(template=second, by=one, at=BEGUN)
    assert verbs_of(first) == ["upload_template", "put_in_use", "retire"]
    actions.retire(template=second, by=one, at=BEGUN)
    assert (second.n, queries.template_in_use("summary")) == (2, b"")


@pytest.mark.django_db
def test_templates_are_changed_by_the_bureau_alone():
    strangers = {str(role): make_acting(role) for role in (Role.DISTRICT_OFFICER, Role.FILLER, Role.EVALUATOR, Role.LEADER, Role.AUDITOR)}
    denied_to_others(lambda by: actions.upload_template(outline=SUMMARY, name="a.docx", data=OURS, by=by, at=BEGUN), strangers)


def test_a_paper_is_written_by_the_template_in_use():
    page = Document(io.BytesIO(docx(sample_of(SUMMARY), OURS)))
    said = [paragraph.text for paragraph in page.paragraphs]
    assert said[0] == "申报书"
    assert said[-1] == MARK
    assert {"heading", "facts", "words"} & set(said) == {"heading", "facts"}


def test_words_of_a_paper_cannot_become_marks_of_word():
    paper = sample_of(SUMMARY)
    given = {**{name: getattr(paper, name) for name in paper.__dataclass_fields__}, "blocks": [], "addressee": "<w:p>{{ heading }}&", "cover": []}
    page = Document(io.BytesIO(render(OURS, given)))
    assert page.paragraphs[-1].text == "<w:p>{{ heading }}&"


@pytest.mark.parametrize("code", [one.code for one in load_outlines(FOLDER)])
def test_every_paper_is_written_by_our_own_template(code):
    page = Document(io.BytesIO(docx(sample_of(outline_of(FOLDER, code)), default_template())))
    said = "\n".join([p.text for p in page.paragraphs] + [cell.text for table in page.tables for row in table.rows for cell in row.cells])
    assert "{%" not in said
    assert "{{" not in said
    assert MARK in said


def test_the_day_of_a_paper_is_the_day_it_is_made():
    assert date.fromisoformat(sample_of(SUMMARY).day) == date(2022, 8, 1)
