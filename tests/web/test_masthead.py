"""The head of every page says for whom one acts."""

import pytest
from django.urls import reverse

from tests.web.sitting import page, seat

pytestmark = pytest.mark.django_db


def test_it_names_the_organisation_or_the_district(town):
    """The city's own officers know where they sit, and the line is short."""
    company = town.company()
    for acting, words in (
        (company.submitter, company.organisation.name), (town.officer, ""), (town.cast.districts["440306"], "Bao"), (town.cast.experts[0], ""),
    ):  # fmt: skip
        said = page(seat(acting).get(reverse("door:profile"))).xpath("string(//header//*[@class='sp-who'])")
        assert words in said
        assert acting.name in said
