"""Two versions or two regulations side by side; and what every value of a regulation stands on."""

from collections import Counter
from typing import get_args

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from sinople.law.comparing import compare
from sinople.law.packs.confirming import values_of
from sinople.law.packs.values import Mark
from sinople.schemes import papers, queries
from sinople.web.answers import answer
from sinople.web.requests import Request

PAPERS = {
    "pdf": ("application/pdf", papers.comparison_pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", papers.comparison_docx),
}


@require_safe
def choice(request: Request, key: str) -> HttpResponse:
    """Offer the versions and regulations that this one can be compared with."""
    row = queries.pack_by_key(key)
    rows = [(other, queries.pack_of(other.digest)) for other in queries.pack_rows() if other.pk != row.pk]
    return answer(request, "city/comparison_choice.html", row=row, law=queries.pack_of(row.digest), rows=rows)


@require_safe
def comparison(request: Request, key: str, other: str) -> HttpResponse:
    """Show what changed from the other to this one, in the words of the law."""
    row, before = queries.pack_by_key(key), queries.pack_by_key(other)
    found = compare(queries.pack_of(before.digest), queries.pack_of(row.digest))
    return answer(request, "city/comparison.html", row=row, before=before, law=queries.pack_of(row.digest), found=found)


@require_safe
def paper(request: Request, key: str, other: str, form: str) -> HttpResponse:
    """Give out the comparison to be printed: PDF, or a Word file."""
    if form not in PAPERS:
        raise Http404
    kind, make = PAPERS[form]
    row, before = queries.pack_by_key(key), queries.pack_by_key(other)
    found = compare(queries.pack_of(before.digest), queries.pack_of(row.digest))
    headers = {"Content-Disposition": f'attachment; filename="{row.code}-{before.version}-{row.version}.{form}"'}
    return HttpResponse(make(found, on=request.moment), content_type=kind, headers=headers)


@require_safe
def provenance(request: Request, key: str) -> HttpResponse:
    """Show how every value was seen: how many of each mark, and what the bureau should confirm."""
    row = queries.pack_by_key(key)
    law = queries.pack_of(row.digest)
    found = list(values_of(law))
    counts = Counter(one.value.mark for one in found)
    waiting = [one for one in found if one.value.needs_confirmation]
    marks = [(mark, counts[mark]) for mark in get_args(Mark)]
    return answer(
        request, "city/provenance.html", row=row, law=law, marks=marks, whole=len(found), waiting=waiting, missing=sum(not one.value.is_given for one in found)
    )
