"""What a data book holds besides the figures of a form: carriers, two earlier years, products, a question with its answer."""

import random
from datetime import datetime
from decimal import Decimal

from demonstration.cast import Company
from demonstration.figures import REMEMBERED, carriers_of, product_reading
from sinople.databook import actions, queries
from sinople.databook.models import Databook
from sinople.databook.queries.plausible import about_of
from sinople.law.packs import Quantity

ASSEMBLIES = ("主机", "模组")


def remember(company: Company, book: Databook, at: datetime) -> None:
    """Enter the carriers of the year, its products and the two years before; one factory in five has grown in a leap, and some say why."""
    day, draw = at.date(), random.Random(book.site_id * 10_000 + book.year)  # noqa: S311 - a demonstration has to be repeatable
    asked = {quantity.code: quantity for under in queries.everything_asked(day) for quantity in under.quantities}
    figures = queries.stated_of(book.site_id, book.year)
    _enter(company, book, asked, carriers_of(figures["energy_tce"]), at)
    _products(company, book, figures["output_value"], at)
    leaps = company.organisation.pk % 5 == 0
    for back in (1, 2):
        earlier = actions.begin(site=book.site, year=book.year - back, by=company.filler, at=at)
        if queries.stated_of(earlier.site_id, earlier.year):
            continue
        part = Decimal(str(round((0.6 if leaps else 0.96) ** back * draw.uniform(0.98, 1.02), 4)))
        energy = carriers_of(figures["energy_tce"] * part * Decimal("1.02"))
        _enter(company, earlier, asked, {code: _scaled(code, figures[code], part) for code in REMEMBERED if code in figures} | energy, at)
    for standing in queries.standing_of(book, day) if leaps and company.organisation.pk % 2 == 0 else ():
        question = standing.question
        actions.explain(databook=book, code=question.code, about=about_of(question), reason="新增一条生产线，当年投产。", by=company.submitter, at=at)


def _scaled(code: str, figure: Decimal, part: Decimal) -> Decimal:
    return figure if code in {"site_area", "floor_area", "lamps"} else (figure * part).quantize(Decimal(1) if code == "output_quantity" else Decimal("0.01"))


def _enter(company: Company, book: Databook, asked: dict[str, Quantity], figures: dict[str, Decimal], at: datetime) -> None:
    for code, value in figures.items():
        actions.enter(databook=book, quantity=asked[code], typed=f"{value:f}", unit=asked[code].unit, boundary="厂区围墙以内", by=company.filler, at=at)


def _products(company: Company, book: Databook, output: Decimal, at: datetime) -> None:
    for n, name in enumerate(ASSEMBLIES, start=1):
        product = actions.set_product(databook=book, n=n, name=name, kind="", by=company.filler, at=at)
        for quantity in queries.of_products_on(at.date()):
            value = product_reading(quantity.code, output, Decimal("0.6") if n == 1 else Decimal("0.4"))
            if value is not None:
                actions.enter(databook=book, quantity=quantity, typed=f"{value:f}", unit=quantity.unit, product=product, by=company.filler, at=at)
