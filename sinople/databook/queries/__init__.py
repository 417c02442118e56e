"""What a screen, a form or a score asks of data books."""

from sinople.databook.models import Databook, Product, ReadinessPlan, Reading, SelfCheck, Workbook
from sinople.databook.queries.asked import (
    QuantitiesUnder,
    carrier_of,
    carriers,
    checks,
    everything_asked,
    factors,
    names_on,
    of_products_on,
    product_kinds_on,
    quantities_on,
    quantity_on,
)
from sinople.databook.queries.books import (
    BookRow,
    book_rows,
    context_of,
    databook_for,
    databook_of,
    databooks_of,
    product_for,
    product_readings,
    products_of,
    reading,
    readings_of,
    series_of,
    stated_of,
    users_of,
    values_of,
    workbook_for,
    worked_of,
    years_of,
)
from sinople.databook.queries.books import ReadingShown as ReadingShown
from sinople.databook.queries.plausible import Answered, Standing, bands_of, questions_of, standing_of
from sinople.databook.queries.readiness import (
    PlanRow,
    answers_kept,
    plan_for,
    plans_seen,
    self_check_for,
    self_check_of,
    self_checks_of,
    steps_of,
    title_planned,
    years_kept,
)
from sinople.databook.queries.touching import Touched, TouchedRow, touched_by

__all__ = [
    "Answered", "BookRow", "Databook", "PlanRow", "Product", "QuantitiesUnder", "ReadinessPlan", "Reading", "ReadingShown", "SelfCheck", "Standing",
    "Touched", "TouchedRow", "Workbook", "answers_kept", "bands_of", "book_rows", "carrier_of", "carriers", "checks", "context_of", "databook_for",
    "databook_of", "databooks_of", "everything_asked", "factors", "names_on", "of_products_on", "plan_for", "plans_seen", "product_for", "product_kinds_on",
    "product_readings", "products_of", "quantities_on", "quantity_on", "questions_of", "reading", "readings_of", "self_check_for", "self_check_of", "self_checks_of",
    "series_of", "standing_of", "stated_of", "steps_of", "title_planned", "touched_by", "users_of", "values_of", "workbook_for", "worked_of", "years_kept", "years_of",
]  # fmt: skip
