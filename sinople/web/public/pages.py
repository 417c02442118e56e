"""The public's pages: home, calls, rules, the draw, evaluators."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from sinople.evaluation import queries as evaluation
from sinople.experts import queries as experts
from sinople.notices import queries as notices
from sinople.people import queries as people
from sinople.schemes import queries as schemes
from sinople.titles import queries as titles
from sinople.web.answers import answer
from sinople.web.choices import district_names
from sinople.web.requests import Request


@require_safe
def home(request: Request) -> HttpResponse:
    """Show what is open now: calls, notices; how many titles there are and where."""
    by_district = titles.valid_by_district()
    return answer(
        request, "public/home.html", calls=schemes.open_calls(request.moment), notices=notices.open_notices(request.moment), by_district=by_district,
        districts=district_names(), whole=sum(by_district.values()), latest=titles.register(limit=6), plans=schemes.published_plans(),
    )  # fmt: skip


@require_safe
def calls(request: Request) -> HttpResponse:
    """Show the calls."""
    rows = schemes.calls_seen(request.acting)
    return answer(request, "public/calls.html", rows=rows, titles=schemes.titles_of(rows))


@require_safe
def call(request: Request, key: str) -> HttpResponse:
    """Show a call: what for, until when, by which rules, how."""
    found = schemes.call_for(request.acting, key)
    about = schemes.words_of(found)
    return answer(
        request, "public/call.html", call=found, about=about, windows=schemes.windows_of(found), materials=about.pack.materials_for(found.title_code),
        is_open=found.state == "open" and found.opens_at <= request.moment < found.closes_at, target=found.plan.targets.get(found.title_code),
    )  # fmt: skip


@require_safe
def rules(request: Request) -> HttpResponse:
    """Show the regulations in force, past and coming."""
    rows = [(row, schemes.pack_of(row.digest)) for row in schemes.published_packs()]
    return answer(request, "public/rules.html", rows=rows)


@require_safe
def rule(request: Request, key: str) -> HttpResponse:
    """Show one regulation: what of its text is known, on which authority, with clocks and indicators."""
    row = schemes.published_pack(key)
    law = schemes.pack_of(row.digest)
    return answer(request, "public/rule.html", row=row, law=law, left=[], confirmations=schemes.confirmations_of(row))


@require_safe
def draw(request: Request, key: str) -> HttpResponse:
    """Show a draw so that anybody can recompute it."""
    panel = experts.drawn_panel(key)
    return answer(request, "public/draw.html", panel=panel, ranking=experts.ranking_of(panel), listed=panel.listed.split("\n"))


@require_safe
def draw_file(request: Request, key: str) -> HttpResponse:
    """Give out the draw as a file."""
    return HttpResponse(experts.published_draw(experts.drawn_panel(key)), content_type="application/json")


@require_safe
def evaluators(request: Request) -> HttpResponse:
    """Show evaluation organisations with what they declare of themselves and their load of the year."""
    bodies = people.evaluators()
    load = evaluation.load_of([body.pk for body in bodies], request.moment.year)
    return answer(request, "public/evaluators.html", bodies=[(body, load[body.pk]) for body in bodies])
