"""The register of titles, its downloads, certificates and their verification."""

import json
from dataclasses import asdict
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sinople.law.clocks import SHANGHAI
from sinople.letters import queries as letters
from sinople.schemes import queries as schemes
from sinople.titles import papers, queries
from sinople.titles.queries import GrantRow
from sinople.titles.rules.exports import register_csv
from sinople.web.answers import answer
from sinople.web.choices import district_names
from sinople.web.environment import district_word
from sinople.web.requests import Request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def register(request: Request) -> HttpResponse:
    """Show the register, searched and filtered."""
    asked = {name: request.GET.get(name, "") for name in ("words", "district", "state")}
    rows = queries.register(words=asked["words"], district=asked["district"], state=asked["state"], before=queries.place_from(request.GET.get("after", "")))
    after = f"?{urlencode({**asked, 'after': queries.place_of(rows[-1])})}" if len(rows) == 50 else ""
    return answer(request, "public/register.html", rows=rows, count=queries.register_count(**asked), asked=asked, districts=district_names(), after=after)


@require_safe
def download(request: Request, form: str) -> HttpResponse:
    """Give out the whole register as CSV, XLSX or JSON."""
    rows = list(queries.whole_register())
    headings = [_("Certificate"), _("Title"), _("Holder"), _("Subject"), _("Unified social credit code"), _("District"), _("Granted"), _("Until"), _("State")]
    if form == "titles.csv":
        content, kind = register_csv(map(_cells, rows), headings=headings), "text/csv; charset=utf-8"
    elif form == "titles.xlsx":
        content, kind = papers.register_xlsx(map(_cells, rows), headings=headings, sheet=_("Register"), on=request.moment.astimezone(SHANGHAI).date()), XLSX
    elif form == "titles.json":
        content, kind = json.dumps([_plain(row) for row in rows], ensure_ascii=False, default=str).encode(), "application/json"
    else:
        raise Http404
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{form}"'})


@require_safe
def national(request: Request) -> HttpResponse:
    """Show the published national lists."""
    asked = {name: request.GET.get(name, "") for name in ("place", "kind", "words")}
    after = request.GET.get("after", "")
    rows = queries.national_listings(place=asked["place"], kind=asked["kind"], words=asked["words"], after=int(after) if after.isdigit() else 0)
    onward = f"?{urlencode({**asked, 'after': rows[-1].pk})}" if len(rows) == 50 else ""
    return answer(request, "public/national.html", rows=rows, asked=asked, after=onward)


@require_safe
def grant(request: Request, key: str) -> HttpResponse:
    """Show one title with its certificate."""
    found = queries.grant_by_key(key)
    certificate = letters.paper("certificate", "titles.grant", found.key)
    return answer(request, "public/grant.html", grant=found, certificate=certificate, law=schemes.pack_of(found.pack_digest))


@require_safe
def verify(request: Request) -> HttpResponse:
    """Ask for the number of a certificate."""
    words = request.GET.get("number", "").strip()
    if words:
        return redirect("public:verified", key=words)
    return answer(request, "public/verify.html", found=None, words="")


@require_safe
def verified(request: Request, key: str) -> HttpResponse:
    """Say whether a certificate holds today, and why or why not."""
    found = queries.verification(key, request.moment.astimezone(SHANGHAI).date())
    law = schemes.pack_of(found.pack_digest) if found else None
    return answer(request, "public/verify.html", status=200 if found else 404, found=found, words=key, law=law)


def _cells(row: GrantRow) -> tuple[str | date | None, ...]:
    return (row.number, row.title.zh, row.holder, row.site, row.credit_code, district_word(row.district), row.granted_on, row.ends_on, row.state)


def _plain(row: GrantRow) -> dict[str, object]:
    facts = asdict(row)
    facts.pop("row")
    return facts
