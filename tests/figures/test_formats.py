"""How figures are printed: rounded once, half away from zero, with their signs."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import plainly, shown
from hypothesis import given
from hypothesis import strategies as st

from wres.figures import Figure, State
from wres.figures.formats import (
    end_of,
    interval,
    is_same_as_printed,
    is_zero_as_printed,
    itself,
    magnitude,
    missing,
    people,
    people_asked,
    people_counted,
    rounded,
    show,
)
from wres.figures.printed import Printed, keys_in

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


# What each printed number says of itself: its key and part, the number as printed, its unit.

BME = {"ethnicity": "BME"}
SHARE = shown(12.7272, "survey_percentage", 5, numerator=7.0, denominator=55.0,
              low=6.304, high=24.02, **BME)  # fmt: skip
SHARE_KEY = "2023/5/survey_percentage////BME"
WITHHELD = Figure("RXX", 2023, 5, "survey_percentage", state=State.WITHHELD, **BME)


@pytest.mark.parametrize(
    ("printed", "key", "text", "number", "unit"),
    [
        (show(SHARE), SHARE_KEY, "12.7%", "12.7", "percent"),
        (show(shown(1204, "staff_count", 1, **BME)), "2023/1/staff_count////BME", "1,204", "1204",
         "people"),
        (show(shown(2.1942, RATIO, 2)), f"2023/2/{RATIO}", "2.19", "2.19", "ratio"),
        (show(shown(-7.45, POINTS, 5)), f"2023/5/{POINTS}", "−7.5", "-7.5",
         "percentage points"),
        (show(shown(-41.666, CHANGE, 1)), f"2023/1/{CHANGE}", "−41.7%", "-41.7",
         "percent change"),
        (end_of(SHARE, "low"), f"{SHARE_KEY}#low", "6.3%", "6.3", "percent"),
        (end_of(SHARE, "high"), f"{SHARE_KEY}#high", "24.0%", "24.0", "percent"),
        (people_counted(SHARE)[0], f"{SHARE_KEY}#part", "7", "7", "people"),
        (people_counted(SHARE)[1], f"{SHARE_KEY}#whole", "55", "55", "people"),
        (people_asked(SHARE), f"{SHARE_KEY}#whole", "55", "55", "people"),
        # The mean of 3 and 4 people
        (people_counted(shown(4.375, PERCENT, 1, numerator=3.5, denominator=1080.0))[0],
         f"2023/1/{PERCENT}#part", "3.5", "3.5", "people"),
        (people_counted(shown(0.3, PERCENT, 1, numerator=3.5, denominator=1080.0))[1],
         f"2023/1/{PERCENT}#whole", "1,080", "1080", "people"),
        (itself(shown(421, "staff_count", 1)), "2023/1/staff_count#itself", "100.0%", "100.0",
         "percent"),
    ],
)  # fmt: skip
def test_what_a_printed_number_says_of_itself(printed, key, text, number, unit):
    assert printed == Printed(key, text, Decimal(number), unit)
    assert str(printed.number) == number  # the decimals are those that are printed


def test_a_size_has_the_number_without_its_sign_and_the_figures_own_unit():
    gap = shown(-7.45, POINTS, 5, unit="percentage points")
    assert magnitude(gap) == Printed(
        f"2023/5/{POINTS}#size", "7.5", Decimal("7.5"), "percentage points"
    )


@pytest.mark.parametrize(
    ("state", "symbol"),
    [(State.WITHHELD, "[c]"), (State.NOT_COLLECTED, "[x]"), (State.NOT_CALCULABLE, "[z]")],
)
def test_a_symbol_has_the_key_of_what_is_missing_and_no_number(state, symbol):
    gone = Figure("RXX", 2023, 1, "staff_count", state=state, **BME)
    key = "2023/1/staff_count////BME"
    assert show(gone) == missing(gone) == Printed(key, symbol, state=state)
    assert itself(gone) == missing(gone, "itself") == Printed(f"{key}#itself", symbol, state=state)


def test_what_rounds_to_zero_has_a_symbol_and_no_number():
    low = show(shown(0.04, PERCENT, 1, **BME))
    assert low == Printed(f"2023/1/{PERCENT}////BME", "[low]")


def test_an_end_that_is_not_there_has_a_key():
    assert end_of(WITHHELD, "low") == Printed(f"{SHARE_KEY}#low", "[z]")


def test_an_interval_is_two_numbers_and_none_where_there_is_none():
    assert keys_in(f"{interval(SHARE)}") == (f"{SHARE_KEY}#low", f"{SHARE_KEY}#high")
    assert interval(WITHHELD) == "[z]"


def test_a_number_of_people_is_the_figures_value():
    assert keys_in(people(shown(6696, "staff_count", 1))) == ("2023/1/staff_count",)


@pytest.mark.parametrize(
    ("one", "other", "is_same"), [(12.31, 12.34, True), (12.34, 12.35, False), (0.04, 0, False)]
)
def test_figures_of_two_groups_may_be_printed_alike(one, other, is_same):
    white, bme = (
        shown(value, PERCENT, 1, ethnicity=ethnicity)
        for value, ethnicity in ((one, "White"), (other, "BME"))
    )
    assert is_same_as_printed(white, bme) is is_same


# The digits that decide.


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (1.0043, 1.094, "1.004 to 1.09"),  # more than chance by its third decimal
        (0.99961, 1.094, "0.9996 to 1.09"),
        (1.0, 1.094, "1.00 to 1.09"),  # it is one, and prints as it is
        (0.62, 0.9999999, "0.62 to 1.00"),  # nearer than five decimals tell
        (1.2513, 3.4, "1.251 to 3.40"),  # clearly outside the range
        (1.10, 1.2476, "1.10 to 1.248"),
        (1.43, 3.38, "1.43 to 3.38"),
    ],
)
def test_an_end_that_decides_is_told_from_what_it_is_held_against(low, high, text):
    ratio = shown(
        (low + high) / 2, "relative_likelihood_white_to_bme", 2, low=low, high=high,
        significant=low > 1,
    )  # fmt: skip
    assert plainly(interval(ratio)) == text


def test_the_ends_of_a_difference_are_told_from_none():
    gap = shown(4.0, "difference_bme_white", 5, low=0.004, high=8.0, significant=True)
    assert plainly(interval(gap)) == "+0.004 to +8.0"
    share = shown(4.0, "survey_percentage", 5, low=0.004, high=8.0)
    assert plainly(interval(share)) == "0.0 to 8.0"  # nothing is decided by a share


@pytest.mark.parametrize(
    ("minuend", "subtrahend", "text"), [(0.34, 0.41, "\u22120.07"), (1.9, 2.1, "\u22120.2")]
)
def test_a_change_between_small_rates_has_their_decimals(minuend, subtrahend, text):
    change = shown(
        minuend - subtrahend, "disciplinary_rate_change_on_last_year", 3, minuend=minuend,
        subtrahend=subtrahend,
    )  # fmt: skip
    assert show(change).text == text
