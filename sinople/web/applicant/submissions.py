"""Declaring, opening again, handing in, correcting, withdrawing; each asked once more on a page of its own."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from sinople.applications import actions, permissions, queries
from sinople.applications.queries import Application, Point
from sinople.applications.states import State
from sinople.databook import queries as databooks
from sinople.deadlines import queries as deadlines
from sinople.evaluation import actions as evaluation_actions
from sinople.evaluation import queries as evaluation
from sinople.kernel.refused import Ground
from sinople.letters import queries as letters
from sinople.review import actions as review
from sinople.schemes import queries as schemes
from sinople.web.answers import answer
from sinople.web.applicant import rows
from sinople.web.applicant.applications import KIND, own
from sinople.web.applicant.forms import PointForm, StatementForm, WithdrawalForm
from sinople.web.applicant.uploads import keep
from sinople.web.requests import Request, bind
from sinople.web.things.asking import every_row


@dataclass(frozen=True, slots=True)
class Missing:
    """Something missing and the address where it is filled in."""

    ground: Ground
    href: str


@require_http_methods(["GET", "HEAD", "POST"])
def declaration(request: Request, key: str) -> HttpResponse:
    """Show everything once more with what is missing, and declare the self-evaluation."""
    found = own(request, key)
    if request.method == "POST":
        evaluation_actions.declare(application=found, by=request.acting, at=request.moment)
        return redirect("applicant:application", key=key)
    missing = [Missing(ground, _mend(found, ground)) for ground in queries.missing_of(found)]
    return answer(
        request, "applicant/declaration.html", application=found, title_kind=queries.title_of(found), sheet=queries.live_sheet(found), table=queries.table_of(found),
        missing=missing, may_declare=permissions.may_declare(request.acting, found), book=databooks.databook_of(found.site_id, found.year),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def reopening(request: Request, key: str) -> HttpResponse:
    """Open the declared self-evaluation again before the hand-in."""
    found = own(request, key)
    if request.method == "POST":
        actions.reopen(application=found, by=request.acting, at=request.moment)
        return redirect("applicant:application", key=key)
    return answer(request, "applicant/reopening.html", application=found, title_kind=queries.title_of(found), engagement=evaluation.engagement_of(found))


@require_safe
def statement(request: Request, key: str) -> HttpResponse:
    """Show the statement of truth to be printed, signed and stamped."""
    found = own(request, key)
    return answer(request, "applicant/statement.html", application=found, title_kind=queries.title_of(found), spoken=schemes.words_of(found.call))


@require_http_methods(["GET", "HEAD", "POST"])
def submission(request: Request, key: str) -> HttpResponse:
    """Hand in: the statement of truth confirmed on line, or its signed scan."""
    found = own(request, key)
    form = bind(StatementForm, request)
    if request.method == "POST" and form.is_valid():
        scan = form.cleaned_data["scan"]
        kept = keep(request, scan, (KIND, key)) if scan else ""
        review.hand_in(application=found, confirmed=form.cleaned_data["confirmed"], statement_key=kept, by=request.acting, at=request.moment)
        return redirect("applicant:receipt", key=key)
    engagement = evaluation.engagement_of(found)
    return answer(
        request, "applicant/submission.html", application=found, title_kind=queries.title_of(found), form=form, closes_at=schemes.closes_at(found.call, found.district),
        may_hand_in=permissions.may_hand_in(request.acting, found), again=found.state == State.RETURNED, engagement=engagement,
        sheet=evaluation.verified_sheet(engagement) if engagement and evaluation.report_of(engagement) else queries.sheet_shown(found),
        open_points=[point for point in queries.points_of(found) if point.answered_at is None],
    )  # fmt: skip


@require_safe
def receipt(request: Request, key: str) -> HttpResponse:
    """Say that it was handed in, when, under which number, and what comes next."""
    found = own(request, key)
    if found.handed_in_at is None:
        return redirect("applicant:application", key=key)
    handed = queries.snapshot_of(found, "handed_in")
    return answer(
        request, "applicant/receipt.html", application=found, title_kind=queries.title_of(found), handed=handed, paper=letters.paper("receipt", KIND, key)
    )


@require_safe
def correction(request: Request, key: str) -> HttpResponse:
    """Show the points of a correction, to be answered one by one."""
    return _correction(request, own(request, key), "", None)


@require_http_methods(["GET", "HEAD", "POST"])
def point(request: Request, key: str, point: str) -> HttpResponse:
    """Answer one point of a correction."""
    found = own(request, key)
    asked = queries.point_for(found, point)
    form = bind(PointForm, request, auto_id=f"{point}_%s")
    if request.method == "POST" and form.is_valid():
        actions.answer_point(application=found, point=asked, words=form.cleaned_data["answer"], by=request.acting, at=request.moment)
        return redirect("applicant:correction", key=key)
    return _correction(request, found, point, form)


@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: Request, key: str) -> HttpResponse:
    """Withdraw the application, with a reason if one likes."""
    found = own(request, key)
    form = bind(WithdrawalForm, request)
    if request.method == "POST" and form.is_valid():
        actions.withdraw(application=found, reason=form.cleaned_data["reason"], by=request.acting, at=request.moment)
        return redirect("applicant:application", key=key)
    return answer(
        request,
        "applicant/withdrawal.html",
        application=found,
        title_kind=queries.title_of(found),
        form=form,
        may_withdraw=permissions.may_withdraw(request.acting, found),
    )


def _correction(request: Request, found: Application, key: str, typed: PointForm | None) -> HttpResponse:
    points = queries.points_of(found)
    forms = {one.key: typed if typed is not None and one.key == key else PointForm(auto_id=f"{one.key}_%s", initial={"answer": one.answer}) for one in points}
    clock = next((one for one in deadlines.clocks_of(KIND, found.key, request.moment) if one.code == "correction" and one.state in deadlines.LIVE), None)
    return answer(
        request, "applicant/correction.html", application=found, title_kind=queries.title_of(found), points=points, forms=forms, clock=clock, wrong=typed,
        places=_places(found, points), may_answer=permissions.may_answer(request.acting, found), open_points=sum(one.answered_at is None for one in points),
        may_hand_in=permissions.may_hand_in(request.acting, found), book=databooks.databook_of(found.site_id, found.year),
    )  # fmt: skip


def _places(found: Application, points: list[Point]) -> dict[str, str]:
    """Return for each point where the row or the paper that it names is changed."""
    table, materials = queries.table_of(found), {row.code for row in queries.materials_of(found)}
    named = {row.code for row in every_row(table)}
    papers = reverse("applicant:materials", kwargs={"key": found.key})
    places = {point.key: rows.whereabouts(found, table, point.code) for point in points if point.code in named}
    return {**places, **{point.key: f"{papers}#id_{point.code}" for point in points if point.code in materials}}


def _mend(found: Application, ground: Ground) -> str:
    """Return where something missing is filled in."""
    kind, _colon, code = ground.code.partition(":")
    if kind == "paper":
        return f"{reverse('applicant:materials', kwargs={'key': found.key})}#id_{code}"
    if kind == "quantity":
        book = databooks.databook_of(found.site_id, found.year)
        return f"{reverse('applicant:databook', kwargs={'key': book.key})}#id_{code}" if book else reverse("applicant:databooks")
    return rows.whereabouts(found, queries.table_of(found), code)
