"""Why the score of an application is what it is: as it stands, or as it was verified."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from sinople.web.applicant.applications import own
from sinople.web.requests import Request
from sinople.web.scores import score_page, score_paper


@require_safe
def explained(request: Request, key: str, which: str) -> HttpResponse:
    """Explain the score of the self-evaluation, or the verified one."""
    paper = reverse("applicant:application_explanation_paper", kwargs={"key": key, "which": which})
    return score_page(request, own(request, key), which, back=reverse("applicant:application", kwargs={"key": key}), paper=paper)


@require_safe
def explained_paper(request: Request, key: str, which: str) -> HttpResponse:
    """Give out the explanation as PDF."""
    return score_paper(request, own(request, key), which)
