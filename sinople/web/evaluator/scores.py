"""Why the score of an engagement's application is what it is: as it was declared, or as the report verified it."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from sinople.evaluation import queries
from sinople.evaluation.queries import Engagement
from sinople.web.requests import Request
from sinople.web.scores import score_page, score_paper


@require_safe
def explained(request: Request, key: str, which: str) -> HttpResponse:
    """Explain the declared score, or the verified one."""
    paper = reverse("evaluator:explanation_paper", kwargs={"key": key, "which": which})
    return score_page(request, _read(request, key).application, which, back=reverse("evaluator:engagement", kwargs={"key": key}), paper=paper)


@require_safe
def explained_paper(request: Request, key: str, which: str) -> HttpResponse:
    """Give out the explanation as PDF."""
    return score_paper(request, _read(request, key).application, which)


def _read(request: Request, key: str) -> Engagement:
    """Return the engagement once its papers are open to the evaluator."""
    found = queries.engagement_for(request.acting, key)
    if found.state in {"invited", "declined"}:
        raise Http404
    return found
