"""What charts over the years say of figures: intervals, breaks, national values of their year."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import plainly

from wres.figures import BME, WHITE, State
from wres.figures.printed import keys_in
from wres.showing import charts

from .drawing import read
from .test_charts import edition, figure, laid_out, texts

YEARS = (2022, 2023, 2024)
RATIO = "relative_likelihood_bme_to_white"
AVERAGE = "survey_percentage_national_average"


def shares(averages=()):
    """White 20% and BME 30% in 2022, a point more each year, and these national averages."""
    made = [
        figure(year, 6, "survey_percentage", group, value=value + year - 2022,
               low=value - 2.04, high=value + 3.96)
        for year in YEARS
        for group, value in ((WHITE, 20.0), (BME, 30.0))
    ]  # fmt: skip
    return made + [
        figure(year, 6, AVERAGE, BME, value=value, reason=reason)
        for year, value, reason in averages
    ]


OF_2023 = ((2023, 27.1, "all trusts, staff survey 2022"),
           (2024, 27.1, "all trusts, staff survey 2022, a year older"))  # fmt: skip
OF_2020 = tuple(
    (year, 25.3, f"all trusts, staff survey 2020, {age} older")
    for year, age in ((2022, "a year"), (2023, "two years"), (2024, "three years"))
)


def test_every_year_held_is_drawn_with_its_interval_as_printed():
    chart = charts.survey(edition(shares(), YEARS), 6)
    alt = plainly(chart.alt)
    assert "BME, 2021 survey (Old): 30.0% (28.0 to 34.0)" in alt
    assert "White, 2023 survey: 22.0% (18.0 to 24.0)" in alt
    assert set(keys_in(chart.alt)) == {
        f"{year}/6/survey_percentage////{group}{part}"
        for year in YEARS
        for group in (WHITE, BME)
        for part in ("", "#low", "#high")
    }
    tenths = [replace(each, low=each.low + 0.04, high=each.high + 0.04) for each in shares()]
    assert charts.survey(edition(tenths, YEARS), 6) == chart  # 27.96 and 28.00 are both 28.0


def test_a_number_of_a_chart_has_the_key_of_its_figure():
    assert texts(laid_out(charts.survey(edition(shares(OF_2023), YEARS), 6))) == {
        "20.0%": ["2022/6/survey_percentage////White"],
        "21.0%": ["2023/6/survey_percentage////White"],
        "White staff 22.0%": ["2024/6/survey_percentage////White"],
        "30.0%": ["2022/6/survey_percentage////BME"],
        "31.0%": ["2023/6/survey_percentage////BME"],
        "BME staff 32.0%": ["2024/6/survey_percentage////BME"],
        "27.1%": [f"2023/6/{AVERAGE}////BME"],
    }


@pytest.mark.parametrize(
    ("averages", "said", "note"),
    [
        # of a year that is drawn: beside that year
        (OF_2023, ["BME, 2022 survey: 31.0% (28.0 to 34.0), national average 27.1%;"],
         "Diamonds: the national average"),
        # of a year that is not: beside the last, with its age
        (OF_2020, ["BME, 2023 survey: 32.0% (28.0 to 34.0), national average 25.3%, three years "
                   "older"], "Diamonds: the national average, three years older"),
        # of both: each beside its own
        ((OF_2023[0], (2024, 28.4, "all trusts, staff survey 2023")),
         ["national average 27.1%;", "national average 28.4%;"], "Diamonds: the national average"),
    ],
)  # fmt: skip
def test_a_national_value_stands_beside_its_year_or_says_its_age(averages, said, note):
    chart = charts.survey(edition(shares(averages), YEARS), 6)
    alt = plainly(chart.alt)
    assert alt.count("national average") == len(said)
    assert all(each in alt for each in said)
    assert note in read(chart.svg).words()


def test_a_break_is_marked_and_said():
    chart = charts.survey(edition(shares(), YEARS), 6)
    assert read(chart.svg).words().count("break") == 1
    assert "Break in the series: 2022 is Old, 2023 is New" in plainly(chart.alt)


def test_years_before_the_first_that_was_collected_are_left_out():
    late = [
        replace(each, value=None, low=None, high=None, state=State.NOT_COLLECTED)
        if each.year == 2022
        else each
        for each in shares()
    ]
    chart = charts.survey(edition(late, YEARS), 6)
    assert "2021" not in chart.alt
    assert "break" not in read(chart.svg).words()


def test_a_scale_that_does_not_begin_at_zero_says_so():
    far = [replace(each, value=each.value + 40, low=each.low + 40, high=each.high + 40)
           for each in shares()]  # fmt: skip
    said = "the lower part of the scale is left out"
    assert said in charts.survey(edition(far, YEARS), 6).subtitle
    low = [replace(each, low=0.0) for each in shares()]
    assert said not in charts.survey(edition(low, YEARS), 6).subtitle


def ratio(year, value, **more):
    return figure(year, 3, RATIO, value=value, low=value / 2, high=value * 2, **more)


@pytest.mark.parametrize(
    ("value", "point"),
    [
        (1.254, "In 2024 it is 1.25, BME staff more likely, inside the four-fifths range"),
        (1.255, "In 2024 it is 1.26, BME staff more likely, outside the four-fifths range"),
        (0.796, "In 2024 it is 0.80, White staff more likely, inside the four-fifths range"),
        (1.004, "In 2024 it is 1.00, equally likely, inside the four-fifths range"),
    ],
)
def test_the_point_of_a_likelihood_goes_by_what_is_printed(value, point):
    chart = charts.likelihoods(edition([ratio(2023, 1.5), ratio(2024, value)], YEARS), 3)
    assert point in plainly(chart.alt)


def test_both_directions_are_named():
    words = " ".join(read(charts.likelihoods(edition([ratio(2024, 1.5)], YEARS), 3).svg).words())
    assert "White staff more likely BME staff more likely" in words
    assert "four-fifths range (0.80 to 1.25)" in words


def test_a_likelihood_of_the_last_year_that_is_withheld_says_so():
    made = [ratio(2023, 1.5), figure(2024, 3, RATIO, state=State.WITHHELD)]
    chart = charts.likelihoods(edition(made, YEARS), 3)
    assert "[c] withheld" in read(chart.svg).words()
    assert plainly(chart.alt).endswith("In 2024 it is withheld.")
