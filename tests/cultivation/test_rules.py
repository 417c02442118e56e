"""How a milestone stands, whether a figure meets its target, when a stay ends."""

from datetime import date
from decimal import Decimal

import pytest

from sinople.cultivation.rules import Progress, Standing, ends_on, meets, standing_of

DUE = date(2023, 6, 30)


@pytest.mark.parametrize(
    ("on", "is_reached", "standing"),
    [
        (date(2023, 6, 15), False, Standing.AHEAD),
        (date(2023, 6, 16), False, Standing.SOON),
        (date(2023, 6, 30), False, Standing.SOON),
        (date(2023, 7, 1), False, Standing.OVERDUE),
        (date(2023, 7, 1), True, Standing.REACHED),
    ],
)
def test_standing_of(on, is_reached, standing):
    assert standing_of(DUE, is_reached=is_reached, on=on, days_before=14) is standing


@pytest.mark.parametrize(
    ("value", "op", "target", "said"),
    [
        ("0.42", "<=", "0.42", True), ("0.43", "<=", "0.42", False), ("0.42", "<", "0.42", False), ("95", ">=", "95", True), ("95", ">", "95", False),
        (None, ">=", "95", None), ("95", "", "95", None), ("95", ">=", None, None),
    ],
)  # fmt: skip
def test_meets(value, op, target, said):
    assert meets(Decimal(value) if value else None, op, Decimal(target) if target else None) is said


@pytest.mark.parametrize(
    ("entered", "years", "ends"),
    [(date(2023, 4, 3), 3, date(2026, 4, 3)), (date(2024, 2, 29), 3, date(2027, 2, 28)), (date(2024, 2, 29), 4, date(2028, 2, 29))],
)
def test_ends_on(entered, years, ends):
    assert ends_on(entered, years) == ends


def test_progress():
    assert (Progress(1, 1, 4).share, Progress(0, 0, 0).share) == (25, 0)
