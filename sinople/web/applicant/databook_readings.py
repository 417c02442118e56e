"""One reading: what it touches, looked at before a change is saved; the months of which it is the sum."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sinople.applications import queries as applications
from sinople.databook import actions, queries
from sinople.databook.queries.asked import pack_on, units_of
from sinople.evaluation import queries as evaluation
from sinople.web import addresses
from sinople.web.answers import answer
from sinople.web.applicant.databook_rows import day_of, form_facts, head_of
from sinople.web.applicant.databooks import enter, quantity_asked
from sinople.web.applicant.forms import MonthsForm, ReadingForm
from sinople.web.requests import Request, bind

TWELVE = range(1, 13)


@require_http_methods(["GET", "HEAD", "POST"])
def look(request: Request, key: str, quantity: str) -> HttpResponse:
    """Show what a reading touches, with the change beside what stands; save it from here, or take the reading out."""
    book, wanted = queries.databook_for(request.acting, key), quantity_asked(request, quantity)
    stands = queries.readings_of(book).get(quantity)
    facts = form_facts(wanted, stands)
    facts["initial"] |= {name: request.GET[name] for name in ("typed", "unit", "boundary", "version") if name in request.GET}
    form = bind(ReadingForm, request, **facts)
    if request.method == "POST" and stands is not None and "take_out" in request.POST:
        actions.take_out(databook=book, quantity=quantity, version=stands.version, by=request.acting, at=request.moment)
        return redirect(f"{reverse('applicant:databook', kwargs={'key': key})}#id_{quantity}")
    if request.method == "POST" and form.is_valid():
        enter(request, book, wanted, None, form.cleaned_data, stands)
        return redirect(f"{reverse('applicant:databook', kwargs={'key': key})}#id_{quantity}")
    touched = queries.touched_by(book, [quantity], day_of(request))
    return answer(
        request, "applicant/databook_look.html", quantity=wanted, stands=stands, form=form, touched=touched, users=users_shown(request, touched.users),
        **head_of(request, book, "databook"),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def months(request: Request, key: str, quantity: str) -> HttpResponse:
    """Give a reading by its months; their sum is the reading."""
    book, wanted = queries.databook_for(request.acting, key), quantity_asked(request, quantity)
    stands = queries.readings_of(book).get(quantity)
    initial: dict[str, Any] = {"unit": wanted.unit, "version": 0}
    if stands is not None:
        initial = {"unit": stands.typed_unit, "boundary": stands.boundary, "version": stands.version}
        initial |= {f"month_{n}": typed for n, typed in zip(TWELVE, stands.months, strict=False)}
    form = bind(MonthsForm, request, units=units_of(wanted), initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        actions.enter(
            databook=book, quantity=wanted, typed="", unit=typed["unit"], months=[typed[f"month_{n}"] for n in TWELVE], boundary=typed["boundary"],
            version=typed["version"] or 0, evidence_key=stands.evidence_key if stands else "", by=request.acting, at=request.moment,
        )  # fmt: skip
        return redirect(f"{reverse('applicant:databook', kwargs={'key': key})}#id_{quantity}")
    fields = [form[f"month_{n}"] for n in TWELVE]
    return answer(request, "applicant/databook_months.html", quantity=wanted, stands=stands, form=form, fields=fields, **head_of(request, book, "databook"))


def users_shown(request: Request, users: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """Return the registered users of a book with their words, state and address."""
    return [_user(request, kind, key) for kind, key in users]


def _self_check(request: Request, key: str) -> dict[str, Any]:
    check, law = queries.self_check_for(request.acting, key), pack_on(day_of(request))
    words = next((title.name for title in law.titles if title.code == check.title_code), check.title_code) if law else check.title_code
    href = reverse("applicant:readiness_title", kwargs={"site": check.site.key, "title": check.title_code})
    return {"words": words, "thing": "self_check", "state": "kept", "href": href}


def _user(request: Request, kind: str, key: str) -> dict[str, Any]:
    shown: dict[str, Any]
    if kind == "databook.selfcheck":
        return _self_check(request, key)
    if kind == "databook.readinessplan":
        plan = queries.plan_for(request.acting, key)
        shown = {"words": queries.title_planned(plan), "thing": "saved_plan", "state": "shared" if plan.shared_at else "saved"}
        return shown | {"href": reverse("applicant:readiness_plan", kwargs={"key": key})}
    if kind == "evaluation.engagement":
        engagement = evaluation.engagement_for(request.acting, key)
        shown = {"words": engagement.evaluator.name, "thing": "engagement", "state": engagement.state}
    else:
        application = applications.application_for(request.acting, key)
        shown = {"words": applications.title_of(application).name, "thing": "application", "state": application.state}
    return shown | {"href": addresses.address_of(request.acting, kind, key)}
