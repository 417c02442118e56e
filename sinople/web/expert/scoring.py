"""Scoring a case: every group alone, with evidence beside the form; then the signature."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from sinople.applications import queries as applications
from sinople.evaluation import queries as evaluation
from sinople.experts import queries
from sinople.files import queries as files
from sinople.kernel.text import CHINESE
from sinople.review import actions, permissions
from sinople.review import queries as review
from sinople.web.acts import acts_on
from sinople.web.answers import answer
from sinople.web.expert.forms import OpinionForm
from sinople.web.requests import Request, bind


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: Request, key: str, case: str) -> HttpResponse:
    """Show a case to its expert, with the form beside declared and verified values; save the points."""
    seat = queries.seat_for(request.acting, key)
    found = review.case_for_seat(seat, case)
    opinion = review.opinion_of(seat, found)
    whole = review.sheet_of(found)
    form = bind(OpinionForm, request, groups=whole.groups, language=get_language() or CHINESE, initial=_initial(opinion))
    if request.method == "POST" and form.is_valid():
        version = int(request.POST.get("version") or 0)
        actions.save_opinion(
            seat=seat,
            case=found,
            points=form.points(),
            remarks=form.remarks(),
            recommends=form.cleaned_data["recommends"],
            by=request.acting,
            at=request.moment,
            version=version,
        )
        return redirect("expert:sheet", key=key, case=case)
    application = found.application
    engagement = evaluation.engagement_of(application)
    added = applications.papers_of(application)
    return answer(
        request, "expert/sheet.html", seat=seat, case=found, application=application, title=applications.title_of(application), sheet=whole, opinion=opinion, form=form,
        declared=applications.declared_sheet(application), engagement=engagement, materials=applications.materials_of(application), papers=added,
        files=files.rows_of(request.acting, [row.evidence_key for rows in added.values() for row in rows]), may_score=permissions.may_score(request.acting, seat, found),
        may_sign=opinion is not None and permissions.may_sign_opinion(request.acting, opinion), differences=evaluation.differences(engagement) if engagement else {},
    )  # fmt: skip


@acts_on(sheet)
def signature(request: Request, key: str, case: str) -> HttpResponse:
    """Sign the opinion; it can no longer be changed."""
    seat = queries.seat_for(request.acting, key)
    found = review.case_for_seat(seat, case)
    opinion = review.opinion_of(seat, found)
    if opinion is not None:
        actions.sign_opinion(opinion=opinion, by=request.acting, at=request.moment)
    return redirect("expert:seat", key=key)


def _initial(opinion: review.Opinion | None) -> dict[str, object]:
    if opinion is None:
        return {}
    points = {f"points-{code}": value for code, value in opinion.points.items()}
    remarks = {f"remark-{code}": said for code, said in opinion.remarks.items()}
    return {**points, **remarks, "recommends": {True: "yes", False: "no"}.get(opinion.recommends, "")}  # type: ignore[arg-type]
