"""The founding organisation's survey counts against the official totals of the national survey.

Source: NHS Staff Survey, detailed results by organisation, surveys 2021 and 2022: how many of all
respondents said yes to each question. The organisation's own report gives percentages for White
and BME staff; the counts behind them, worked out by the pack, must fit inside those totals. What
is left over are respondents of unknown ethnicity.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from wres.figures import BME, WHITE
from wres.ground.settings import INTERNAL
from wres.indicators.comparisons import figures_of
from wres.reading.inputs import read_inputs

DATA = Path(__file__).parents[2] / "data"

# Survey 2022 is WRES year 2023. Indicator: (said yes, answered).
TOTALS = {
    (2023, 5): (27, 317),
    (2023, 8): (19, 314),
    (2022, 5): (25, 260),
    (2022, 8): (17, 270),
}
# Indicator 6 asks two questions: of managers and of other colleagues.
MANAGERS_AND_COLLEAGUES = {2023: ((18, 316), (26, 313)), 2022: ((22, 258), (25, 259))}


@pytest.fixture(scope="module")
def figures():
    return figures_of(read_inputs(DATA, "QHG", 2023), INTERNAL)


def both(figures, indicator: int, year: int, name: str) -> float:
    return sum(figures.get(indicator, name, year, ethnicity=e).value for e in (WHITE, BME))


@pytest.mark.parametrize(("year", "indicator"), TOTALS)
def test_white_and_bme_fit_inside_the_official_total(figures, year, indicator):
    said_yes, answered = TOTALS[year, indicator]
    rest = answered - both(figures, indicator, year, "survey_respondents")

    assert rest >= 0
    assert 0 <= said_yes - both(figures, indicator, year, "survey_count") <= rest


def test_the_harassment_count_of_2022_is_the_official_one_to_the_person(figures):
    """20 White (8.0% of 250) and 7 BME (12.7% of 55) are the 27 of the official table."""
    assert both(figures, 5, 2023, "survey_count") == 27
    assert both(figures, 8, 2023, "survey_count") == 19


@pytest.mark.parametrize("year", MANAGERS_AND_COLLEAGUES)
def test_indicator_6_counts_a_person_once(figures, year):
    """Fewer people than the two questions' yeses together: it is a union, not a sum."""
    (managers, _), (colleagues, _) = MANAGERS_AND_COLLEAGUES[year]
    people = both(figures, 6, year, "survey_count")

    assert max(managers, colleagues) <= people < managers + colleagues
