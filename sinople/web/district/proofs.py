"""Proofs of authority: the licence and the power of attorney, confirmed or refused."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from sinople.files import queries as files
from sinople.people import actions, permissions, queries
from sinople.web.answers import answer
from sinople.web.requests import Request


@require_safe
def proofs(request: Request) -> HttpResponse:
    """Show the proofs that wait for the district."""
    return answer(request, "district/proofs.html", rows=queries.proofs_waiting(request.acting))


@require_http_methods(["GET", "HEAD", "POST"])
def proof(request: Request, key: str) -> HttpResponse:
    """Show a proof with its papers; confirm or refuse it."""
    found = queries.proof_for(request.acting, key)
    if request.method == "POST":
        verb = request.POST.get("verb", "")
        if verb == "confirm":
            actions.confirm(proof=found, by=request.acting, at=request.moment)
        elif verb == "refuse":
            actions.refuse(proof=found, reason=request.POST.get("reason", "")[:400], by=request.acting, at=request.moment)
        else:
            raise Http404
        return redirect("district:proofs")
    rows = files.rows_of(request.acting, [found.licence_key, found.attorney_key])
    holders = queries.names_of(queries.holders_of(found.organisation_id, request.moment))
    return answer(
        request, "district/proof.html", proof=found, files=rows, holders=list(holders.values()), may_check=permissions.may_check(request.acting, found)
    )
