"""Pictures of a data book: where energy and carbon come from and go to, the years, the place among peers. Each has its table."""

from decimal import Decimal

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from sinople.databook import queries
from sinople.law.energy import CARBON, TCE, worked_out
from sinople.web.answers import answer
from sinople.web.applicant.databook_rows import day_of, head_of
from sinople.web.context import Words
from sinople.web.requests import Request
from sinople.web.things.pictures import bars_of, flow_of, place_in

BUILDINGS = "building_energy"


@require_safe
def energy(request: Request, key: str) -> HttpResponse:
    """Show energy and carbon by carrier, with the factors that were used."""
    book = queries.databook_for(request.acting, key)
    figures, worked = queries.values_of(book.site_id, book.year), queries.worked_of(book)
    # What could not be worked out for want of a factor has no row; it is said here with its reason.
    now = {one.quantity: one for one in worked_out(queries.carriers(), queries.factors(), figures, year=book.year)}
    kinds = {carrier.code: "sun" if carrier.flow == "own" else carrier.kind for carrier in queries.carriers().carriers}
    uses = _uses(figures, worked[TCE].value) if TCE in worked else []
    shown = [
        {"worked": worked.get(code, one), "stated": queries.readings_of(book).get(code), "name": name, "flow": flow_of(worked[code], kinds, name, uses if code == TCE else ()) if code in worked else None}
        for code, name in ((TCE, _("Energy")), (CARBON, _("Carbon dioxide"))) if (one := now.get(code)) is not None
    ]  # fmt: skip
    return answer(request, "applicant/databook_energy.html", sums=shown, **head_of(request, book, "databook_energy"))


@require_safe
def years(request: Request, key: str) -> HttpResponse:
    """Show every figure over the years, and where the site stands among its peers."""
    book = queries.databook_for(request.acting, key)
    series, names = queries.series_of(book.site_id), queries.names_on(day_of(request))
    rows = [(names[code], [series[year].get(code) for year in series]) for code in names if any(code in figures for figures in series.values())]
    drawn = dict.fromkeys(name for intensity in queries.checks().peers for name in intensity.expression.names)
    charts = [
        {"name": names[code][0], "unit": names[code][1], "bars": bars_of(found, book.year)}
        for code in drawn if code in names and len(found := {year: figures[code] for year, figures in series.items() if code in figures}) > 1
    ]  # fmt: skip
    near, peers = queries.bands_of(book), []
    bands = queries.bands_of(book, wide=True) | near  # of its industry where that is large enough, else of all
    for intensity in queries.checks().peers:
        value, band = intensity.expression.evaluate(series.get(book.year, {})).value, bands.get(intensity.code)
        peers.append(
            {
                "intensity": intensity,
                "value": value,
                "band": band,
                "is_wide": intensity.code not in near,
                "places": place_in(band.low, band.high, value) if band else None,
            }
        )
    return answer(
        request, "applicant/databook_years.html", years=list(series), rows=rows, charts=charts, peers=peers, least=queries.checks().peers_least,
        books={one.year: one for one in queries.years_of(book)}, **head_of(request, book, "databook_years"),
    )  # fmt: skip


def _uses(figures: dict[str, Decimal], whole: Decimal | None) -> list[tuple[Words, Decimal, str]]:
    buildings = figures.get(BUILDINGS)
    if whole is None or buildings is None or buildings >= whole:
        return []
    return [(_("Buildings"), buildings, "buildings"), (_("Production and everything else"), whole - buildings, "production")]
