"""How figures are printed: rounded once, half away from zero, with their signs."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import plainly, shown
from hypothesis import given
from hypothesis import strategies as st

from helpers.figures import Figure, State
from helpers.formats import interval, is_zero_as_printed, magnitude, people, rounded, show

PERCENT, RATIO, POINTS = (
    "staff_percentage",
    "relative_likelihood_white_to_bme",
    "difference_bme_white",
)
CHANGE = "staff_count_change_on_last_year"


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [
        (0.05, 1, "0.1"),
        (-0.05, 1, "-0.1"),
        (12.25, 1, "12.3"),
        (12.35, 1, "12.4"),
        (-12.25, 1, "-12.3"),
        (2.675, 2, "2.68"),  # a hair below the half in binary
        (1.005, 2, "1.01"),
        (100 * 23 / 160, 2, "14.38"),  # 14.375
        (100 * 1 / 32, 1, "3.1"),  # 3.125
        (0.0499, 1, "0.0"),
        (-0.0499, 1, "0.0"),
        (99.95, 1, "100.0"),
        (2.5, 0, "3"),
        (3.5, 0, "4"),
    ],
)
def test_half_rounds_away_from_zero(value, decimals, printed):
    assert str(rounded(value, decimals)) == printed


@given(numerator=st.integers(0, 20_000), denominator=st.integers(1, 20_000))
def test_a_percentage_rounds_as_whole_numbers_do(numerator, denominator):
    # In tenths of a per cent, in whole numbers only: half up is floor(x + 1/2).
    tenths = (2 * 1000 * numerator + denominator) // (2 * denominator)
    assert rounded(100 * numerator / denominator, 1) == Decimal(tenths) / 10


@given(value=st.floats(-1000, 1000), decimals=st.integers(0, 2))
def test_rounding_is_even_handed(value, decimals):
    up, down = rounded(value, decimals), rounded(-value, decimals)
    assert up == -down
    assert abs(up - Decimal(value)) <= Decimal(1).scaleb(-decimals) / 2 + Decimal("1e-8")


@pytest.mark.parametrize(
    ("figure", "printed"),
    [
        (shown(24.1206, PERCENT, 1), "24.1%"),
        (shown(100, PERCENT, 1), "100.0%"),
        (shown(0, PERCENT, 1), "0.0%"),
        (shown(0.04, PERCENT, 1), "[low]"),
        (shown(0.05, PERCENT, 1), "0.1%"),
        (shown(2.1942, RATIO, 2), "2.19"),
        (shown(1, RATIO, 2), "1.00"),
        (shown(0, RATIO, 2), "0.00"),
        (shown(0.004, RATIO, 2), "[low]"),
        (shown(1234.5, RATIO, 2), "1,234.50"),
        (shown(1204, "staff_count", 1), "1,204"),
        (shown(0, "staff_count", 1), "0"),
        (shown(7.45, POINTS, 5), "+7.5"),
        (shown(-7.45, POINTS, 5), "\u22127.5"),
        (shown(0.04, POINTS, 5), "0.0"),
        (shown(-0.04, POINTS, 5), "0.0"),
        (shown(3.125, CHANGE, 1), "+3.1%"),
        (shown(-41.666, CHANGE, 1), "\u221241.7%"),
        (shown(0, CHANGE, 1), "0.0%"),
        (shown(-0.125, RATIO + "_change_on_last_year", 2), "\u22120.13"),
        (shown(1.54, RATIO + "_national_average", 2), "1.54"),
        (Figure("RXX", 2023, 1, PERCENT, state=State.WITHHELD), "[c]"),
        (Figure("RXX", 2023, 1, PERCENT, state=State.NOT_COLLECTED), "[x]"),
        (Figure("RXX", 2023, 1, PERCENT, state=State.NOT_CALCULABLE), "[z]"),
    ],
)
def test_a_figure_as_a_table_prints_it(figure, printed):
    assert plainly(show(figure)) == printed


def test_a_figure_without_a_name_that_is_known_cannot_be_printed():
    with pytest.raises(KeyError, match="no_such_figure"):
        show(shown(1, "no_such_figure", 1))


@pytest.mark.parametrize(
    ("value", "size", "is_zero"),
    [(7.45, "7.5", False), (-7.45, "7.5", False), (0.04, "0.0", True), (-0.05, "0.1", False)],
)
def test_a_difference_without_its_sign(value, size, is_zero):
    figure = shown(value, POINTS, 5)
    assert (plainly(magnitude(figure)), is_zero_as_printed(figure)) == (size, is_zero)


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 people"), (1, "1 person"), (2, "2 people"), (6696.0, "6,696 people")],
)
def test_people(number, said):
    assert plainly(people(shown(number, "staff_count", 1))) == said


def test_other_nouns():
    one, three = (shown(number, "board_count", 9) for number in (1, 3))
    assert plainly(people(one, "member", "members")) == "1 member"
    assert plainly(people(three, "member", "members")) == "3 members"


@pytest.mark.parametrize(
    ("figure", "unit_low", "unit_high", "text"),
    [
        ("survey_percentage", 6.304, 24.02, "6.3 to 24.0"),
        ("relative_likelihood_white_to_bme", 1.425, 3.3786, "1.43 to 3.38"),
        ("difference_bme_white", -2.857, 16.35, "−2.9 to +16.4"),
        ("difference_bme_white", None, None, "[z]"),
    ],
)
def test_an_interval(figure, unit_low, unit_high, text):
    made = shown(8.0, figure, 5, low=unit_low, high=unit_high)
    assert plainly(interval(made)) == text
