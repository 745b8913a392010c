"""A key and its one way of being written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wres.attack.keys import PARTS, BadKey, Key, read_key

_NAMES = st.text(min_size=1, max_size=12).filter(lambda name: name != "all")
_GROUPS = st.just("all") | _NAMES


@given(st.builds(Key, *[_NAMES] * 3, *[_GROUPS] * 4, st.just("") | _NAMES), st.sampled_from(PARTS))
def test_a_key_is_read_back_as_it_was_written(key, part):
    text = f"{key}#{part}" if part else str(key)

    assert read_key(text) == (key, part)


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("2024/1/staff_count////BME", "ethnicity", "BME"),
        ("2024/1/staff_percentage/medical+and+dental/consultant//BME", "pay_band", "consultant"),
        ("2024/1/local_population_percentage////BME/Made-up+Borough+South", "area",
         "Made-up Borough South"),
        ("2024/9/board_count", "ethnicity", "all"),
    ],
)  # fmt: skip
def test_a_key_says_its_columns(text, field, value):
    assert getattr(read_key(text)[0], field) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        "2024/1",
        "2024/1/staff_count/",  # blanks at the end are cut
        "2024/1/staff_count/all",  # everybody is blank
        "2024/1/staff_count/medical and dental",  # a blank is a plus sign
        "2024/1/staff_count#",
        "2024/1/staff_count#value",
        "2024/1/staff_count#low#low",
        "2024//staff_count",
        "2024/1/staff_count/a/b/c/d/e/f",
        "2024/1/staff%5Fcount",  # written otherwise
    ],
)
def test_what_is_written_otherwise_is_no_key(text):
    with pytest.raises(BadKey):
        read_key(text)
