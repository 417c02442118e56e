"""A page and its block: the fragment that HTMX gets is that part of the page, with the same context."""

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from jinja2 import DictLoader, UndefinedError

from sinople.web import answers, context

BASE = "<title>{% block title %}{% endblock %}</title><main>{% block content %}{% endblock %}</main>"
PAGE = """{% extends "frame.html" %}{% block content %}<h1>{{ heading }}</h1><div id="rows-here">{% block rows_here %}<ul>{% for row in rows %}<li>{{ row }}</li>{% endfor %}</ul>{{ csrf_input }}{% endblock %}</div>{% endblock %}"""
TEMPLATES = {"frame.html": BASE, "list.html": PAGE, "wrong.html": "{{ missspelt }}"}
pytestmark = [pytest.mark.urls("tests.web.test_parts")]


@pytest.fixture(autouse=True)
def _own_templates(monkeypatch):
    monkeypatch.setattr(engines["jinja2"].env, "loader", DictLoader(TEMPLATES))
    monkeypatch.setattr(engines["jinja2"].env, "cache", None)


def ask(**headers):
    request = RequestFactory(headers=headers).get("/list/")
    request._messages = []
    return request


def body(response):
    return response.content.decode()


def test_a_browser_gets_the_whole_page():
    page = answers.answer(ask(), "list.html", heading="Calls", rows=["<a>", "b"])
    assert "<h1>Calls</h1>" in body(page)
    assert "<li>&lt;a&gt;</li><li>b</li>" in body(page)


def test_htmx_gets_the_block_named_like_its_target():
    part = body(answers.answer(ask(hx_request="true", hx_target="rows-here"), "list.html", heading="Calls", rows=["b"]))
    assert part.startswith("<ul><li>b</li></ul>")
    assert "csrfmiddlewaretoken" in part


def test_the_fragment_equals_that_part_of_the_page():
    whole = body(answers.answer(ask(), "list.html", heading="Calls", rows=["b", "c"])).split('value="')[0]
    part = body(answers.answer(ask(hx_request="true", hx_target="rows-here"), "list.html", heading="Calls", rows=["b", "c"])).split('value="')[0]
    assert whole.endswith(part)


@pytest.mark.parametrize(
    "headers",
    [
        {"hx_request": "true"},
        {"hx_request": "true", "hx_target": "unknown"},
        {"hx_target": "rows-here"},
        {"hx_request": "true", "hx_target": "rows-here", "hx_history_restore_request": "true"},
    ],
)
def test_anything_else_gets_the_whole_page(headers):
    assert "<h1>Calls</h1>" in body(answers.answer(ask(**headers), "list.html", heading="Calls", rows=[]))


def test_caches_keep_page_and_fragment_apart():
    vary = answers.answer(ask(), "list.html", heading="", rows=[])["Vary"]
    assert "HX-Request" in vary
    assert "HX-Target" in vary


def test_the_status_is_the_one_asked_for():
    assert answers.answer(ask(), "list.html", 422, heading="", rows=[]).status_code == 422


def test_a_misspelt_name_fails():
    with pytest.raises(UndefinedError):
        answers.answer(ask(), "wrong.html")


def test_a_view_may_not_take_a_name_of_the_page():
    with pytest.raises(ValueError, match="desk"):
        answers.answer(ask(), "list.html", desk="mine", heading="", rows=[])


def test_the_names_of_the_page_are_all_listed():
    with translation.override("en"):
        assert set(context.page(ask())) == context.NAMES
