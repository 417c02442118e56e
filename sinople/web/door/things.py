"""Letters, files, papers, jobs, drafts, and whether the house stands."""

import json

from django.db import connection
from django.http import HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sinople.files import queries as files
from sinople.jobs import queries as jobs
from sinople.letters import queries as letter_queries
from sinople.posts import actions as posts
from sinople.review import actions as review
from sinople.web import addresses
from sinople.web.answers import answer
from sinople.web.papers import CONTENT_TYPES, readable_paper
from sinople.web.requests import Request
from sinople.web.wording import moment


@require_safe
def letters(request: Request) -> HttpResponse:
    """Show the letters to this person."""
    return answer(request, "door/letters.html", rows=letter_queries.letters_of(request.acting))


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: Request, key: str) -> HttpResponse:
    """Show one letter; saying that one has read it, or going on to the matter, is its delivery."""
    found = letter_queries.letter_for(request.acting, key)
    about = addresses.address_of(request.acting, found.about_kind, found.about_key)
    if request.method == "POST":
        review.deliver(letter=found, by=request.acting, at=request.moment)
        return redirect(about if request.POST.get("go") and about else request.path)
    return answer(request, "door/letter.html", letter=found, about=about, said=letter_queries.message_of(found), grounds=letter_queries.grounds_of(found))


@require_http_methods(["GET", "HEAD"])
def file(request: Request, key: str) -> HttpResponse:
    """Give out a file to somebody who may read it, with safe headers."""
    evidence = files.evidence_for(request.acting, key)
    return HttpResponse(files.content_of(evidence), headers=files.headers_of(evidence))


@require_safe
def paper(request: Request, key: str) -> HttpResponse:
    """Give out a paper that the house made, to somebody who may see the thing it is about."""
    found = readable_paper(request.acting, key)
    if found is None:
        return HttpResponseNotFound()
    kind = found.name.rpartition(".")[2]
    response = HttpResponse(bytes(found.content), content_type=CONTENT_TYPES.get(kind, "application/pdf"))
    response.headers["Content-Disposition"] = f'{"attachment" if kind in CONTENT_TYPES else "inline"}; filename="{found.name}"'
    return response


@require_safe
def job(request: Request, key: str) -> HttpResponse:
    """Show how far a job is; the page may be reloaded as often as one likes."""
    return answer(request, "door/job.html", job=jobs.job_for(request.acting, key))


@require_POST
def draft(request: Request) -> HttpResponse:
    """Save a form as it is typed, under its address."""
    typed = request.POST.copy()
    path = typed.pop("path", [request.headers.get("HX-Current-URL", "")])[-1]
    for name in ("csrfmiddlewaretoken", "post_key"):
        typed.pop(name, None)
    posts.save_draft(person_id=request.acting.person_id, path=path, typed=typed.urlencode(), at=request.moment)
    return HttpResponse(_("Saved at %(at)s") % {"at": moment(request.moment)[-5:]})


@require_safe
def health(request: Request) -> HttpResponse:
    """Say that the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return HttpResponse(json.dumps({"ok": True}), content_type="application/json")
