"""An organisation's own decisions, and what holds where it made none."""

from __future__ import annotations

import pytest

from wres import reference
from wres.ground.settings import SINGLE_YEAR, TWO_YEAR_AVERAGE, Settings
from wres.indicators.comparisons import basis


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2016, TWO_YEAR_AVERAGE), (2021, TWO_YEAR_AVERAGE), (2022, SINGLE_YEAR), (2030, SINGLE_YEAR)],
)
def test_the_basis_of_indicator_3_where_nothing_is_decided(year, expected):
    assert basis(Settings(), year) == expected


def test_a_years_own_basis_goes_before_that_of_every_year():
    settings = Settings(indicator_3_basis={None: TWO_YEAR_AVERAGE, 2023: SINGLE_YEAR})
    assert [basis(settings, year) for year in (2022, 2023, 2024)] == [
        TWO_YEAR_AVERAGE,
        SINGLE_YEAR,
        TWO_YEAR_AVERAGE,
    ]


def test_every_basis_has_a_name():
    named = {row["basis"] for row in reference.rows("indicator_3_bases")}
    assert named == {
        SINGLE_YEAR,
        TWO_YEAR_AVERAGE,
    }
