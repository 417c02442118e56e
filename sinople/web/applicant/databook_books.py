"""The book as a whole: its questions, what is taken over from the year before, locking and unlocking."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from sinople.audit import queries as audit
from sinople.databook import actions, permissions, queries
from sinople.databook.queries import Databook
from sinople.databook.queries.plausible import about_of
from sinople.web import things
from sinople.web.answers import answer
from sinople.web.applicant.databook_rows import day_of, head_of
from sinople.web.applicant.forms import ReasonForm
from sinople.web.requests import Request, bind


@require_safe
def questions(request: Request, key: str) -> HttpResponse:
    """Show the questions that the figures raise, each with its answer or a form for it."""
    return _questions(request, queries.databook_for(request.acting, key), {})


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: Request, key: str, code: str) -> HttpResponse:
    """Answer one question with a reason."""
    book = queries.databook_for(request.acting, key)
    form = bind(ReasonForm, request, auto_id=f"{code}_%s")
    if request.method == "POST" and form.is_valid():
        actions.explain(databook=book, code=code, about=form.cleaned_data["about"], reason=form.cleaned_data["reason"], by=request.acting, at=request.moment)
        return redirect("applicant:databook_questions", key=key)
    return _questions(request, book, {code: form})


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: Request, key: str) -> HttpResponse:
    """Offer the figures of the year before that are not there yet; each is ticked by hand."""
    book = queries.databook_for(request.acting, key)
    source = queries.databook_of(book.site_id, book.year - 1)
    offered, standing, names = queries.readings_of(source), queries.readings_of(book), queries.names_on(day_of(request))
    if request.method == "POST" and source is not None:
        actions.copy(databook=book, source=source, codes=request.POST.getlist("codes"), by=request.acting, at=request.moment)
        return redirect("applicant:databook", key=key)
    rows = [(names[code][0], row) for code, row in offered.items() if code in names and code not in standing]
    return answer(request, "applicant/databook_copy.html", source=source, rows=rows, **head_of(request, book, "databook"))


@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: Request, key: str) -> HttpResponse:
    """Lock the year, or open it again with a reason; show the story of the book."""
    book = queries.databook_for(request.acting, key)
    form = bind(ReasonForm, request)
    if request.method == "POST" and book.state == "open":
        actions.lock(databook=book, by=request.acting, at=request.moment)
        return redirect("applicant:databook", key=key)
    if request.method == "POST" and form.is_valid():
        actions.unlock(databook=book, reason=form.cleaned_data["reason"], by=request.acting, at=request.moment)
        return redirect("applicant:databook", key=key)
    story = things.story_rows(audit.story_of(book))
    open_questions = sum(standing.answer is None for standing in queries.standing_of(book, day_of(request)))
    return answer(request, "applicant/databook_lock.html", form=form, story=story, open_questions=open_questions, **head_of(request, book, "databook"))


def _questions(request: Request, book: Databook, typed: dict[str, ReasonForm]) -> HttpResponse:
    rows: list[dict[str, Any]] = []
    for standing in queries.standing_of(book, day_of(request)):
        code, about = standing.question.code, about_of(standing.question)
        form = typed.get(code) or ReasonForm(auto_id=f"{code}_%s", initial={"about": about, "reason": standing.answer.reason if standing.answer else ""})
        rows.append({"standing": standing, "form": form, "about": about})
    if typed and request.method == "GET" and not request.refused and not set(typed) <= {row["standing"].question.code for row in rows}:
        raise Http404
    wrong = next(iter(typed.values()), None)
    return answer(
        request,
        "applicant/databook_questions.html",
        rows=rows,
        wrong=wrong,
        names=queries.names_on(day_of(request)),
        may_answer=permissions.may_enter(request.acting, book.site),
        **head_of(request, book, "databook_questions"),
    )
